"""Which comments of a thread meet a condition."""

from __future__ import annotations

import sqlite3
from array import array
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.connection import patience
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import outlined_rows, row_span
from tui_reader.archive.search.writing import Writing, source
from tui_reader.errors import ArchiveDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.model import Annotation
    from tui_reader.query import Condition

_SHORT = 5_000
_KEY = "SELECT key FROM thread WHERE id = ?"


def matching(
    pool: ReadingPool,
    thread_id: int,
    condition: Condition,
    annotations: Mapping[str, Annotation],
    stopped: Callable[[], bool],
) -> array[int]:
    """Return the positions of the comments of a thread that meet a condition, ascending.

    `annotations` has what a reader added, by comment key; `stopped` is asked now and then whether anybody still waits.
    """
    found = array("I")
    with pool.use() as connection:
        count = outlined_rows(connection, thread_id)
    with pool.use(patience(count), stopped) as connection:
        key = connection.execute(_KEY, (thread_id,)).fetchone()
        added = {key[0]: annotations} if key else {}
        writing = Writing(connection, added, thread_id, row_span(connection, thread_id, count), count <= _SHORT)
        select = source(condition, writing).select("c.position", " ORDER BY c.position")
        try:
            found.extend(map(rows.number, connection.execute(writing.statement(select), writing.values)))
        except sqlite3.OperationalError:
            if not stopped():
                raise
        except OverflowError as error:
            raise _contradiction(pool, thread_id) from error
    if found and found[-1] >= count:
        raise _contradiction(pool, thread_id)
    return found


def _contradiction(pool: ReadingPool, thread_id: int) -> ArchiveDamagedError:
    return ArchiveDamagedError(f"{pool.path} is damaged: thread {thread_id} has other comments than its outline", CHECK)
