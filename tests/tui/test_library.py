"""The threads of an archive: typed letters narrow them, one is read, and its neighbours are a key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.settings import Settings
from tui_reader.tui.screens import shelf
from tui_reader.tui.screens.help import HelpScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.widgets import sifted_list
from tui_reader.tui.widgets.thread_list import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

BRIDGE, ROOFS = "A bridge of sighs", "Zinc roofs"
ALL = [archives.CLOCK, BRIDGE, ROOFS]


@pytest.fixture(autouse=True, params=[1_000, 1], ids=["at once", "in the background"])
def read_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many threads are read before the first paint; what is true of a short list is true of a long one."""
    monkeypatch.setattr(shelf, "AT_ONCE", request.param)
    if request.param == 1:
        monkeypatch.setattr(sifted_list, "SLICE", 0.0)
    return int(request.param)


def titles(reader: Reader) -> list[str]:
    """Return the threads in the order in which they stand."""
    return [name_of(thread) for thread in reader.listed]


def current(reader: Reader) -> str:
    """Return the thread at the cursor."""
    thread = reader.library.threads.current
    return name_of(thread) if thread else ""


def read(reader: Reader) -> str:
    """Return the title of the thread that is read."""
    return reader.thread.opened.thread.title or ""


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_an_archive_of_several_threads_begins_with_their_list(tmp_path: Path, size: tuple[int, int]) -> None:
    """Title, comments and people of each; how many there are in all."""
    async with reading(archives.town(tmp_path), size=size) as reader:
        assert titles(reader) == ALL
        assert reader.bar("title") == "town.db 3 threads · 17 comments"
        assert "3 of 3 threads · / or letters narrow" in reader.status
        for title in ALL:
            assert title in reader.screen_text()


async def test_typed_letters_narrow(tmp_path: Path) -> None:
    """Letters of commands too, once something is typed; Backspace takes one back, Esc all."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.write("zi")
        assert titles(reader) == [ROOFS]
        await reader.write("q?")
        assert titles(reader) == []
        assert "0 of 3 threads · with “ziq?”" in reader.status
        await reader.press("enter", "down", "backspace", "backspace", "backspace", "backspace")
        assert titles(reader) == ALL
        await reader.write("of s")
        assert titles(reader) == [BRIDGE]
        await reader.press("escape")
        assert titles(reader) == ALL
        await reader.press("escape")
        assert reader.help == "q quits"


async def test_a_slash_takes_every_character_that_follows(tmp_path: Path) -> None:
    """Commands too, and the list can be moved in and sorted meanwhile; Enter reads, and keys are commands again then."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.write("/gk?q: ")
        assert reader.library.threads.text == "gk?q: "
        await reader.press("ctrl+u")
        assert titles(reader) == ALL
        await reader.write("o", "down", "tab")
        assert "by title" in reader.status
        assert current(reader) == BRIDGE
        await reader.press("enter")
        assert read(reader) == BRIDGE
        await reader.press("q", "j")
        assert current(reader) == archives.CLOCK
        await reader.press("q")
        assert not reader.app.is_running


async def test_escape_leaves_the_typing_and_shows_all(tmp_path: Path) -> None:
    """Enter where nothing is left does nothing; after Esc the help is back and keys are commands."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.write("/jjj", "enter")
        assert titles(reader) == []
        await reader.press("escape")
        assert titles(reader) == ALL
        assert reader.app.screen.query_one("#help").display
        await reader.press("j")
        assert current(reader) == BRIDGE


async def test_a_letter_given_to_a_command_is_no_longer_typed(tmp_path: Path) -> None:
    """Keys that the reader gave to commands of the list are commands there, and free letters narrow."""
    async with reading(archives.town(tmp_path), settings=Settings({"sort": ("z",), "next": ("n",)})) as reader:
        await reader.press("z", "n")
        assert "by title" in reader.status
        assert current(reader) == ROOFS
        await reader.write("j")
        assert titles(reader) == []


@pytest.mark.parametrize("typed", ["zzz", "z[/]z"])
async def test_an_empty_list_says_why_it_is_empty(tmp_path: Path, typed: str) -> None:
    """What is typed stands there as it was typed, and how to be rid of it."""
    async with reading(archives.town(tmp_path), size=(80, 24)) as reader:
        await reader.write(typed)
        assert f"no thread has “{typed}” in its title, site or file; Esc clears" in reader.screen_text()


async def test_a_paste_narrows(tmp_path: Path) -> None:
    """Line ends in it are spaces, and nothing in it is obeyed."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.paste("bridge\nof")
        assert titles(reader) == [BRIDGE]
        await reader.paste("\x1b]0;x\x07[/]")
        assert_harmless(reader.screen_text())


async def test_a_thread_is_read_and_left_again(tmp_path: Path) -> None:
    """The list is as it was: narrowed, and with the cursor on the thread."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.write("i", "down", "enter")
        title = read(reader)
        await reader.press("q")
        assert reader.is_on(LibraryScreen)
        assert current(reader) == title == ROOFS
        assert reader.library.threads.text == "i"
        await reader.press("enter", "q", "backspace", "q")
        assert not reader.app.is_running


async def test_a_double_click_reads(tmp_path: Path) -> None:
    """As Enter does."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.pilot.click(reader.library.threads, offset=(6, 2), times=2)
        await reader.settle()
        assert read(reader) == BRIDGE


async def test_threads_are_sorted_by_any_column(tmp_path: Path) -> None:
    """Tab takes the next column, most first where there is a most; Shift-Tab turns it round; the cursor stays on its thread."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("down")
        await reader.press("tab")
        assert titles(reader) == [BRIDGE, archives.CLOCK, ROOFS]
        assert "by title" in reader.status
        assert current(reader) == BRIDGE
        await reader.press("shift+tab")
        assert titles(reader) == [ROOFS, archives.CLOCK, BRIDGE]
        await reader.press("tab", "tab")
        assert "by comments" in reader.status
        assert titles(reader) == [archives.CLOCK, BRIDGE, ROOFS]
        await reader.press("tab", "tab")
        assert "by added" in reader.status
        assert titles(reader) == ALL


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_click_on_a_heading_sorts(tmp_path: Path, size: tuple[int, int]) -> None:
    """Most first where there is a most; a second click turns it round; a heading that sorts nothing does nothing."""
    async with reading(archives.town(tmp_path), size=size) as reader:
        for words, status in (
            ("comments", "by comments"),
            ("people", "by people"),
            ("site", "by people"),
            ("date", "by date"),
            ("title", "by title"),
        ):
            heading = reader.screen_text().splitlines()[1]
            if words in heading:
                await reader.pilot.click(reader.library.threads, offset=(heading.index(words) + 1, 0))
                await reader.settle()
                assert status in reader.status
        assert titles(reader) == [BRIDGE, archives.CLOCK, ROOFS]
        await reader.pilot.click(reader.library.threads, offset=(4, 0))
        assert titles(reader) == [ROOFS, archives.CLOCK, BRIDGE]


async def test_neighbours_are_read_in_the_order_of_the_list(tmp_path: Path) -> None:
    """Past either end the reader is told; q comes back to the thread read last."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("tab", "enter")
        assert read(reader) == archives.CLOCK
        await reader.press(")")
        assert read(reader) == ROOFS
        await reader.press(")")
        assert read(reader) == ROOFS
        assert "this is the last thread" in reader.help
        await reader.press("2", "(")
        assert read(reader) == BRIDGE
        await reader.press("(")
        assert "this is the first thread" in reader.help
        await reader.press("q")
        assert current(reader) == BRIDGE
        assert len(reader.app.screen_stack) == 1


async def test_keys_move_in_the_list(tmp_path: Path) -> None:
    """Arrows, Home, End and pages, as in every list."""
    async with reading(archives.town(tmp_path)) as reader:
        seen = []
        for key in ("down", "down", "down", "up", "home", "end", "pageup", "pagedown", "k", "g", "j", "G"):
            await reader.press(key)
            seen.append(ALL.index(current(reader)))
        assert seen == [1, 2, 2, 1, 0, 2, 0, 2, 1, 0, 1, 2]


async def test_the_help_of_the_list_runs_its_commands(tmp_path: Path) -> None:
    """With nothing typed, `?` is a command."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("?")
        assert reader.is_on(HelpScreen)
        await reader.press("/")
        await reader.write("read this", "enter")
        assert reader.is_on(ThreadScreen)


async def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    """It opens, answers every key, and leaves."""
    async with reading(archives.empty(tmp_path)) as reader:
        shown = reader.screen_text()
        assert "This archive holds no threads yet." in shown
        assert "tui-reader import" in shown
        await reader.press("enter", "down", "tab", "x", "escape", "end", "?", "escape")
        assert reader.is_on(LibraryScreen)
        await reader.press("q")
        assert not reader.app.is_running


async def test_a_thread_that_has_gone_is_told(tmp_path: Path) -> None:
    """An archive that another program took away ends in a message, not in the app."""
    async with reading(archives.town(tmp_path)) as reader:
        assert reader.app.archive
        reader.app.archive.close()
        await reader.press("enter")
        assert reader.told
        assert reader.is_on(LibraryScreen)
