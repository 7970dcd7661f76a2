"""`tui-reader people`: who speaks in an archive, and how much."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from tui_reader.archive.reader import Archive
from tui_reader.errors import NothingFoundError
from tui_reader.text.sanitize import one_line


@click.command("people")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, *, as_json: bool) -> None:
    """List who speaks in an ARCHIVE: comments, threads, name; most comments first.

    Comments whose name is lost or was never shown are counted under no name at all.
    """
    comments, threads = _counted(archive)
    if not comments:
        raise NothingFoundError(f"nobody speaks in {archive}", "tui-reader threads lists what is in it")
    for name, count in sorted(comments.items(), key=lambda item: (-item[1], item[0] is None, item[0] or "")):
        if as_json:
            click.echo(json.dumps({"name": name, "comments": count, "threads": threads[name]}))
        else:
            shown = "(no name)" if name is None else one_line(name)
            click.echo(f"{count:>7}  {threads[name]:>5}  {shown}")


def _counted(path: Path) -> tuple[Counter[str | None], Counter[str | None]]:
    """Return the comments and the threads of each name, None for no name."""
    comments: Counter[str | None] = Counter()
    threads: Counter[str | None] = Counter()
    with Archive.open(path) as archive:
        for thread in archive.each_thread():
            for person in archive.commenters(thread.id):
                comments[person.name] += person.comments
                threads[person.name] += 1
    return comments, threads
