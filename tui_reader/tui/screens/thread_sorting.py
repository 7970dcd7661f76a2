"""The order of siblings: as the source has them, or by date, score, replies or name.

Invariant: whatever is not known of a comment puts it after those of which it is; equal ones stand as in the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_reader.archive.reader import NO_SCORE

if TYPE_CHECKING:
    from tui_reader.outline import Narrowing, Rearrangement
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.thread import ThreadScreen

_LAST = 1 << 64
"""A key greater than every other one: no number of an archive has more bits."""


class Order(StrEnum):
    """What siblings are sorted by, in words."""

    SOURCE = "in the source's order"
    NEWEST = "newest first"
    OLDEST = "oldest first"
    SCORE = "highest score first"
    REPLIES = "most replies first"
    NAME = "by name"


CALLED = {"time": Order.OLDEST, "newest": Order.NEWEST, "score": Order.SCORE, "replies": Order.REPLIES, "author": Order.NAME}
"""What a query asks for after `sort:`."""


def _by_newest(opened: OpenThread) -> Sequence[int]:
    return [-seconds for seconds in opened.outline.posted] if any(opened.outline.posted) else ()


def _by_oldest(opened: OpenThread) -> Sequence[int]:
    return [seconds or _LAST for seconds in opened.outline.posted] if any(opened.outline.posted) else ()


def _by_score(opened: OpenThread) -> Sequence[int]:
    scores = opened.scores
    return [_LAST if score == NO_SCORE else -score for score in scores] if set(scores) - {NO_SCORE} else ()


def _by_replies(opened: OpenThread) -> Sequence[int]:
    return () if opened.outline.is_flat else [-below for below in opened.outline.descendants]


def _by_name(opened: OpenThread) -> Sequence[int]:
    people = opened.commenters
    known = zip(people.folded, people.names, people.ids, strict=True)
    names = sorted((folded, name, identity) for folded, name, identity in known if name is not None)
    ranks = {identity: rank for rank, (_, _, identity) in enumerate(names)}
    of_author = [ranks.get(identity, _LAST) for identity in opened.outline.author_ids]
    return [of_author[author] for author in opened.outline.author] if names else ()


_KEYS: dict[Order, Callable[[OpenThread], Sequence[int]]] = {
    Order.NEWEST: _by_newest,
    Order.OLDEST: _by_oldest,
    Order.SCORE: _by_score,
    Order.REPLIES: _by_replies,
    Order.NAME: _by_name,
}
"""What gives each comment of a thread its key, and nothing where that is known of none."""

_FACTS = {
    Order.NEWEST: "dates",
    Order.OLDEST: "dates",
    Order.SCORE: "scores",
    Order.REPLIES: "replies",
    Order.NAME: "names",
}
"""What an order needs."""


_SORTING = 25
"""How many rows are looked up in the time that one is put in its place."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A thread in an order, seen from another one, with what the filters leave of it; `lacking` is what others would need."""

    order: Order
    opened: OpenThread
    change: Rearrangement
    narrowing: Narrowing | None
    lacking: tuple[str, ...]


def in_order(opened: OpenThread, order: Order) -> OpenThread | None:
    """Return a thread in another order; None where nothing is known to sort it by."""
    opened = opened.unsorted
    if order is Order.SOURCE:
        return opened
    keys = opened.of_outline(lambda: _KEYS[order](opened))
    return opened.sorted_by(keys) if keys else None


class Sorting:
    """The order in which the comments of one thread are shown."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._order = self._wanted = Order.SOURCE

    def described(self) -> str:
        """Return the order in words; empty for that of the source."""
        return "" if self._order is Order.SOURCE else self._order

    def query(self) -> str:
        """Return what asks for the order in a query; empty for that of the source."""
        return next((f"sort:{word}" for word, order in CALLED.items() if order is self._order), "")

    def again(self, opened: OpenThread) -> OpenThread:
        """Return a thread that has been read again in the order of before, or else in that of the source."""
        found = in_order(opened, self._order)
        if found is None:
            self._order = Order.SOURCE
        self._wanted = self._order
        return found or opened

    def run_sort(self, _count: int | None) -> None:
        """Show the comments in the next order that something is known for, and say which ones there are none for."""
        if self._screen.position < 0:
            self._screen.say(self._screen.why_nothing)
            return
        orders, at = list(Order), list(Order).index(self._wanted)
        self._show_in(*orders[at + 1 :], *orders[: at + 1])

    def sort(self, order: Order) -> None:
        """Show the comments in an order; where nothing is known for it, in that of the source."""
        if self._screen.position >= 0:
            self._show_in(order, Order.SOURCE)

    def _show_in(self, *orders: Order) -> None:
        """Show the comments in the first of some orders that something is known for."""
        self._wanted, now = orders[0], self._screen.opened
        rows = _SORTING * len(now.outline)
        self._screen.working.do("sorting", rows, lambda _: self._sorted(now, orders), self._show)

    def _sorted(self, now: OpenThread, orders: Sequence[Order]) -> _Sorted:
        """Return a thread in the first order that something is known for; that of the source always is."""
        lacking = dict[str, None]()
        for order in orders:
            found = in_order(now, order)
            if found is not None:
                break
            lacking[_FACTS[order]] = None
        else:
            order, found = Order.SOURCE, now.unsorted
        change = found.order.since(now.order)
        for part in (self._screen.pane.view, self._screen.searching, self._screen.selecting):
            part.prepare(change)
        self._screen.walking.prepare(found)
        return _Sorted(order, found, change, self._screen.filtering.narrowing(found), tuple(lacking))

    def _show(self, found: _Sorted) -> None:
        screen, self._order, self._wanted = self._screen, found.order, found.order
        screen.opened = found.opened
        screen.pane.rearrange(found.change, found.opened.fetch, found.narrowing)
        for part in (screen.jumps, screen.searching, screen.walking, screen.selecting, screen.filtering, screen.on_comment):
            part.rearrange(found.change)
        screen.show_status()
        why = f"; this thread has no {', no '.join(found.lacking)}" if found.lacking else ""
        screen.say(f"{found.order}{why}")
