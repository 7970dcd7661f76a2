"""`tui-reader problems`: what could not be read as it should, with its place."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from tui_reader.archive.reader import Archive
from tui_reader.text.sanitize import one_line


@click.command("problems")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(archive: Path, *, as_json: bool) -> None:
    """List what the sources of an ARCHIVE hold that could not be read as it should: source, line, and what is wrong."""
    with Archive.open(archive) as opened:
        problems = opened.all_problems()
    for problem in problems:
        click.echo(json.dumps(asdict(problem)) if as_json else one_line(f"{problem.place}: {problem.message}"))
    if not problems:
        click.echo("nothing: all of it could be read", err=True)
