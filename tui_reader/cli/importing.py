"""`tui-reader import`: dumps go into an archive.

The report goes to stderr as text, or to stdout as JSON where that is asked for.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.cli.narration import line_of, shown_progress
from tui_reader.cli.preview import preview
from tui_reader.errors import UsageError
from tui_reader.formats.field_mapping import FieldMapping
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.pipeline import import_sources
from tui_reader.structure.splitting import Splitter

if TYPE_CHECKING:
    from tui_reader.ingest.report import Report


@click.command("import")
@click.argument("paths", nargs=-1, metavar="ARCHIVE SOURCE...")
@click.option("--format", "form", metavar="NAME", help="Read every source as this format (see tui-reader formats).")
@click.option("--layout", metavar="NAME", help="Read plain text in this layout.")
@click.option("--split", metavar="REGEX", help="Begin a thread at each line of plain text that matches; '' keeps a text whole.")
@click.option(
    "--map", "mapped", metavar="OURS=THEIRS,...", help="Say which fields of a home-grown dump are what: author=by,body=msg."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Read a dump of 32 MB or more with so many processes beside the one that stores; worth a try where cores are idle.",
)
@click.option("--dry-run", is_flag=True, help="Show how each line is understood, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write the report to stdout as JSON.")
def command(
    paths: tuple[str, ...],
    form: str | None,
    layout: str | None,
    split: str | None,
    mapped: str | None,
    jobs: int,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring SOURCEs (files, folders, or - for stdin) into an ARCHIVE, which is made if it is not there.

    Each source goes in wholly or not at all; importing again changes nothing.

    Dumps that stand one below the other in a text become threads of their own where form feeds, rules, names of files or titles
    make it plain; --split says it by hand. A line that matches is the first of its thread, and set aside where it only parts.
    """
    choices = _choices(form, layout, split, mapped)
    if dry_run and paths:
        return preview(paths[1:] or paths, choices, sys.stdin.buffer, as_json=as_json)
    if len(paths) < 2:
        raise UsageError("an archive and at least one source are needed", "tui-reader import ARCHIVE SOURCE...")
    report = bring_in(Path(paths[0]), paths[1:], replace(choices, jobs=jobs))
    if as_json:
        click.echo(json.dumps(report.value(), indent=1))
    if report.stopped_by:
        raise report.stopped_by
    return report.exit_code


def _choices(form: str | None, layout: str | None, split: str | None, mapped: str | None) -> Choices:
    """Return what the user decided; raise UsageError where it cannot be, or not at once."""
    if mapped is not None and form not in {None, "generic"}:
        raise UsageError("--map is for home-grown dumps", f"leave out --format {form}")
    mapping = None if mapped is None else FieldMapping.parse(mapped)
    return Choices(form, layout, None if split is None else Splitter(split), mapping=mapping)


def bring_in(archive: Path, sources: tuple[str, ...], choices: Choices) -> Report:
    """Import, and tell about it on stderr."""
    with shown_progress() as progress:
        report = import_sources(archive, sources, sys.stdin.buffer, progress, choices)
    for line in report.summary():
        click.echo(line_of(line), err=True)
    return report
