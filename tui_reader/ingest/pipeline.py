"""From paths to an archive: each source is opened, recognised, read and written wholly, or not at all.

Invariant: an error of one source never touches another, and whatever ends an import, the report says which sources are in.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tui_reader.archive.writer import AddedSource, ArchiveWriter
from tui_reader.errors import ArchiveError, SourceError, UnknownFormatError
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.intake import Intake, take_in, what_reads
from tui_reader.ingest.report import Outcome, Report, SourceReport, ThreadReport
from tui_reader.ingest.source import Source, find_sources
from tui_reader.model import Problem, Status
from tui_reader.pace import Forward, Pace
from tui_reader.structure.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tui_reader.formats.base import Bundle, Document
    from tui_reader.structure.parting import TextThread


_READ = 0.5
"""Share of the time after which the records of a source are known; the rest goes into storing them."""


class Progress(Protocol):
    """Whoever wants to know how far an import is."""

    def begin(self, sources: Sequence[Source], /) -> None:
        """Take note of all that there is to read."""

    def reading(self, source: Source, /) -> None:
        """Take note that a source is being read."""

    def going_on(self, source: Source, share: float, /) -> None:
        """Take note of how much of a source is done, from 0 to 1; to raise KeyboardInterrupt takes it back and ends all."""

    def finished(self, source: Source, report: SourceReport, /) -> None:
        """Take note of what became of a source."""


@dataclass(slots=True)
class _Import:
    """One run over several sources."""

    writer: ArchiveWriter
    choices: Choices
    stdin: BinaryIO

    def add(self, source: Source, pace: Pace) -> SourceReport:
        """Bring one source in and say what became of it."""
        try:
            return self.add_document(source.open(self.stdin, pace.part(0, _READ)), pace, named=not source.found)
        except SourceError as error:
            outcome = Outcome.PASSED_OVER if source.found and isinstance(error, UnknownFormatError) else Outcome.FAILED
            return SourceReport(source.path, outcome, source.bytes, error=error.at(source.path))

    def add_document(self, document: Document | Bundle, pace: Pace, *, named: bool = True) -> SourceReport:
        """Bring a document in and say what became of it; raise SourceError where it cannot be read.

        `named` says that the user named it, and not a folder around it.
        """
        choices = self.choices.of_source(document.sha256)
        known = self.writer.known(document.sha256)
        if known and not choices.ask_for_another_reading(known):
            return _unchanged(document)
        intake = take_in(document, choices, pace.part(0, _READ), named=named)
        added = self.writer.add(intake.facts, intake.records, find_quotations, pace.part(_READ, 1))
        return _unchanged(document) if added.known else _told(document, intake, added)


def import_sources(
    archive: Path, paths: Iterable[str], stdin: BinaryIO, progress: Progress, choices: Choices | None = None
) -> Report:
    """Bring sources into an archive, in order; an interruption or a failing archive ends the run with what is in so far."""
    done: list[SourceReport] = []
    interrupted = False
    stopped_by = None
    try:
        with ArchiveWriter(archive) as writer:
            run = _Import(writer, choices or Choices(), stdin)
            sources = list(find_sources(paths))
            progress.begin(sources)
            for source in sources:
                progress.reading(source)
                done.append(run.add(source, Pace(Forward(partial(progress.going_on, source)))))
                progress.finished(source, done[-1])
    except KeyboardInterrupt:
        interrupted = True
    except ArchiveError as error:
        stopped_by = error
    return Report(str(archive), tuple(done), interrupted, stopped_by)


@dataclass(frozen=True, slots=True)
class Look:
    """What a source would be read as, and why."""

    format: str
    reason: str


def look_into_sources(
    paths: Iterable[str], choices: Choices | None = None
) -> Iterator[tuple[Source, Look | SourceError | None]]:
    """Yield what each source would be read as, or why it cannot be; None for files in a folder that no format knows."""
    for source in find_sources(paths):
        try:
            claim = what_reads(source.open(io.BytesIO()), choices or Choices(), named=not source.found)
        except SourceError as error:
            yield source, None if source.found and isinstance(error, UnknownFormatError) else error
        else:
            yield source, Look(*claim)


def read_again(archive: Path, document: Document, choices: Choices, pace: Pace) -> SourceReport:
    """Read a document that an archive holds once more, and put what comes of it in the place of what came of it before.

    Raises SourceError where it cannot be read so, ArchiveError where the archive cannot be written; nothing has changed then.
    """
    with ArchiveWriter(archive) as writer:
        return _Import(writer, choices, io.BytesIO()).add_document(document, pace)


def _unchanged(document: Document | Bundle) -> SourceReport:
    return SourceReport(document.path, Outcome.UNCHANGED, document.size or 0, document.sha256)


def _told(document: Document | Bundle, intake: Intake, added: AddedSource) -> SourceReport:
    """Return what is to be said of a source that is in."""
    origin, tally, seen = intake.facts.origin, intake.tally, intake.seen
    return SourceReport(
        path=document.path,
        outcome=_outcome(added),
        bytes=origin.bytes,
        sha256=origin.sha256,
        format=origin.format,
        reason=intake.reason,
        layout=seen.layouts if seen else None,
        confidence=origin.confidence,
        threads=len(added.keys),
        comments=added.comments,
        people=added.people,
        lost=added.lost,
        unnamed=added.unnamed,
        names_lost=added.names_lost,
        rejected=tally.rejected,
        lines_read=intake.lines_read,
        lines_kept=intake.lines_kept,
        parted=seen.parted if seen else None,
        parts=tuple(map(_part, seen.threads)) if seen and seen.parted else (),
        problems=tuple(_told_once((*tally.problems, *added.problems))),
    )


def _part(thread: TextThread) -> ThreadReport:
    """Return what is to be said of one of the threads of a text."""
    seen = thread.seen
    said = sum(comment.status is not Status.LOST for comment in seen.comments)
    return ThreadReport(thread.span.first, thread.span.last, seen.title, seen.layout, seen.confidence, said)


def _told_once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """Return problems without their threads, each once: those met while reading, and those of putting trees together."""
    return dict.fromkeys(Problem(problem.message, problem.line) for problem in problems)


def _outcome(added: AddedSource) -> Outcome:
    if not added.keys:
        return Outcome.EMPTY
    if added.added and not added.replaced:
        return Outcome.ADDED
    return Outcome.UPDATED if added.updated or added.replaced else Outcome.UNCHANGED
