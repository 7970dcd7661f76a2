"""What of a thread is shown: folds, a filter with its context, and where each row stands on the screen."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.outline.bits import SET, both, either, largest, table
from tui_reader.outline.folds import A_LINE, FOLDED, HIDDEN, OPEN, WHOLE, Folds
from tui_reader.outline.heights import Heights
from tui_reader.outline.narrowing import Narrowing, narrow

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.outline.outline import Outline
    from tui_reader.outline.rearrangement import Rearrangement

_OPEN_TO_SET = table({OPEN: SET})
_SHOWN_TO_SET = table({0: 0}, otherwise=SET)
_LINES_ALONE = table({A_LINE: 1})
_DEEPEST_IN_A_BYTE = 255
_LEAST_LOOK, _MOST_LOOK = 64, 16_384
"""Rows that are looked at in one step, first and at most."""


class OutlineView:
    """The shown rows of an outline.

    Folds and filter are independent. While a filter is on it has folds of its own, which begin all open: no fold made before
    hides a match, and clearing the filter brings the earlier folds back. A fold on a row that is filtered out does nothing.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.narrowing: Narrowing | None = None
        self._lasting_folds = Folds(outline)
        self._filter_folds: Folds | None = None
        self._lines_of_class = b"\1" * 256
        self._open_lines = bytearray(b"\1" * len(outline))
        self._heights = Heights(bytearray(self._open_lines))
        self._measured = bytearray(len(outline))
        self._unseen = 0

    # What a row is.

    @property
    def _folds(self) -> Folds:
        return self._filter_folds or self._lasting_folds

    def is_shown(self, position: int) -> bool:
        """Whether a row is on the (endless) page now."""
        return self._heights.lines[position] != 0

    def is_folded(self, position: int) -> bool:
        """Whether a row stands for its branch in one line."""
        return self._folds.states[position] == FOLDED

    def is_hidden(self, position: int) -> bool:
        """Whether a row is a stub that only says that something was hidden."""
        return self._folds.states[position] == HIDDEN

    def is_open(self, position: int) -> bool:
        """Whether a row shows its body and its replies."""
        return self._folds.states[position] == OPEN

    def is_match(self, position: int) -> bool:
        """Whether a row is there for its own sake: matched by the filter, or no filter is on."""
        return self.narrowing is None or self.narrowing.matching[position] != 0

    def admits(self, position: int) -> bool:
        """Whether the filter lets a row be shown, for its own sake or as context."""
        return self.narrowing is None or self.narrowing.admitted[position] != 0

    def first_admitted(self, rows: Sequence[int], start: int = 0) -> int | None:
        """Return the index, from one on, of the first of some rows that the filter admits; None where it admits none."""
        if self.narrowing is None:
            return start if start < len(rows) else None
        is_admitted, size = self.narrowing.admitted.__getitem__, _LEAST_LOOK
        while start < len(rows):
            found = bytes(map(is_admitted, rows[start : start + size])).find(SET)
            if found >= 0:
                return start + found
            start, size = start + size, min(4 * size, _MOST_LOOK)
        return None

    def last_admitted(self, rows: Sequence[int], end: int) -> int | None:
        """Return the index, before one, of the last of some rows that the filter admits; None where it admits none."""
        if self.narrowing is None:
            return end - 1 if end > 0 else None
        is_admitted, size = self.narrowing.admitted.__getitem__, _LEAST_LOOK
        while end > 0:
            start = max(0, end - size)
            found = bytes(map(is_admitted, rows[start:end])).rfind(SET)
            if found >= 0:
                return start + found
            end, size = start, min(4 * size, _MOST_LOOK)
        return None

    @property
    def hits(self) -> array[int] | None:
        """What the filter found, ascending; None where no filter is on."""
        return self.narrowing.hits if self.narrowing else None

    def matches_below(self, position: int) -> int:
        """Return how many replies in a branch match the filter."""
        hits = self.hits
        return 0 if hits is None else bisect_left(hits, self.outline.end(position)) - bisect_left(hits, position + 1)

    # Lines.

    @property
    def lines(self) -> int:
        """The lines of all shown rows."""
        return self._heights.total

    @property
    def is_empty(self) -> bool:
        """Whether no row is shown."""
        return self._unseen == len(self.outline)

    def lay_out(self, lines_of_class: bytes) -> None:
        """Estimate the lines of every open row from its length class; the table has 256 entries, none 0 or over 254."""
        self._lines_of_class = lines_of_class
        self._open_lines = bytearray(self.outline.length.translate(lines_of_class))
        self._heights = Heights(bytearray(0))
        self._measured = bytearray(len(self.outline))
        self._show(0, len(self.outline))

    def is_measured(self, position: int) -> bool:
        """Whether the lines of a row, were it open, are known exactly."""
        return self._measured[position] != 0

    def set_lines(self, position: int, lines: int) -> None:
        """Say how many lines an open row takes exactly."""
        self._measured[position] = 1
        if self.is_shown(position) and self.is_open(position):
            self._heights[position] = lines
        self._open_lines[position] = self._heights.byte(position, lines)

    def forget_lines(self) -> None:
        """Take the lines of all rows for estimates again."""
        self._measured = bytearray(len(self.outline))

    def lines_of(self, position: int) -> int:
        """Return the lines that a row takes now, 0 where it is not shown."""
        return self._heights[position]

    def line_of(self, position: int) -> int:
        """Return the first line of a row, or the line where it would begin."""
        return self._heights.line_of(position)

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the row at a line and the line's place in it; the view must not be empty."""
        return self._heights.row_at(line)

    # Moves between shown rows; None where there is nowhere to go.

    def first(self) -> int | None:
        """Return the first shown row."""
        return self._heights.next(0)

    def last(self) -> int | None:
        """Return the last shown row."""
        return self._heights.previous(len(self.outline))

    def next(self, position: int) -> int | None:
        """Return the next shown row."""
        return self._heights.next(position + 1)

    def previous(self, position: int) -> int | None:
        """Return the shown row before."""
        return self._heights.previous(position)

    def after_branch(self, position: int) -> int | None:
        """Return the first shown row after a branch: the next sibling, or else the next row further up."""
        return self._heights.next(self.outline.end(position))

    def previous_on_level(self, position: int) -> int | None:
        """Return the previous sibling, or else the nearest row before that stands no deeper."""
        before, depth = self.previous(position), self.outline.depth
        if before is None or depth[before] <= depth[position]:
            return before
        beside = self.outline.ancestor_at(before, depth[position])
        if beside is not None and self.is_shown(beside):
            return beside
        found = before
        for above in self.outline.ancestors(before):
            if depth[above] < depth[position]:
                break
            if self.is_shown(above):
                found = above
        return found

    def parent(self, position: int) -> int | None:
        """Return the nearest shown row above."""
        return next(filter(self.is_shown, self.outline.ancestors(position)), None)

    def root(self, position: int) -> int:
        """Return the topmost shown row of the branch that a shown row stands in."""
        top = self.outline.root_of(position)
        if self.is_shown(top):
            return top
        shown = list(filter(self.is_shown, self.outline.ancestors(position)))
        return shown[-1] if shown else position

    def next_root(self, position: int) -> int | None:
        """Return the first shown row of the next top-level branch."""
        return self.after_branch(self.outline.root_of(position))

    def previous_root(self, position: int) -> int | None:
        """Return the top of this branch, or where this is it, of the one before."""
        root = self.root(position)
        if root != position:
            return root
        before = self.previous(self.outline.root_of(position))
        return None if before is None else self.root(before)

    def first_reply(self, position: int) -> int | None:
        """Return the first shown row in a branch."""
        following = self.next(position)
        return following if following is not None and following < self.outline.end(position) else None

    def nearest(self, position: int) -> int | None:
        """Return a row itself if it is shown, else what stands for it: above it, after it, or before it."""
        if self.is_shown(position):
            return position
        for candidate in (self.parent(position), self.next(position), self.previous(position)):
            if candidate is not None:
                return candidate
        return None

    def shown(self) -> Iterator[int]:
        """Yield the shown rows in their order."""
        return compress(range(len(self.outline)), self._heights.lines)

    def shown_from(self, position: int) -> Iterator[int]:
        """Yield the shown rows from one on."""
        row = self._heights.next(position)
        while row is not None:
            yield row
            row = self.next(row)

    @property
    def around(self) -> int:
        """How many rows are there only as context of a match, folded ones included."""
        return self.narrowing.around if self.narrowing else 0

    @property
    def folded_away(self) -> int:
        """How many rows the filter shows, or would without one, that folds hide."""
        found = self.narrowing
        wanted = len(found.hits) + found.around if found else len(self.outline)
        return wanted - (len(self.outline) - self._unseen)

    # Folds; each returns whether anything changed.

    def fold(self, position: int) -> bool:
        """Fold one row."""
        return self._change(position, FOLDED)

    def unfold(self, position: int) -> bool:
        """Open one row, hidden or folded."""
        return self._change(position, OPEN)

    def hide(self, position: int) -> bool:
        """Leave only a stub of a branch."""
        return self._change(position, HIDDEN)

    def fold_branch(self, position: int) -> bool:
        """Fold a row and every row below it."""
        return self._change_range(position, self.outline.end(position), self._folds.fold)

    def unfold_branch(self, position: int) -> bool:
        """Open a row and every row below it."""
        return self._change_range(position, self.outline.end(position), self._folds.unfold)

    def fold_all(self) -> bool:
        """Fold every row, so that the top level is left, a line each."""
        return self._change_range(0, len(self.outline), self._folds.fold)

    def unfold_all(self) -> bool:
        """Open every folded row; what is hidden stays hidden."""
        return self._change_range(0, len(self.outline), self._folds.unfold)

    @property
    def levels(self) -> int:
        """The levels that are shown, the folded one below the deepest open row included."""
        states, lines = self._folds.states, self._heights.lines
        open_rows = both(lines.translate(_SHOWN_TO_SET), states.translate(_OPEN_TO_SET))
        deepest = largest(both(self.outline.shallow, open_rows))
        if deepest == _DEEPEST_IN_A_BYTE:
            deepest = max(compress(self.outline.depth, open_rows))
        return deepest + 2 if open_rows.find(SET) >= 0 else 1

    def open_levels(self, levels: int) -> bool:
        """Show so many levels, the last of them as a line each."""
        changed = self._folds.open_levels(levels)
        self._show(0, len(self.outline))
        return changed

    def undo(self) -> bool:
        """Take back the last fold, unfold, hide or level."""
        touched = self._folds.undo()
        if touched is None:
            return False
        first, end = touched
        self._show(first, max(end, self.outline.end(first)))
        return True

    def keep_folds(self) -> Callable[[], bool]:
        """Return what folds all as it is now, unless a filter comes or goes; it returns whether that changed anything."""
        folds, restore = self._folds, self._folds.keep()

        def put_back() -> bool:
            """Fold and open what is different."""
            changed = folds is self._folds and restore()
            if changed:
                self._show(0, len(self.outline))
            return changed

        return put_back

    def reveal(self, position: int) -> bool:
        """Open whatever is folded above a row; return whether it is shown then (a filter may still leave it out)."""
        opened = self._folds.open_above(position)
        if opened:
            self._show(*opened)
        return self.is_shown(position)

    # The filter.

    def take(self, narrowing: Narrowing | None) -> None:
        """Show only what a filter leaves; None shows everything again."""
        if narrowing is None:
            self._filter_folds = None
        elif self._filter_folds is None or not narrowing.finds_the_same(self.narrowing):
            self._filter_folds = Folds(self.outline)
        self.narrowing = narrowing
        self._show(0, len(self.outline))

    def prepare(self, order: Rearrangement) -> None:
        """Work out how to take the rows in another order; it may be done in another thread of execution."""
        for folds in filter(None, (self._lasting_folds, self._filter_folds)):
            folds.prepare(order)

    def rearrange(self, order: Rearrangement, narrowing: Narrowing | None = None) -> None:
        """Take the rows in another order, folded and filtered as they are; their heights are to be learned again.

        `narrowing` is what the filter that is on leaves of them in that order, where somebody has worked it out already.
        """
        self.outline = order.outline
        self._lasting_folds.rearrange(order)
        if self.narrowing is not None and self._filter_folds is not None:
            self._filter_folds.rearrange(order)
            hits, context = self.narrowing.hits, self.narrowing.context
            self.narrowing = narrowing or narrow(self.outline, order.moved(hits), context)
        self.lay_out(self._lines_of_class)

    # How folds and filter become lines.

    def _change(self, position: int, state: int) -> bool:
        changed = self._folds.set(position, state)
        self._show(position, self.outline.end(position))
        return changed

    def _change_range(self, first: int, end: int, change: Callable[[int, int], bool]) -> bool:
        changed = change(first, end)
        self._show(first, end)
        return changed

    def _show(self, first: int, end: int) -> None:
        """Work out the lines of a range anew: a branch, or the whole thread."""
        if first == end or self._is_covered(first):
            return
        lines = self._lines(first, end)
        before = b"" if (first, end) == (0, len(self.outline)) else self._heights.lines[first:end]
        self._unseen = lines.count(0) + (self._unseen - before.count(0) if before else 0)
        self._heights.lines[first:end] = lines
        self._heights.update(first, end)

    def _lines(self, first: int, end: int) -> bytearray:
        """Return what lines the rows of a range take that no fold above covers."""
        open_lines = self._open_lines[first:end]
        if self.narrowing is None and self._folds.are_open(first, end):
            return open_lines
        seen = self._folds.seen(first, end, self.narrowing)
        if seen.find(WHOLE) < 0:
            return seen
        lines = both(open_lines, seen)
        return either(lines, seen.translate(_LINES_ALONE)) if seen.find(A_LINE) >= 0 else lines

    def _is_covered(self, position: int) -> bool:
        """Whether a row above is folded over this one: the nearest one that the filter admits tells, for all above it."""
        above = next(filter(self.admits, self.outline.ancestors(position)), None)
        return above is not None and not (self.is_shown(above) and self.is_open(above))
