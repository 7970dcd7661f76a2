"""What an import did, for a person to read and for a program.

Invariant: lines are counted while the records go by, threads and comments where they are stored; nothing is counted twice.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tui_reader.errors import ExitCode
from tui_reader.model import LOW_CONFIDENCE
from tui_reader.structure.segment import ARTICLE_ONLY
from tui_reader.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.errors import TuiReaderError
    from tui_reader.model import Problem

_PROBLEMS_SHOWN = _PARTS_SHOWN = 20


class Outcome(StrEnum):
    """What became of a source."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EMPTY = "without any thread"
    PASSED_OVER = "passed over"
    FAILED = "failed"


_NOT_IN = frozenset({Outcome.FAILED, Outcome.PASSED_OVER, Outcome.EMPTY})


@dataclass(frozen=True, slots=True)
class ThreadReport:
    """One of the threads that a plain text was parted into: its lines, counted from 1, and how it was read."""

    first: int
    last: int
    title: str | None
    layout: str
    confidence: float
    comments: int

    def narration(self) -> str:
        """Return what a person wants to know of it."""
        held = f"{counted(self.comments, 'comment')}, layout {self.layout}, {self.confidence:.0%} sure"
        return f"lines {self.first:,}-{self.last:,}: {held}: {self.title or 'without a title'}"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What became of one source; counts are of what the archive holds of it, whether that was new or not.

    `reason` is why it was taken for its format.

    `unnamed` comments have no name; for `names_lost` of them the source says why. Where a plain text was parted into threads,
    `parted` says at what, `parts` what they are, and `confidence` is that of the least sure.

    `lines_read` are the lines of a plain text that say anything, `lines_kept` those that stand in exactly one place.
    """

    path: str
    outcome: Outcome
    bytes: int = 0
    sha256: str | None = None
    format: str | None = None
    reason: str = ""
    layout: str | None = None
    confidence: float | None = None
    threads: int = 0
    comments: int = 0
    people: int = 0
    lost: int = 0
    unnamed: int = 0
    names_lost: int = 0
    rejected: int = 0
    lines_read: int | None = None
    lines_kept: int | None = None
    parted: str | None = None
    parts: tuple[ThreadReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: str | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether the layout of a plain text was more guessed than recognised."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE

    def narration(self) -> Iterator[str]:
        """Yield what a person wants to know, line by line."""
        if self.outcome is Outcome.FAILED:
            yield f"failed: {self.error}"
            return
        if self.outcome is Outcome.PASSED_OVER:
            return
        if self.format is None:
            yield f"{self.path}: unchanged, the same bytes are in already"
            return
        yield f"{self.path}: {self.outcome}, {self._holdings()} ({self._manner()})"
        yield from self._parting()
        if self.lines_read is not None:
            verdict = "=" if self.lines_read == self.lines_kept else "but"
            yield f"  lines read {self.lines_read:,} {verdict} lines kept {self.lines_kept:,}"
        yield from self._troubles()

    def _parting(self) -> Iterator[str]:
        if self.parted:
            yield f"  parted {self.parted}"
        yield from (f"  {part.narration()}" for part in self.parts[:_PARTS_SHOWN])
        if len(self.parts) > _PARTS_SHOWN:
            yield f"  and {len(self.parts) - _PARTS_SHOWN:,} more; --json lists all"

    def _holdings(self) -> str:
        words = [counted(self.comments, "comment")]
        if self.people:
            words.append(counted(self.people, "commenter"))
        if self.names_lost:
            words.append(f"{counted(self.names_lost, 'name')} lost")
        if self.unnamed > self.names_lost:
            words.append(f"{self.unnamed - self.names_lost:,} without a name")
        if self.lost:
            words.append(f"{counted(self.lost, 'comment')} wholly lost")
        if self.threads != 1:
            words.insert(0, counted(self.threads, "thread"))
        return ", ".join(words)

    def _manner(self) -> str:
        if self.layout is None or self.confidence is None:
            return f"{self.format}: {self.reason}" if self.reason else str(self.format)
        return f"{self.format}, layout {self.layout}, {self.confidence:.0%} sure"

    def _troubles(self) -> Iterator[str]:
        if self.is_unsure and self.layout != ARTICLE_ONLY:
            yield "  not sure that this is understood: look with --dry-run, choose another way to read it with --layout"
        for problem in self.problems[:_PROBLEMS_SHOWN]:
            place = self.path if problem.line is None else f"{self.path}:{problem.line}"
            yield f"  {place}: {problem.message}"
        if len(self.problems) > _PROBLEMS_SHOWN:
            yield f"  and {len(self.problems) - _PROBLEMS_SHOWN:,} more; --json lists all"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did; `stopped_by` ended it before all sources were read."""

    archive: str
    sources: tuple[SourceReport, ...]
    interrupted: bool = False
    stopped_by: TuiReaderError | None = None

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if self.stopped_by or self.count(Outcome.FAILED):
            return ExitCode.FAILED
        if any(source.rejected for source in self.sources):
            return ExitCode.REJECTED_RECORDS
        nothing = self.count(Outcome.PASSED_OVER) + self.count(Outcome.EMPTY)
        return ExitCode.NOTHING_FOUND if nothing == len(self.sources) else ExitCode.DONE

    def count(self, outcome: Outcome) -> int:
        """Count the sources with this outcome."""
        return sum(1 for source in self.sources if source.outcome is outcome)

    def summary(self) -> Iterator[str]:
        """Yield the last lines of the narration."""
        rejected = sum(source.rejected for source in self.sources)
        kept = sum(source.outcome not in _NOT_IN for source in self.sources)
        if self.interrupted:
            yield f"interrupted: {counted(kept, 'source')} wholly in {self.archive}, nothing by halves"
            yield from (f"  in: {source.path}" for source in self.sources if source.outcome not in _NOT_IN)
            return
        if self.stopped_by:
            if kept:
                yield f"{counted(kept, 'source')} read before the archive failed"
            return
        if self.count(Outcome.PASSED_OVER) == len(self.sources):
            yield "nothing to import was found"
            return
        counts = [f"{self.count(outcome)} {outcome}" for outcome in Outcome if self.count(outcome)]
        if rejected:
            counts.append(f"{counted(rejected, 'record')} left out")
        yield f"{counted(len(self.sources), 'source')}: {', '.join(counts)}" + self._consequence()

    def _consequence(self) -> str:
        if all(source.outcome in {*_NOT_IN, Outcome.UNCHANGED} for source in self.sources):
            return "; nothing was written"
        return f" -> {self.archive}"

    def value(self) -> dict[str, Any]:
        """Return the report as JSON members."""
        return {
            "archive": self.archive,
            "sources": [_members(source) for source in self.sources],
            "outcomes": {outcome.value: self.count(outcome) for outcome in Outcome},
            "interrupted": self.interrupted,
            "error": None if self.stopped_by is None else str(self.stopped_by),
        }


def _members(source: SourceReport) -> dict[str, Any]:
    problems = [{"line": problem.line, "message": problem.message} for problem in source.problems]
    return asdict(source) | {"problems": problems}
