"""Reviewing how a source was read: every line with what is known of it, from the thread and back into it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tui import archives
from tests.tui.hosting import HOSTILE, assert_harmless
from tests.tui.reading import Reader, reading
from tests.tui.reviewing import DOUBTFUL, FIRST, TOWN, Quiet, about, imported, review, reviewing
from tui_reader.archive.reader import Archive
from tui_reader.cli.commands import group
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.pipeline import import_sources
from tui_reader.tui import importer, loader
from tui_reader.tui.commands import APP_COMMANDS, REVIEW_COMMANDS
from tui_reader.tui.screens.provenance import ProvenanceScreen
from tui_reader.tui.screens.rereading import RereadingScreen
from tui_reader.tui.screens.review import ReviewScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.widgets.layout_choices import LayoutChoices

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model import StoredThread


async def test_a_review_begins_at_the_line_of_the_current_comment(tmp_path: Path) -> None:
    """With its label, its comment, how sure that is and why; above it what was found, and that nothing is lost."""
    async with reviewing(imported(tmp_path, TOWN), "j", "j") as reader:
        comment = loader.open_thread(*opened(reader)).comment(2)
        assert comment.span is not None
        assert review(reader).line == comment.span.first
        shown = reader.screen_text()
        assert f"┏3 author       91% {comment.author}" in shown
        assert "header: name-date" in shown
        assert reader.bar("title") == "town.txt: how its lines are read header, 91%"
        kept = sum(bool(line.strip()) for line in TOWN)
        assert reader.status == f"9 comments by 7 people · {kept} of {kept} lines kept"
        assert about(reader).startswith("\nA header with the name, the date or both above each comment")
        assert "author of comment 3 by Jonas V." in about(reader)


def opened(reader: Reader) -> tuple[Archive, StoredThread]:
    """Return the archive that is read, and its first thread."""
    assert reader.app.archive is not None
    return reader.app.archive, reader.app.archive.threads()[0]


async def test_every_line_of_the_source_is_there(tmp_path: Path) -> None:
    """In its order, with its number, also in a terminal of usual size."""
    async with reviewing(imported(tmp_path, TOWN), size=(80, 24)) as reader:
        await reader.press("g")
        seen: dict[int, str] = {}
        for _ in range(len(TOWN)):
            row = next(line for line in reader.screen_text().splitlines() if line.startswith("▌"))
            seen[review(reader).line] = row
            await reader.pilot.press("j")
        assert list(seen) == list(range(1, len(TOWN) + 1))
        for line, text in enumerate(TOWN, 1):
            assert seen[line][1:].split()[0] == str(line)
            assert text[:20] in seen[line]


async def test_what_is_known_of_a_line_stands_where_there_is_room(tmp_path: Path) -> None:
    """Beside the lines, below them, or nowhere; the layouts in a list or in a line."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        choices = review(reader).query_one(LayoutChoices)
        assert "read as" in reader.screen_text()
        for size, wide, panel in (((80, 24), False, True), ((40, 8), False, False), ((200, 50), True, True)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            shown = reader.screen_text()
            assert ("read as" in shown, "1 header 91% now" in shown) == (wide, not wide), size
            assert (choices.display and choices.visible and choices.size.height > 0) is wide
            assert ("of comment 1 by Mira Halm" in shown) is panel
            assert "┏1" in shown
        await reader.pilot.resize_terminal(39, 7)
        await reader.settle()
        assert "Make the terminal larger" in " ".join(reader.screen_text().split())
        await reader.press("j", "q")
        assert reader.is_on(ThreadScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_text_of_a_source_is_shown_not_obeyed(tmp_path: Path, size: tuple[int, int]) -> None:
    """Neither in the lines nor beside them, whatever layout is looked at."""
    hostile = [*TOWN, *(line for text in HOSTILE for line in (f"{text} May 3, 2012 at 3:10 pm", "", f"{text} words", ""))]
    async with reviewing(imported(tmp_path, hostile), size=size) as reader:
        for key in ("G", "k", "k", "k", "k", "[", "u", "u", "}", "n", "[", "y"):
            await reader.press(key)
            assert_harmless(reader.screen_text())
        assert_harmless(reader.app.clipboard)


async def test_a_thread_without_a_text_says_so(tmp_path: Path) -> None:
    """Whether its source states its structure, or the archive keeps no text of it; every key is answered."""
    structured, unkept = tmp_path / "one", tmp_path / "two"
    structured.mkdir()
    unkept.mkdir()
    path = imported(tmp_path, TOWN)
    exported = CliRunner().invoke(group, ["export", str(path), "--format", "json"]).output
    (unkept / "t.json").write_text(exported, encoding="utf-8")
    import_sources(unkept / "a.db", [str(unkept / "t.json")], io.BytesIO(), Quiet())
    for archive, words in ((archives.clock(structured), "had to be understood"), (unkept / "a.db", "keeps no text of")):
        async with reviewing(archive, size=(80, 24)) as reader:
            assert words in " ".join(reader.screen_text().split())
            await reader.press("j", "n", "]", "0", "a", "y", "enter", "G", "}")
            assert reader.app.clipboard == ""
            await reader.press("escape")
            assert reader.is_on(ThreadScreen)


async def test_a_layout_that_is_unsure_leads_to_the_review(tmp_path: Path) -> None:
    """Below the thread, and where a comment's provenance says that the layout is unsure."""
    async with reading(imported(tmp_path, DOUBTFUL), (80, 24)) as reader:
        assert "I unsure: see how it was read" in reader.help
        await reader.press("I")
        assert "not sure of it" in reader.bar("title")
    (tmp_path / "a.db").unlink()
    with Archive.open(imported(tmp_path, TOWN)) as archive:
        sure = archive.threads()[0]
    importer.bring_in(
        tmp_path / "b.db", tmp_path / "town.txt", lambda: False, {sure.origin.sha256: Choices(layout="bare-names")}
    )
    async with reading(tmp_path / "b.db") as reader:
        await reader.press("G", "i")
        assert reader.is_on(ProvenanceScreen)
        assert "I in the thread shows how every line was read" in " ".join(reader.screen_text().replace("│", " ").split())


async def test_every_command_of_the_review_is_carried_out(tmp_path: Path) -> None:
    """By each of its keys; none of them ends the app, and `?` lists them all."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        screen = review(reader)
        for command in REVIEW_COMMANDS:
            assert any(hasattr(part, command.method) for part in screen.parts), command
            for key in command.keys:
                await reader.press(*key.split())
                if reader.is_on(RereadingScreen):
                    await reader.press("escape")
                if reader.is_on(ThreadScreen):
                    await reader.press("I")
                assert reader.is_on(ReviewScreen), key
        await reader.press("?")
        assert {command.id for command in (*REVIEW_COMMANDS, *APP_COMMANDS)} == {each.id for each in screen.commands}
        assert "See how the next layout reads it" in reader.screen_text()


# Moving, and back into the thread.


async def test_moves_go_through_lines_comments_and_pages(tmp_path: Path) -> None:
    """Counts repeat them, or name the line; at either end the reader is told."""
    async with reviewing(imported(tmp_path, TOWN), size=(80, 24)) as reader:
        screen = review(reader)
        margin = screen.look.seen.margin if screen.look else None
        assert margin is not None
        for keys, line in (
            ("g", 1),
            ("j", 2),
            ("5 j", 7),
            ("k", 6),
            ("1 2 G", 12),
            ("3 g", 3),
            ("}", margin.beginnings[0]),
            ("2 }", margin.beginnings[2]),
            ("{", margin.beginnings[1]),
            ("G", len(TOWN)),
            ("K", margin.beginnings[-1]),
        ):
            await reader.press(*keys.split())
            assert screen.line == line, keys
        await reader.press("}")
        assert reader.help == "no comment begins further down"
        await reader.press("g", "{")
        assert reader.help == "no comment begins further up"
        await reader.press("n")
        assert reader.help == "nothing is doubtful further down"
        await reader.press("d", "u", "space", "b")
        assert screen.line == 1


async def test_enter_leads_to_the_comment_of_a_line(tmp_path: Path) -> None:
    """To the comment that it belongs to, or to its paragraph; a line of neither leads nowhere, and says so."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        await reader.press("3", "}", "2", "j", "enter")
        assert reader.is_on(ThreadScreen)
        assert (reader.thread.position, reader.keys_go_to) == (3, "comments")
        await reader.press("H", "I", "3", "g", "enter")
        assert reader.is_on(ThreadScreen)
        assert (reader.article.cursor, reader.keys_go_to) == (1, "article")
        await reader.press("I")
        assert review(reader).line == 3
        await reader.press("j", "enter")
        assert reader.help == "this line belongs to no comment of the thread, nor to its article"


async def test_the_mouse_goes_to_lines_and_chooses_layouts(tmp_path: Path) -> None:
    """One click goes to a line, two lead to its comment; a click on a layout shows it."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        screen = review(reader)
        await reader.pilot.click(screen.lines, offset=(20, FIRST - 1 - screen.lines.scroll_offset.y))
        assert screen.line == FIRST
        await reader.pilot.click(screen.query_one(LayoutChoices), offset=(5, 3))
        await reader.settle()
        assert screen.shown == "article-only"
        await reader.pilot.double_click(screen.lines, offset=(20, FIRST - 1 - screen.lines.scroll_offset.y))
        await reader.settle()
        assert reader.is_on(ThreadScreen)
        assert reader.thread.position == 0
