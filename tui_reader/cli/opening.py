"""`tui-reader PATH`: open an archive, or read a dump at once, without keeping it.

Where there is no screen (no terminal, or one that cannot be steered) the threads are written to stdout as plain text instead.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.errors import ExitCode, NothingFoundError
from tui_reader.ingest.source import STDIN, is_database
from tui_reader.settings import example_archive, read_state, state_path

if TYPE_CHECKING:
    from types import ModuleType


_LONGEST_NAME = 200
"""Bytes; file systems take some 255."""


@click.command("open")
@click.argument("path", required=False, metavar="")
@click.option("--check", is_flag=True, help="Open without a screen, tell that it works, and leave.")
def command(path: str | None, *, check: bool) -> int:
    """Open an archive, or read a dump, a folder of dumps or - (stdin) at once, without keeping it."""
    return open_path(path or _last_archive(), check=check)


def open_path(path: str, *, check: bool = False) -> int:
    """Show what a path holds, on the screen where there is one."""
    if path != STDIN and is_database(Path(path)):
        return _show(Path(path), check=check)
    with tempfile.TemporaryDirectory(prefix="tui-reader-", ignore_cleanup_errors=True) as folder:
        archive = Path(folder) / _shown_name(path)
        if has_screen() and not check:
            return int(_app().read_dump(Path(path), archive))
        return _read_plainly(path, archive, check=check)


def _shown_name(path: str) -> str:
    """Return what an archive is called that holds a dump only while it is looked at: as the dump is, or begins.

    SQLite puts files beside it whose names are longer.
    """
    name = "stdin" if path == STDIN else Path(path).resolve().name or "dump"
    return os.fsencode(name)[:_LONGEST_NAME].decode(errors="ignore") or "dump"


def _read_plainly(path: str, archive: Path, *, check: bool) -> int:
    """Read a dump into an archive that is taken away afterwards, and show it without a screen."""
    from tui_reader.cli.narration import Narration, Quiet
    from tui_reader.ingest.pipeline import import_sources

    report = import_sources(archive, [path], sys.stdin.buffer, Quiet() if check else Narration())
    if report.stopped_by:
        raise report.stopped_by
    if not report.sources and not report.interrupted:
        raise NothingFoundError(f"{path} holds nothing to read")
    if report.interrupted or not archive.exists():
        return report.exit_code
    return _show(archive, check=check)


def _show(archive: Path, *, check: bool) -> int:
    """Show an archive, on the screen where there is one."""
    if check:
        import asyncio

        from tui_reader.tui.walk import walk

        click.echo(asyncio.run(walk(archive)))
    elif has_screen():
        return int(_app().read(archive))
    else:
        from tui_reader.cli.listing import show_plainly

        show_plainly(archive)
    return ExitCode.DONE


def _app() -> ModuleType:
    """Import the app, which is large and not needed for plain text; it collects garbage once its first frame is painted."""
    gc.disable()
    return import_module("tui_reader.tui.app")


def _last_archive() -> str:
    """Return the archive that was read last, or the example where that is gone."""
    last = read_state(state_path()).last_archive
    return last if last and Path(last).is_file() else str(example_archive())


def has_screen() -> bool:
    """Whether all three streams are a terminal that can be steered."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM", "") not in {"", "dumb"} and all(stream.isatty() for stream in streams)
