"""What is shown while a dump is read lets go of it at once."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static
from textual.worker import WorkerCancelled

from tui_reader.errors import NothingFoundError
from tui_reader.tui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.archive.reader import Archive


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_a_key_stops_what_is_read(tmp_path: Path, key: str) -> None:
    """The reader in the worker hears of it where it asks next; the app leaves without a word."""
    begun, stopped_at = threading.Event(), threading.Event()

    def make(stopped: Callable[[], bool], _tell: Callable[[float], None]) -> Archive:
        begun.set()
        while not stopped():
            pause.wait(0.001)
        stopped_at.set()
        raise KeyboardInterrupt

    pause = threading.Event()
    app = ReaderApp(None, tmp_path / "dump.txt", make=make)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert begun.wait(10)
        await pilot.press(key)
    assert stopped_at.wait(10)
    assert (app.failure, app.return_code) == (None, 0)


async def test_a_dump_that_cannot_be_read_is_left_with_the_reason(tmp_path: Path) -> None:
    """Whoever started the app is told why."""

    def make(_stopped: Callable[[], bool], _tell: Callable[[float], None]) -> Archive:
        raise NothingFoundError("nothing in it")

    app = ReaderApp(None, tmp_path / "dump.txt", make=make)
    async with app.run_test() as pilot:
        with suppress(WorkerCancelled):  # the app may have ended before
            await app.workers.wait_for_complete()
        await pilot.pause()
    assert isinstance(app.failure, NothingFoundError)


async def test_how_much_is_read_is_shown(tmp_path: Path) -> None:
    """Once it is known; the screen looks twice a second."""
    done = threading.Event()

    def make(_stopped: Callable[[], bool], tell: Callable[[float], None]) -> Archive:
        tell(0.42)
        done.wait(10)
        raise KeyboardInterrupt

    async with ReaderApp(None, tmp_path / "dump.txt", make=make).run_test() as pilot:
        words = pilot.app.screen.query_one(Static)
        for _ in range(100):
            await pilot.pause(0.05)
            if "42%" in str(words.content):
                break
        assert "Reading dump.txt · 42%" in str(words.content)
        done.set()
