"""`tui-reader check`: whether an archive is sound."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.errors import ExitCode
from tui_reader.text.sanitize import one_line


@click.command("check")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(archive: Path, *, as_json: bool) -> int:
    """Look whether an ARCHIVE is sound: its pages, its counts, its trees, and whether it still says what was imported."""
    findings = [problem.message for problem in check(archive)]
    threads, comments = (0, 0) if findings else _counts(archive)
    if as_json:
        click.echo(json.dumps({"sound": not findings, "threads": threads, "comments": comments, "problems": findings}))
    elif findings:
        for finding in findings:
            click.echo(one_line(finding))
    else:
        click.echo(f"{one_line(str(archive))} is sound: threads {threads:,}, comments {comments:,}")
    return ExitCode.FAILED if findings else ExitCode.DONE


def _counts(path: Path) -> tuple[int, int]:
    with Archive.open(path) as archive:
        held = archive.holdings()
    return held.threads, held.comments
