"""Comments that were found in many threads: a head for each thread, and below it its comments, a line each.

Invariant: rows are only ever added below those that are there, and the cursor is on a comment whenever there is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.query.excerpts import excerpt
from tui_reader.text.counting import counted
from tui_reader.text.marks import NO_MARKS
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.moments import short_date
from tui_reader.tui.widgets.pieces import Piece, cut, shortened
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from textual.strip import Strip

    from tui_reader.archive.rows import Hit
    from tui_reader.text.marks import Marks

_DATE, _DAY, _COUNT = 13, 10, 15
_NAME, _LONG_NAME, _LONG_FROM = 14, 22, 100
_AHEAD = 2
"""Screens below the one in sight of which the rows should be there."""


@dataclass(frozen=True, slots=True)
class Head:
    """The line above the comments of a thread; `again` where others of it stand further up."""

    thread: int
    title: str
    again: bool = False


def grouped(hits: Sequence[Hit], last: int | None = None, before: Collection[int] = ()) -> Iterator[Head | Hit]:
    """Yield comments by thread, that of the first one first, each with a head above them.

    Those of the thread that the rows before ended with go on without one; `before` has all threads that have a head already.
    """
    threads: dict[int, list[Hit]] = {} if last is None else {last: []}
    for hit in hits:
        threads.setdefault(hit.thread, []).append(hit)
    for thread, found in threads.items():
        if thread != last:
            yield Head(thread, one_line(found[0].title or "") or "(no title)", thread in before)
        yield from found


class HitList(RowList, can_focus=False):
    """What was found, as far as it was read; keys stay in the line that the query is typed in."""

    DEFAULT_CSS = "HitList { background: $background; }"

    @dataclass
    class NearEnd(Message):
        """The last rows are in sight, or soon will be."""

        hits: HitList

        @property
        def control(self) -> HitList:
            """The list that it happened in."""
            return self.hits

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[Head | Hit] = []
        self._heads: list[int] = []
        self._threads: set[int] = set()
        self._counts: Mapping[int, int] = {}
        self._marks = NO_MARKS

    # What is shown.

    def show(self, hits: Sequence[Hit], marks: Marks = NO_MARKS, at: int | None = None) -> None:
        """Show these from now on, with the cursor on the comment with a row id, or else on the first."""
        self._rows, self._heads, self._threads, self._counts, self._marks = [], [], set(), {}, marks
        self._take(grouped(hits))
        found = (row for row, each in enumerate(self._rows) if not isinstance(each, Head) and each.id == at)
        self.scroll_now(0)
        self.rows_changed(next(found, 0))

    def add(self, hits: Sequence[Hit]) -> None:
        """Show more below."""
        last = self._rows[-1].thread if self._rows else None
        self._take(grouped(hits, last, self._threads))
        self.rows_changed(self.cursor)

    def _take(self, rows: Iterator[Head | Hit]) -> None:
        for row in rows:
            if isinstance(row, Head):
                self._heads.append(len(self._rows))
                self._threads.add(row.thread)
            self._rows.append(row)

    def count_threads(self, counts: Mapping[int, int]) -> None:
        """Say of each thread how many comments were found in it, by row id."""
        self._counts = counts
        self.row_changed()

    # What is asked of it.

    @property
    def count(self) -> int:
        """How many rows there are, heads too."""
        return len(self._rows)

    @property
    def hits(self) -> int:
        """How many comments there are."""
        return len(self._rows) - len(self._heads)

    @property
    def current(self) -> Hit | None:
        """The comment at the cursor."""
        row = self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None
        return None if isinstance(row, Head) else row

    @property
    def place(self) -> int:
        """Which of the comments is at the cursor, counted from 1; 0 where there is none."""
        return self.cursor + 1 - bisect_right(self._heads, self.cursor)

    def step_thread(self, steps: int) -> Hit | None:
        """Go to the first comment below the head so many heads on; None where there is none."""
        head = bisect_right(self._heads, self.cursor) - 1 + steps
        if not 0 <= head < len(self._heads):
            return None
        self.cursor = self._heads[head] + 1
        return self.current

    @property
    def takes_keys(self) -> bool:
        """Whether keys move the cursor now: always, though the list never has them."""
        return True

    # Moving.

    def _is_head(self, row: int) -> bool:
        at = bisect_left(self._heads, row)
        return at < len(self._heads) and self._heads[at] == row

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor on a comment, past a head the way it was going."""
        row = super().validate_cursor(index)
        if row < 0 or not self._is_head(row):
            return row
        return row - 1 if row and index < self.cursor else row + 1

    def watch_cursor(self, index: int) -> None:
        """Bring the comment into sight, and the head right above it."""
        super().watch_cursor(index)
        if index and index == self.scroll_offset.y and self._is_head(index - 1):
            self.scroll_now(index - 1)

    def lines_in(self, y: int, count: int) -> list[Strip]:
        """Return so many finished lines, and tell when there will soon be no more."""
        if self._rows and self.scroll_offset.y + y + (1 + _AHEAD) * count > len(self._rows):
            self.post_message(self.NearEnd(self))
        return super().lines_in(y, count)

    # Drawing.

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a head or a comment in pieces."""
        row = self._rows[index]
        return self._draw_head(row, width) if isinstance(row, Head) else self._draw_hit(row, width)

    def _draw_head(self, head: Head, width: int) -> Sequence[Piece]:
        found = self._counts.get(head.thread)
        words = "" if found is None else counted(found, "match", "matches")
        title = shortened(head.title + (", further on" if head.again else ""), width - _COUNT - 1)
        return [(title, "strong"), (f"{words:>{_COUNT}} ", "fact")]

    def _draw_hit(self, hit: Hit, width: int) -> Sequence[Piece]:
        long = _LONG_NAME if width >= _LONG_FROM else _NAME
        date = one_line(short_date((hit.posted or "")[:_DAY]))
        name = "(no name)" if hit.author is None else one_line(hit.author)
        found = excerpt(hit.body, self._marks, max(1, width - _DATE - long - 4))
        pieces: list[Piece] = [(f"  {shortened(date, _DATE)}", "fact"), (shortened(name, long - 2) + "  ", "key")]
        return [*pieces, *cut(found.text, 0, len(found.text), "text", [(*mark, "match") for mark in found.marks])]
