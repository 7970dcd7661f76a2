"""Which comments of a thread meet a condition; of a slot that is wholly lost nothing can be said, so none does.

The comments are looked at in chunks, so that a long thread neither fills memory nor outlasts the deadline of a query.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import outlined_rows
from tui_reader.errors import ArchiveDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.model import Annotation
    from tui_reader.query import Condition

_CHUNK = 5_000
_FACTS = f"""{rows.FACTS_SQL}
WHERE comment.thread = ? AND comment.position >= ? AND comment.status <> 'lost' ORDER BY comment.position LIMIT ?"""


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
    with pool.use() as connection:
        count = outlined_rows(connection, thread_id)
    found = array("I")
    start = 0
    while not stopped():
        with pool.use() as connection:
            found_rows = connection.execute(_FACTS, (thread_id, start, _CHUNK))
            chunk = [rows.comment_facts(row, annotations) for row in found_rows]
        if chunk and chunk[-1][0] >= count:
            raise ArchiveDamagedError(f"{pool.path} is damaged: thread {thread_id} has more comments than its outline", CHECK)
        found.extend(position for position, facts in chunk if condition.matches(facts))
        if len(chunk) < _CHUNK:
            break
        start = chunk[-1][0] + 1
    return found
