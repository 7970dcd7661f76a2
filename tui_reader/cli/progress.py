"""How far an import is, as a bar on a terminal; the only place outside the screens that knows Rich."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Column

from tui_reader.cli.narration import line_of
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.ingest.report import SourceReport
    from tui_reader.ingest.source import Source

_SHARE_OF_NAME = 4
"""The end of a path takes a quarter of the line."""


class Bar:
    """Shows bytes read, their rate and the time that is left, and tells of each source when it is done."""

    def __init__(self, bars: Progress) -> None:
        """Begin without knowing how much there is."""
        self._bars = bars
        self._task = bars.add_task("", total=None)
        self._finished = 0

    def begin(self, sources: Sequence[Source], /) -> None:
        """Learn how much there is to read."""
        self._bars.update(self._task, total=sum(source.bytes for source in sources))

    def reading(self, source: Source, /) -> None:
        """Show which source is being read."""
        self._bars.update(self._task, description=one_line(source.path)[-self._bars.console.width // _SHARE_OF_NAME :])

    def going_on(self, source: Source, share: float, /) -> None:
        """Show how much of a source is done."""
        self._bars.update(self._task, completed=self._finished + int(share * source.bytes))

    def finished(self, source: Source, report: SourceReport, /) -> None:
        """Move on, and tell what became of a source."""
        self._finished += source.bytes
        self._bars.update(self._task, completed=self._finished)
        for line in report.narration():
            self._bars.console.print(line_of(line), markup=False, highlight=False, soft_wrap=True, emoji=False)


@contextmanager
def bar() -> Iterator[Bar]:
    """Show a bar on stderr while sources are read; where there is little room, it is the bar that is short."""
    name = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
    facts = (kind(table_column=Column(no_wrap=True)) for kind in (DownloadColumn, TransferSpeedColumn, TimeRemainingColumn))
    with Progress(SpinnerColumn(), name, BarColumn(), *facts, console=Console(stderr=True), transient=True) as bars:
        yield Bar(bars)
