"""The threads of one text: where it is parted, and what each part is.

A text is one thread unless its dividers name files or documents, or its parts read as threads of their own; whoever knows
better parts it by hand. Lines that only part belong to neither article nor comments.

Invariant: the spans of the threads tile the text, and every line of a thread has one label and stands in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.model import Label, Problem, Span
from tui_reader.pace import Pace
from tui_reader.structure import dividers, openings
from tui_reader.structure.dividers import Division, Ground
from tui_reader.structure.pieces import DividedText, Piece, ReadPiece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.openings import Part
    from tui_reader.structure.segment import Segmentation
    from tui_reader.structure.splitting import Splitter

_PIECES = 0.6
"""Share of the time after which the pieces of a text that could be parted are read."""

_TRIED = 3
"""So many ways to part a text are tried, and are read as far as they are not hopeless."""

_FEEDS_KEPT = Problem("its form feeds are taken for ends of pages; --split '\\f' begins a thread at each")

_HOPELESS = -6.0
"""With so much evidence against it a division is given up."""

_LEAST_ROWS = 4
"""A part with fewer lines that say anything is no thread."""

_LOOKED_AT = 50
"""So many pieces tell at a first look whether they can be threads."""

_NEARLY_ALL, _HALF = 0.8, 0.5
_BEGINS = 1.5
"""A part with so much evidence begins as threads do."""


@dataclass(frozen=True, slots=True)
class TextThread:
    """One thread of a text: the piece it takes, what its lines are, and its address where the text states it.

    `labels` and `evidence` of what is seen are those of its own lines; spans and numbers of lines count in the whole text.
    """

    piece: Piece
    seen: Segmentation
    url: str | None = None

    @property
    def span(self) -> Span:
        """The lines it takes."""
        return Span(self.piece.first + 1, self.piece.end)


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
class _Parted:
    """A division that is believed, how its pieces read, how much speaks for it, and whether that is hardly to be doubted."""

    reads: tuple[ReadPiece, ...]
    reason: str
    evidence: float
    is_plain: bool


def read_text(
    lines: Sequence[str], layout: str | None = None, splitter: Splitter | None = None, pace: Pace | None = None
) -> ReadText:
    """Return the threads of a text given as lines without ends; `layout` forces one family in all of them."""
    pace, text = pace or Pace(), DividedText(lines, layout)
    if splitter:
        return _read_split(text, splitter, pace)
    ways = sorted(_likely_ways(text), key=lambda way: (way[0].ground is Ground.SHOWN, -len(way[1])))[:_TRIED]
    best = _best(text, ways, pace.part(0, _PIECES))
    reads = best.reads if best else [text.read_whole(pace.part(_PIECES, 1) if ways else pace)]
    pace.reach(1)
    kept = not best and any(way.reason == dividers.AT_FEEDS for way, _ in ways)
    return ReadText(tuple(_placed(reads)), best.reason if best else None, (_FEEDS_KEPT,) if kept else ())


def may_be_parted(lines: Sequence[str]) -> bool:
    """Return whether a text might be parted at a first look."""
    return any(_likely_ways(DividedText(lines, None)))


def read_piece(lines: Sequence[str], piece: Piece, layout: str | None = None, pace: Pace | None = None) -> TextThread:
    """Return the thread that a piece of a text is, as it reads in a layout or in the one that explains it best."""
    (thread,) = _placed([DividedText(lines, layout).read(piece, pace or Pace())])
    return thread


def _read_split(text: DividedText, splitter: Splitter, pace: Pace) -> ReadText:
    """Return the threads of a text that is parted by hand."""
    starts = tuple(number for number, line in enumerate(text.lines) if splitter.begins(line))
    aside = frozenset(number for number in starts if dividers.only_parts(text.lines[number]))
    pieces = text.pieces(Division(starts, splitter.reason, aside))
    parts = [text.read(piece, pace) for piece in pieces]
    missing = bool(splitter.expression) and not starts
    problems = (Problem(f"no line matches {splitter.expression!r}: the text is kept as one thread"),) if missing else ()
    return ReadText(tuple(_placed(parts)), splitter.reason if len(parts) > 1 else None, problems)


def _likely_ways(text: DividedText) -> Iterator[tuple[Division, list[Piece]]]:
    """Yield the ways to part a text whose pieces could be threads at a first look."""
    for way in dividers.divisions(text.lines):
        pieces = text.pieces(way)
        if len(pieces) > 1 and (way.ground is Ground.STATED or _are_likely(text, way, pieces)):
            yield way, pieces


def _are_likely(text: DividedText, way: Division, pieces: Sequence[Piece]) -> bool:
    """Return whether nearly all pieces are long enough for threads, and half of the first ones begin as threads could."""
    long = sum(len(text.rows(piece, _LEAST_ROWS)) == _LEAST_ROWS for piece in pieces)
    if long < _NEARLY_ALL * len(pieces):
        return False
    first = pieces[:_LOOKED_AT]
    return way.ground is Ground.NAMED or sum(_can_begin(text, piece, first[0]) for piece in first) >= _HALF * len(first)


def _can_begin(text: DividedText, piece: Piece, first: Piece) -> bool:
    """Return whether one of the first lines of a piece can be a title."""
    rows = [" ".join(text.lines[number].split()) for number in text.rows(piece, _LEAST_ROWS)]
    return any(openings.title_row(rows, repeated) is not None for repeated in (0, text.repeated(piece, first)))


def _best(text: DividedText, ways: Sequence[tuple[Division, list[Piece]]], pace: Pace) -> _Parted | None:
    """Return the division that most speaks for, or None; where one is plain, no other kind of it is tried."""
    best: _Parted | None = None
    for number, (way, pieces) in enumerate(ways):
        if best and best.is_plain and way.reason != best.reason:
            continue
        parted = _read_as_threads(text, way, pieces, pace.part(number / len(ways), (number + 1) / len(ways)))
        if parted and way.ground is not Ground.SHOWN:
            return parted
        if parted and (best is None or parted.evidence > best.evidence):
            best = parted
    return best


def _read_as_threads(text: DividedText, way: Division, pieces: Sequence[Piece], pace: Pace) -> _Parted | None:
    """Return what a division makes of a text, or None where the pieces are no threads of their own.

    Each is weighed against the last one above that has comments, so that an article alone between them does no harm.
    """
    reads = [text.read(pieces[0], pace)]
    weights: list[float] = []
    above = reads[0].part
    for piece in pieces[1:]:
        read = text.read(piece, pace)
        reads.append(read)
        if way.ground is Ground.SHOWN:
            repeated = text.repeated(piece, pieces[0])
            weights.append(max(openings.evidence(above, read.part, rows) for rows in (0, repeated)))
            if sum(weights) < _HOPELESS or (len(weights) == _LOOKED_AT and _share_begun(weights) < _HALF):
                return None
        above = read.part if read.part.comments or not above.comments else above
    if not _is_believed(text, way, reads, weights, pace):
        return None
    return _Parted(tuple(reads), way.reason, sum(weights), _share_begun(weights) >= _NEARLY_ALL)


def _ticking(pace: Pace) -> Pace:
    """Return the pace of a work that does not change how much of the whole is done."""
    return Pace(lambda _share: pace.tick())


def _is_believed(text: DividedText, way: Division, reads: Sequence[ReadPiece], weights: Sequence[float], pace: Pace) -> bool:
    """Return whether a division is to be believed.

    Addresses can be those of comments as well: then the text as a whole has comments, and most pieces no article with some.
    """
    if way.ground is Ground.STATED:
        return True
    if way.ground is Ground.NAMED:
        spoken = sum(bool(read.part.comments and read.part.article) for read in reads) >= _HALF * len(reads)
        return spoken or not text.read_whole(_ticking(pace)).part.comments
    return sum(weights) >= way.need and _share_begun(weights) >= _HALF


def _share_begun(weights: Sequence[float]) -> float:
    """Return how many of the parts below others begin as threads do, 0 to 1; those that nothing is said of all do."""
    return sum(weight >= _BEGINS for weight in weights) / len(weights) if weights else 1.0


def _placed(reads: Sequence[ReadPiece]) -> Iterator[TextThread]:
    """Yield what was read as threads whose lines count in the whole text."""
    for number, read in enumerate(reads, 1):
        if isinstance(read.part.numbers, range):
            yield TextThread(read.piece, read.part.seen)
        else:
            moved = _moved(read.part, str(number) if len(reads) > 1 else None)
            yield TextThread(read.piece, _completed(moved, read), read.url)


def _moved(part: Part, ref: str | None) -> Segmentation:
    """Return what was seen with the numbers that its lines have in the text; `ref` names its thread where there are several.

    What is told of one among several has a line: the first of its thread where it tells none.
    """
    seen, numbers = part.seen, part.numbers
    told = ((problem, problem.line or (1 if ref else None)) for problem in seen.problems)
    return replace(
        seen,
        blocks=tuple(replace(block, span=_placed_span(block.span, numbers)) for block in seen.blocks),
        comments=tuple(
            each._replace(thread=ref or each.thread, span=_placed_span(each.span, numbers)) for each in seen.comments
        ),
        meta=tuple(Span(numbers[span.first - 1] + 1, numbers[span.last - 1] + 1) for span in seen.meta),
        problems=tuple(replace(problem, line=line and numbers[line - 1] + 1, thread=ref) for problem, line in told),
    )


def _placed_span(span: Span | None, numbers: Sequence[int]) -> Span | None:
    return Span(numbers[span.first - 1] + 1, numbers[span.last - 1] + 1) if span else None


def _completed(seen: Segmentation, read: ReadPiece) -> Segmentation:
    """Return what was seen with labels for all lines of its piece, those that only part too, and the title of its fields."""
    piece, size = read.piece, read.piece.end - read.piece.first
    labels: list[Label | None] = [None] * size
    evidence = [""] * size
    for number, label, reason in zip(read.part.numbers, seen.labels, seen.evidence, strict=True):
        labels[number - piece.first], evidence[number - piece.first] = label, reason
    for number in piece.aside:
        labels[number - piece.first] = Label.BOILERPLATE
    aside = (Span(number + 1, number + 1) for number in piece.aside if not _is_held(number + 1, seen))
    meta = tuple(sorted((*seen.meta, *aside), key=lambda span: span.first))
    return replace(seen, labels=tuple(labels), evidence=tuple(evidence), meta=meta, title=read.title or seen.title)


def _is_held(line: int, seen: Segmentation) -> bool:
    """Return whether a line lies within a block, a comment or a stretch of meta lines."""
    held = (*(each.span for each in seen.blocks), *(each.span for each in seen.comments), *seen.meta)
    return any(span.first <= line <= span.last for span in held if span)
