"""A thread in numbers: how much there is, by whom, over which time; what stands out can be gone to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from tui_reader.errors import TuiReaderError
from tui_reader.model import NO_NAME, Status, StoredComment
from tui_reader.outline.activity import DAY
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.bars import bar, sparkline
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.moments import short_date, time_span
from tui_reader.tui.widgets.pieces import shortened
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.app import ComposeResult

    from tui_reader.model import StoredThread
    from tui_reader.outline.activity import Activity
    from tui_reader.tables import CommenterTable
    from tui_reader.tui.widgets.pieces import Piece

Goal = StoredComment | PeopleChoice
"""What a line of statistics leads to: a comment, or the comments of somebody."""

MOST_STRETCHES = 72
"""Heights beside each other at most, where the screen has room for them."""

_LINES = 28
"""Lines where everything is known."""

_LABEL = 14
_AROUND = 8
_NAME = 28
_NUMBERS = 16
_BAR = 20
_EXCERPT = 200
_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Statistics:
    """A thread in numbers.

    `longest` is a comment with its words, `answered` are the comments with the most direct replies and how many those are;
    `levels` counts those of the thread, `deepest` stands on the last of them. Both comments are None where there is none.
    """

    thread: StoredThread
    statuses: Mapping[Status, int]
    commenters: CommenterTable
    words: int
    activity: Activity
    levels: int
    deepest: StoredComment | None
    longest: tuple[StoredComment, int] | None
    answered: Sequence[tuple[StoredComment, int]]


class StatisticsScreen(Dialog[Goal]):
    """The numbers, worked out by `gather` in a thread of execution of its own for so many stretches of time at most."""

    KEYS = (("j k", "move"), ("Enter", "go to the comment, or show only the commenter"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,percent_sign", "leave", show=False)]

    @dataclass
    class Gathered(Message):
        """The numbers are there, or the words that say why not."""

        found: Statistics | str

    def __init__(self, gather: Callable[[int], Statistics]) -> None:
        super().__init__("The whole thread in numbers", lines=_LINES)
        self._gather = gather
        self._goals: list[Goal | None] = []

    def compose_inside(self) -> ComposeResult:
        """Yield the lines."""
        yield Rows()

    def on_mount(self) -> None:
        """Begin to count."""
        self.query_one(Rows).show([[(" counting …", "fact")]])
        self._count(max(1, min(MOST_STRETCHES, self._room - _LABEL - 1)))

    @property
    def _room(self) -> int:
        """The columns that a line may take."""
        return self.app.size.width - _AROUND

    @work(thread=True, exclusive=True, exit_on_error=False, group="statistics")
    def _count(self, stretches: int) -> None:
        try:
            found: Statistics | str = self._gather(stretches)
        except TuiReaderError as error:
            found = one_line(str(error))
        self.post_message(self.Gathered(found))

    def on_statistics_screen_gathered(self, message: Gathered) -> None:
        """Show the numbers."""
        message.stop()
        found = message.found
        lines = [([(f" {found}", "minus")], None)] if isinstance(found, str) else list(_lines(found, self._room))
        self._goals = [goal for _, goal in lines]
        self.query_one(Rows).show([pieces for pieces, _ in lines])

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Answer with what the line at the cursor leads to, if it leads anywhere."""
        goal = self._goals[event.index] if 0 <= event.index < len(self._goals) else None
        if goal is None:
            self.notify("only commenters and comments can be gone to", timeout=2, markup=False)
        else:
            self.dismiss(goal)


Line = tuple[list["Piece"], Goal | None]
"""A line in pieces, and what it leads to."""

_GAP: Line = ([], None)


def _lines(found: Statistics, room: int) -> Iterator[Line]:
    yield _fact("Comments", _comments(found))
    yield _fact("Commenters", _commenters(found))
    yield _fact("Words", _words(found))
    yield _fact("Time", _time(found.activity))
    if found.deepest:
        deepest = f", the deepest: {_who(found.deepest)}" if found.levels > 1 else ", as far as is known"
        yield _fact("Levels", f"{found.levels:,}{deepest}", found.deepest if found.levels > 1 else None)
    if found.longest:
        yield _fact("Longest", f"{counted(found.longest[1], 'word')}: {_who(found.longest[0])}", found.longest[0])
    yield from _over_time(found.activity)
    yield from _people(found, room)
    yield from _answered(found.answered)


def _fact(label: str, words: str, goal: Goal | None = None) -> Line:
    return [(f" {label:<{_LABEL}}", "fact"), (words, "text")], goal


def _comments(found: Statistics) -> str:
    counts = [f"{found.statuses[status]:,} {status}" for status in Status if found.statuses.get(status)]
    return " · ".join(counts) or "none"


def _commenters(found: Statistics) -> str:
    people, unnamed = found.commenters, found.thread.unnamed
    told = f" · {counted(unnamed, 'comment')} without a name" if unnamed else ""
    return f"{len(people) - (people.unnamed is not None):,}{told}"


def _words(found: Statistics) -> str:
    words = found.words
    written = found.statuses.get(Status.PRESENT, 0)
    return f"{words:,} · {words / written:,.0f} a comment" if written else f"{words:,}"


def _time(activity: Activity) -> str:
    if not activity.counts:
        return "no comment has a date"
    undated = f" · {counted(activity.undated, 'comment')} without a date" if activity.undated else ""
    return f"{time_span(activity.first, activity.last)}{undated}"


def _over_time(activity: Activity) -> Iterator[Line]:
    if len(activity.counts) < 2:  # a single height says nothing
        return
    most = max(activity.counts)
    at = activity.start + activity.counts.index(most) * activity.length
    yield _GAP
    yield [(f" {'Over time':<{_LABEL}}", "fact"), (sparkline(activity.counts), "bar")], None
    yield _fact("", f"{activity.words} each · {most:,} at most, from {_moment(at, activity.length)}")


def _moment(seconds: int, length: int) -> str:
    written = datetime.fromtimestamp(seconds, UTC).isoformat()
    return short_date(written[: len("2012-05-03")] if length >= DAY else written)


def _people(found: Statistics, room: int) -> Iterator[Line]:
    table = found.commenters
    shown = list(islice(zip(table.names, table.comments, strict=True), _PEOPLE))
    if not shown:
        return
    yield _GAP
    yield [(" Who comments most", "strong")], None
    total, largest = found.thread.comments, shown[0][1]
    width = max(1, min(_NAME, room // 2))
    long = max(0, min(_BAR, room - width - _NUMBERS - 1))
    for place, (name, comments) in enumerate(shown):
        called = shortened(NO_NAME if name is None else one_line(name), width)
        numbers = f"{comments:>8,} {comments / total:>5.0%}  "
        pieces = [(f" {called}", "fact" if name is None else "text"), (numbers, "fact")]
        yield [*pieces, (bar(comments, largest, long) if long else "", "bar")], PeopleChoice(table.names_at(place))


def _answered(answered: Sequence[tuple[StoredComment, int]]) -> Iterator[Line]:
    if not answered:
        return
    yield _GAP
    yield [(" What was answered most", "strong")], None
    for comment, replies in answered:
        excerpt = one_line(comment.body[:_EXCERPT])
        yield (
            [(f" {counted(replies, 'reply', 'replies'):>11}  ", "fact"), (_who(comment), "text"), (f"  {excerpt}", "fact")],
            comment,
        )


def _who(comment: StoredComment) -> str:
    name = NO_NAME if comment.author is None else one_line(comment.author)
    date = one_line(short_date(comment.posted, comment.posted_text))
    return f"{name} · {date}" if date else name
