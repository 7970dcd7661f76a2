"""`tui-reader PATH`: open an archive, or read a dump at once, without keeping it.

Where there is no screen (no terminal, or one that cannot be steered) the threads are written to stdout as plain text instead.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from tui_reader.cli.listing import show_plainly
from tui_reader.cli.narration import shown_progress
from tui_reader.errors import ExitCode
from tui_reader.ingest.pipeline import import_sources
from tui_reader.ingest.source import STDIN, is_database
from tui_reader.settings import example_archive, read_state, state_path


@click.command("open")
@click.argument("path", required=False)
@click.option("--check", is_flag=True, help="Open without a screen, tell that it works, and leave.")
def command(path: str | None, *, check: bool) -> int:
    """Open an archive, or read a dump, a folder of dumps or - (stdin) at once, without keeping it."""
    return open_path(path or _last_archive(), check=check)


def open_path(path: str, *, check: bool) -> int:
    """Show what a path holds, on the screen where there is one."""
    if path != STDIN and is_database(Path(path)):
        return _show(Path(path), check=check)
    with tempfile.TemporaryDirectory(prefix="tui-reader-", ignore_cleanup_errors=True) as folder:
        archive = Path(folder) / "dump.db"
        with shown_progress() as progress:
            report = import_sources(archive, [path], sys.stdin.buffer, progress)
        if report.stopped_by:
            raise report.stopped_by
        return _show(archive, check=check) if archive.exists() and not report.interrupted else report.exit_code


def _show(archive: Path, *, check: bool) -> int:
    if not check and not _has_screen():
        show_plainly(archive)
    return ExitCode.DONE


def _last_archive() -> str:
    """Return the archive that was read last, or the example where that is gone."""
    last = read_state(state_path()).last_archive
    return last if last and Path(last).is_file() else str(example_archive())


def _has_screen() -> bool:
    """Whether all three streams are a terminal that can be steered."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM", "") not in {"", "dumb"} and all(stream.isatty() for stream in streams)
