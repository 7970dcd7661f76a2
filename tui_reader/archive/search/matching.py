"""Which comments of a thread meet a condition."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.connection import patience
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import first_of_row, outlined_rows, row_span
from tui_reader.archive.search.index import index_query
from tui_reader.archive.search.writing import Writing, clause, source, until
from tui_reader.errors import ArchiveDamagedError
from tui_reader.query import By

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.query import Additions, Condition

_SHORT = 5_000
_MANY = 1_000
_LOST = "SELECT lost FROM thread WHERE id = ?"


def matching(
    pool: ReadingPool,
    thread_id: int,
    condition: Condition,
    additions: Additions,
    stopped: Callable[[], bool],
) -> array[int]:
    """Return the positions of the comments of a thread that meet a condition, ascending.

    `stopped` is asked now and then whether anybody still waits.
    """
    with pool.use() as connection:
        count = outlined_rows(connection, thread_id)
    found: list[int] = []
    with pool.use(patience(count), stopped) as connection, until(stopped):
        (lost,) = connection.execute(_LOST, (thread_id,)).fetchone() or (0,)
        writing = Writing(connection, additions, thread_id, row_span(connection, thread_id, count), count <= _SHORT)
        told = _by_row_ids(condition, writing, count) if not lost else None
        found.extend(_by_rows(condition, writing) if told is None else told)
    if found and not 0 <= found[0] <= found[-1] < count:
        raise ArchiveDamagedError(f"{pool.path} is damaged: thread {thread_id} has more comments than its outline", CHECK)
    return array("I", found)


def _by_rows(condition: Condition, writing: Writing) -> Iterator[int]:
    """Yield the positions of comments, each told by its row."""
    return map(rows.number, writing.rows(source(condition, writing).select("c.position", " ORDER BY c.position")))


def _by_row_ids(condition: Condition, writing: Writing, count: int) -> list[int] | None:
    """Return the positions of very many comments without a look at each, where an index knows them and row ids tell positions.

    None where that cannot be, or where they are so few that a look at each takes less.
    """
    match = index_query(condition) if writing.has_index else None
    if match is not None:
        select = f"SELECT rowid FROM comment_fts WHERE comment_fts MATCH {writing.bind(match)}{writing.within_span('rowid')}"
    elif isinstance(condition, By) and None not in condition.names and not writing.is_short:
        select = f"SELECT c.id FROM comment AS c WHERE {clause(condition, writing).sql} ORDER BY c.id"
    else:
        return None
    found = [rows.number(row) for row in writing.rows(select)]
    first = first_of_row(writing.connection, writing.thread or 0) if len(found) > _MANY else None
    return None if first is None else [row - first for row in found if first <= row < first + count]
