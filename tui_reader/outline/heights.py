"""Lines of the rows of a thread: one byte a row, summed in blocks, so that any change and any look-up costs microseconds."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from tui_reader.outline.bits import BLOCK, block_sums

_FULL = 254


class Heights:
    """How many lines each row takes now; 0 hides a row.

    Invariant: a row of more than 254 lines has 254 in its byte and the rest in `_beyond`, which counts only while the byte
    is full; so a byte can be zeroed and restored without looking there. Every change of bytes is followed by `update`.
    Blocks are summed when somebody asks where a row stands.
    """

    def __init__(self, lines: bytearray) -> None:
        self.lines = lines
        self._beyond: dict[int, int] = {}
        self._known_sums: list[int] | None = None
        self._prefix: list[int] | None = None

    @property
    def _sums(self) -> list[int]:
        if self._known_sums is None:
            self._known_sums = []
            self._sum_up(self._known_sums, 0, len(self.lines))
        return self._known_sums

    @property
    def total(self) -> int:
        """The lines of all rows."""
        return self._starts()[-1]

    def __getitem__(self, position: int) -> int:
        lines = self.lines[position]
        return lines + self._beyond.get(position, 0) if lines == _FULL else lines

    def __setitem__(self, position: int, lines: int) -> None:
        before = self[position]
        self.lines[position] = self.byte(position, lines)
        if lines != before and self._known_sums is not None:
            self._known_sums[position // BLOCK] += lines - before
            self._prefix = None

    def byte(self, position: int, lines: int) -> int:
        """Return the byte that stands for a number of lines, remembering what does not fit in it."""
        if lines <= _FULL:
            self._beyond.pop(position, None)
            return lines
        self._beyond[position] = lines - _FULL
        return _FULL

    def update(self, first: int, end: int) -> None:
        """Take note that the bytes from `first` to `end` have changed."""
        self._prefix = None
        if self._known_sums is not None:
            self._sum_up(self._known_sums, first, end)

    def _sum_up(self, sums: list[int], first: int, end: int) -> None:
        lines, count = self.lines, len(self.lines)
        lowest, highest = first // BLOCK, -(-min(end, count) // BLOCK)
        sums[lowest:highest] = block_sums(lines[lowest * BLOCK : highest * BLOCK])
        for position, beyond in self._beyond.items():
            if lowest <= position // BLOCK < highest and lines[position] == _FULL:
                sums[position // BLOCK] += beyond

    def line_of(self, position: int) -> int:
        """Return the first line of a row, counted from 0."""
        block = position // BLOCK
        start = block * BLOCK
        return self._starts()[block] + sum(self.lines[start:position]) + self._beyond_between(start, position)

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the row that a line belongs to and the line's place in it; lines outside belong to the first or last row."""
        starts = self._starts()
        line = max(0, min(line, starts[-1] - 1))
        block = bisect_right(starts, line) - 1
        start = block * BLOCK
        lines = list(self.lines[start : start + BLOCK])
        for position, beyond in self._beyond.items():
            if start <= position < start + len(lines) and lines[position - start] == _FULL:
                lines[position - start] += beyond
        ends = list(accumulate(lines, initial=starts[block]))
        row = bisect_right(ends, line) - 1
        return start + row, line - ends[row]

    def next(self, position: int) -> int | None:
        """Return the first shown row from `position` on."""
        block = position // BLOCK
        here = self.lines[position : (block + 1) * BLOCK]
        if rest := here.lstrip(b"\0"):
            return position + len(here) - len(rest)
        for following in range(block + 1, len(self._sums)):
            if self._sums[following]:
                lines = self.lines[following * BLOCK : (following + 1) * BLOCK]
                return following * BLOCK + len(lines) - len(lines.lstrip(b"\0"))
        return None

    def previous(self, position: int) -> int | None:
        """Return the last shown row before `position`."""
        block = (position - 1) // BLOCK if position > 0 else 0
        if here := self.lines[block * BLOCK : position].rstrip(b"\0"):
            return block * BLOCK + len(here) - 1
        for earlier in range(block - 1, -1, -1):
            if self._sums[earlier]:
                return earlier * BLOCK + len(self.lines[earlier * BLOCK : (earlier + 1) * BLOCK].rstrip(b"\0")) - 1
        return None

    def _starts(self) -> list[int]:
        if self._prefix is None:
            self._prefix = list(accumulate(self._sums, initial=0))
        return self._prefix

    def _beyond_between(self, first: int, end: int) -> int:
        return sum(more for at, more in self._beyond.items() if first <= at < end and self.lines[at] == _FULL)
