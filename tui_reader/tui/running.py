"""Running the app on the screen until the reader leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui_reader.archive.reader import Archive
from tui_reader.settings import read_settings, settings_path
from tui_reader.tui.app import ReaderApp, nothing
from tui_reader.tui.commands import OWN_KEYS
from tui_reader.tui.importer import look_at
from tui_reader.tui.terminal import watch_terminal

if TYPE_CHECKING:
    from pathlib import Path

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
