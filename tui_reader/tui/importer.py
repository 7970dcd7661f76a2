"""Bringing dumps into an archive from the app: what a worker asks of the importer, and how it is stopped.

Invariant: the importer is loaded when something is imported: it costs as much as all the rest, and who only reads never waits.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.archive.reader import Archive
from tui_reader.errors import NothingFoundError, SourceError, TuiReaderError

if TYPE_CHECKING:
    from tui_reader.ingest.choices import Choices
    from tui_reader.ingest.report import Report, SourceReport
    from tui_reader.ingest.source import Source


class _Stoppable:
    """Tells how much of an import is done, and ends it when asked to, before the next source or inside one."""

    def __init__(self, stopped: Callable[[], bool], tell: Callable[[float], None]) -> None:
        self._stopped, self._tell = stopped, tell
        self._all, self._finished = 1, 0

    def begin(self, sources: Sequence[Source], /) -> None:
        """Take note of how many bytes there are."""
        self._all = max(1, sum(source.bytes for source in sources))

    def reading(self, source: Source, /) -> None:
        """Stop before a source."""
        self.going_on(source, 0)

    def going_on(self, source: Source, share: float, /) -> None:
        """Tell how much is done, or stop inside a source, which is taken back."""
        if self._stopped():
            raise KeyboardInterrupt
        self._tell((self._finished + share * source.bytes) / self._all)

    def finished(self, source: Source, _report: SourceReport, /) -> None:
        """Take note of how many bytes are done; what came of them, the report tells."""
        self._finished += source.bytes


def _nobody(_share: float) -> None:
    """Tell nobody."""


def bring_in(
    archive: Path,
    path: Path,
    stopped: Callable[[], bool],
    single: Mapping[str, Choices] | None = None,
    tell: Callable[[float], None] = _nobody,
) -> Report:
    """Import a dump, or a folder of them, into an archive; raise the error that kept all of it out.

    `tell` is given the share of the bytes that is done, 0 to 1. `single` is what a reader chose for single sources, by their
    digests. Where it was stopped, a KeyboardInterrupt is raised; nothing is in by halves.
    """
    from tui_reader.ingest.choices import Choices
    from tui_reader.ingest.pipeline import import_sources

    report = import_sources(archive, [str(path)], io.BytesIO(), _Stoppable(stopped, tell), Choices(single=single or {}))
    if report.interrupted:
        raise KeyboardInterrupt
    if report.stopped_by:
        raise report.stopped_by
    if not report.sources:
        raise NothingFoundError(f"{path} holds nothing to read")
    failed = [source for source in report.sources if source.error]
    if failed and len(failed) == len(report.sources):
        raise SourceError(failed[0].error or "")
    return report


@dataclass(frozen=True)
class SeenSource:
    """A source that could come in: what it is taken for and why, or why it cannot be read."""

    path: str
    bytes: int
    format: str = ""
    reason: str = ""
    error: str = ""


def look_into(path: Path, stopped: Callable[[], bool]) -> list[SeenSource]:
    """Return what a file or a folder holds, without bringing it in; files in a folder that no format knows are left out."""
    from tui_reader.ingest.pipeline import look_into_sources

    seen = []
    for source, recognised in look_into_sources([str(path)]):
        if stopped():
            raise KeyboardInterrupt
        if isinstance(recognised, TuiReaderError):
            seen.append(SeenSource(source.path, source.bytes, error=str(recognised).removeprefix(f"{source.path}: ")))
        elif recognised is not None:
            seen.append(SeenSource(source.path, source.bytes, recognised.format, recognised.reason))
    return seen


def look_at(dump: Path, archive: Path, stopped: Callable[[], bool], tell: Callable[[float], None] = _nobody) -> Archive:
    """Read a dump into an archive of its own, which the caller takes away, and open that; tell how much is read."""
    bring_in(archive, dump, stopped, tell=tell)
    return Archive.open(archive)
