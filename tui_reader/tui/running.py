"""Running the app: on the screen until the reader leaves, or on trial without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui_reader.archive.reader import Archive
from tui_reader.settings import read_settings, settings_path
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.app import ReaderApp, nothing
from tui_reader.tui.commands import OWN_KEYS
from tui_reader.tui.importer import look_at
from tui_reader.tui.terminal import watch_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from tui_reader.tui.app import Choose


def read(path: Path, choose: Choose = nothing) -> int:
    """Show an archive until the reader leaves; return the exit code, raise why the file or the settings cannot be read."""
    settings = read_settings(settings_path(), OWN_KEYS, BUILTIN_THEMES)
    with Archive.open(path) as archive:
        return _run(ReaderApp(archive, settings=settings, choose=choose))


def read_dump(dump: Path, archive: Path, choose: Choose = nothing) -> int:
    """Read a dump into an archive that the caller takes away, and show that; return the exit code, raise why it cannot be."""
    settings = read_settings(settings_path(), OWN_KEYS, BUILTIN_THEMES)
    return _run(ReaderApp(None, dump, settings, lambda stopped, tell: look_at(dump, archive, stopped, tell), choose))


def _run(app: ReaderApp) -> int:
    watch_terminal()
    app.run()
    app.stop_reading_keys()
    if app.failure:
        raise app.failure
    return app.return_code or 0


async def walk(path: Path) -> str:
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
