"""What is shown while a dump is read lets go of it at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

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

    def make(stopped: Callable[[], bool]) -> Archive:
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

    def make(_stopped: Callable[[], bool]) -> Archive:
        raise NothingFoundError("nothing in it")

    app = ReaderApp(None, tmp_path / "dump.txt", make=make)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert isinstance(app.failure, NothingFoundError)
