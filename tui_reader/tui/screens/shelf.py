"""The threads that an archive holds by now, and the orders in which they have been asked for.

Invariant: what is long is read by `whole` and `read_order` alone, which may run in a worker; all else is there at once.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.tui.widgets.thread_list import Column

if TYPE_CHECKING:
    from tui_reader.archive.reader import Archive
    from tui_reader.tables import ThreadTable

AT_ONCE = 1_000
"""Threads that are read and sorted before a reader would notice."""

_FEW = 20
"""Threads without comments that nobody minds among the others; exports of blogs and lists of posts have thousands."""


class Shelf:
    """The threads of an archive as columns: the first of them, or all."""

    def __init__(self, archive: Archive, table: ThreadTable | None = None) -> None:
        """Take the threads of a table, or read those that came in first; raise the ArchiveError that says why it fails."""
        self._archive = archive
        self.holdings = archive.holdings()
        self.table = archive.thread_table(AT_ONCE) if table is None else table
        self.is_whole = table is not None or len(self.table) < AT_ONCE
        self._orders: dict[tuple[Column, bool], array[int]] = {}

    def whole(self) -> Shelf:
        """Return all threads."""
        return Shelf(self._archive, self._archive.thread_table())

    @property
    def has_many_silent(self) -> bool:
        """Whether most threads, but not all, have no comments."""
        held = self.holdings
        return max(_FEW, held.threads // 2) < held.silent < held.threads

    def as_added(self, *, falling: bool = False) -> array[int]:
        """Return the places of the threads in the order in which they came in, or the other way round."""
        count = len(self.table)
        return array("I", range(count - 1, -1, -1) if falling else range(count))

    def order(self, column: Column, *, falling: bool) -> array[int] | None:
        """Return the places of the threads in an order; None where that has to be read first."""
        if column is Column.ADDED:
            return self.as_added(falling=falling)
        if self.is_whole and len(self.table) <= AT_ONCE:
            return self.read_order(column, falling=falling)
        return self._orders.get((column, falling))

    def read_order(self, column: Column, *, falling: bool) -> array[int]:
        """Read in which order the threads stand, and keep it."""
        if (column, falling) not in self._orders:
            ids = self._archive.thread_ids(column.value, falling=falling)
            self._orders[column, falling] = array("I", self.table.places_of(ids))
        return self._orders[column, falling]
