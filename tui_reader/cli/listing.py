"""What a path shows where there is no screen: plain text that a terminal can only show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.cli import threads
from tui_reader.cli.asking import nothing_matches
from tui_reader.cli.choosing import NOTHING, find_thread
from tui_reader.cli.selecting import selected
from tui_reader.errors import NothingFoundError
from tui_reader.export import selection, text
from tui_reader.text.sanitize import visible

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.cli.choosing import Wish


def show_plainly(path: Path, wish: Wish) -> None:
    """Write what is asked for of an archive to stdout: its only thread, or the list of its threads, where nothing is."""
    with Archive.open(path) as archive:
        found = archive.holdings().threads
        if not found:
            raise NothingFoundError(f"{path} holds no thread", "tui-reader import brings some in")
        if found > 1 and wish == NOTHING:
            threads.show(archive.each_thread())
        else:
            _show_thread(archive, wish)


def _show_thread(archive: Archive, wish: Wish) -> None:
    thread = find_thread(archive, wish.thread)
    chosen = selected(archive, thread, wish)
    if chosen is None:
        raise nothing_matches(wish.query or "")
    written = io.StringIO()
    text.write(selection.document(archive, thread.id, chosen), written)
    click.echo(visible(written.getvalue()), nl=False)
