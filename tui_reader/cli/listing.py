"""What a path shows where there is no screen: plain text that a terminal can only show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.cli import threads
from tui_reader.errors import NothingFoundError
from tui_reader.export import text
from tui_reader.text.sanitize import visible

if TYPE_CHECKING:
    from pathlib import Path


def show_plainly(path: Path) -> None:
    """Write the only thread of an archive to stdout, or the list of its threads."""
    with Archive.open(path) as archive:
        found = archive.holdings().threads
        if not found:
            raise NothingFoundError(f"{path} holds no thread", "tui-reader import brings some in")
        if found > 1:
            threads.show(archive.each_thread())
            return
        written = io.StringIO()
        text.write(archive.document(next(archive.each_thread()).id), written)
    click.echo(visible(written.getvalue()), nl=False)
