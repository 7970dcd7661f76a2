"""Which rows are folded, and how it was before."""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.outline.outline import Outline
    from tui_reader.outline.rearrangement import Rearrangement

OPEN, FOLDED, HIDDEN = 0, 1, 2

_UNDO_STEPS = 200
_FOLD = bytes([FOLDED, FOLDED, HIDDEN]).ljust(256, b"\0")
_UNFOLD = bytes([OPEN, OPEN, HIDDEN]).ljust(256, b"\0")
_DEEPEST = 255


class Folds:
    """One byte a row: open, folded to a line, or hidden behind a stub. Every change can be undone, the last one first."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.states = bytearray(len(outline))
        self._before: deque[tuple[int, bytes]] = deque(maxlen=_UNDO_STEPS)

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
        table = bytes(OPEN if depth < levels - 1 else FOLDED for depth in range(256))
        states = bytearray(self._depths().translate(table))
        hidden = self.states.find(HIDDEN)
        while hidden >= 0:
            states[hidden] = HIDDEN
            hidden = self.states.find(HIDDEN, hidden + 1)
        return self._replace(0, states)

    def undo(self) -> tuple[int, int] | None:
        """Take back the last change and return the range that it touched."""
        if not self._before:
            return None
        first, states = self._before.pop()
        self.states[first : first + len(states)] = states
        return first, first + len(states)

    def keep(self) -> Callable[[], bool]:
        """Return what makes every row, and all that can be undone, as it is now; it returns whether a row was different."""
        states, before = bytes(self.states), self._before.copy()

        def put_back() -> bool:
            """Make it so."""
            changed = self.states != states
            self.states[:], self._before = states, before.copy()
            return changed

        return put_back

    def rearrange(self, order: Rearrangement) -> None:
        """Take the rows in another order, with all that can be undone: a branch that was changed at once stays together."""
        self._outline = order.outline
        self.states[:] = bytes(map(self.states.__getitem__, order.origins))
        for _ in range(len(self._before)):
            first, states = self._before.popleft()
            start = 0 if len(states) == len(self.states) else order.places[first]
            origins = order.origins[start : start + len(states)]
            self._before.append((start, bytes(states[origin - first] for origin in origins)))

    def _replace(self, first: int, states: bytes | bytearray) -> bool:
        before = bytes(self.states[first : first + len(states)])
        if before == states:
            return False
        self._before.append((first, before))
        self.states[first : first + len(states)] = states
        return True

    def _depths(self) -> bytes:
        """Return the depth of every row in a byte, at once where no row is deeper than a byte can say."""
        column = self._outline.depth.tobytes()
        low, high = column[::2], column[1::2]
        return low if high.count(0) == len(high) else bytes(map(min, self._outline.depth, repeat(_DEEPEST)))
