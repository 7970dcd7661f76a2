"""All threads of an archive are asked in one line: what is found stands below while it is typed, and leads into its thread.

Invariant: the line always has the keys and no key waits; what was found for an older query gives way within a moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.archive.search import Hits, Order
from tui_reader.errors import QueryError, TuiReaderError
from tui_reader.query import read
from tui_reader.query.marking import marking
from tui_reader.text.counting import counted
from tui_reader.tui.commands import FINDING_COMMANDS, Command
from tui_reader.tui.content import content
from tui_reader.tui.loader import known, more_hits, search
from tui_reader.tui.messages import WorkedOut
from tui_reader.tui.screens.command_screen import CommandScreen, pressed, too_small
from tui_reader.tui.screens.earlier_queries import earlier_queries, keep_query
from tui_reader.tui.screens.finding_words import NOT_RANKED, ORDERS, how_far, how_many, how_to_ask, nothing_found
from tui_reader.tui.screens.hit_reading import reading
from tui_reader.tui.screens.querying import meaning
from tui_reader.tui.screens.working import Working
from tui_reader.tui.widgets.bar import Bar, Hint
from tui_reader.tui.widgets.hit_list import HitList
from tui_reader.tui.widgets.query_line import QueryLine
from tui_reader.tui.widgets.recall import Recall
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui_reader.archive.reader import Archive
    from tui_reader.archive.rows import Hit
    from tui_reader.query import Condition
    from tui_reader.tables import CommenterTable
    from tui_reader.tui.screens.working import Stopped

SEARCHING, LOOKING, COUNTING, READING = "searching", "looking", "counting", "reading on"
"""The works that a query gives rise to: its first comments in order, any of them, how many there are, and more of them."""

PAUSE = 0.12
"""Seconds without a key after which a query is asked."""

IMPATIENCE = 0.3
"""Seconds without an answer after which comments are shown in whatever order they come."""

FIRST, MORE = 100, 500
"""Comments that are read at once, and each time that the end of the list comes in sight."""

_WITHOUT_ROOM = {"clear", "quit"}


class FindingScreen(CommandScreen):
    """A line for a query, what it asks in words, and what it finds."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = FINDING_COMMANDS
    DEFAULT_CSS = """
    FindingScreen > #empty { display: none; padding: 1 2; height: 1fr; color: $foreground 80%; }
    FindingScreen.-empty > #empty { display: block; }
    FindingScreen.-empty > HitList { display: none; }
    """

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self._archive = archive
        self.working = Working(self)
        self._wanted: Condition | None = None
        self._asked: Condition | None = None
        self._found: Hits | None = None
        self._counts: Mapping[int, int] | None = None
        self._order = Order.NEWEST
        self._earlier = Recall()
        self._timer: Timer | None = None
        self._looked_through: Hits | None = None
        self._people: CommenterTable | None = None
        self._titles: list[str] | None = None
        self._later: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """Lay the lines around the list."""
        yield Bar(id="title", classes="-title")
        yield QueryLine(lambda: self._people, lambda: self._titles)
        yield HitList()
        yield Static(id="empty", markup=False)
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield too_small()

    @property
    def hits(self) -> HitList:
        """What is found."""
        return self.query_one(HitList)

    @property
    def line(self) -> QueryLine:
        """The line that the query is typed in."""
        return self.query_one(QueryLine)

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """All commands that can be given here, without those keys that are typed."""
        typed = super().commands
        return tuple(replace(each, keys=tuple(key for key in each.keys if len(key) > 1)) for each in typed)

    @cached_property
    def _carried_out(self) -> Mapping[str, str]:
        return {key: command.id for command in self.commands for key in command.keys}

    def on_mount(self) -> None:
        """Say how to ask, and read what was asked before."""
        super().on_mount()
        held = self._archive.holdings()
        words = f"{counted(held.threads, 'thread')} · {counted(held.comments, 'comment')}"
        self.query_one("#title", Bar).show(content(f"Find in {self._archive.path.name}"), Content(words))
        self.line.take_keys()
        self._ask_nothing()
        self.working.do("reading earlier queries", None, lambda _: earlier_queries(), self._take_earlier)
        self.working.do("reading names", None, lambda _: known(self._archive), self._take_known)

    def on_key(self, event: events.Key) -> None:
        """Carry out the command of a key that is not typed."""
        command = self._carried_out.get(pressed(event))
        if command is None:
            return
        event.stop()
        event.prevent_default()
        if not self.is_too_small or command in _WITHOUT_ROOM:
            self.show_help()
            self.run_command(command)

    # The query.

    @on(Input.Changed)
    def follow_typing(self, event: Input.Changed) -> None:
        """Ask what is typed so far."""
        self._earlier.leave()
        self.show_help()
        self._understand(event.value)

    def _write(self, text: str) -> None:
        """Put a query into the line."""
        self.line.write(text)
        self._understand(text)

    def _understand(self, text: str) -> None:
        """Ask a query after a pause, or say what is wrong with it; what was found before stays until there is an answer."""
        try:
            wanted = read(text, takes=("in",)).condition
        except QueryError as error:
            self.meet_error(error)
            return
        self._say(meaning("finds", text, wanted) if wanted else "")
        if wanted != self._wanted:
            self._wanted = wanted
            self._drop_older()
            if wanted is None:
                self._ask_nothing()
            else:
                self._timer = self.set_timer(PAUSE, self._look)
            self.show_status()

    def _drop_older(self) -> None:
        """Let nobody work for what was asked before."""
        self._later.clear()
        for work in (SEARCHING, LOOKING, COUNTING, READING):
            self.working.drop(work)
        if self._timer:
            self._timer.stop()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.line.tell(words, wrong=wrong)
        self.show_status()

    def meet_error(self, error: TuiReaderError) -> None:
        """Say below the line what could not be done."""
        self._say(str(error), wrong=True)
        if self._asked and not isinstance(error, QueryError):
            self._show_empty("")

    def _ask_nothing(self) -> None:
        self._asked = self._found = self._counts = None
        self.hits.show(())
        self._show_empty(how_to_ask(self._earlier.queries))

    def _show_empty(self, words: str) -> None:
        self.query_one("#empty", Static).update(content(words))
        self.set_class(not self.hits.count, "-empty")

    # What is found.

    def _look(self) -> None:
        wanted, order = self._wanted, self._order
        self.working.do(SEARCHING, None, lambda stopped: self._first(wanted, order, stopped), self._take_first)
        self._timer = self.set_timer(IMPATIENCE, self._look_anywhere)

    def _first(self, wanted: Condition | None, order: Order, stopped: Stopped) -> tuple[Hits, list[Hit]]:
        """Return what a query finds and its first comments; runs in a worker."""
        found = search(self._archive, wanted, order)
        self._looked_through = self._looked_through if order is Order.ADDED else found
        return found, more_hits(self._archive, found, FIRST, stopped)

    def _when_found(self, act: Callable[[], None]) -> None:
        """Do something with what is found: at once, or when the answer to what was typed is there."""
        if self._asked is self._wanted and (self.hits.count or not self.working.is_going_on(SEARCHING)):
            act()
            return
        self._later.append(act)
        self.say("still searching …")
        if self._timer and not self.working.is_going_on(SEARCHING):
            self._timer.stop()
            self._look()

    def _look_anywhere(self) -> None:
        """Show some comments, and no older ones, where all take long to put in order."""
        wanted = self._wanted
        if self._asked is not wanted and self.working.is_going_on(SEARCHING):
            self._show([], None)
            self.working.do(LOOKING, None, lambda stopped: self._first(wanted, Order.ADDED, stopped)[1], self._take_any)

    def _take_any(self, page: list[Hit]) -> None:
        if page and self.working.is_going_on(SEARCHING):
            self._show(page, None)

    def _take_first(self, answer: tuple[Hits, list[Hit]]) -> None:
        found, page = answer
        self.working.drop(LOOKING)
        is_going_on = self._asked is self._wanted and self.hits.place > 1
        current = self.hits.current if is_going_on else None
        self._show(page, current.id if current else None)
        self._found = found
        later, self._later = self._later, []
        for act in later:
            self.show_help()
            self.attempt(act)
        if found.order is not self._order:
            self._order = found.order
            self.say(NOT_RANKED)
        if len(page) < FIRST:
            self._take_counts(Counter(hit.thread for hit in page))
        else:
            self.working.do(COUNTING, None, found.by_thread, self._take_counts)

    def _show(self, page: list[Hit], at: int | None) -> None:
        self.working.drop(READING)
        self._asked, self._found, self._counts = self._wanted, None, None
        self.hits.show(page, marking([self._asked] if self._asked else ()), at)
        is_over = not self.working.is_going_on(SEARCHING)
        self._show_empty(nothing_found(self._asked) if self._asked and is_over else "Searching all threads …")

    def _take_counts(self, counts: Mapping[int, int]) -> None:
        self._counts = counts
        self.hits.count_threads(counts)
        self.show_status()

    @on(HitList.NearEnd)
    def read_on(self) -> None:
        """Read more, unless that was all."""
        found = self._found
        is_all = self._counts is not None and self.hits.hits >= sum(self._counts.values())
        if found and not is_all and not self.working.is_going_on(READING):
            self.working.do(READING, None, lambda stopped: more_hits(self._archive, found, MORE, stopped), self._take_more)

    def _take_more(self, page: list[Hit]) -> None:
        if page:
            self.hits.add(page)
        else:
            self._found = None

    @on(RowList.CursorMoved)
    def show_status(self) -> None:
        """Say how many comments are found, in which order, and where the cursor is."""
        self.query_one("#status", Bar).show(content(" · ".join(filter(None, self._said()))), Content(self._stands()))

    def _said(self) -> list[str]:
        going_on = how_far(self.working.described(), self._looked_through if self.working.is_going_on(SEARCHING) else None)
        if self._asked is None:
            return [going_on]
        asked = f"for: {self._asked.describe()}" if self.line.is_wrong else ""
        return [how_many(self.hits.hits, self._counts), asked, going_on]

    def _stands(self) -> str:
        is_unsorted = self._asked is not None and self._found is None and self.working.is_going_on(SEARCHING)
        order = "in no order yet" if is_unsorted else ORDERS[self._order]
        return f"{order} · {self.hits.place:,}" if self.hits.place else order

    @on(WorkedOut)
    def take_answer(self, event: WorkedOut) -> None:
        """Take what was worked out."""
        self.working.take(event)

    def on_unmount(self) -> None:
        """Let nobody work for a screen that is gone."""
        self.working.drop_all()

    # Commands.

    def run_next_hit(self, count: int | None) -> None:
        """Go to the next comment, or to a later query."""
        self._step(count or 1)

    def run_previous_hit(self, count: int | None) -> None:
        """Go to the comment before, or to an earlier query."""
        self._step(-(count or 1))

    def hints(self) -> list[Hint]:
        """Say what the arrows do now."""
        earlier = [self.hint("previous-hit", "earlier queries")] if self._recalls and self._earlier.queries else []
        return [*earlier, *super().hints()]

    @property
    def _recalls(self) -> bool:
        """Whether arrows go through earlier queries, not through what is found."""
        return self._earlier.is_going_on or not self.line.text

    def _step(self, rows: int) -> None:
        if self._recalls:
            self._recall(-rows)
        else:
            self._when_found(lambda: self.hits.action_step(rows))

    def run_next_hits(self, _count: int | None) -> None:
        """Go a page down."""
        self._earlier.leave()
        self.hits.action_page(1)

    def run_previous_hits(self, _count: int | None) -> None:
        """Go a page up."""
        self._earlier.leave()
        self.hits.action_page(-1)

    def run_order(self, _count: int | None) -> None:
        """Order what is found in another way."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._drop_older()
        self._found = None
        if self._wanted:
            self._look()
        self.show_status()

    def run_clear(self, _count: int | None) -> None:
        """Clear what is typed; where nothing is, leave."""
        if not self.line.text:
            self.host.leave()
            return
        self._remember()
        self._earlier.leave()
        self._write("")

    def run_read_hit(self, _count: int | None) -> None:
        """Read the thread of the comment at the cursor."""
        self._when_found(self._read_current)

    def _read_current(self) -> None:
        if (hit := self.hits.current) and self._asked:
            self._remember()
            self._earlier.leave()
            self.app.push_screen(reading(self._archive, self.hits, hit, self._asked))

    @on(RowList.Chosen)
    def read_clicked(self) -> None:
        """Read the thread of the comment that was clicked twice."""
        self.run_command("read-hit")

    # What may be typed.

    def _take_known(self, what: tuple[CommenterTable, list[str]]) -> None:
        self._people, self._titles = what

    def _take_earlier(self, queries: list[str]) -> None:
        self._earlier.take(queries)
        if self._wanted is None:
            self._show_empty(how_to_ask(queries))

    def _recall(self, steps: int) -> None:
        query = self._earlier.step(steps)
        if query is None:
            self.say("no earlier query" if steps > 0 else "no later query")
        else:
            self._write(query)

    def _remember(self) -> None:
        """Keep a query that was answered for later, in this run and the next."""
        text = self.line.text.strip()
        if self._asked and self._asked is self._wanted and self._earlier.add(text):
            keep_query(self.app, text)
