"""Everybody who comments in a thread, one line each: narrowed by typing, sorted by a column, chosen or left out.

Invariant: marks belong to people, not to rows; narrowing and sorting never lose one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message

from tui_reader.query import NO_NAME
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.bars import bar
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.moments import short_date
from tui_reader.tui.widgets.pieces import cut, pattern_of, shortened
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model import Commenter
    from tui_reader.tui.widgets.pieces import Piece


class Order(StrEnum):
    """What people are sorted by; the value is the heading of the column."""

    COMMENTS = "comments"
    NAME = "name"
    WORDS = "words"
    LAST = "last"


class Mark(StrEnum):
    """What is wanted of a person's comments; the value is what the row shows."""

    INCLUDED = "+"
    EXCLUDED = "-"


_GAP = 2
_NARROWEST_NAME = 18
_WIDEST_NAME = 40
_BAR = 10
_DATE_LENGTH = len("2012-05-03")
_DROPPED_FIRST: Final = ("first", "bar", "words", "last")
_MARKS: Final = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column right of the name, and how a person's cell is written in it."""

    name: str
    width: int
    cell: Callable[[Commenter], str]


class PeopleList(RowList):
    """A line for each commenter that the typed words leave; `choice` is what has been marked."""

    @dataclass
    class Changed(Message):
        """What is shown or marked has changed."""

        people: PeopleList

        @property
        def control(self) -> PeopleList:
            """The list that it happened in."""
            return self.people

    def __init__(self, commenters: Sequence[Commenter], choice: PeopleChoice, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._commenters = commenters
        self._folded = [_name(commenter).casefold() for commenter in commenters]
        self._largest = max((commenter.comments for commenter in commenters), default=0)
        self._columns = self._all_columns()
        self._needle = ""
        self._order = Order.COMMENTS
        self._sorted: dict[Order, list[int]] = {}
        self._marks: dict[int, Mark] = {}
        included, excluded = set(choice.included), set(choice.excluded)
        for index, commenter in enumerate(commenters):
            if commenter.name in included:
                self._marks[index] = Mark.INCLUDED
            elif commenter.name in excluded:
                self._marks[index] = Mark.EXCLUDED
        self._shown = self._in_order()
        self.set_reactive(RowList.cursor, 0 if commenters else -1)

    # What is asked of it.

    @property
    def count(self) -> int:
        """How many people are shown."""
        return len(self._shown)

    @property
    def current(self) -> Commenter | None:
        """The person at the cursor."""
        return self._commenters[self._shown[self.cursor]] if self.cursor >= 0 else None

    @property
    def order(self) -> Order:
        """What people are sorted by."""
        return self._order

    @property
    def choice(self) -> PeopleChoice:
        """Whose comments are wanted, and whose are not."""
        return PeopleChoice(self._marked(Mark.INCLUDED), self._marked(Mark.EXCLUDED))

    def _marked(self, mark: Mark) -> tuple[str | None, ...]:
        return tuple(self._commenters[index].name for index, given in sorted(self._marks.items()) if given is mark)

    def summary(self) -> str:
        """Return how many people are shown and marked, in words; those without a name are nobody to count."""
        total = sum(commenter.name is not None for commenter in self._commenters)
        shown = sum(self._commenters[index].name is not None for index in self._shown)
        parts = [f"{total:,} commenters" if self.count == len(self._commenters) else f"{shown:,} of {total:,} commenters"]
        marks = list(self._marks.values())
        if included := marks.count(Mark.INCLUDED):
            parts.append(f"{included:,} chosen")
        if excluded := marks.count(Mark.EXCLUDED):
            parts.append(f"{excluded:,} left out")
        return " · ".join(parts)

    def narrow(self, text: str) -> None:
        """Show the people whose names hold every word of a text."""
        needle = " ".join(text.casefold().split())
        kept = self._shown[self.cursor] if self.cursor >= 0 else None
        pool = self._shown if self._needle and needle.startswith(self._needle) else self._in_order()
        for word in needle.split():
            pool = [index for index in pool if word in self._folded[index]]
        self._needle, self._shown = needle, pool
        self._show_from(0 if needle or kept is None else pool.index(kept))

    def goes_on_with(self, text: str) -> bool:
        """Return whether this text tells people apart: several are shown, and the name of one of them holds it as it stands."""
        needle = text.casefold()
        return bool(needle[:-1]) and self.count > 1 and any(needle in self._folded[index] for index in self._shown)

    def sort(self, order: Order | None = None) -> None:
        """Sort by a column, by the next one if none is given; whoever is at the cursor stays there."""
        orders = list(Order)
        self._order = order or orders[(orders.index(self._order) + 1) % len(orders)]
        kept, shown = self.cursor, set(self._shown)
        person = self._shown[kept] if kept >= 0 else None
        self._shown = [index for index in self._in_order() if index in shown]
        self._show_from(-1 if person is None else self._shown.index(person))

    def toggle(self, mark: Mark) -> None:
        """Give the person at the cursor a mark, or take it away."""
        if self.cursor >= 0:
            self._mark(None if self._marks.get(self._shown[self.cursor]) is mark else mark)

    def _mark(self, mark: Mark | None) -> None:
        index = self._shown[self.cursor]
        if mark:
            self._marks[index] = mark
        else:
            self._marks.pop(index, None)
        self.row_changed()
        self.post_message(self.Changed(self))

    def _show_from(self, cursor: int) -> None:
        self.rows_changed(cursor)
        self.post_message(self.Changed(self))

    def _in_order(self) -> list[int]:
        if self._order not in self._sorted:
            people, folded = self._commenters, self._folded
            keys: dict[Order, tuple[Callable[[int], Any], bool]] = {
                Order.COMMENTS: (lambda index: people[index].comments, True),
                Order.NAME: (lambda index: (people[index].name is None, folded[index]), False),
                Order.WORDS: (lambda index: people[index].words, True),
                Order.LAST: (lambda index: people[index].last_posted or "", True),
            }
            key, most_first = keys[self._order]
            self._sorted[self._order] = sorted(range(len(people)), key=key, reverse=most_first)
        return self._sorted[self._order]

    # Clicks.

    def row_clicked(self, column: int, *, again: bool) -> None:
        """Mark the person whose mark was clicked, or whose line was clicked once more."""
        if column < _MARKS or again:
            self.toggle(Mark.INCLUDED)

    def row_clicked_twice(self) -> None:
        """Mark the person, whatever the first of the two clicks did; nothing is decided before Enter."""
        self._mark(Mark.INCLUDED)

    def heading_clicked(self, column: int) -> None:
        """Sort by the column whose heading was clicked."""
        names = {order.value: order for order in Order}
        edge = 1 + _MARKS + self._name_width(self.size.width - 1)
        if column < edge:
            self.sort(Order.NAME)
        for each in self._columns_in(self.size.width - 1):
            if edge <= column < edge + _GAP + each.width and each.name in names:
                self.sort(names[each.name])
            edge += _GAP + each.width

    # Drawing.

    def draw_heading(self, width: int) -> list[Piece]:
        """Return the names of the columns; an arrow tells the one that sorts."""
        name_width = self._name_width(width - 1)
        pieces = [(" " * (1 + _MARKS) + shortened(self._heading(Order.NAME.value), name_width), "heading")]
        for column in self._columns_in(width - 1):
            title = "" if column.name == "bar" else self._heading(column.name)
            pieces.append((f"{'':{_GAP}}{title:>{column.width}}", "heading"))
        return pieces

    def _heading(self, name: str) -> str:
        return f"▾{name}" if name == self._order.value else name

    def draw(self, index: int, width: int) -> list[Piece]:
        """Return the line of a person."""
        commenter, mark = self._commenters[self._shown[index]], self._marks.get(self._shown[index])
        pieces: list[Piece] = [(f"{mark or ' '} ", "minus" if mark is Mark.EXCLUDED else "plus")]
        pieces += self._draw_name(commenter, mark, self._name_width(width))
        for column in self._columns_in(width):
            role = "bar" if column.name == "bar" else "fact"
            pieces.append((f"{'':{_GAP}}{column.cell(commenter):>{column.width}}", role))
        return pieces

    def draw_nothing(self) -> list[Piece]:
        """Return the line that stands where nobody is called what is typed."""
        return [(f"   no commenter is called “{one_line(self._needle)}”; Esc clears", "fact")] if self._needle else []

    def _draw_name(self, commenter: Commenter, mark: Mark | None, width: int) -> list[Piece]:
        shown = shortened(one_line(_name(commenter)), width)
        role = {Mark.INCLUDED: "strong", Mark.EXCLUDED: "fact", None: "text"}[mark]
        pattern = pattern_of(self._needle.split())
        paints = [(*match.span(), "match") for match in pattern.finditer(shown)] if pattern else []
        return cut(shown, 0, len(shown), "fact" if commenter.name is None and mark is None else role, paints)

    def _all_columns(self) -> tuple[_Column, ...]:
        words = max((commenter.words for commenter in self._commenters), default=0)
        columns = [
            _Column("comments", max(len("▾comments"), len(f"{self._largest:,}")), lambda who: f"{who.comments:,}"),
            _Column("bar", _BAR, lambda who: bar(who.comments, self._largest, _BAR)),
            _Column("words", max(len("▾words"), len(f"{words:,}")), lambda who: f"{who.words:,}"),
        ]
        if any(commenter.last_posted for commenter in self._commenters):
            dated = len("23 Oct 2012")
            columns.append(_Column("first", dated, lambda who: _day(who.first_posted)))
            columns.append(_Column("last", dated, lambda who: _day(who.last_posted)))
        return tuple(columns)

    def _columns_in(self, width: int) -> tuple[_Column, ...]:
        """Return the columns that leave room for the names."""
        columns = self._columns
        for dropped in _DROPPED_FIRST:
            if _MARKS + _NARROWEST_NAME + _wide(columns) > width:
                columns = tuple(column for column in columns if column.name != dropped)
        return columns

    def _name_width(self, width: int) -> int:
        return max(1, min(_WIDEST_NAME, width - _MARKS - _wide(self._columns_in(width))))


def _wide(columns: Sequence[_Column]) -> int:
    return sum(_GAP + column.width for column in columns)


def _name(commenter: Commenter) -> str:
    return NO_NAME if commenter.name is None else commenter.name


def _day(moment: str | None) -> str:
    """Return the day of an ISO date; a source's own way to write one is not for a column."""
    return short_date(moment[:_DATE_LENGTH])[: len("23 Oct 2012")] if moment else ""
