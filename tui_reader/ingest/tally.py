"""What the records of a document are, counted while they go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.model import Article, Comment, Problem, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.archive.packing import Storable


@dataclass(slots=True)
class Tally:
    """What the records of a document are before an archive puts them together; `places` counts the records on each line.

    `lines_read` are the lines of plain texts that say anything, `lines_kept` those that stand in exactly one place.
    """

    threads: int = 0
    comments: int = 0
    lost: int = 0
    rejected: int = 0
    lines_read: int = 0
    lines_kept: int = 0
    problems: list[Problem] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def count(self, record: Storable) -> None:
        """Take a record into account."""
        if isinstance(record, Comment):
            if record.status is Status.LOST:
                self.lost += 1
            else:
                self.comments += 1
            if self.places:
                self._hold((record.span,))
        elif isinstance(record, Article):
            self.threads += 1
            self._hold(block.span for block in record.blocks)
            self._hold(record.meta)
        elif isinstance(record, Problem):
            self.problems.append(record)

    def _hold(self, spans: Iterable[Span | None]) -> None:
        for span in spans:
            if span and self.places:
                for line in range(span.first, min(span.last, len(self.places)) + 1):
                    self.places[line - 1] += 1
