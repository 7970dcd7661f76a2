"""What a condition finds in a whole archive: first hits at once, more on demand, and how many there are in which thread.

Every page is asked for anew from the last hit on, so no statement stays open between pages.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.archive import rows
from tui_reader.archive.connection import patience
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import outlined_rows, row_span
from tui_reader.archive.search.index import index_query
from tui_reader.archive.search.writing import Source, Writing, source, until
from tui_reader.errors import ArchiveDamagedError
from tui_reader.query import NOTHING_ADDED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.archive.rows import Hit
    from tui_reader.archive.search.judging import Judges
    from tui_reader.query import Additions, Condition

MOST_RANKED = 50_000
"""Comments with the words up to which the most telling come first; to weigh more would take longer than a moment."""

_COUNTED = "SELECT count(*) FROM comment_fts WHERE comment_fts MATCH :match"
_HIGHEST = "SELECT coalesce(max(id), 0) FROM comment"


class Order(StrEnum):
    """Which hits come first: the newest or the oldest, the most telling, or those that were imported last.

    The last is at hand at once however many there are; for dates all hits are looked at first.
    """

    NEWEST = "date"
    OLDEST = "oldest"
    RANK = "rank"
    ADDED = "added"


class _End(NamedTuple):
    """Where a page ended: the row id of its last hit, and what it was sorted by."""

    id: int
    key: str | float | None


class Hits:
    """What a condition finds, page by page; `order` is the one that is kept, by date where none is more telling.

    `stopped` is asked now and then whether anybody still waits; what was found so far is then returned.
    """

    def __init__(
        self,
        pool: ReadingPool,
        condition: Condition | None,
        order: Order = Order.NEWEST,
        additions: Additions = NOTHING_ADDED,
        thread: int | None = None,
    ) -> None:
        self._pool = pool
        self._condition = condition
        self._additions = additions
        self._thread = thread
        self._end: _End | None = None
        with pool.use() as connection:
            (self._highest,) = connection.execute(_HIGHEST).fetchone()
        self._patience = patience(self._highest)
        self._judges: Judges | None = None
        self.order = self._possible() if order is Order.RANK else order

    def _possible(self) -> Order:
        """Return the order of what is more telling, or that by date where nothing is, or too much to weigh."""
        with self._pool.use(self._patience) as connection:
            match = source(self._condition, self._writing(connection), ranked=True).match
            many = match is None or connection.execute(_COUNTED, {"match": match}).fetchone()[0] > MOST_RANKED
        return Order.NEWEST if many else Order.RANK

    @property
    def share(self) -> float:
        """How much of the archive has been looked through for the page that is being read; 0 where an index tells it."""
        return min(1.0, self._judges.asked / max(1, self._highest)) if self._judges else 0.0

    def more(self, limit: int, stopped: Callable[[], bool] = lambda: False) -> list[Hit]:
        """Return the next hits, at most so many; none where there are no more."""
        found: list[_End] = []
        with self._pool.use(self._patience, stopped) as connection, until(stopped):
            writing = self._writing(connection)
            self._judges = writing.judges
            ground = source(self._condition, writing, ranked=self.order is Order.RANK)
            found.extend(map(_End._make, writing.rows(self._page(ground, writing, limit))))
        if not found:
            return []
        self._end = found[-1]
        with self._pool.use() as connection:
            hits = {hit.id: hit for hit in map(rows.hit, connection.execute(rows.HIT_SQL, (_list(found),)))}
        if missing := {end.id for end in found}.difference(hits):
            raise ArchiveDamagedError(f"{self._pool.path} is damaged: comment {min(missing)} has no thread", CHECK)
        return [hits[end.id] for end in found]

    def count(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Return how many hits there are, by the index alone where it can tell; 0 once nobody waits."""
        match = None if self._condition is None or self._thread is not None else index_query(self._condition)
        if match is not None:
            with self._pool.use(self._patience, stopped) as connection, until(stopped):
                if self._writing(connection).has_index:
                    return int(connection.execute(_COUNTED, {"match": match}).fetchone()[0])
        return sum(count for _, count in self._grouped("0, count(*)", "", stopped))

    def by_thread(self, stopped: Callable[[], bool] = lambda: False) -> dict[int, int]:
        """Return how many hits each thread has that has any, by row id, most first; nothing once nobody waits."""
        return dict(self._grouped("c.thread, count(*)", " GROUP BY c.thread ORDER BY count(*) DESC, c.thread", stopped))

    def _grouped(self, columns: str, more: str, stopped: Callable[[], bool]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        with self._pool.use(self._patience, stopped) as connection, until(stopped):
            writing = self._writing(connection)
            found.extend(map(rows.pair, writing.rows(source(self._condition, writing).select(columns, more))))
        return found

    def _writing(self, connection: sqlite3.Connection) -> Writing:
        span = None if self._thread is None else row_span(connection, self._thread, outlined_rows(connection, self._thread))
        return Writing(connection, self._additions, self._thread, span)

    def _page(self, ground: Source, writing: Writing, limit: int) -> str:
        """Return the SELECT of the hits that follow the last one."""
        identity = "c.id" if ground.match is None else "comment_fts.rowid"
        key, order = {
            Order.NEWEST: ("c.posted", "c.posted DESC, c.id"),
            Order.OLDEST: ("c.posted", "c.posted IS NULL, c.posted, c.id"),
            Order.RANK: ("comment_fts.rank", "comment_fts.rank, c.id"),
            Order.ADDED: ("NULL", f"{identity} DESC"),
        }[self.order]
        behind = "" if self._end is None else f" AND {self._behind(self._end, key, identity, writing)}"
        return ground.select(f"c.id, {key}", f"{behind} ORDER BY {order} LIMIT {writing.bind(limit)}")

    def _behind(self, end: _End, key: str, identity: str, writing: Writing) -> str:
        """Return what is true of the hits that follow one; those without a date come last."""
        last = writing.bind(end.id)
        if self.order is Order.ADDED:
            return f"{identity} < {last}"
        further = f"c.id > {last}"
        if end.key is None:
            return f"({key} IS NULL AND {further})"
        value = writing.bind(end.key)
        beyond = f"{key} {'<' if self.order is Order.NEWEST else '>'} {value}"
        return f"({beyond} OR {key} IS NULL OR ({key} = {value} AND {further}))"


def _list(ends: list[_End]) -> str:
    return json.dumps([end.id for end in ends])
