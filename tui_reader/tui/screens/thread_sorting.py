"""The order of siblings: as the source has them, or by date, score, replies or name.

Invariant: whatever is not known of a comment puts it after those of which it is; equal ones stand as in the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def _by_newest(opened: OpenThread) -> Sequence[int]:
    return [-seconds for seconds in opened.outline.posted] if any(opened.outline.posted) else ()


def _by_oldest(opened: OpenThread) -> Sequence[int]:
    return [seconds or _LAST for seconds in opened.outline.posted] if any(opened.outline.posted) else ()


def _by_score(opened: OpenThread) -> Sequence[int]:
    keys = {position: -score for position, score in opened.scores.items()}
    return [keys.get(row, _LAST) for row in range(len(opened.outline))] if keys else ()


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


def in_order(opened: OpenThread, order: Order) -> OpenThread | None:
    """Return a thread in another order; None where nothing is known to sort it by."""
    opened = opened.unsorted
    if order is Order.SOURCE:
        return opened
    keys = _KEYS[order](opened)
    return opened.sorted_by(keys) if keys else None


class Sorting:
    """The order in which the comments of one thread are shown."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._order = Order.SOURCE

    def described(self) -> str:
        """Return the order in words; empty for that of the source."""
        return "" if self._order is Order.SOURCE else self._order

    def again(self, opened: OpenThread) -> OpenThread:
        """Return a thread that has been read again in the order of before, or else in that of the source."""
        found = in_order(opened, self._order)
        if found is None:
            self._order = Order.SOURCE
        return found or opened

    def run_sort(self, _count: int | None) -> None:
        """Show the comments in the next order that something is known for, and say which ones there are none for."""
        if self._screen.position < 0:
            self._screen.say(self._screen.why_nothing)
            return
        orders, lacking = list(Order), dict[str, None]()
        at = orders.index(self._order)
        for order in (*orders[at + 1 :], *orders[: at + 1]):
            found = in_order(self._screen.opened, order)
            if found is not None:
                self._show(order, found)
                why = f"; this thread has no {', no '.join(lacking)}" if lacking else ""
                self._screen.say(f"{order}{why}")
                return
            lacking[_FACTS[order]] = None

    def _show(self, order: Order, opened: OpenThread) -> None:
        screen = self._screen
        change = opened.order.since(screen.opened.order)
        self._order, screen.opened = order, opened
        screen.pane.rearrange(change, opened.fetch)
        for part in (screen.jumps, screen.searching, screen.filtering, screen.on_comment):
            part.rearrange(change)
        screen.selecting.follow(opened.outline)
        screen.show_status()
