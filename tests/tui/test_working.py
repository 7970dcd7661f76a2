"""What takes long is worked out behind the screen, comes to the same, and is dropped when something else is asked."""

from __future__ import annotations

from asyncio import to_thread
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.errors import ArchiveDamagedError
from tui_reader.tui.screens import thread_filters
from tui_reader.tui.screens import working as works
from tui_reader.tui.screens.working import AT_ONCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader
    from tui_reader.tui.screens.working import Stopped


async def walk(reader: Reader) -> list[object]:
    """Filter, widen, sort and search, and return all that was shown on the way."""
    seen: list[object] = []
    for keys in (["a"], ["c"], ["C", "C"], ["S"], ["S"], ["escape"], ["S"], ["S"], ["S"], ["S"]):
        await reader.press(*keys)
        await reader.settle()
        seen += [reader.shown, reader.hits, reader.status]
    for prompt in ("f", "/"):
        await reader.press(prompt)
        await reader.write("rust", "enter")
        await reader.settle()
        seen += [reader.shown, reader.hits, reader.status]
    return seen


async def test_behind_the_screen_comes_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is done at once, and however few matches are shown before the others."""
    async with reading(archives.clock(tmp_path)) as reader:
        at_once = await walk(reader)
    monkeypatch.setattr(works, "AT_ONCE", -1)
    monkeypatch.setattr(thread_filters, "_NEAR", 1)
    async with reading(archives.clock(tmp_path)) as reader:
        assert await walk(reader) == at_once


async def test_an_answer_that_comes_too_late_is_dropped(tmp_path: Path) -> None:
    """What was asked before the last question changes nothing, and is told to stop; the status says what goes on."""
    async with reading(archives.clock(tmp_path)) as reader:
        working, begun, stopped, taken = reader.thread.working, Event(), Event(), list[str]()

        def work(is_stopped: Stopped) -> str:
            """Go on until nobody waits."""
            begun.set()
            while not is_stopped():
                stopped.wait(0.01)
            stopped.set()
            return "first"

        working.do("counting", AT_ONCE + 1, work, taken.append)
        assert await to_thread(begun.wait, 9)
        assert "counting …" in reader.status
        working.do("counting", 1, lambda _: "second", taken.append)
        assert await to_thread(stopped.wait, 9)
        await reader.settle()
        assert taken == ["second"]
        assert "counting" not in reader.status


async def test_nobody_works_for_a_screen_that_is_gone(tmp_path: Path) -> None:
    """Who leaves a thread does not wait for what was asked in it."""
    async with reading(archives.clock(tmp_path)) as reader:
        begun, stopped = Event(), Event()

        def work(is_stopped: Stopped) -> None:
            """Go on until nobody waits."""
            begun.set()
            while not is_stopped():
                stopped.wait(0.01)
            stopped.set()

        reader.thread.working.do("counting", AT_ONCE + 1, work, lambda _: None)
        assert await to_thread(begun.wait, 9)
        await reader.press("q")
        await reader.settle()
    assert await to_thread(stopped.wait, 9)


@pytest.mark.parametrize("rows", [0, AT_ONCE + 1])
async def test_why_there_is_no_answer_is_told(tmp_path: Path, rows: int) -> None:
    """The same words, whoever worked."""
    async with reading(archives.clock(tmp_path)) as reader:

        def work(_: Stopped) -> None:
            """Fail."""
            raise ArchiveDamagedError("no answer [/]")

        reader.thread.working.do("counting", rows, work, lambda _: None)
        await reader.settle()
        assert reader.told == ["no answer [/]"]


async def test_a_defect_ends_the_program_with_what_went_wrong(tmp_path: Path) -> None:
    """A work that can neither go on nor say why is not waited for in silence; whoever started the app is given its error."""

    def work(_: Stopped) -> None:
        """Meet what should not be."""
        raise KeyError("defect")

    async def wait_for_it() -> None:
        """Wait for its answer."""
        async with reading(archives.clock(tmp_path)) as reader:
            reader.thread.working.do("counting", None, work, lambda _: None)
            await reader.settle()

    with pytest.raises(KeyError, match="defect"):
        await wait_for_it()
