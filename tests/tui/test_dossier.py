"""The dossier of a person: all their comments in the order of time, in their surroundings, and the way there and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static

from tests.archive.archives import add
from tests.tui import archives
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.model import Article, Comment
from tui_reader.outline import Outline, build_columns, flat_columns
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together
from tui_reader.tui.commands import APP_COMMANDS, DOSSIER_COMMANDS
from tui_reader.tui.screens.dossier import DossierScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

START = datetime(2012, 5, 3, tzinfo=UTC)
MOVES = {"next", "previous", "half-page-down", "half-page-up", "page-down", "page-up"}


def dated(*days: tuple[str, str, str | None, int | None]) -> list[Comment]:
    """Return comments by author, body, parent and day; the reference of each is its body."""
    return [
        Comment("1", body, body, name, parent=parent, posted=None if day is None else f"2012-05-{day:02}")
        for name, body, parent, day in days
    ]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two threads in which Ann speaks, once without a date, and a third with others alone."""
    path = tmp_path / "a.db"
    one = dated(("Ann", "early words", None, 3), ("Ben", "an answer", "early words", 4), ("Ann", "undated", "an answer", None))
    two = dated(("Ben", "a question", None, 5), ("Ann", "latest otters", "a question", 9), ("Ann", "middle otters", None, 6))
    add(path, [Article("1", "Otters"), *one], "one")
    add(path, [Article("1", "Tides"), *two], "two")
    add(path, [Article("1", "Roofs"), *dated(("Cy", "tin", None, 1))], "three")
    return path


def dossier(reader: Reader) -> DossierScreen:
    """Return the dossier on top."""
    assert isinstance(reader.app.screen, DossierScreen)
    return reader.app.screen


def bodies(reader: Reader) -> list[str]:
    """Return the comments in the order in which they stand."""
    pane = dossier(reader).pane
    return [pane.comment(position).body for position in range(len(pane.view.outline))]


def here(reader: Reader) -> str:
    """Return the comment at the cursor."""
    return dossier(reader).pane.comment(dossier(reader).pane.cursor).body


async def of_ann(reader: Reader) -> None:
    """Open the dossier of Ann from the table."""
    await reader.press("A", "enter")
    await reader.settle()


async def test_all_comments_stand_in_the_order_of_time(archive: Path) -> None:
    """Newest first, a key turns them and stays on its comment; those without a date are last."""
    async with reading(archive) as reader:
        await of_ann(reader)
        newest = ["latest otters", "middle otters", "early words", "undated"]
        assert bodies(reader) == newest
        await reader.press("j", "S")
        assert bodies(reader) == ["early words", "middle otters", "latest otters", "undated"]
        assert here(reader) == "middle otters"
        assert "oldest first" in reader.status
        await reader.press("S")
        assert bodies(reader) == newest


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 8)])
async def test_each_comment_stands_in_its_surroundings(archive: Path, size: tuple[int, int]) -> None:
    """Below the name of its thread and the comment that it answers; figures and partners stand above all."""
    async with reading(archive, size) as reader:
        await of_ann(reader)
        shown = reader.screen_text()
        first = shown.index("latest otters")
        assert 0 <= shown.index("Tides") < shown.index("Ben: a question") < first
        if size[1] > 8:
            assert "4 comments in 2 threads" in shown
            assert "answers Ben 2 · answered by Ben 1" in shown
            assert shown.index("Ben: an answer") > shown.index("early words") > first


async def test_enter_reads_the_thread_there_and_q_comes_back(archive: Path) -> None:
    """To the same comment of the dossier, and from there to the table and the library."""
    async with reading(archive) as reader:
        await of_ann(reader)
        await reader.press("j", "j", "j", "enter")
        assert reader.thread.opened.thread.title == "Otters"
        assert reader.thread.opened.comment(reader.thread.position).body == "undated"
        await reader.press("q")
        assert here(reader) == "undated"
        await reader.press("q", "escape")
        assert reader.is_on(LibraryScreen)


async def test_a_comment_leads_to_its_authors_dossier(archive: Path) -> None:
    """`@` in a thread, also for a person of several names; a comment without a name leads nowhere."""
    put_together(reader_path(), [Named("", "Cy")], Named("", "Ann"))
    async with reading(archive) as reader:
        await reader.press("enter", "@")
        assert bodies(reader)[-2:] == ["tin", "undated"]
        assert reader.bar("title").startswith("Ann ")
        assert "also Cy" in reader.screen_text()
        await reader.press("q")
        assert reader.is_on(ThreadScreen)


async def test_no_name_has_no_dossier(tmp_path: Path) -> None:
    """Comments that lost their names are not one person's."""
    async with reading(archives.clock(tmp_path)) as reader:
        reader.thread.jump_to(archives.at("lost1"))
        await reader.press("@")
        assert reader.is_on(ThreadScreen)
        assert reader.help == "this comment has no name"


async def test_words_filter_a_dossier(archive: Path) -> None:
    """As a query does anywhere; Esc shows all again, then leaves; what cannot be understood is refused."""
    async with reading(archive) as reader:
        await of_ann(reader)
        await reader.press("f")
        await reader.write("otters -latest", "enter")
        assert bodies(reader) == ["middle otters"]
        assert reader.status.startswith("1 of 4 “otters”")
        await reader.press("/")
        await reader.write("nothing like it", "enter")
        assert bodies(reader) == []
        assert "No comment is left" in reader.screen_text()
        await reader.press("enter", "f")
        await reader.write("replyto:(by:Ben) | date:2012-05-06", "enter", "S")
        assert bodies(reader) == ["middle otters", "latest otters", "undated"]
        await reader.press("f")
        await reader.write("date:never", "enter")
        assert len(bodies(reader)) == 3
        await reader.press("escape", "escape")
        assert len(bodies(reader)) == 4
        await reader.press("escape", "escape")
        assert reader.is_on(LibraryScreen)


async def test_the_filter_of_a_dossier_is_asked_as_everywhere(archive: Path) -> None:
    """It says what it means, why it cannot be understood and what to do then, completes, and is brought back."""
    async with reading(archive) as reader:
        await of_ann(reader)
        await reader.press("f")
        await reader.write("date:never")
        assert "2019-02-14" in str(dossier(reader).query_one("#said", Static).content)
        await reader.press("ctrl+u")
        await reader.write("otters is:ro")
        await reader.settle()
        await reader.press("tab")
        assert "means: “otters”" in str(dossier(reader).query_one("#said", Static).content)
        await reader.press("enter", "f", "up")
        assert dossier(reader).query_one(Input).value == "otters is:root"


async def test_stars_are_found_in_a_dossier(archive: Path) -> None:
    """What the reader added is asked as everything else, over all threads."""
    async with reading(archive) as reader:
        await reader.press("enter", "s", "q", *["A", "enter"])
        await reader.press("f")
        await reader.write("is:starred", "enter")
        assert bodies(reader) == ["early words"]


async def test_every_command_of_a_dossier_is_carried_out(archive: Path) -> None:
    """By each of its keys."""
    async with reading(archive) as reader:
        await of_ann(reader)
        screen = dossier(reader)
        for command in DOSSIER_COMMANDS:
            assert command.id in MOVES or any(hasattr(part, command.method) for part in screen.parts), command
        for command in (*DOSSIER_COMMANDS, *APP_COMMANDS):
            if command.id in {"leave", "quit", "suspend", "back-out"}:
                continue
            for key in command.keys:
                await reader.press(*key.split())
                while reader.app.screen is not screen:
                    await reader.press("escape" if not reader.is_on(ThreadScreen) else "q")
                if screen.focused is not screen.pane:
                    await reader.press("escape")


async def test_a_dossier_of_many_is_drawn_by_the_window(tmp_path: Path) -> None:
    """Of ten thousand comments some dozens are read; the last one is a key away, and the first again."""
    many = [
        Comment("1", str(number), f"word {number}", "Ann", posted=(START + timedelta(minutes=number)).isoformat())
        for number in range(10_000)
    ]
    path = tmp_path / "a.db"
    add(path, [Article("1", "Long"), *many], "one")
    add(path, [Article("1", "Other"), many[0]._replace(author="Ben")], "two")
    async with reading(path) as reader:
        await of_ann(reader)
        pane = dossier(reader).pane
        assert reader.status == "10,000 comments · newest first, S turns 1/10,000"
        await reader.press("G")
        assert here(reader) == "word 0"
        await reader.press("k", "g", "space", "j")
        assert len(pane._bodies) < 400


async def test_hostile_text_is_shown_not_obeyed(tmp_path: Path) -> None:
    """Titles, names and bodies are text."""
    async with reading(archives.hostile(tmp_path)) as reader:
        await reader.press("G", "@")
        assert reader.is_on(DossierScreen)
        for _ in range(6):
            assert_harmless(reader.screen_text())
            await reader.press("space")


def test_flat_columns_are_those_of_comments_without_parents() -> None:
    """Made without a look at each comment, and the same."""
    for ids in ((), (7,), (9, 3, 12)):
        count = len(ids)
        assert flat_columns(ids, 40) == build_columns(ids, [-1] * count, [0] * count, [40] * count, [0] * count) or not ids
        assert Outline(flat_columns(ids, 40)).is_flat
