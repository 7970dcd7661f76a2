"""`tui-reader PATH`: open an archive, or read a dump at once, without keeping it.

Where there is no screen (no terminal, or one that cannot be steered) the threads are written to stdout as plain text instead.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli.choosing import NOTHING, Wish, find_comment, find_thread
from tui_reader.errors import ExitCode, NothingFoundError
from tui_reader.ingest.source import STDIN, is_database
from tui_reader.settings import example_archive, read_state, state_path

if TYPE_CHECKING:
    from types import ModuleType

    from tui_reader.archive.reader import Archive
    from tui_reader.tui.loader import View


_LONGEST_NAME = 200
"""Bytes; file systems take some 255."""


@click.command("open")
@click.argument("path", required=False, metavar="")
@click.option("--thread", metavar="KEY", help="The thread to read: a number or a key, or the beginning of one.")
@click.option("--filter", "query", metavar="QUERY", help="The filter that is on; ctx:match, path, replies or branch around it.")
@click.option("--at", "comment", metavar="KEY", help="The comment that the cursor is on.")
@click.option("--check", is_flag=True, help="Open without a screen, tell that it works, and leave.")
def command(path: str | None, *, thread: str | None, query: str | None, comment: str | None, check: bool) -> int:
    """Open an archive, or read a dump, a folder of dumps or - (stdin) at once, without keeping it.

    Without a screen, what is asked for is written as plain text: the thread, what the filter finds, or else the comment with
    what answers it. In the reader `y f` copies the command that opens what is on the screen.
    """
    return open_path(path or _last_archive(), Wish(thread, comment, query), check=check)


def open_path(path: str, wish: Wish = NOTHING, *, check: bool = False) -> int:
    """Show what a path holds, and what is asked for of it, on the screen where there is one."""
    if wish.query is not None:
        wish.read_query()
    if path != STDIN and is_database(Path(path)):
        return _show(Path(path), wish, check=check)
    with tempfile.TemporaryDirectory(prefix="tui-reader-", ignore_cleanup_errors=True) as folder:
        archive = Path(folder) / _shown_name(path)
        if has_screen() and not check:
            return int(_app().read_dump(Path(path), archive, partial(_view, wish=wish)))
        return _read_plainly(path, archive, wish, check=check)


def _view(archive: Archive, wish: Wish) -> View | None:
    """Return what to show first, None where nothing is asked for; raise the error that says what is not there."""
    if wish == NOTHING:
        return None
    from tui_reader.outline import Context
    from tui_reader.tui.loader import View

    thread, query = find_thread(archive, wish.thread), wish.read_query()
    position = None if wish.comment is None else find_comment(archive, thread, wish.comment).position
    return View(thread, query.condition, Context.called(query.context), position, query.sort)


def _shown_name(path: str) -> str:
    """Return what an archive is called that holds a dump only while it is looked at: as the dump is, or begins.

    SQLite puts files beside it whose names are longer.
    """
    name = "stdin" if path == STDIN else Path(path).resolve().name or "dump"
    return os.fsencode(name)[:_LONGEST_NAME].decode(errors="ignore") or "dump"


def _read_plainly(path: str, archive: Path, wish: Wish, *, check: bool) -> int:
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
    return _show(archive, wish, check=check)


def _show(archive: Path, wish: Wish, *, check: bool) -> int:
    """Show an archive, on the screen where there is one."""
    if check:
        import asyncio

        from tui_reader.tui.self_check import self_check

        click.echo(asyncio.run(self_check(archive)))
    elif has_screen():
        return int(_app().read(archive, partial(_view, wish=wish)))
    else:
        from tui_reader.cli.listing import show_plainly

        show_plainly(archive, wish)
    return ExitCode.DONE


def _app() -> ModuleType:
    """Import the app, which is large and not needed for plain text; it collects garbage once its first frame is painted."""
    gc.disable()
    return import_module("tui_reader.tui.running")


def _last_archive() -> str:
    """Return the archive that was read last, or the example where that is gone."""
    last = read_state(state_path()).last_archive
    return last if last and Path(last).is_file() else str(example_archive())


def has_screen() -> bool:
    """Whether all three streams are a terminal that can be steered."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM", "") not in {"", "dumb"} and all(stream.isatty() for stream in streams)
