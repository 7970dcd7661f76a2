"""Reviewing how a source was read: every line, other layouts beside the own one, and taking one of them."""

from __future__ import annotations

import io
import shlex
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.structure.dumps import conversation, dump
from tests.tui import archives
from tests.tui.hosting import HOSTILE, assert_harmless
from tests.tui.reading import Reader, reading
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.cli import group
from tui_reader.errors import SourceError
from tui_reader.ingest.pipeline import import_sources
from tui_reader.tui import loader
from tui_reader.tui.commands import APP_COMMANDS, REVIEW_COMMANDS
from tui_reader.tui.loader import Reviewed
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.provenance import ProvenanceScreen
from tui_reader.tui.screens.rereading import RereadingScreen
from tui_reader.tui.screens.review import ReviewScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.widgets.layout_choices import LayoutChoices

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tui_reader.formats.base import Document
    from tui_reader.model import StoredThread

TOWN = dump("{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n", conversation())
"""Nine comments below headers; whoever takes only bare lines for names finds fewer."""

DOUBTFUL = [
    "A small text",
    "",
    "First things first, the quay is wet.",
    "",
    "Mira",
    "",
    "Nothing to be done.",
    "",
    "Orla",
    "",
    "Yes.",
]
FIRST = 1 + next(place for place, line in enumerate(TOWN) if line.endswith("pm"))
"""The line where the first comment begins."""


class Quiet:
    """Wants to know nothing of an import."""

    def begin(self, *_: object) -> None:
        """Take no note."""

    reading = going_on = finished = begin


def imported(folder: Path, *texts: list[str]) -> Path:
    """Return an archive of texts, each in a file of its own beside it."""
    for number, text in enumerate(texts):
        (folder / f"town{number or ''}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    paths = sorted(map(str, folder.glob("town*.txt")))
    import_sources(folder / "a.db", paths, io.BytesIO(), Quiet())
    return folder / "a.db"


def review(reader: Reader) -> ReviewScreen:
    """Return the review on top."""
    assert isinstance(reader.app.screen, ReviewScreen)
    return reader.app.screen


def about(reader: Reader) -> str:
    """Return what is said of the line at the cursor."""
    return review(reader)._about_line().plain


@asynccontextmanager
async def reviewing(
    path: Path, *keys: str, size: tuple[int, int] = (120, 36), dump: Path | None = None
) -> AsyncIterator[Reader]:
    """Review the source of the first thread of an archive, after some keys, for as long as a test needs it."""
    async with reading(path, size, dump=dump) as reader:
        await reader.press(*keys, "I")
        yield reader


# What is shown.


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
    loader.bring_in(tmp_path / "b.db", tmp_path / "town.txt", lambda: False, {sure.origin.sha256: "bare-names"})
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


# Other layouts.


async def test_another_layout_is_shown_beside_the_own_one(tmp_path: Path) -> None:
    """What it finds, how that differs and where; the archive stays as it is, byte for byte, until the reader takes it."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()
    async with reviewing(path, size=(80, 24)) as reader:
        screen = review(reader)
        assert [choice.layout for choice in screen._choices] == ["header", "bare-names", "article-only"]
        await reader.press("g", "[")
        assert screen.shown == "article-only"
        differing = sum(bool(line.strip()) for line in TOWN[FIRST - 1 :])
        assert reader.status.startswith(f"0 comments (-9) by 0 people (-7) · {differing} lines differ · ")
        assert reader.help.startswith("a take this layout · Esc back · n next difference")
        await reader.press("n")
        assert screen.line == FIRST
        assert f"{FIRST} ≠" in reader.screen_text()
        assert "in the thread: author of comment 1 by Mira Halm" in about(reader)
        await reader.press("1", "0", "0", "n")
        assert reader.help == "no line differs further down"
        await reader.press("escape")
        assert (screen.shown, reader.is_on(ReviewScreen)) == ("header", True)
        await reader.press("]")
        assert screen.shown == "bare-names"
        await reader.press("0")
        assert screen.shown == "header"
        await reader.press("escape")
        assert reader.is_on(ThreadScreen)
    assert path.read_bytes() == before


async def test_a_number_chooses_a_layout(tmp_path: Path) -> None:
    """As the list numbers them; there is no fourth of three."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        await reader.press("3", "enter")
        assert review(reader).shown == "article-only"
        await reader.press("4", "enter")
        assert (review(reader).shown, reader.help) == ("article-only", "there is no layout 4")


async def test_a_text_without_comments_can_be_read_as_one_with_them(tmp_path: Path) -> None:
    """And the layout that the reader doubts most is the one that is shown."""
    async with reviewing(imported(tmp_path, DOUBTFUL)) as reader:
        assert [choice.layout for choice in review(reader)._choices] == ["unmarked", "bare-names"]
        await reader.press("]")
        assert reader.status.startswith("2 comments (+2) by 2 people (+2)")


async def test_the_command_that_reads_a_source_so_is_copied(tmp_path: Path) -> None:
    """It can be pasted into a shell, and does what it says."""
    path = imported(tmp_path, TOWN)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "y")
        program, *arguments = shlex.split(reader.app.clipboard)
    assert (program, arguments) == ("tui-reader", ["import", str(path), str(tmp_path / "town.txt"), "--layout", "article-only"])
    assert CliRunner().invoke(group, arguments).exit_code == 0
    with Archive.open(path) as archive:
        assert [thread.origin.layout for thread in archive.threads()] == ["article-only"]


async def test_a_thread_that_was_forced_into_a_layout_is_reviewed_in_that(tmp_path: Path) -> None:
    """The layout that explains the source best stands first, and a key away."""
    with Archive.open(imported(tmp_path, TOWN)) as archive:
        digest = archive.threads()[0].origin.sha256
    loader.bring_in(tmp_path / "b.db", tmp_path / "town.txt", lambda: False, {digest: "article-only"})
    async with reviewing(tmp_path / "b.db") as reader:
        screen = review(reader)
        assert (screen.shown, screen.is_own) == ("article-only", True)
        await reader.press("1", "enter")
        assert (screen.shown, screen.is_own) == ("header", False)
        assert reader.status.startswith("9 comments (+9) by 7 people (+7)")


# Long works.


class Slow:
    """Reads a source only when it is let, and until it is stopped."""

    def __init__(self) -> None:
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        self.stopped = threading.Event()

    def review(self, document: Document, layout: str | None, tell: Callable[[float], None]) -> Reviewed:
        """Read, as slowly as it is wanted."""
        self.begun.set()
        while not self.may_go_on.wait(0.01):
            try:
                tell(0.5)
            except KeyboardInterrupt:
                self.stopped.set()
                raise
        return loader.review(document, layout, tell)


async def test_lines_can_be_read_while_a_source_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are answered meanwhile, Esc stops the work, and a layout key begins it again."""
    slow = Slow()
    monkeypatch.setattr("tui_reader.tui.screens.review.review", slow.review)
    async with reading(imported(tmp_path, TOWN)) as reader:
        await reader.pilot.press("I")
        assert slow.begun.wait(10)
        await until(reader, lambda: reader.status.startswith("reading … 50%, Esc stops"))
        await reader.pilot.press("G", "k", "n", "}", "0", "a", "y")
        assert review(reader).line == len(TOWN) - 1
        assert TOWN[-2][:30] in reader.screen_text()
        await reader.pilot.press("escape")
        assert slow.stopped.wait(10)
        assert (reader.help, reader.status) == ("stopped", "")
        slow.may_go_on.set()
        await reader.press("]")
        assert "9 comments" in reader.status


async def test_only_the_layout_that_was_asked_for_last_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun before is stopped; leaving stops the rest."""
    path, slow = imported(tmp_path, TOWN), Slow()
    async with reviewing(path) as reader:
        screen = review(reader)
        monkeypatch.setattr("tui_reader.tui.screens.review.review", slow.review)
        await reader.pilot.press("]")
        assert slow.begun.wait(10)
        await reader.pilot.press("]")
        assert slow.stopped.wait(10)
        slow.may_go_on.set()
        await reader.settle()
        assert screen.shown == "article-only"
        slow.may_go_on.clear()
        slow.stopped.clear()
        slow.begun.clear()
        await reader.pilot.press("[")
        assert slow.begun.wait(10)
        await reader.pilot.press("q")
        assert slow.stopped.wait(10)
        assert reader.is_on(ThreadScreen)


async def test_a_source_that_can_no_longer_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader keeps what was shown before."""

    def fail(*_: object) -> Reviewed:
        raise SourceError("town.txt: not plain text")

    async with reviewing(imported(tmp_path, TOWN)) as reader:
        monkeypatch.setattr("tui_reader.tui.screens.review.review", fail)
        await reader.press("]")
        assert reader.told == ["town.txt: not plain text"]
        assert review(reader).shown == "header"
        assert "9 comments" in reader.status


async def until(reader: Reader, holds: Callable[[], bool]) -> None:
    """Wait for what a worker tells."""
    while not holds():
        await reader.pilot.pause(0.01)


# Taking another layout.


async def test_a_dump_that_is_looked_at_is_read_and_kept_as_the_reader_took_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread is shown so at once, from the same line on, and Ctrl-S keeps it so."""
    monkeypatch.chdir(tmp_path)
    path = imported(tmp_path, DOUBTFUL)
    async with reviewing(path, dump=tmp_path / "town.txt") as reader:
        await reader.press("]", "7", "g", "a")
        assert reader.is_on(ThreadScreen)
        assert reader.help == "the thread is read as bare-names now; Ctrl-S keeps it so"
        assert (reader.thread.opened.thread.comments, reader.thread.position, reader.keys_go_to) == (2, 0, "comments")
        assert "Nothing to be done." in reader.screen_text()
        await reader.press("ctrl+s", "enter")
        assert reader.told == ["kept in town.db"]
        await reader.press("I")
        assert (review(reader).shown, review(reader).is_own) == ("bare-names", True)
        await reader.press("1", "enter", "a")
        assert reader.is_on(ThreadScreen)
        await reader.press("ctrl+s", "enter")
        assert reader.told == ["kept in town.db", "kept in town.db"]
    with Archive.open(tmp_path / "town.db") as kept:
        assert [(thread.origin.layout, thread.comments) for thread in kept.threads()] == [("article-only", 0)]


async def test_an_archive_is_written_only_where_the_reader_agrees(tmp_path: Path) -> None:
    """What would change is shown, with the command that does the same; to leave changes nothing."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a")
        assert reader.is_on(RereadingScreen)
        shown = " ".join(reader.screen_text().split())
        assert "This writes to" in shown
        assert "now header, 91% sure: 9 comments by 7 people" in shown
        assert "then article-only, 49% sure: 0 comments" in shown
        await reader.press("y")
        assert reader.app.clipboard.startswith("tui-reader import ")
        await reader.press("escape")
        assert reader.is_on(ReviewScreen)
        await reader.press("escape", "a")
        assert reader.help == "the thread is read in this layout already"
    assert path.read_bytes() == before


async def test_a_thread_of_an_archive_is_read_again_where_the_reader_agrees(tmp_path: Path) -> None:
    """It is shown so at once; the list of threads knows it, its neighbours are a key away, and the others are as they were."""
    path = imported(tmp_path, TOWN, [*TOWN[:4], *DOUBTFUL[2:]])
    async with reading(path) as reader:
        await reader.press("enter", "I", "3", "enter", "2", "0", "g", "a")
        await reader.press("enter")
        assert reader.is_on(ThreadScreen)
        assert reader.help == "the thread is read as article-only now"
        assert reader.thread.opened.thread.origin.name == "town.txt"
        assert reader.keys_go_to == "article"
        await reader.press("(")
        assert reader.thread.opened.thread.origin.name == "town1.txt"
        await reader.press("q")
        assert reader.is_on(LibraryScreen)
        assert [thread.comments for thread in reader.library.threads.shown] == [0, 0]
        await reader.press("end", "enter")
        assert reader.thread.opened.thread.origin.layout == "article-only"
    assert check(path) == []


async def test_what_cannot_be_written_is_told_and_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review stays as it was."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise SourceError("town.txt: nothing can be written there")

    monkeypatch.setattr(ArchiveWriter, "add", fail)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a", "enter")
        assert reader.is_on(ReviewScreen)
        assert reader.told == ["town.txt: nothing can be written there"]
        assert review(reader).shown == "article-only"
    assert path.read_bytes() == before


async def test_the_example_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants to try another layout is told how; nothing is asked."""
    path = imported(tmp_path, TOWN)
    monkeypatch.setattr("tui_reader.tui.screens.thread_review.example_archive", lambda: path)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a")
        assert reader.is_on(ReviewScreen)
        assert len(reader.told) == 1
        assert reader.told[0].startswith("the example stays as it is")
