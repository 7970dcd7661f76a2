"""How far a long work is: whoever does it says so at many places, and whoever waits may stop it at each of them.

Invariant: a work that is walked through says something every few milliseconds, at a cost that cannot be measured.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")

_STRIDE = 1024
"""Items between two words."""


def _nobody(_share: float) -> None:
    """Tell nobody."""


class Pace:
    """The share of a work that is done, from 0 to 1; `tell` is given it, and stops the work by raising."""

    def __init__(self, tell: Callable[[float], None] = _nobody, first: float = 0.0, last: float = 1.0) -> None:
        """Begin; a part of a larger work goes from one share of that to another."""
        self._tell = tell
        self._first, self._last = first, last
        self._share = first

    def reach(self, share: float) -> None:
        """Say how much is done."""
        self._share = self._first + share * (self._last - self._first)
        self._tell(self._share)

    def tick(self) -> None:
        """Say that the work goes on."""
        self._tell(self._share)

    def part(self, first: float, last: float) -> Pace:
        """Return the pace of a part of this work; what is said of the part is said of the whole."""
        return Pace(self.reach, first, last)

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Return items to go through, and say on the way that the work goes on."""
        return chain.from_iterable(self._batches(iter(items)))

    def over(self, items: Sequence[Item]) -> Iterator[Item]:
        """Return items to go through, and say on the way how many of them are done."""
        for start in range(0, len(items), _STRIDE):
            self.reach(start / len(items))
            yield from items[start : start + _STRIDE]
        self.reach(1)

    def _batches(self, items: Iterator[Item]) -> Iterator[tuple[Item, ...]]:
        while batch := tuple(islice(items, _STRIDE)):
            self.tick()
            yield batch

    def walk(self, items: Iterable[Item]) -> Walk[Item]:
        """Return items as a tuple; whoever goes through it says on the way that the work goes on."""
        return Walk(items, self)


class Forward:
    """Hears how much of a work is done from several who do it, and passes on the furthest."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._furthest = 0.0

    def __call__(self, share: float) -> None:
        """Take note of a share; it never goes back."""
        self._furthest = max(self._furthest, share)
        self._tell(self._furthest)


@contextmanager
def without_collections() -> Iterator[None]:
    """Look for no garbage meanwhile: values that all stay would be gone through again and again, a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage a hundred times less often meanwhile: what records leave behind is hardly ever in circles."""
    usual = gc.get_threshold()
    gc.set_threshold(usual[0] * 100, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Walk(tuple[Item, ...]):  # noqa: SLOT001 (a tuple has no room for slots)
    """A tuple that keeps pace with whoever goes through it."""

    pace: Pace

    def __new__(cls, items: Iterable[Item], pace: Pace) -> Walk[Item]:
        """Take the items as they are."""
        walk = super().__new__(cls, items)
        walk.pace = pace
        return walk

    def __iter__(self) -> Iterator[Item]:
        """Go through the items."""
        return self.pace.each(super().__iter__())
