"""`tui-reader threads`: what an archive holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.errors import NothingFoundError
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.model import StoredThread


@click.command("threads")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, *, as_json: bool) -> None:
    """List the threads of an ARCHIVE: number, key, comments, commenters, last date, title."""
    with Archive.open(archive) as opened:
        threads = opened.each_thread()
        first = next(threads, None)
        if first is None:
            raise NothingFoundError(f"{archive} holds no thread", "tui-reader import brings some in")
        show(chain([first], threads), as_json=as_json)


def show(threads: Iterable[StoredThread], *, as_json: bool = False) -> None:
    """Write a line for each thread to stdout as it comes: JSON, or columns that are aligned."""
    for number, thread in enumerate(threads, 1):
        click.echo(json.dumps(value(thread, number)) if as_json else _line(thread, number))


def _line(thread: StoredThread, number: int) -> str:
    date = one_line(thread.last_posted or "")[:10]
    counts = f"{thread.comments:>7} comments  {thread.people:>6} people"
    return f"{number:>4}  {one_line(thread.key)[:16]:<16}  {counts}  {date:<10}  {one_line(thread.name)}"


def value(thread: StoredThread, number: int) -> dict[str, object]:
    """Return a thread as JSON members."""
    members = {name: each for name, each in asdict(thread).items() if name not in {"id", "origin"}}
    return {"number": number, **members, "source": asdict(thread.origin)}
