"""Walking a thread: past the comments of somebody, the answers to them, what ranks highest, or whatever a query finds.

Invariant: a walk hides nothing and changes no order; it is of comments, so that another order of the thread leaves it as it is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.outline import Ahead
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.thread_looking import shown_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.archive.walks import Way
    from tui_reader.outline import Rearrangement
    from tui_reader.query import Condition
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.thread import ThreadScreen
    from tui_reader.tui.screens.working import Stopped

PURPOSE = "walk"
LOOKING = "walking"


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through a thread, in words; `find` returns its positions by the archive's order, in that of the way.

    `rows` is how many rows of an outline are looked up in the time that it takes; `ranks` says that the order is its own and
    not that of the thread.
    """

    words: str
    rows: int
    find: Callable[[Stopped], array[int]]
    ranks: bool = False


class Walking:
    """The way that `>` and `<` follow through one thread."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._walk: Walk | None = None
        self._found: array[int] = array("I")
        self._places: array[int] = array("I")
        self._station = -1
        self._placed = Ahead(_placed)

    def described(self) -> str:
        """Return the way and which comment of it the cursor is on; empty where none is followed."""
        if self._walk is None or self._screen.working.is_going_on(LOOKING):
            return ""
        return f"walk {self._index() + 1:,}/{len(self._places):,}: {self._walk.words}"

    def rearrange(self, _order: Rearrangement) -> None:
        """Follow the comments into another order."""
        self._place()

    def forget(self) -> bool:
        """Leave the way; False where none is followed."""
        had = self._walk is not None
        self._screen.working.drop(LOOKING)
        self._walk, self._found, self._places = None, array("I"), array("I")
        return had

    # Commands.

    def run_walk(self, _count: int | None) -> None:
        """Let the reader choose where `>` and `<` go."""
        from tui_reader.tui.screens.walks import WalksScreen

        screen = self._screen
        if screen.position < 0:
            screen.say(screen.why_nothing)
            return
        walks = self._walks(screen.opened.unsorted)

        def choose(at: int | None) -> None:
            """Follow a walk, or ask for the query of one."""
            if at is not None and at < len(walks):
                self._follow(walks[at])
            elif at is not None:
                screen.querying.ask(PURPOSE, "words, a phrase, by:name and all that a filter asks")

        screen.app.push_screen(WalksScreen([walk.words for walk in walks]), screen.attempting(choose))

    def run_walk_on(self, count: int | None) -> None:
        """Go to the next comment of the walk, around its end."""
        self._step(count or 1)

    def run_walk_back(self, count: int | None) -> None:
        """Go to the comment of the walk before, around its start."""
        self._step(-(count or 1))

    # Walks.

    def _walks(self, opened: OpenThread) -> list[Walk]:
        """Return the ways that there are from the comment at the cursor."""
        from tui_reader.archive.walks import Way

        comment = self._screen.opened.comment(self._screen.position)
        origin, whole = self._screen.opened.order.origins[self._screen.position], opened.effort_of_reading
        walks: list[Walk] = []
        if opened.thread.author is not None:
            walks.append(self._by(opened, f"by who began the thread ({one_line(opened.thread.author)})", opened.thread.author))
        if comment.author is not None:
            name = one_line(comment.author)
            own = len(opened.positions_of_person(origin))
            walks.append(self._by(opened, f"by {name}", *self._screen.opened.names_at(comment.position)))
            walks.append(Walk(f"answers to {name}", 4 * own, lambda _: opened.answers_to(origin)))
        return walks + [Walk(way, whole, partial(_along, opened, way), way is not Way.QUOTING) for way in Way]

    def _by(self, opened: OpenThread, words: str, *names: str | None) -> Walk:
        from tui_reader.query import By

        return self._asking(opened, words, By(names))

    def _asking(self, opened: OpenThread, words: str, condition: Condition) -> Walk:
        return Walk(words, opened.effort(condition), lambda stopped: opened.find(condition, stopped))

    def _follow(self, walk: Walk) -> None:
        self._screen.working.do(LOOKING, walk.rows, walk.find, lambda found: self._take(walk, found))

    def _take(self, walk: Walk, found: array[int]) -> None:
        """Follow a way from the cursor on, or from its start where it has an order of its own."""
        if not found:
            self._screen.say(f"no comment: {walk.words}")
            return
        self._walk, self._found, self._station = walk, found, -1
        self._place()
        self._go_on(-1 if walk.ranks else bisect_left(self._places, self._screen.position) - 1, 1)

    def prepare(self, opened: OpenThread) -> None:
        """Work out, in a worker, how to follow the comments into the order of a thread."""
        self._placed.prepare(opened, self._walk, self._found)

    def _place(self) -> None:
        """Find out where the comments of the way stand in the order of the thread that there is."""
        self._places = self._placed.take(self._screen.opened, self._walk, self._found)

    def _index(self) -> int:
        """Return which comment of the way the cursor is on, or came past last; -1 before the first.

        A way with an order of its own is left and taken up again where it was: it does not matter where the cursor is by then.
        """
        position = self._screen.position
        if self._walk is not None and self._walk.ranks:
            return self._places.index(position) if position in self._places else self._station
        return bisect_right(self._places, position) - 1

    def _step(self, steps: int) -> None:
        if self._walk is None:
            self._screen.say("W chooses a walk: by somebody, answers, highest score, longest, a query")
            return
        here = self._index()
        if steps < 0 and here >= 0 and self._places[here] != self._screen.position:
            here += 1
        self._go_on(here, steps)

    def _go_on(self, here: int, steps: int) -> None:
        """Go so many stations on from one, past those that a filter leaves out."""
        index = shown_after(self._screen, self._places, here, steps)
        if index is None:
            self._screen.say("a filter hides all that is on this walk: Esc drops the last filter")
        elif self._screen.jump_to(self._places[index]):
            self._station = index
        self._screen.show_status()

    # The prompt.

    def preview(self, text: str) -> None:
        """Say what cannot be understood while it is typed."""
        self._screen.querying.understood(text)

    def accept(self, text: str) -> bool:
        """Walk what a query finds; False where it cannot be understood."""
        query = self._screen.querying.understood(text)
        condition, opened = query.condition if query else None, self._screen.opened.unsorted
        if condition is not None:
            self._screen.querying.keep(text)
            self._screen.attempt(lambda: self._follow(self._asking(opened, condition.describe(), condition)))
        return query is not None

    def cancel(self) -> None:
        """Leave the walk as it is."""
        self._screen.show_help()


def _placed(opened: OpenThread, walk: Walk | None, found: array[int]) -> array[int]:
    """Return where the comments of a way stand, in its own order or else in that of the thread."""
    return array("I", map(opened.order.places.__getitem__, found)) if walk and walk.ranks else opened.placed(found)


def _along(opened: OpenThread, way: Way, _stopped: Stopped) -> array[int]:
    return opened.along(way)
