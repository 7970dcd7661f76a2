"""What an import tells on stderr while it runs: a bar on a terminal, a line or two a source everywhere."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.ingest.pipeline import Progress
    from tui_reader.ingest.report import SourceReport
    from tui_reader.ingest.source import Source

_LONG_WORK = 2_000_000
"""Bytes of plain text that take more than a second."""


class Narration:
    """Tells of each source when it is done."""

    def begin(self, _sources: Sequence[Source], /) -> None:
        """Wait."""

    def reading(self, _source: Source, /) -> None:
        """Wait."""

    def going_on(self, _source: Source, _share: float, /) -> None:
        """Wait."""

    def finished(self, _source: Source, report: SourceReport, /) -> None:
        """Tell what became of a source."""
        for line in report.narration():
            click.echo(line_of(line), err=True)


class Quiet:
    """Tells of failures alone, and that a long work has begun."""

    def begin(self, sources: Sequence[Source], /) -> None:
        """Say so where a user will have to wait."""
        size = sum(source.bytes for source in sources)
        if size >= _LONG_WORK:
            click.echo(f"reading {size / 1e6:,.0f} MB ...", err=True)

    def reading(self, _source: Source, /) -> None:
        """Wait."""

    def going_on(self, _source: Source, _share: float, /) -> None:
        """Wait."""

    def finished(self, source: Source, report: SourceReport, /) -> None:
        """Tell what failed."""
        if report.error:
            Narration().finished(source, report)


def shown_progress() -> AbstractContextManager[Progress]:
    """Lend whatever suits stderr; a bar is imported where one is shown."""
    if not sys.stderr.isatty():
        return nullcontext(Narration())
    return cast("AbstractContextManager[Progress]", import_module("tui_reader.cli.progress").bar())


def line_of(narration: str) -> str:
    """Return a line of narration that a terminal can only show, its indentation kept."""
    words = narration.lstrip(" ")
    return " " * (len(narration) - len(words)) + one_line(words)
