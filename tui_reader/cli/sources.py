"""`tui-reader sources`: what was imported into an archive, and what came of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from tui_reader.model import StoredSource


@click.command("sources")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, *, as_json: bool) -> None:
    """List the sources of an ARCHIVE in the order in which they came in: number, day, format, what they told, path."""
    with Archive.open(archive) as opened:
        sources = opened.sources()
    for source in sources:
        if as_json:
            click.echo(json.dumps(asdict(source)))
        elif source.parent is None:
            click.echo(one_line(_line(source)))


def _line(source: StoredSource) -> str:
    told = f"{counted(source.threads, 'thread')}, {counted(source.comments, 'comment')}"
    troubles = f", {counted(source.problems, 'problem')}" if source.problems else ""
    return f"{source.id:>4}  {source.imported_at[:10]}  {source.format:<14}  {told}{troubles}  {source.path}"
