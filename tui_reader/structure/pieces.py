"""What a division makes of a text: pieces that tile it, and how each of them reads on its own.

Lines that only part stand in the piece below them, or in the last one at the end of the text; their words are not read.

Invariant: pieces stand in order, tile the text, and each of them says something if the text does.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.structure import dividers
from tui_reader.structure.dividers import FEED, Division
from tui_reader.structure.openings import Part
from tui_reader.structure.segment import read_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.pace import Pace

_TOP_ROWS = 3
"""So many lines at the top may be those of a site, which stand above all its threads."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `first` to `end` (from 0, half open), of which those `aside` say nothing of their own."""

    first: int
    end: int
    aside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A piece, how it reads, and the title and the address that it states in fields at its top."""

    piece: Piece
    part: Part
    title: str | None = None
    url: str | None = None


class DividedText:
    """A text that may be parted, and the layout to read it in."""

    def __init__(self, lines: Sequence[str], layout: str | None) -> None:
        self.lines = lines
        self._layout = layout
        self._whole: ReadPiece | None = None

    @cached_property
    def _filled(self) -> list[int]:
        """The lines that say anything."""
        return [number for number, line in enumerate(self.lines) if line.strip()]

    def pieces(self, division: Division) -> list[Piece]:
        """Return what a division makes of the text; what says nothing belongs to what stands below, or above it at the end."""
        edges, aside = self._edges(division)
        pieces: list[Piece] = []
        first = edge = 0
        for end in (*edges, len(self.lines)):
            says_nothing = next(self._spoken(edge, end, aside), None) is None
            if not says_nothing or (end == len(self.lines) and not pieces):
                pieces.append(_piece(first, end, aside))
                first = end
            elif end == len(self.lines):
                pieces[-1] = _piece(pieces[-1].first, end, aside)
            edge = end
        return pieces

    def _edges(self, division: Division) -> tuple[list[int], frozenset[int]]:
        """Return where pieces begin, with the rules above those that begin with words, and all lines that only part."""
        edges: set[int] = set()
        aside = set(division.aside)
        for start in division.starts:
            line = "" if start in division.aside else "".join(self.lines[start : start + 1])
            rules = self._rules_above(start) if line.strip() and FEED not in line else []
            edges.add(min((start, *rules)))
            aside.update(rules)
        return sorted(edges - {0, len(self.lines)}), frozenset(aside)

    def _rules_above(self, start: int) -> list[int]:
        """Return the rules that nothing but blank lines parts from a line below them."""
        rules = []
        above = start - 1
        while above >= 0 and _is_gap(self.lines[above]):
            if self.lines[above].strip():
                rules.append(above)
            above -= 1
        return rules

    def rows(self, piece: Piece, most: int) -> list[int]:
        """Return the first lines of a piece that say anything of their own."""
        return list(islice(self._spoken(piece.first, piece.end, piece.aside), most))

    def _spoken(self, first: int, end: int, aside: frozenset[int]) -> Iterator[int]:
        """Yield the lines of a stretch that say anything of their own."""
        found = range(bisect_left(self._filled, first), bisect_left(self._filled, end))
        return (self._filled[place] for place in found if self._filled[place] not in aside)

    def repeated(self, piece: Piece, other: Piece) -> int:
        """Return how many lines at the top of two pieces are the same."""
        pairs = zip(self.rows(piece, _TOP_ROWS), self.rows(other, _TOP_ROWS), strict=False)
        same = [self.lines[one].strip() == self.lines[two].strip() for one, two in pairs]
        return [*same, False].index(False)

    def read(self, piece: Piece, pace: Pace) -> ReadPiece:
        """Read a piece; the whole text is read as it is, of a part what stands between its first and its last words."""
        title, url, piece = self._fields_of(piece)
        numbers: Sequence[int] = range(len(self.lines))
        lines = self.lines
        if piece != Piece(0, len(self.lines)):
            numbers = self._numbers_of(piece)
            lines = ["" if number in piece.aside else self.lines[number].strip(FEED) for number in numbers]
        share = pace.part(piece.first / max(1, len(self.lines)), piece.end / max(1, len(self.lines)))
        return ReadPiece(piece, Part(numbers, lines, read_thread(lines, self._layout, share)), title, url)

    def read_whole(self, pace: Pace) -> ReadPiece:
        """Read the text as one thread, once; blank lines at its ends and form feeds are read as they are."""
        if self._whole is None:
            self._whole = self.read(Piece(0, len(self.lines)), pace)
        return self._whole

    def _numbers_of(self, piece: Piece) -> list[int]:
        """Return the lines of a piece that are read, and those that only part where they keep two others from touching."""
        numbers: list[int] = []
        for number in range(piece.first, piece.end):
            if number not in piece.aside or (numbers and self._speaks(numbers[-1], piece) and self._speaks(number + 1, piece)):
                numbers.append(number)
        spoken = [place for place, number in enumerate(numbers) if self._speaks(number, piece)]
        return numbers[spoken[0] : spoken[-1] + 1] if spoken else numbers

    def _speaks(self, number: int, piece: Piece) -> bool:
        """Return whether a line says anything of its own in a piece."""
        return number < piece.end and number not in piece.aside and bool(self.lines[number].strip())

    def _fields_of(self, piece: Piece) -> tuple[str | None, str | None, Piece]:
        """Return title and address of a piece that states both in fields at its top, and the piece without the other fields."""
        top = next((number for number in range(piece.first, piece.end) if self._speaks(number, piece)), piece.end)
        found = dividers.fields(self.lines, top, piece.end)
        title, url = dividers.title_and_address(found)
        if title is None or url is None:
            return None, None, piece
        kept = next(number for number, (_, value) in enumerate(found, top) if value == title)
        said = frozenset(range(top, top + len(found))) - {kept}
        return title, url, replace(piece, aside=piece.aside | said)


def _piece(first: int, end: int, aside: frozenset[int]) -> Piece:
    return Piece(first, end, aside & frozenset(range(first, end)))


def _is_gap(line: str) -> bool:
    """Return whether a line is blank or a rule."""
    return FEED not in line and (not line.strip() or dividers.is_rule(line))
