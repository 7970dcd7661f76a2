"""The app checks itself without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.archive.reader import Archive
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen


async def self_check(path: Path) -> str:
    """Read an archive without a screen, as a newcomer would, and return in one line what was seen."""
    from tui_reader.tui.screens.library import LibraryScreen

    with Archive.open(path) as archive:
        app = ReaderApp(archive)
        held = counted(archive.holdings().threads, "thread")
        async with app.run_test(size=(120, 36)) as pilot:
            if isinstance(app.screen, LibraryScreen):
                await pilot.press("enter")
            await pilot.press("j", "a")
            await app.workers.wait_for_complete()
            await pilot.pause()
            seen = _seen(app.screen)
            await pilot.press("w", "escape", "q")
        return f"{held}; {seen}"


def _seen(screen: Screen[object]) -> str:
    """Return in words what a screen shows."""
    from tui_reader.tui.screens.thread import ThreadScreen

    if not isinstance(screen, ThreadScreen):
        return "nothing to read yet"
    thread, shown = screen.opened.thread, len(screen.pane.view.hits or ())
    return f"“{one_line(thread.title or '')}”: {counted(thread.comments, 'comment')}, {shown:,} by one commenter"
