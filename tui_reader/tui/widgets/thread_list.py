"""The threads of an archive, a line each: narrowed by what is typed, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from textual.message import Message

from tui_reader.model import StoredThread
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.pieces import Piece, shortened
from tui_reader.tui.widgets.row_list import RowList

_NUMBERS, _DATE, _SITE, _UNSURE = 9, 12, 20, 9
_SITE_FROM = 110


class Column(StrEnum):
    """What threads are sorted by."""

    ADDED = "added"
    TITLE = "title"
    DATE = "date"
    COMMENTS = "comments"
    PEOPLE = "people"


_KEYS: dict[Column, Callable[[StoredThread], Any]] = {
    Column.ADDED: lambda thread: thread.id,
    Column.TITLE: lambda thread: name_of(thread).casefold(),
    Column.DATE: lambda thread: thread.posted or thread.first_posted or "",
    Column.COMMENTS: lambda thread: thread.comments,
    Column.PEOPLE: lambda thread: thread.people,
}


def name_of(thread: StoredThread) -> str:
    """Return the title of a thread, or the name of the file it comes from."""
    return one_line(thread.name)


class ThreadList(RowList):
    """Threads with a cursor."""

    @dataclass
    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        threads: ThreadList
        column: Column

        @property
        def control(self) -> ThreadList:
            """The list that it happened in."""
            return self.threads

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._threads: Sequence[StoredThread] = ()
        self._shown: list[StoredThread] = []
        self.text = ""
        self.column = Column.ADDED
        self.falling = False

    def show(self, threads: Sequence[StoredThread]) -> None:
        """Show these threads."""
        self._threads = threads
        self._renew()

    def narrow(self, text: str) -> None:
        """Show only threads with this text in title, site or file name."""
        self.text = text
        self._renew()

    def sort(self, column: Column, *, falling: bool) -> None:
        """Show threads in another order."""
        self.column, self.falling = column, falling
        self._renew()

    @property
    def current(self) -> StoredThread | None:
        """The thread at the cursor."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else None

    @property
    def shown(self) -> Sequence[StoredThread]:
        """The threads in the order in which they stand."""
        return self._shown

    def go_to(self, thread: StoredThread) -> None:
        """Put the cursor on a thread."""
        self.cursor = next((place for place, each in enumerate(self._shown) if each.id == thread.id), self.cursor)

    def _renew(self) -> None:
        before, wanted = self.current, self.text.casefold()
        found = [thread for thread in self._threads if wanted in _searched(thread)]
        self._shown = sorted(found, key=_KEYS[self.column], reverse=self.falling)
        place = next((place for place, each in enumerate(self._shown) if before and each.id == before.id), 0)
        self.rows_changed(place)

    # Drawing.

    @property
    def count(self) -> int:
        """How many threads are shown."""
        return len(self._shown)

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
        thread = self._shown[index]
        title, site = self._widths(width + 1)
        pieces: list[Piece] = [(" ", "text"), (shortened(name_of(thread), title - 4), "strong"), ("  ", "text")]
        pieces += [(shortened(one_line(thread.site or ""), _SITE - 2), "fact"), ("  ", "fact")] if site else []
        date = (thread.posted or thread.first_posted or "")[:10]
        numbers = f"{date:<{_DATE}}{thread.comments:>{_NUMBERS},}{thread.people:>{_NUMBERS},}"
        return [*pieces, (numbers, "text"), ("  unsure" if thread.origin.is_unsure else "", "minus")]

    def draw_nothing(self) -> Sequence[Piece]:
        """Return the line that stands where no thread has what is typed."""
        words = f"  no thread has “{one_line(self.text)}” in its title, site or file; Esc clears"
        return [(words, "fact")] if self.text else ()

    def _widths(self, width: int) -> tuple[int, int]:
        site = _SITE if width >= _SITE_FROM and any(thread.site for thread in self._threads) else 0
        return max(20, width - site - _DATE - 2 * _NUMBERS - _UNSURE - 2), site


def _searched(thread: StoredThread) -> str:
    return "\n".join(filter(None, (thread.title, thread.site, thread.origin.name))).casefold()
