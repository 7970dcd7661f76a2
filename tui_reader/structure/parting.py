"""The threads of one text: where it is parted, and what each part is.

A text is one thread unless its dividers name files or documents, or its parts read as threads of their own; whoever knows
better parts it by hand. Lines that only part stand in the thread below them, or in the one above at the end of the text, and
belong to nothing there.

Invariant: the spans of the threads tile the text, and every line of a thread has one label and stands in one place.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from tui_reader.model import Label, Problem, Span
from tui_reader.pace import Pace
from tui_reader.structure import dividers, openings
from tui_reader.structure.dividers import FEED, Division, Ground
from tui_reader.structure.openings import Part
from tui_reader.structure.segment import Segmentation, read_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.splitting import Splitter

_WHOLE = 0.4
"""Share of the time after which a text that could be parted is read as one thread."""

_TRIED = 3
"""So many ways to part a text are tried, and are read as far as they are not hopeless."""

_HOPELESS = -6.0
"""With so much evidence against it a division is given up."""

_LEAST_ROWS = 4
"""A part with fewer lines that say anything is no thread."""

_NEARLY_ALL, _HALF = 0.8, 0.5
_BEGINS = 1.5
"""A part with so much evidence begins as threads do."""

_TOP_ROWS = 3
"""So many lines at the top may be those of a site, which stand above all its threads."""


@dataclass(frozen=True, slots=True)
class TextThread:
    """One thread of a text: the lines it takes, what they are, and its address where the text states it.

    `labels` and `evidence` of what is seen are those of its own lines; spans and numbers of lines count in the whole text.
    """

    span: Span
    seen: Segmentation
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a text holds; `parted` says why that is more than one thread, in words that can follow "parted"."""

    threads: tuple[TextThread, ...]
    parted: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def layouts(self) -> str:
        """The layouts of its threads, each once."""
        return ", ".join(dict.fromkeys(thread.seen.layout for thread in self.threads))

    @property
    def confidence(self) -> float:
        """How sure the reading is of all threads, 0 to 1."""
        return min(thread.seen.confidence for thread in self.threads)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines `first` to `end` (from 0, half open), of which those `aside` say nothing of their own; what their fields state."""

    first: int
    end: int
    aside: frozenset[int] = frozenset()
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A piece and how it reads."""

    piece: _Piece
    part: Part


@dataclass(frozen=True, slots=True)
class _Parted:
    """A division that is believed, how its pieces read, and how much speaks for it."""

    reads: tuple[_Read, ...]
    reason: str
    evidence: float


def read_text(
    lines: Sequence[str], layout: str | None = None, splitter: Splitter | None = None, pace: Pace | None = None
) -> ReadText:
    """Return the threads of a text given as lines without ends; `layout` forces one family in all of them."""
    pace, text = pace or Pace(), _Text(lines, layout)
    if splitter:
        return _read_split(text, splitter, pace)
    ways = list(islice(_likely_ways(text), _TRIED))
    whole = text.read(text.pieces(Division((), ""))[0], pace.part(0, _WHOLE) if ways else pace)
    found = []
    for number, (way, pieces) in enumerate(ways):
        first, last = (_WHOLE + (1 - _WHOLE) * (number + step) / len(ways) for step in (0, 1))
        found.append(_read_as_threads(text, way, pieces, whole, pace.part(first, last)))
    pace.reach(1)
    best = max((parted for parted in found if parted), key=lambda parted: parted.evidence, default=None)
    return ReadText(tuple(_placed(best.reads)), best.reason) if best else ReadText(tuple(_placed([whole])))


def _read_split(text: _Text, splitter: Splitter, pace: Pace) -> ReadText:
    """Return the threads of a text that is parted by hand."""
    starts = tuple(number for number, line in enumerate(text.lines) if splitter.begins(line))
    aside = frozenset(number for number in starts if dividers.only_parts(text.lines[number]))
    pieces = text.pieces(Division(starts, splitter.reason, aside))
    parts = [text.read(piece, text.pace_of(piece, pace)) for piece in pieces]
    missing = bool(splitter.expression) and not starts
    problems = (Problem(f"no line matches {splitter.expression!r}: the text is kept as one thread"),) if missing else ()
    return ReadText(tuple(_placed(parts)), splitter.reason if len(parts) > 1 else None, problems)


class _Text:
    """A text that may be parted, and the layout to read it in."""

    def __init__(self, lines: Sequence[str], layout: str | None) -> None:
        self.lines = lines
        self._layout = layout

    @cached_property
    def _filled(self) -> list[int]:
        """The lines that say anything."""
        return [number for number, line in enumerate(self.lines) if line.strip()]

    def rows(self, piece: _Piece, most: int) -> list[int]:
        """Return the first lines of a piece that say anything of their own."""
        found = range(bisect_left(self._filled, piece.first), bisect_left(self._filled, piece.end))
        return list(islice((self._filled[place] for place in found if self._filled[place] not in piece.aside), most))

    def repeated(self, piece: _Piece, other: _Piece) -> int:
        """Return how many lines at the top of two pieces are the same."""
        pairs = zip(self.rows(piece, _TOP_ROWS), self.rows(other, _TOP_ROWS), strict=False)
        same = [self.lines[one].strip() == self.lines[two].strip() for one, two in pairs]
        return [*same, False].index(False)

    def pace_of(self, piece: _Piece, pace: Pace) -> Pace:
        """Return the pace of reading a piece as a part of reading all pieces."""
        return pace.part(piece.first / len(self.lines), piece.end / len(self.lines))

    def pieces(self, division: Division) -> list[_Piece]:
        """Return what a division makes of the text: pieces that tile it, each of which says something if anything does."""
        edges, aside = self._edges(division)
        pieces: list[_Piece] = []
        for first, end in pairwise([0, *edges, len(self.lines)]):
            piece = _Piece(first, end, aside & frozenset(range(first, end)))
            if pieces and not (self.rows(pieces[-1], 1) and self.rows(piece, 1)):
                above = pieces.pop()
                piece = _Piece(above.first, end, above.aside | piece.aside)
            pieces.append(piece)
        return [self._with_fields(piece) for piece in pieces]

    def _edges(self, division: Division) -> tuple[list[int], frozenset[int]]:
        """Return where pieces begin, with the rules that stand above them, and all lines that only part."""
        edges: set[int] = set()
        rules: set[int] = set()
        for start in division.starts:
            edge = above = start
            while above and (not self.lines[above - 1].strip() or dividers.is_rule(self.lines[above - 1])):
                above -= 1
                if self.lines[above].strip():
                    edge = above
                    rules.add(above)
            edges.add(edge)
        return sorted(edges - {0, len(self.lines)}), division.aside | rules

    def _with_fields(self, piece: _Piece) -> _Piece:
        """Return a piece with the title and the address that it states in fields at its top, if it states both."""
        top = self.rows(piece, 1)
        found = dividers.fields(self.lines[: piece.end], top[0]) if top else []
        title, url = dividers.title_and_address(found)
        if title is None or url is None:
            return piece
        kept = next(number for number, (_, value) in enumerate(found, top[0]) if value == title)
        said = frozenset(range(top[0], top[0] + len(found))) - {kept}
        return replace(piece, aside=piece.aside | said, title=title, url=url)

    def read(self, piece: _Piece, pace: Pace) -> _Read:
        """Read a piece; of the whole text every line is read as it is, of a part what stands between its first and last row."""
        lines = ["" if number in piece.aside else self.lines[number] for number in range(piece.first, piece.end)]
        first, end = 0, len(lines)
        if end < len(self.lines):
            lines = [line.strip(FEED) for line in lines]
            first = next((number for number, line in enumerate(lines) if line.strip()), end)
            end -= next((number for number, line in enumerate(reversed(lines)) if line.strip()), 0)
        part = Part(piece.first + first, lines[first:end], read_thread(lines[first:end], self._layout, pace))
        return _Read(piece, part)


def _likely_ways(text: _Text) -> Iterator[tuple[Division, list[_Piece]]]:
    """Yield the ways to part a text whose pieces could be threads at a first look."""
    for way in dividers.divisions(text.lines):
        pieces = text.pieces(way)
        if len(pieces) > 1 and (way.ground is Ground.STATED or _are_likely(text, way, pieces)):
            yield way, pieces


def _are_likely(text: _Text, way: Division, pieces: Sequence[_Piece]) -> bool:
    """Return whether nearly all pieces are long enough for threads, and half of them begin as threads could."""
    long = [piece for piece in pieces if len(text.rows(piece, _LEAST_ROWS)) == _LEAST_ROWS]
    if len(long) < _NEARLY_ALL * len(pieces):
        return False
    return way.ground is Ground.NAMED or sum(_can_begin(text, piece) for piece in pieces) >= _HALF * len(pieces)


def _can_begin(text: _Text, piece: _Piece) -> bool:
    """Return whether one of the first lines of a piece can be a title."""
    tops = (" ".join(text.lines[number].split()) for number in text.rows(piece, _TOP_ROWS))
    return any(openings.can_be_title(top) for top in tops)


def _read_as_threads(text: _Text, way: Division, pieces: Sequence[_Piece], whole: _Read, pace: Pace) -> _Parted | None:
    """Return what a division makes of a text, or None where the pieces are no threads of their own."""
    reads: list[_Read] = []
    weights: list[float] = []
    for piece in pieces:
        reads.append(text.read(piece, text.pace_of(piece, pace)))
        if len(reads) > 1 and way.ground is Ground.SHOWN:
            weights.append(_weight(reads[-2].part, reads[-1].part, whole.part, text.repeated(piece, pieces[0])))
            if sum(weights) < _HOPELESS:
                return None
    if not _is_believed(way, reads, weights, whole):
        return None
    return _Parted(tuple(reads), way.reason, sum(weights) if way.ground is Ground.SHOWN else math.inf)


def _weight(above: Part, part: Part, whole: Part, repeated: int) -> float:
    """Return the evidence for a thread that begins with a part.

    Unsure comments above it are none where the text as a whole is still an article there: then a list was taken for comments.
    """
    found = max(openings.evidence(above, part, 0), openings.evidence(above, part, repeated))
    begun = whole.comments[0].span if whole.comments else None
    return min(found, 0.0) if not above.is_sure and (begun is None or begun.first > part.first) else found


def _is_believed(way: Division, reads: Sequence[_Read], weights: Sequence[float], whole: _Read) -> bool:
    """Return whether a division is to be believed.

    Addresses can be those of comments as well: then the text as a whole has comments, and most of its parts have none.
    """
    if way.ground is Ground.STATED:
        return True
    if way.ground is Ground.NAMED:
        return not whole.part.comments or sum(bool(read.part.comments) for read in reads) >= _HALF * len(reads)
    begun = sum(weight >= _BEGINS for weight in weights)
    return sum(weights) >= way.need and begun >= _HALF * len(weights)


def _placed(reads: Sequence[_Read]) -> Iterator[TextThread]:
    """Yield what was read as threads whose lines count in the whole text."""
    for number, read in enumerate(reads, 1):
        piece, part = read.piece, read.part
        seen = part.seen if len(reads) == 1 else _moved(part.seen, part.first, str(number))
        yield TextThread(Span(piece.first + 1, piece.end), _completed(seen, read), piece.url)


def _moved(seen: Segmentation, lines: int, ref: str) -> Segmentation:
    """Return what was seen so many lines further down, as the thread of that reference; a problem without a line gets one."""
    problems = (replace(each, line=(each.line or 1) + lines, thread=ref) for each in seen.problems)
    return replace(
        seen,
        blocks=tuple(replace(block, span=_lower(block.span, lines)) for block in seen.blocks),
        comments=tuple(replace(each, thread=ref, span=_lower(each.span, lines)) for each in seen.comments),
        meta=tuple(Span(span.first + lines, span.last + lines) for span in seen.meta),
        problems=tuple(problems),
    )


def _lower(span: Span | None, lines: int) -> Span | None:
    return Span(span.first + lines, span.last + lines) if span else None


def _completed(seen: Segmentation, read: _Read) -> Segmentation:
    """Return what was seen with the lines that only part, and with the title that fields state."""
    piece, part = read.piece, read.part
    above, below = part.first - piece.first, piece.end - part.first - len(part.lines)
    labels = [*[None] * above, *seen.labels, *[None] * below]
    evidence = ["" for _ in range(above)] + [*seen.evidence] + ["" for _ in range(below)]
    for number in piece.aside:
        labels[number - piece.first] = Label.BOILERPLATE
    aside = (Span(number + 1, number + 1) for number in piece.aside)
    meta = tuple(sorted((*seen.meta, *aside), key=lambda span: span.first))
    return replace(seen, labels=tuple(labels), evidence=tuple(evidence), meta=meta, title=piece.title or seen.title)
