"""Everybody who comments in a thread, one line each: narrowed by typing, sorted by a column, chosen or left out.

Invariant: marks belong to people, not to rows; narrowing and sorting never lose one.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message

from tui_reader.model import NO_NAME
from tui_reader.tables import CommenterTable
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.bars import bar
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.moments import short_date
from tui_reader.tui.widgets.pieces import cut, pattern_of, shortened
from tui_reader.tui.widgets.row_list import RowList
from tui_reader.tui.widgets.sifted_list import SiftedList
from tui_reader.tui.widgets.sorting import sort_in_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_reader.tables import CommenterFacts
    from tui_reader.tui.widgets.pieces import Piece


class Order(StrEnum):
    """What people are sorted by; the value is the heading of the column."""

    COMMENTS = "comments"
    NAME = "name"
    THREADS = "threads"
    WORDS = "words"
    FIRST = "first"
    LAST = "last"
    UNANSWERED = "unanswered"


class Mark(StrEnum):
    """What is wanted of a person's comments; the value is what the row shows."""

    INCLUDED = "+"
    EXCLUDED = "-"


NOBODY = CommenterTable(array("I"), (), (), array("I"), None)
"""A table of nobody."""

_KNOWN_AT_ONCE = {Order.COMMENTS, Order.NAME}
_GAP = 2
_NARROWEST_NAME = 18
_WIDEST_NAME = 40
_BAR = 10
_DATE_LENGTH = len("2012-05-03")
_DROPPED_FIRST: Final = ("first", "bar", "unanswered", "words", "last", "threads")
_MARKS: Final = 2
_NEVER: Final = "~"
"""Sorts after every date."""

_MUTED: Final = " muted"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column right of the name, and how the cell of the person at a place is written in it."""

    name: str
    width: int
    cell: Callable[[int], str]


class PeopleList(SiftedList):
    """A line for each commenter that the typed words leave; `choice` is what has been marked.

    What is not counted yet when the list is opened comes with `tell`: until then its columns are not there.
    """

    @dataclass
    class Changed(Message):
        """What is shown or marked has changed."""

        people: PeopleList

        @property
        def control(self) -> PeopleList:
            """The list that it happened in."""
            return self.people

    def __init__(
        self,
        commenters: CommenterTable,
        choice: PeopleChoice,
        facts: CommenterFacts | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._needle = ""
        self._order = Order.COMMENTS
        self._muted: frozenset[int] = frozenset()
        self._take(commenters, facts)
        self._marks: dict[int, Mark] = self._marks_of(choice)
        self._shown = self._sorted[self._order]
        self.set_reactive(RowList.cursor, 0 if len(commenters) else -1)

    def _take(self, commenters: CommenterTable, facts: CommenterFacts | None) -> None:
        self._people, self._facts = commenters, facts
        self._largest = commenters.comments[0] if len(commenters) else 0
        self._columns = self._all_columns()
        self._sorted = {Order.COMMENTS: array("I", range(len(commenters)))}

    def show(self, commenters: CommenterTable, facts: CommenterFacts | None, person: int | None = None) -> None:
        """Show others, none of whom is marked, as they were narrowed; the cursor goes to the person with a row id."""
        self._take(commenters, facts)
        self._marks = {}
        if self._order not in self._orders():
            self._order = Order.COMMENTS
        self._show(None if person is None or person not in commenters.ids else commenters.ids.index(person))
        self.post_message(self.Changed(self))

    def show_muted(self, people: frozenset[int]) -> None:
        """Show which people, by row id, are muted."""
        self._muted = people
        self.row_changed()

    def _marks_of(self, choice: PeopleChoice) -> dict[int, Mark]:
        if choice == PeopleChoice():
            return {}
        marks = dict.fromkeys(choice.excluded, Mark.EXCLUDED) | dict.fromkeys(choice.included, Mark.INCLUDED)
        found = {place: marks[name] for place, name in enumerate(self._people.names) if name in marks}
        for person, names in self._people.together.names.items():
            if given := next((marks[name] for name in names if name in marks), None):
                found |= {place: given for place, identity in enumerate(self._people.ids) if identity == person}
        return found

    def tell(self, facts: CommenterFacts) -> None:
        """Show what has been counted meanwhile."""
        self._facts = facts
        self._columns = self._all_columns()
        self.row_changed()

    # What is asked of it.

    @property
    def current(self) -> int | None:
        """The place of the person at the cursor."""
        return self.current_place

    def names_at(self, place: int) -> tuple[str | None, ...]:
        """Return all names of somebody, what they are called first; None for those without a name."""
        return self._people.names_at(place)

    @property
    def order(self) -> Order:
        """What people are sorted by."""
        return self._order

    @property
    def marked_places(self) -> list[int]:
        """The places of the people who are chosen, in their order."""
        return sorted(place for place, mark in self._marks.items() if mark is Mark.INCLUDED)

    def include(self, places: Iterable[int]) -> None:
        """Choose people beside those who are."""
        self._marks |= dict.fromkeys(places, Mark.INCLUDED)
        self.row_changed()
        self.post_message(self.Changed(self))

    @property
    def choice(self) -> PeopleChoice:
        """Whose comments are wanted, and whose are not."""
        return PeopleChoice(self._marked(Mark.INCLUDED), self._marked(Mark.EXCLUDED))

    def _marked(self, mark: Mark) -> tuple[str | None, ...]:
        marked = (place for place, given in sorted(self._marks.items()) if given is mark)
        return tuple(name for place in marked for name in self._people.names_at(place))

    def summary(self) -> str:
        """Return how many people are shown and marked, in words; those without a name are nobody to count."""
        unnamed = self._people.unnamed
        total = len(self._people) - (unnamed is not None)
        shown = self.count - (unnamed is not None and self._is_left(unnamed) and not self.is_busy)
        parts = [f"{total:,} commenters" if self.count == len(self._people) else f"{shown:,} of {total:,} commenters"]
        marks = list(self._marks.values())
        if included := marks.count(Mark.INCLUDED):
            parts.append(f"{included:,} chosen")
        if excluded := marks.count(Mark.EXCLUDED):
            parts.append(f"{excluded:,} left out")
        if self.is_busy:
            parts.append("looking …" if self._order in self._sorted else f"sorting by {self._order} …")
        elif self._facts is None:
            parts.append("counting words and days …")
        return " · ".join(parts)

    def narrow(self, text: str) -> None:
        """Show the people whose names hold every word of a text."""
        needle = " ".join(text.casefold().split())
        goes_on = bool(self._needle) and needle.startswith(self._needle) and not self.is_busy
        kept, self._needle = self.current_place, needle
        self._show(None if needle else kept, self._shown if goes_on else None)

    def _is_left(self, place: int) -> bool:
        return all(word in self._people.folded[place] for word in self._needle.split())

    def goes_on_with(self, text: str) -> bool:
        """Return whether this text tells people apart: several are shown, and the name of one of them holds it as it stands."""
        needle, folded = text.casefold(), self._people.folded
        return bool(needle[:-1]) and self.count > 1 and any(needle in folded[place] for place in self._shown)

    def sort(self, order: Order | None = None) -> None:
        """Sort by a column, by the next one if none is given; whoever is at the cursor stays there."""
        orders = self._orders()
        self._order = order or orders[(orders.index(self._order) + 1) % len(orders)]
        self._show(self.current_place)

    def _orders(self) -> list[Order]:
        """Return what people can be sorted by, as far as it is known by now."""
        facts, unknown = self._facts, set[Order]()
        if facts and facts.threads is None:
            unknown.add(Order.THREADS)
        if facts and facts.unanswered is None:
            unknown.add(Order.UNANSWERED)
        return [each for each in Order if each in _KNOWN_AT_ONCE or (facts and each not in unknown)]

    def _show(self, at: int | None, pool: array[int] | None = None) -> None:
        """Show who is left of a pool, or of everybody as soon as they are sorted."""
        if self._order not in self._sorted:
            self._put_in_order(at)
            return
        pool, words = self._sorted[self._order] if pool is None else pool, self._needle.split()
        if words:
            self.sift(pool, lambda piece: _holding(self._people.folded, words, piece), at)
        else:
            self.show_places(pool, at)

    def _put_in_order(self, at: int | None) -> None:
        order, found = self._order, array("I")
        key, most_first = self._keys()[order]

        def show() -> None:
            """Show people in the order that is known now."""
            self._sorted[order] = found
            self._show(self.current_place if at is None else at)

        if self.in_slices(sort_in_pieces(len(self._people), key, found, falling=most_first), show):
            show()
        else:
            self.post_message(self.Sifted(self))

    def _keys(self) -> dict[Order, tuple[Callable[[int], Any], bool]]:
        people, facts = self._people, self._facts
        keys: dict[Order, tuple[Callable[[int], Any], bool]] = {
            Order.NAME: (lambda place: (people.names[place] is None, people.folded[place]), False),
        }
        if facts:
            keys[Order.WORDS] = facts.words.__getitem__, True
            keys[Order.LAST] = facts.recency.__getitem__, False
            keys[Order.FIRST] = (lambda place: facts.first[place] or _NEVER), False
            if facts.unanswered is not None:
                keys[Order.UNANSWERED] = facts.unanswered.__getitem__, True
            if facts.threads is not None:
                keys[Order.THREADS] = facts.threads.__getitem__, True
        return keys

    def toggle(self, mark: Mark) -> None:
        """Give the person at the cursor a mark, or take it away."""
        if self.current is not None:
            self._mark(None if self._marks.get(self.current) is mark else mark)

    def _mark(self, mark: Mark | None) -> None:
        place = self._shown[self.cursor]
        if mark:
            self._marks[place] = mark
        else:
            self._marks.pop(place, None)
        self.row_changed()
        self.post_message(self.Changed(self))

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
        names = {order.value: order for order in self._orders()}
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
        place = self._shown[index]
        mark = self._marks.get(place)
        pieces: list[Piece] = [(f"{mark or ' '} ", "minus" if mark is Mark.EXCLUDED else "plus")]
        pieces += self._draw_name(place, mark, self._name_width(width))
        for column in self._columns_in(width):
            role = "bar" if column.name == "bar" else "fact"
            pieces.append((f"{'':{_GAP}}{column.cell(place):>{column.width}}", role))
        return pieces

    def draw_nothing(self) -> list[Piece]:
        """Return the line that stands where nobody is called what is typed."""
        if self.is_busy or not self._needle:
            return []
        return [(f"   no commenter is called “{one_line(self._needle)}”; Esc clears", "fact")]

    def _draw_name(self, place: int, mark: Mark | None, width: int) -> list[Piece]:
        name = self._people.names[place]
        several = len(self._people.names_at(place))
        called = one_line(NO_NAME if name is None else name) + (f" +{several - 1}" if several > 1 else "")
        muted = _MUTED if self._people.ids[place] in self._muted else ""
        shown = shortened(called, width - len(muted)) + muted
        role = {Mark.INCLUDED: "strong", Mark.EXCLUDED: "fact", None: "text"}[mark]
        pattern = pattern_of(self._needle.split())
        paints = [(*match.span(), "match") for match in pattern.finditer(shown)] if pattern else []
        return cut(shown, 0, len(shown), "fact" if mark is None and (name is None or muted) else role, paints)

    def _all_columns(self) -> tuple[_Column, ...]:
        said, facts = self._people.comments, self._facts
        columns = [
            _Column("comments", max(len("▾comments"), len(f"{self._largest:,}")), lambda place: f"{said[place]:,}"),
            _Column("bar", _BAR, lambda place: bar(said[place], self._largest, _BAR)),
        ]
        return (*columns, *_columns_of(facts)) if facts else tuple(columns)

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


def _columns_of(facts: CommenterFacts) -> Iterator[_Column]:
    if facts.threads is not None:
        yield _numbers("threads", facts.threads)
    yield _numbers("words", facts.words)
    if facts.unanswered is not None:
        yield _numbers("unanswered", facts.unanswered)
    if any(facts.last):
        dated = len("23 Oct 2012")
        yield _Column("first", dated, lambda place: _day(facts.first[place]))
        yield _Column("last", dated, lambda place: _day(facts.last[place]))


def _numbers(name: str, numbers: array[int]) -> _Column:
    most = max(numbers, default=0)
    return _Column(name, max(len(f"▾{name}"), len(f"{most:,}")), lambda place: f"{numbers[place]:,}")


def _holding(folded: Sequence[str], words: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """Return which of these names hold every word."""
    for word in words:
        places = [place for place in places if word in folded[place]]
    return places


def _day(moment: str | None) -> str:
    """Return the day of an ISO date; a source's own way to write one is not for a column."""
    return short_date(moment[:_DATE_LENGTH])[: len("23 Oct 2012")] if moment else ""
