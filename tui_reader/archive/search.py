"""Which comments of a thread meet a condition; of a slot that is wholly lost nothing can be said, so none does.

The comments are looked at in chunks, so that a long thread neither fills memory nor outlasts the deadline of a query.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.failures import CHECK
from tui_reader.errors import ArchiveDamagedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.model import Annotation
    from tui_reader.query import Condition

_CHUNK = 5_000
_FACTS = f"""{rows.FACTS_SQL}
WHERE comment.thread = ? AND comment.position >= ? AND comment.status <> 'lost' ORDER BY comment.position LIMIT ?"""


def matching(
    pool: ReadingPool, thread_id: int, count: int, condition: Condition, annotations: Mapping[str, Annotation]
) -> array[int]:
    """Return the positions of the comments of a thread that meet a condition, ascending; its outline has `count` rows.

    `annotations` has what a reader added, by comment key.
    """
    found = array("I")
    start = 0
    while True:
        with pool.use() as connection:
            found_rows = connection.execute(_FACTS, (thread_id, start, _CHUNK))
            chunk = [rows.comment_facts(row, annotations) for row in found_rows]
        if chunk and chunk[-1][0] >= count:
            raise ArchiveDamagedError(f"{pool.path} is damaged: thread {thread_id} has more comments than its outline", CHECK)
        found.extend(position for position, facts in chunk if condition.matches(facts))
        if len(chunk) < _CHUNK:
            return found
        start = chunk[-1][0] + 1
