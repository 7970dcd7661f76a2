"""A list of which typed words leave some rows, however long it is: the first are shown at once, the others a slice at a time.

Invariant: between two slices every key is answered, and a newer wish ends what an older one has begun.
"""

from __future__ import annotations

import asyncio
from array import array
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SLICE = 0.006
"""Seconds of work after which keys and paints have their turn."""

_PAUSE = 0.001
_PIECE = 10_000
_GROUP = "slices"


class SiftedList(RowList):
    """Rows that stand for places in a table; a subclass says which places there are and which of them are left."""

    @dataclass
    class Sifted(Message):
        """Other rows are shown, or all that are left have been found."""

        rows: SiftedList

        @property
        def control(self) -> SiftedList:
            """The list that it happened in."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown = array("I")
        self.is_busy = False

    @property
    def count(self) -> int:
        """How many rows are shown, as far as they have been found."""
        return len(self._shown)

    @property
    def current_place(self) -> int | None:
        """The place that the row at the cursor stands for."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else None

    def row_of(self, place: int | None) -> int | None:
        """Return the row that stands for a place, None where none does."""
        if place is None:
            return None
        try:
            return self._shown.index(place)
        except ValueError:
            return None

    def show_places(self, places: array[int], at: int | None) -> None:
        """Show all these places, with the cursor on one of them or else on the first."""
        self._begin()
        self._shown = places
        self._show_from(at)

    def sift(self, places: array[int], left: Callable[[Sequence[int]], Sequence[int]], at: int | None) -> None:
        """Show which of these places are left, with the cursor on one of them or else on the first; `left` takes a piece."""
        self._begin()
        self._shown = found = array("I")
        self.in_slices(_pieces(places, left, found), lambda: self._show_all(at))
        self._show_from(at)

    def in_slices(self, pieces: Iterator[None], then: Callable[[], None]) -> bool:
        """Do a long work in slices, the first one now, and return whether that was all; if not, do something at its end."""
        self._begin()
        self.is_busy = _goes_on(pieces)
        if self.is_busy:
            self.run_worker(self._go_on(pieces, then), group=_GROUP)
        return not self.is_busy

    async def _go_on(self, pieces: Iterator[None], then: Callable[[], None]) -> None:
        goes_on = True
        while goes_on:
            await asyncio.sleep(_PAUSE)
            goes_on = _goes_on(pieces)
        self.is_busy = False
        then()

    def _begin(self) -> None:
        """End what an older wish has begun."""
        if self.is_busy:
            self.workers.cancel_group(self, _GROUP)
            self.is_busy = False

    def _show_all(self, at: int | None) -> None:
        """Show what has been found in the end; who has gone down the list meanwhile stays there."""
        row = None if self.cursor > 0 else self.row_of(at)
        self.rows_changed(max(self.cursor, 0) if row is None else row)
        self.post_message(self.Sifted(self))

    def _show_from(self, at: int | None) -> None:
        self.rows_changed(self.row_of(at) or 0)
        self.post_message(self.Sifted(self))


def _pieces(places: array[int], left: Callable[[Sequence[int]], Sequence[int]], found: array[int]) -> Iterator[None]:
    """Add to what is found, a piece of the places at a time."""
    for start in range(0, len(places), _PIECE):
        found.extend(left(places[start : start + _PIECE]))
        yield


def _goes_on(pieces: Iterator[None]) -> bool:
    """Work for the time of a slice, a piece at least, and return whether there is more to do."""
    end = perf_counter() + SLICE
    return any(perf_counter() >= end for _ in pieces)
