"""Which rows are folded, what that leaves to be seen, and how it was before."""

from __future__ import annotations

import zlib
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.outline.ahead import Ahead
from tui_reader.outline.bits import SET, both, either, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.outline.narrowing import Narrowing
    from tui_reader.outline.outline import Outline
    from tui_reader.outline.rearrangement import Rearrangement

OPEN, FOLDED, HIDDEN = 0, 1, 2
UNSEEN, A_LINE, WHOLE = 0, 1, SET
"""What is seen of a row: nothing, the line that stands for its branch, or all of it."""

_UNDO_STEPS = 200
_PACKED_FROM = 4096
_MOST_MOVED = 100_000
_FOLD = table({OPEN: FOLDED, FOLDED: FOLDED, HIDDEN: HIDDEN})
_UNFOLD = table({OPEN: OPEN, FOLDED: OPEN, HIDDEN: HIDDEN})
_IS_CLOSED = table({OPEN: 0}, otherwise=1)
_DEEPEST = 255
_LEAST_LOOK = 64

_ABOVE, _ABOVE_CLOSED, _LEVEL, _LEVEL_CLOSED, _BELOW, _BELOW_CLOSED = range(6)
"""How a row stands to a level, and whether it is folded; what is below a folded level is not seen, folded or not."""

_SEEN = table({_ABOVE: WHOLE, _LEVEL_CLOSED: A_LINE})


class _Piece(NamedTuple):
    """The states of rows from one on as they were; many are packed, since most of them are alike."""

    first: int
    rows: int
    states: bytes

    @classmethod
    def of(cls, first: int, states: bytes) -> _Piece:
        """Keep the states of rows from one on."""
        return cls(first, len(states), zlib.compress(states, 1) if len(states) >= _PACKED_FROM else states)

    @property
    def unpacked(self) -> bytes:
        """The states, one byte a row."""
        return zlib.decompress(self.states) if self.rows >= _PACKED_FROM else self.states


class Folds:
    """One byte a row: open, folded to a line, or hidden behind a stub. Every change can be undone, the last one first."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.states = bytearray(len(outline))
        self._before: deque[_Piece] = deque(maxlen=_UNDO_STEPS)
        self._rearranged = Ahead(_rearranged)

    def set(self, position: int, state: int) -> bool:
        """Give one row a state; like all changes, return whether anything is different now."""
        return self._replace(position, bytes([state]))

    def fold(self, first: int, end: int) -> bool:
        """Fold every row of a range; what is hidden stays hidden."""
        return self._replace(first, self.states[first:end].translate(_FOLD))

    def unfold(self, first: int, end: int) -> bool:
        """Open every folded row of a range; what is hidden stays hidden."""
        return self._replace(first, self.states[first:end].translate(_UNFOLD))

    def open_levels(self, levels: int) -> bool:
        """Show so many levels: those above the last one open, the last one and all below it folded."""
        states = self._outline.shallow.translate(bytes(OPEN if depth < levels - 1 else FOLDED for depth in range(256)))
        hidden = self.states.translate(table({HIDDEN: HIDDEN}))
        kept = both(states, self.states.translate(table({HIDDEN: 0}, otherwise=SET)))
        return self._replace(0, either(kept, hidden))

    def open_above(self, position: int) -> tuple[int, int] | None:
        """Open all rows above one; return the range that is seen otherwise now, None where all were open."""
        closed = [above for above in self._outline.ancestors(position) if self.states[above] != OPEN]
        if not closed:
            return None
        first, end = closed[-1], self._outline.end(closed[-1])
        states = self.states[first:end]
        for above in closed:
            states[above - first] = OPEN
        self._replace(first, states)
        return first, end

    def undo(self) -> tuple[int, int] | None:
        """Take back the last change and return the range that is seen otherwise now."""
        if not self._before:
            return None
        piece = self._before.pop()
        first, end = piece.first, piece.first + piece.rows
        self.states[first:end] = piece.unpacked
        return first, max(end, self._outline.end(first))

    def keep(self) -> Callable[[], bool]:
        """Return what makes every row, and all that can be undone, as it is now; it returns whether a row was different."""
        outline, states, before = self._outline, _Piece.of(0, bytes(self.states)), self._before.copy()

        def put_back() -> bool:
            """Make it so, unless the rows have been put in another order."""
            if self._outline is not outline:
                return False
            then = states.unpacked
            changed = self.states != then
            self.states[:], self._before = then, before.copy()
            return changed

        return put_back

    def prepare(self, order: Rearrangement) -> None:
        """Work out how to take the rows in another order; it may be done in another thread of execution."""
        self._rearranged.prepare(order, bytes(self.states), tuple(self._before))

    def rearrange(self, order: Rearrangement) -> None:
        """Take the rows in another order, with all that can be undone: a branch that was changed at once stays together.

        A change of very many rows that were not all alike cannot be undone any more, nor can what was changed before it.
        """
        self._outline = order.outline
        self.states[:], kept = self._rearranged.take(order, bytes(self.states), tuple(self._before))
        self._before = deque(kept, maxlen=_UNDO_STEPS)

    def _replace(self, first: int, states: bytes | bytearray) -> bool:
        before = bytes(self.states[first : first + len(states)])
        if before == states:
            return False
        self._before.append(_Piece.of(first, before))
        self.states[first : first + len(states)] = states
        return True

    # What is seen.

    def are_open(self, first: int, end: int) -> bool:
        """Whether no row of a range is folded or hidden."""
        return self.states.find(FOLDED, first, end) < 0 and self.states.find(HIDDEN, first, end) < 0

    def seen(self, first: int, end: int, narrowing: Narrowing | None) -> bytearray:
        """Return what is seen of a branch, or of all rows, a byte each, where nothing above is folded over it.

        What a filter leaves out is not seen, and a fold of it does nothing.
        """
        seen = bytearray(narrowing.admitted[first:end] if narrowing else bytes([WHOLE]) * (end - first))
        if self.are_open(first, end):
            return seen
        closed = self.states[first:end].translate(_IS_CLOSED)
        if narrowing is None or narrowing.keeps_paths:
            at = closed.find(1)
            while at >= 0:
                at = closed.find(1, self._see_level(seen, closed, at, first, is_narrowed=narrowing is not None))
        else:
            self._see_each(seen, both(closed, seen), first)
        return seen

    def _see_each(self, seen: bytearray, closed: bytearray, first: int) -> None:
        """Leave the line of each folded row, and nothing of its branch."""
        descendants, at = self._outline.descendants, closed.find(1)
        while at >= 0:
            end = at + 1 + descendants[first + at]
            seen[at] = A_LINE
            if end > at + 1:
                end = min(end, len(seen))
                seen[at + 1 : end] = bytes(end - at - 1)
            at = closed.find(1, end)

    def _see_level(self, seen: bytearray, closed: bytearray, at: int, first: int, *, is_narrowed: bool) -> int:
        """Leave what is seen from a folded row on for as long as all rows of its depth are folded and those above open.

        Returns where that ends, at the end of a branch of that depth. So a thread that is folded at a level, the first or
        any other, is worked out as a whole, and one that is folded here and there in as many steps as it has folded rows.
        """
        depths = self._outline.shallow
        level, size = depths[first + at], _LEAST_LOOK
        if level == _DEEPEST:
            end = min(self._outline.end(first + at) - first, len(seen))
            seen[at:end] = bytes([A_LINE]).ljust(end - at, b"\0")
            return end
        while at < len(seen):
            stop = min(at + size, len(seen))
            rows = either(depths[first + at : first + stop].translate(_relation(level)), closed[at:stop])
            fits = _fitting(rows)
            shown = rows[:fits].translate(_SEEN)
            seen[at : at + fits] = both(seen[at : at + fits], shown) if is_narrowed else shown
            at += fits
            if fits < len(rows):
                break
            size *= 4
        return at


@lru_cache(_DEEPEST)
def _relation(level: int) -> bytes:
    """Return the table from depths to how they stand to a level."""
    return bytes([_ABOVE] * level + [_LEVEL] + [_BELOW] * (_DEEPEST - level))


def _fitting(rows: bytearray) -> int:
    """Return how many rows there are before one above the level that is folded, or one of it that is not."""
    return min((place for place in (rows.find(_ABOVE_CLOSED), rows.find(_LEVEL)) if place >= 0), default=len(rows))


def _rearranged(order: Rearrangement, states: bytes, before: tuple[_Piece, ...]) -> tuple[bytes, list[_Piece]]:
    """Return the states of rows in another order, and what can be undone there."""
    moved = [_moved(piece, order) for piece in reversed(before)]
    kept = moved[: moved.index(None)] if None in moved else moved
    return order.moved_bytes(states) if states.strip(b"\0") else states, [piece for piece in reversed(kept) if piece]


def _moved(piece: _Piece, order: Rearrangement) -> _Piece | None:
    states = piece.unpacked
    start = 0 if piece.rows == len(order.places) else order.places[piece.first]
    if not states.strip(states[:1]):
        return _Piece(start, piece.rows, piece.states)
    if piece.rows > _MOST_MOVED:
        return None
    origins = order.origins[start : start + piece.rows]
    return _Piece.of(start, bytes(states[origin - piece.first] for origin in origins))
