"""The threads of an archive, a line each: narrowed by what is typed, sorted by any column."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.errors import TuiReaderError
from tui_reader.tables import ThreadTable
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.pieces import Piece, shortened
from tui_reader.tui.widgets.sifted_list import SiftedList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.strip import Strip

    from tui_reader.model import StoredThread

_NUMBERS, _DATE, _SITE, _UNSURE = 9, 12, 20, 9
_SITE_FROM = 110
_KEPT = 2_000
"""Threads that are kept as they were read, beside those in sight."""


class Column(StrEnum):
    """What threads are sorted by."""

    ADDED = "added"
    TITLE = "title"
    DATE = "date"
    COMMENTS = "comments"
    PEOPLE = "people"


def name_of(thread: StoredThread) -> str:
    """Return the title of a thread, or the name of the file it comes from."""
    return one_line(thread.name)


class ThreadList(SiftedList):
    """Threads with a cursor; what a row shows is fetched when it comes in sight."""

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        threads: ThreadList
        column: Column

        @property
        def control(self) -> ThreadList:
            """The list that it happened in."""
            return self.threads

    @dataclass
    class Unreadable(Message):
        """Threads in sight could not be fetched."""

        threads: ThreadList
        error: TuiReaderError

        @property
        def control(self) -> ThreadList:
            """The list that it happened in."""
            return self.threads

    def __init__(self, fetch: Callable[[Sequence[int]], Mapping[int, StoredThread]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._fetch = fetch
        self._table = ThreadTable(array("q"), (), b"", has_sites=False)
        self._order = array("I")
        self._fetched: dict[int, StoredThread | None] = {}
        self.text = ""
        self.column = Column.ADDED
        self.falling = False

    def show(self, table: ThreadTable, order: array[int]) -> None:
        """Show threads in an order of their places, as far as the text leaves them; the cursor stays on its thread."""
        before = self.current_id
        self._table, self._order = table, order
        self._fetched.clear()
        self._sift(order, None if before is None else table.place_of(before))

    def sort(self, column: Column, order: array[int], *, falling: bool) -> None:
        """Show threads in another order."""
        self.column, self.falling, self._order = column, falling, order
        self._sift(order, self.current_place)

    def narrow(self, text: str) -> None:
        """Show only threads with this text in title, site or file name."""
        if text == self.text:
            return
        goes_on = bool(self.text) and text.startswith(self.text) and not self.is_busy
        self.text = text
        self._sift(self._shown if goes_on else self._order, self.current_place)

    def _sift(self, places: array[int], at: int | None) -> None:
        wanted, texts = self.text.casefold(), self._table.texts
        if wanted:
            self.sift(places, lambda piece: [place for place in piece if wanted in texts[place]], at)
        else:
            self.show_places(places, at)

    # What is asked of it.

    @property
    def current_id(self) -> int | None:
        """The row id of the thread at the cursor."""
        place = self.current_place
        return None if place is None else self._table.ids[place]

    @property
    def current(self) -> StoredThread | None:
        """The thread at the cursor."""
        place = self.current_place
        return None if place is None else self._thread(place)

    def neighbour(self, identity: int, steps: int) -> StoredThread | None:
        """Return the thread so many rows after one, with the cursor on it; None where there is none."""
        row = self.row_of(self._table.place_of(identity))
        if row is None or not 0 <= row + steps < self.count:
            return None
        self.cursor = row + steps
        return self.current

    def go_to(self, identity: int) -> None:
        """Put the cursor on a thread, by its row id."""
        row = self.row_of(self._table.place_of(identity))
        if row is not None:
            self.cursor = row

    # Fetching.

    def _thread(self, place: int) -> StoredThread | None:
        self._bring([place])
        return self._fetched[place]

    def _bring(self, places: Sequence[int]) -> None:
        """Fetch what is not at hand, in one go; what cannot be had is None."""
        missing = [place for place in places if place not in self._fetched]
        if not missing:
            return
        if len(self._fetched) > _KEPT:
            self._fetched.clear()
            missing = list(places)
        ids = self._table.ids
        found: Mapping[int, StoredThread] = {}
        try:
            found = self._fetch([ids[place] for place in missing])
        except TuiReaderError as error:
            self.post_message(self.Unreadable(self, error))
        self._fetched |= {place: found.get(ids[place]) for place in missing}

    def lines_in(self, y: int, count: int) -> list[Strip]:
        """Return so many finished lines, their threads fetched in one go."""
        first = self.scroll_offset.y + y - self._heading_lines
        self._bring(self._shown[max(0, first) : max(0, first + count)])
        return super().lines_in(y, count)

    # Drawing.

    def draw_heading(self, width: int) -> Sequence[Piece]:
        """Return the names of the columns, the sorted one with an arrow."""
        return [(text, "heading") for _, text in self._headings(width)]

    def _headings(self, width: int) -> list[tuple[Column | None, str]]:
        """Return each heading in the width of its column, and what a click on it sorts by."""
        arrow = "↓" if self.falling else "↑"

        def name(column: Column, words: str) -> str:
            """Return the name of a column, with an arrow if the list is sorted by it."""
            return f"{words} {arrow}" if column is self.column else words

        title, site = self._widths(width)
        return [
            (Column.TITLE, f"  {name(Column.TITLE, 'title'):<{title - 1}}"),
            (None, f"{'site':<{site}}" if site else ""),
            (Column.DATE, f"{name(Column.DATE, 'date'):<{_DATE}}"),
            (Column.COMMENTS, f"{name(Column.COMMENTS, 'comments'):>{_NUMBERS + 1}}"),
            (Column.PEOPLE, f"{name(Column.PEOPLE, 'people'):>{_NUMBERS}}"),
        ]

    def heading_clicked(self, column: int) -> None:
        """Ask for the list to be sorted by the column that was clicked."""
        end = 0
        for each, text in self._headings(self.scrollable_content_region.width):
            end += len(text)
            if column < end:
                if each:
                    self.post_message(self.HeadingClicked(self, each))
                return

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a thread in pieces."""
        thread = self._thread(self._shown[index])
        if thread is None:
            return [(" not in the archive any more", "fact")]
        title, site = self._widths(width + 1)
        pieces: list[Piece] = [(" ", "text"), (shortened(name_of(thread), title - 4), "strong"), ("  ", "text")]
        pieces += [(shortened(one_line(thread.site or ""), _SITE - 2), "fact"), ("  ", "fact")] if site else []
        date = (thread.posted or thread.first_posted or "")[:10]
        numbers = f"{date:<{_DATE}}{thread.comments:>{_NUMBERS},}{thread.people:>{_NUMBERS},}"
        return [*pieces, (numbers, "text"), ("  unsure" if thread.origin.is_unsure else "", "minus")]

    def draw_nothing(self) -> Sequence[Piece]:
        """Return the line that stands where no thread has what is typed."""
        if self.is_busy or not self.text:
            return ()
        return [(f"  no thread has “{one_line(self.text)}” in its title, site or file; Esc clears", "fact")]

    def _widths(self, width: int) -> tuple[int, int]:
        site = _SITE if width >= _SITE_FROM and self._table.has_sites else 0
        return max(20, width - site - _DATE - 2 * _NUMBERS - _UNSURE - 2), site
