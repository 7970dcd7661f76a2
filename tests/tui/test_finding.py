"""Asking all threads: what is found stands below while it is typed, leads into its thread, and is there again afterwards."""

from __future__ import annotations

import time
from asyncio import to_thread
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Static

from tests.tui import archives
from tests.tui.archives import add, spoken
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.archive.search import Hits, Order
from tui_reader.errors import ArchiveDamagedError, StateError
from tui_reader.settings import reader_path
from tui_reader.state.annotations import ThreadAnnotations
from tui_reader.state.queries import recent, remember
from tui_reader.tui.screens import earlier_queries, finding
from tui_reader.tui.screens.finding import FindingScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.reading import Reader
    from tui_reader.archive.rows import Hit


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test wait for a pause."""
    monkeypatch.setattr(finding, "PAUSE", 0.001)


def harbour(folder: Path) -> Path:
    """Return an archive of three threads with a ferry in each."""
    path = add(folder / "harbour.db", "The ferry", spoken("ada1(ben1) cy1", {"ada1": "A ferry, late.", "cy1": "Two ferries."}))
    add(path, "The tide", spoken("ada1(ben1)", {"ada1": "High tide.", "ben1": "The last ferry left."}))
    return add(path, "The cat", spoken("dee1 eve1 fay1", {"fay1": "On the ferry."}))


def screen_of(reader: Reader) -> FindingScreen:
    """Return where all threads are asked."""
    assert isinstance(reader.app.screen, FindingScreen)
    return reader.app.screen


async def wait(reader: Reader) -> None:
    """Wait until what was typed last is answered."""
    screen = screen_of(reader)
    end = time.monotonic() + 20
    while screen._wanted is not screen._asked or screen.working._going_on:
        assert time.monotonic() < end
        await reader.settle()


async def ask(reader: Reader, text: str) -> None:
    """Type a query and wait for what it finds."""
    await reader.write(text)
    await wait(reader)


def found(reader: Reader) -> list[tuple[str | None, str]]:
    """Return who was found, and under which title."""
    return [(row.author, row.title or "") for row in screen_of(reader).hits._rows if hasattr(row, "author")]


def words(reader: Reader) -> str:
    """Return what is said below the line."""
    return str(screen_of(reader).line.query(Static).last().render())


async def test_what_is_typed_is_found_in_all_threads(tmp_path: Path) -> None:
    """By thread, described in words, counted, and marked."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferr")
        assert sorted(found(reader)) == [("ada", "The ferry"), ("ben", "The tide"), ("cy", "The ferry"), ("fay", "The cat")]
        assert "finds: “ferr”" in words(reader)
        assert "4 comments in 3 threads" in reader.status
        lines = [line.rstrip() for line in reader.screen_text().splitlines()]
        assert sum(line.endswith(("1 match", "2 matches")) for line in lines) == 3
        await ask(reader, " by:ada")
        assert found(reader) == [("ada", "The ferry")]


async def test_a_hit_leads_into_its_thread_and_back(tmp_path: Path) -> None:
    """At the comment, with the words marked and walked by n; q comes back to the same place."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferry | ferries by:cy")
        screen = screen_of(reader)
        while (hit := screen.hits.current) and (hit.author, hit.title) != ("cy", "The ferry"):
            await reader.press("down")
        place = screen.hits.place
        await reader.press("enter")
        assert (reader.thread.opened.thread.title, reader.thread.position) == ("The ferry", 2)
        assert "match 2/2" in reader.status
        await reader.press("n")
        assert reader.thread.position == 0
        await reader.press("q")
        assert screen_of(reader) is screen
        assert screen.hits.place == place
        await reader.press("escape")
        assert reader.is_on(FindingScreen)
        await reader.press("escape")
        assert reader.is_on(LibraryScreen)


async def test_a_thread_opens_where_the_comment_is_in_sight(tmp_path: Path) -> None:
    """However far down it stands, with what it stands below."""
    shape = " ".join(f"p{number}" for number in range(300))
    path = add(tmp_path / "long.db", "Long", spoken(shape, {"p250": "Here, a zeppelin."}))
    async with reading(path, size=(80, 24)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "zeppelin")
        await reader.press("enter")
        assert reader.thread.position == 250
        assert "Here, a zeppelin." in reader.screen_text()
        assert "match 1/1" in reader.status


async def test_from_a_thread_that_was_found_the_results_are_one_key_away(tmp_path: Path) -> None:
    """Screens do not pile up; the brackets go through the threads that were found."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("enter", "ctrl+g")
        await ask(reader, "ferr")
        await reader.press("enter")
        titles = [reader.thread.opened.thread.title]
        await reader.press(")")
        titles.append(reader.thread.opened.thread.title)
        assert len(set(titles)) == 2
        await reader.press("(", "(")
        assert reader.thread.opened.thread.title == titles[0]
        assert "first thread" in reader.help
        await reader.press("ctrl+g")
        assert [type(screen) for screen in reader.app.screen_stack[-3:]] == [LibraryScreen, ThreadScreen, FindingScreen]


async def test_a_query_that_cannot_be_read_is_told_and_leaves_what_was_found(tmp_path: Path) -> None:
    """With its column and what may stand there."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferry")
        before = found(reader)
        await reader.paste(" is:ro")
        assert "is: knows no 'ro' at column 10 (there is is:root" in words(reader)
        assert found(reader) == before
        assert "for: “ferry”" in reader.status
        await ask(reader, "ot")
        assert "finds: “ferry” · " in words(reader)
        assert sorted(found(reader)) == [("ada", "The ferry"), ("fay", "The cat")]


async def test_nothing_typed_and_nothing_found_help(tmp_path: Path) -> None:
    """Examples, then what was looked for and what finds more; Enter does nothing there."""
    async with reading(harbour(tmp_path), size=(80, 24)) as reader:
        await reader.press("ctrl+g", "enter")
        assert '"last ferry"' in reader.screen_text()
        await ask(reader, "zeppelin")
        assert "Nothing in this archive for “zeppelin”." in reader.screen_text()
        assert "0 comments in 0 threads" in reader.status
        await reader.press("enter", "down", "pagedown")
        assert reader.is_on(FindingScreen)
        assert recent(reader_path()) == []


async def test_every_command_is_carried_out_and_no_letter_is_one(tmp_path: Path) -> None:
    """What is typed is typed, also what is a key elsewhere; help and palette have all, and leave the line as it was."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        screen = screen_of(reader)
        for command in screen.commands:
            assert any(hasattr(part, command.method) for part in screen.parts), command
            assert all(len(key) > 1 for key in command.keys)
        await ask(reader, "q?j:ferry")
        for key in ("f1", "ctrl+p"):
            await reader.press(key)
            assert reader.app.screen is not screen
            await reader.press("escape")
            assert screen_of(reader) is screen
        assert screen.line.text == "q?j:ferry"
        await reader.press("backspace")
        assert screen.line.text == "q?j:ferr"


async def test_keys_typed_ahead_of_the_answer_are_of_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never of what was found for an older query; nobody waits for the pause after the last letter."""
    monkeypatch.setattr(finding, "PAUSE", 60.0)
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await reader.write("zebra", "enter")
        assert reader.is_on(FindingScreen)
        assert "still searching" not in reader.help
        await reader.press("escape")
        await reader.write("ferr", "down", "down", "enter")
        third = reader.thread.opened.comment(reader.thread.position).id
        await reader.press("q")
        assert screen_of(reader).hits.place == 3
        assert getattr(screen_of(reader).hits.current, "id", None) == third
        await reader.write(" by:fay", "enter")
        assert reader.thread.opened.comment(reader.thread.position).author == "fay"


async def test_a_click_goes_to_a_comment_and_two_read_it(tmp_path: Path) -> None:
    """A head stands for the first comment below it; the line keeps the keys."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferr")
        hits = screen_of(reader).hits
        await reader.pilot.click(hits, offset=(5, hits.count - 1))
        assert hits.cursor == hits.count - 1
        await reader.pilot.click(hits, offset=(5, 0))
        assert hits.cursor == 1
        await reader.write("y")
        assert screen_of(reader).line.text == "ferry"
        await wait(reader)
        await reader.pilot.click(hits, offset=(5, 1), times=2)
        await reader.settle()
        assert reader.is_on(ThreadScreen)


async def test_tab_turns_the_order(tmp_path: Path) -> None:
    """Newest, oldest, most telling; where there is nothing to weigh it says so and stays with the newest."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferry")
        orders = [reader.status]
        for _ in range(3):
            await reader.press("tab")
            await wait(reader)
            orders.append(reader.status)
        said = ["newest first", "oldest first", "most telling first", "newest first"]
        assert all(order in status for order, status in zip(said, orders, strict=True))
        await reader.press("escape")
        await ask(reader, "by:ada")
        await reader.press("tab", "tab")
        await wait(reader)
        assert "no words to weigh" in reader.help
        assert "newest first" in reader.status


COMPLETED = (
    ("titl", "title:"),
    ("is:ro", "is:root"),
    ("has:li", "has:link"),
    ("in", "in:"),
    ("by:fa", "by:fay"),
    ('title:"the fe', 'title:"The ferry"'),
    ("sort:sc", None),
)
"""What is typed, and what becomes of it."""


async def test_a_query_is_completed(tmp_path: Path) -> None:
    """What is suggested is taken with →, since Tab turns the order; fields that only this line knows are among it."""
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        for begun, whole in COMPLETED:
            await reader.write(begun)
            await reader.settle()
            await reader.press("right")
            assert screen_of(reader).line.text == (whole or begun)
            await reader.press("escape")


async def test_queries_come_back_in_this_run_and_the_next(tmp_path: Path) -> None:
    """Up and down go through them in an empty line, or in one that was brought back; a page down leads into what it finds."""
    remember(reader_path(), "tide")
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        assert "  tide" in reader.screen_text()
        await ask(reader, "ferry")
        await reader.press("enter", "q", "escape")
        line = screen_of(reader).line
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await reader.press(key)
            seen.append(line.text)
        assert seen == ["ferry", "tide", "tide", "ferry", "", ""]
        await reader.press("up")
        await wait(reader)
        await reader.press("pagedown", "up")
        assert line.text == "ferry"
    assert recent(reader_path()) == ["ferry", "tide"]


async def test_more_is_read_on_the_way_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page at a time, each comment once, and not before it is wanted."""
    monkeypatch.setattr(finding, "FIRST", 20)
    monkeypatch.setattr(finding, "MORE", 30)
    shape = " ".join(f"p{number}" for number in range(200))
    path = add(tmp_path / "long.db", "Long", spoken(shape, {f"p{number}": f"ferry {number}" for number in range(200)}))
    async with reading(add(path, "Other", spoken("kim1", {})), size=(80, 12)) as reader:
        await reader.press("ctrl+g")
        await ask(reader, "ferry")
        assert "200 comments in 1 thread" in reader.status
        assert screen_of(reader).hits.hits == 20
        for _ in range(60):
            await reader.press("pagedown")
        bodies = [row.body for row in screen_of(reader).hits._rows if hasattr(row, "body")]
        assert sorted(bodies) == sorted(f"ferry {number}" for number in range(200))
        assert screen_of(reader).hits.place == 200


async def test_no_key_waits_and_an_old_answer_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some comments are shown where all take long to put in order; newer typing stops who works for the older."""
    monkeypatch.setattr(finding, "IMPATIENCE", 0.01)
    begun, stopped, more = Event(), Event(), Hits.more

    def slow(self: Hits, limit: int, is_over: Callable[[], bool] = lambda: False) -> list[Hit]:
        """Work on a first query until nobody waits."""
        if self.order is Order.NEWEST and not stopped.is_set():
            begun.set()
            while not is_over():
                time.sleep(0.005)
            stopped.set()
        return more(self, limit, is_over)

    monkeypatch.setattr(Hits, "more", slow)
    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        reader.app.post_message(events.Paste("ferry"))
        assert await to_thread(begun.wait, 9)
        screen, end = screen_of(reader), time.monotonic() + 9
        while not screen.hits.hits and time.monotonic() < end:
            await reader.pilot.pause(0.01)
        assert screen.hits.hits == 3
        assert "searching" in reader.status
        assert "in no order yet" in reader.status
        await reader.pilot.press("space", *"by:fay")
        assert await to_thread(stopped.wait, 9)
        await wait(reader)
        assert found(reader) == [("fay", "The cat")]


async def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that is damaged, a query that cannot be kept: a line each, and the app goes on."""

    def fail(*_: object) -> list[Hit]:
        """Find a hole."""
        raise ArchiveDamagedError("a hole [/] in it", "look")

    def refuse(*_: object) -> None:
        """Keep nothing."""
        raise StateError("no room")

    async with reading(harbour(tmp_path)) as reader:
        await reader.press("ctrl+g")
        with monkeypatch.context() as broken:
            broken.setattr(Hits, "more", fail)
            await reader.write("tide")
            await reader.settle()
            await reader.pilot.pause(0.05)
            await reader.settle()
            assert "a hole [/] in it (look)" in words(reader)
        monkeypatch.setattr(earlier_queries, "remember", refuse)
        await ask(reader, "s | ferry")
        await reader.press("enter")
        assert reader.told == ["no room"]
        assert reader.is_on(ThreadScreen)


async def test_what_the_reader_added_is_found(tmp_path: Path) -> None:
    """Stars of all threads, as the filter of one finds them."""
    path = harbour(tmp_path)
    async with reading(path) as reader:
        thread = next(thread for thread in reader.listed if thread.title == "The tide")
        await reader.press("enter")
        await reader.press("q")
        stored = reader.app.archive
        assert stored
        hits = stored.search(None).more(50)
        starred = next(hit for hit in hits if hit.thread == thread.id and hit.author == "ben")
        ThreadAnnotations(reader_path(), thread.key).star([starred.key], starred=True)
        await reader.press("ctrl+g")
        await ask(reader, "is:starred")
        assert found(reader) == [("ben", "The tide")]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 8), (30, 6)])
async def test_hostile_text_is_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    """In every room, however small; too small a terminal says so and still lets one out."""
    async with reading(archives.hostile(tmp_path)) as reader:
        await reader.press("ctrl+g")
        await reader.pilot.resize_terminal(*size)
        await ask(reader, "/./")
        assert_harmless(reader.screen_text())
        await reader.press("pagedown", "tab", "up")
        await wait(reader)
        assert_harmless(reader.screen_text())
        await reader.press("escape", "escape")
        assert not reader.is_on(FindingScreen)
