"""What a reading says of each line of its source, so that a person can look line by line whether it was understood.

How sure a line is: the score of the reading, times how well it is attested that its comment begins where it does. A comment
that shows both its author and its date attests that fully; one that shows less, by `_PARTLY`; a first comment that neither a
heading above nor its own first line announces, by `_UNANNOUNCED`. Both are shares of beginnings that are right, beside those of
comments that show everything, over all believed readings of the dumps in tests/structure/labelled, those in layouts that are
not the best one included. A line of the article is as sure as the reading.

Invariant: a line is sure of something exactly where it has a label; comments do not overlap.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING

from tui_reader.model import LOW_CONFIDENCE, Label, Status
from tui_reader.structure.layouts import bare_names, signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.model import Comment, Span
    from tui_reader.structure.segment import Segmentation

_PARTLY, _UNANNOUNCED = 0.93, 0.75

_OPEN_AT_THE_TOP = (signature.LAYOUT.name, bare_names.LAYOUT.name)
"""Layouts in which nothing says where the first comment begins, unless it shows its author there."""

LOST = "lost"
"""The word for a line where a comment is wholly lost."""

_NOTHING_SAYS = "nothing says that it begins here"

_LABELS: tuple[Label | None, ...] = (None, *Label)
_CODES = {label: code for code, label in enumerate(_LABELS)}
_LABEL, _LOST, _FIRST = 0x3F, 0x40, 0x80
"""The bits of a line: its label, whether a comment is lost there, and whether one begins there."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the lines of a source, which are counted from 1; a million of them take some 10 MB.

    Of a source that holds several threads it may be the lines of one: then `above` lines of the source stand above them.

    `confidence` is that of the whole reading, 0 to 1, and `runners_up` are the layouts that could be taken in place of
    `layout`, best first. `authors` has an entry for each comment, lost ones included, in the order of the source; `people`
    counts the different names among them, `lost` the comments of which nothing is left. `beginnings` are the lines where
    comments begin, ascending; `unannounced` is the one of a thread's first comment where nothing says that it begins there.
    """

    layout: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...]
    authors: tuple[str | None, ...]
    people: int
    lost: int
    unannounced: frozenset[int]
    beginnings: array[int] = field(repr=False)
    _codes: bytes = field(repr=False)
    _comments: array[int] = field(repr=False)
    _percent: bytes = field(repr=False)
    _reasons: Mapping[int, str] = field(repr=False)
    above: int = 0

    def __len__(self) -> int:
        return len(self._codes)

    @property
    def lines(self) -> range:
        """The numbers of the lines."""
        return range(self.above + 1, self.above + len(self) + 1)

    @property
    def comments(self) -> int:
        """How many comments there are, without those that are wholly lost."""
        return len(self.authors) - self.lost

    def label(self, line: int) -> Label | None:
        """Return what a line is; None for a blank one."""
        return _LABELS[self._code(line) & _LABEL]

    def word(self, line: int) -> str:
        """Return in a word what a line is; empty for a blank one that says nothing."""
        return LOST if self.is_lost(line) else self.label(line) or ""

    def is_lost(self, line: int) -> bool:
        """Return whether a line is what is left of a comment that is wholly lost."""
        return bool(self._code(line) & _LOST)

    def comment(self, line: int) -> int:
        """Return the number of the comment that a line belongs to, counted from 1; 0 for none."""
        return self._comments[line - self.above - 1]

    def begins(self, line: int) -> bool:
        """Return whether a comment begins in a line."""
        return bool(self._code(line) & _FIRST)

    def ends(self, line: int) -> bool:
        """Return whether a comment ends in a line."""
        number = self.comment(line)
        return bool(number) and (line == self.above + len(self) or self.comment(line + 1) != number)

    def author(self, line: int) -> str | None:
        """Return who wrote the comment that a line belongs to, as far as that is shown."""
        number = self.comment(line)
        return self.authors[number - 1] if number else None

    def sureness(self, line: int) -> float | None:
        """Return how sure it is what a line is, 0 to 1 in steps of a hundredth; None for a line without a label."""
        return self._percent[line - self.above - 1] / 100 if self._code(line) & _LABEL else None

    def is_doubtful(self, line: int) -> bool:
        """Return whether a line may well be something else, or a comment begin in another one."""
        return line in self.unannounced or (self.sureness(line) or 1.0) < LOW_CONFIDENCE

    def reason(self, line: int) -> str:
        """Return why a comment begins in a line or shows its author there; empty for other lines."""
        reason = self._reasons.get(line, "")
        return f"{reason}; {_NOTHING_SAYS}" if line in self.unannounced else reason

    def doubts(self) -> array[int]:
        """Return the lines where something begins that is doubtful: the text, or a comment."""
        found: list[int] = []
        for line in compress(self.lines, self._codes):
            if (self.begins(line) or not found) and self.is_doubtful(line):
                found.append(line)
        return array("I", found)

    def differences(self, other: Margin) -> array[int]:
        """Return the lines that another reading of the same source takes for something else."""
        return array("I", compress(self.lines, map(ne, self._codes, other._codes)))

    def where_differences_begin(self, other: Margin, lines: array[int]) -> array[int]:
        """Return which of the lines that differ follow one that does not, or begin a comment in one of both readings alone."""
        found = array("I")
        last = 0
        for line in lines:
            goes_on = last and not any(self._codes[last - self.above : line - self.above - 1])
            if not goes_on or self.begins(line) != other.begins(line):
                found.append(line)
            last = line
        return found

    def _code(self, line: int) -> int:
        return self._codes[line - self.above - 1]


def margin_of(*threads: Segmentation, above: int = 0) -> Margin:
    """Return the margin of a source, or of what is below so many lines of it: one thread, or some one below the other."""
    codes = bytearray(_CODES[label] for seen in threads for label in seen.labels)
    made = _Making(above, codes, array("I", bytes(4 * len(codes))), bytearray(len(codes)))
    for seen in threads:
        made.add(seen)
    comments = [comment for seen in threads for comment in seen.comments]
    return Margin(
        ", ".join(dict.fromkeys(seen.layout for seen in threads)),
        min(seen.confidence for seen in threads),
        threads[0].runners_up if len(threads) == 1 else (),
        tuple(comment.author for comment in comments),
        len({comment.author for comment in comments if comment.author is not None}),
        sum(comment.status is Status.LOST for comment in comments),
        frozenset(made.unannounced),
        made.beginnings,
        bytes(codes),
        made.comments,
        bytes(made.percent),
        made.reasons,
        above,
    )


@dataclass(slots=True)
class _Making:
    """A margin on its way: labels are known, what follows from comments is filled in thread by thread."""

    above: int
    codes: bytearray
    comments: array[int]
    percent: bytearray
    lines: int = 0
    number: int = 0
    beginnings: array[int] = field(default_factory=lambda: array("I"))
    unannounced: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)

    def add(self, seen: Segmentation) -> None:
        """Take in the next thread; its labels are of its own lines, its spans count in the whole source."""
        start, self.lines = self.lines, self.lines + len(seen.labels)
        above = self.above + start
        self.percent[start : self.lines] = bytes([_hundredths(seen.confidence)]) * len(seen.labels)
        self.reasons |= {line: reason for line, reason in enumerate(seen.evidence, above + 1) if reason}
        unannounced = _unannounced(seen, above)
        self.unannounced += [unannounced] if unannounced else []
        for comment in seen.comments:
            self.number += 1
            if comment.span is not None:
                attested = _UNANNOUNCED if comment.span.first == unannounced else _attested(comment)
                self._take(comment.span, seen.confidence * attested, lost=comment.status is Status.LOST)

    def _take(self, span: Span, sure: float, *, lost: bool) -> None:
        """Take in a comment."""
        first, size = span.first - self.above - 1, span.last - span.first + 1
        if lost:
            self.codes[first : first + size] = bytes([_LOST]) * size
        self.codes[first] |= _FIRST
        self.beginnings.append(span.first)
        self.comments[first : first + size] = array("I", [self.number]) * size
        self.percent[first : first + size] = bytes([_hundredths(sure)]) * size


def _hundredths(share: float) -> int:
    """Return a share in hundredths; nothing that is read out of plain text is wholly sure."""
    return min(99, round(100 * share))


def _attested(comment: Comment) -> float:
    """Return how well it is attested that a comment begins where it does, beside one that shows everything."""
    return 1.0 if comment.author is not None and comment.posted_text is not None else _PARTLY


def _unannounced(seen: Segmentation, above: int) -> int:
    """Return the line where the first comment of a thread begins if neither it nor a heading above says so, else 0.

    `above` are the lines of the source above the thread.
    """
    present = (comment for comment in seen.comments if comment.status is not Status.LOST)
    first = next((comment.span.first for comment in present if comment.span is not None), 0)
    if seen.layout not in _OPEN_AT_THE_TOP or not first or seen.labels[first - above - 1] is not Label.BODY:
        return 0
    before = next((label for label in reversed(seen.labels[: first - above - 1]) if label), None)
    return 0 if before is Label.BOILERPLATE else first
