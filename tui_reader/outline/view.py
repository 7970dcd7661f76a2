"""What of a thread is shown: folds, a filter with its context, and where each row stands on the screen."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from enum import StrEnum
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.outline.folds import FOLDED, HIDDEN, OPEN, Folds
from tui_reader.outline.heights import Heights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.outline.outline import Outline
    from tui_reader.outline.rearrangement import Rearrangement

_SHOWN = 255
_ONE_LINE_EACH = bytes([1]) * 256
_ANY_FOLD = bytes([OPEN, FOLDED, FOLDED]).ljust(256, b"\0")
_OPEN_TO_SHOWN = bytes([_SHOWN]).ljust(256, b"\0")


class Context(StrEnum):
    """How much is shown around a match; each shows what the one before shows, and more."""

    MATCHES = "matches"
    PATH = "path"
    REPLIES = "replies"
    BRANCH = "branch"


_NEIGHBOURS = {Context.PATH: (1, 0), Context.REPLIES: (1, 1), Context.BRANCH: (3, 3)}
"""How many comments before and after a match are its context in a thread that states no replies."""


class OutlineView:
    """The shown rows of an outline.

    Folds and filter are independent. While a filter is on it has folds of its own, which begin all open: no fold made before
    hides a match, and clearing the filter brings the earlier folds back. A fold on a row that is filtered out does nothing.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.context = Context.PATH
        self.hits: array[int] | None = None
        self._hit_mask = b""
        self._mask: bytearray | None = None
        self._lasting_folds = Folds(outline)
        self._filter_folds: Folds | None = None
        self._open_lines = bytearray(len(outline))
        self._heights = Heights(bytearray(len(outline)))
        self._measured = bytearray(len(outline))
        self.lay_out(_ONE_LINE_EACH)

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
        return self.hits is None or self._hit_mask[position] != 0

    def admits(self, position: int) -> bool:
        """Whether the filter lets a row be shown, for its own sake or as context."""
        return self._mask is None or self._mask[position] != 0

    def matches_below(self, position: int) -> int:
        """Return how many replies in a branch match the filter."""
        if self.hits is None:
            return 0
        return bisect_left(self.hits, self.outline.end(position)) - bisect_left(self.hits, position + 1)

    # Lines.

    @property
    def lines(self) -> int:
        """The lines of all shown rows."""
        return self._heights.total

    def lay_out(self, lines_of_class: bytes) -> None:
        """Estimate the lines of every open row from its length class; the table has 256 entries, none 0 or over 254."""
        self._open_lines = bytearray(self.outline.length.translate(lines_of_class))
        self._heights = Heights(bytearray(len(self.outline)))
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

    @property
    def around(self) -> int:
        """How many rows are there only as context of a match, folded ones included."""
        return 0 if self._mask is None or self.hits is None else self._mask.count(_SHOWN) - len(self.hits)

    @property
    def folded_away(self) -> int:
        """How many rows the filter shows, or would without one, that folds hide."""
        wanted = len(self.outline) if self._mask is None else self._mask.count(_SHOWN)
        return wanted - (len(self.outline) - self._heights.lines.count(0))

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
        open_rows = _both(self._heights.lines, self._folds.states.translate(_OPEN_TO_SHOWN))
        return max(compress(self.outline.depth, open_rows), default=-1) + 2

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
        for above in self.outline.ancestors(position):
            if not self.is_open(above):
                self.unfold(above)
        return self.is_shown(position)

    # The filter.

    def set_filter(self, hits: Sequence[int] | None, context: Context) -> None:
        """Show only these rows (ascending positions) and their context; None shows everything again."""
        self.context = context
        if hits is None:
            self.hits, self._mask, self._filter_folds = None, None, None
        else:
            wanted = array("I", hits)
            if self.hits != wanted:
                self._filter_folds = Folds(self.outline)
            self.hits = wanted
            self._hit_mask = bytes(self._mark(wanted))
            self._mask = self._with_context(wanted, context)
        self._show(0, len(self.outline))

    def rearrange(self, order: Rearrangement) -> None:
        """Take the rows in another order, folded and filtered as they are; their heights are to be learned again."""
        folds, self.outline = self._filter_folds, order.outline
        self._lasting_folds.rearrange(order)
        if self.hits is not None and folds is not None:
            folds.rearrange(order)
            self.set_filter(order.moved(self.hits), self.context)
            self._filter_folds = folds
        self.lay_out(_ONE_LINE_EACH)

    def _mark(self, positions: Sequence[int]) -> bytearray:
        mask = bytearray(len(self.outline))
        for position in positions:
            mask[position] = _SHOWN
        return mask

    def _with_context(self, hits: Sequence[int], context: Context) -> bytearray:
        """Return the mask of the hits and of what is shown around them; in a flat thread that is what stands beside them.

        Hits ascend, so a row above that is marked already has its own way up marked too.
        """
        mask = self._mark(hits)
        if context is Context.MATCHES:
            return mask
        if self.outline.is_flat:
            _mark_neighbours(mask, hits, *_NEIGHBOURS[context])
            return mask
        self._mark_path(mask, hits)
        if context is Context.REPLIES:
            for hit in hits:
                for reply in self.outline.children(hit):
                    mask[reply] = _SHOWN
        elif context is Context.BRANCH:
            for hit in hits:
                end = self.outline.end(hit)
                mask[hit:end] = bytes([_SHOWN]) * (end - hit)
        return mask

    def _mark_path(self, mask: bytearray, hits: Sequence[int]) -> None:
        parent = self.outline.parent
        for hit in hits:
            row = hit
            while (above := parent[row]) < row and not mask[above]:
                mask[above] = _SHOWN
                row = above

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
        lines = self._unfiltered(self._open_lines, first, end)
        folds = self._unfiltered(self._folds.states, first, end).translate(_ANY_FOLD)
        at = folds.find(FOLDED)
        while at >= 0:
            stop = min(end, self.outline.end(first + at)) - first
            lines[at:stop] = b"\1" + bytes(stop - at - 1)
            at = folds.find(FOLDED, stop)
        self._heights.lines[first:end] = lines
        self._heights.update(first, end)

    def _unfiltered(self, column: bytearray, first: int, end: int) -> bytearray:
        """Return a part of a column, zero where the filter leaves a row out."""
        return column[first:end] if self._mask is None else _both(column[first:end], self._mask[first:end])

    def _is_covered(self, position: int) -> bool:
        """Whether a shown row above is folded over this one."""
        states, mask = self._folds.states, self._mask
        return any(states[above] and (mask is None or mask[above]) for above in self.outline.ancestors(position))


def _both(first: bytearray, second: bytearray) -> bytearray:
    """Return the bytes that are set in both, at the speed of one long number."""
    both = int.from_bytes(first, "little") & int.from_bytes(second, "little")
    return bytearray(both.to_bytes(len(first), "little"))


def _mark_neighbours(mask: bytearray, hits: Sequence[int], before: int, after: int) -> None:
    for hit in hits:
        first, end = max(0, hit - before), min(len(mask), hit + after + 1)
        mask[first:end] = bytes([_SHOWN]) * (end - first)
