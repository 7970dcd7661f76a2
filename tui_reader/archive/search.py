"""Which comments of a thread meet a condition; of a slot that is wholly lost nothing can be said, so none does.

The comments are looked at in chunks, so that a long thread neither fills memory nor outlasts the deadline of a query.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.query import CommentFacts

if TYPE_CHECKING:
    from tui_reader.archive.connection import ReadingPool
    from tui_reader.query import Condition

_CHUNK = 5_000
_FACTS = """SELECT comment.position, author.name, comment.body
FROM comment LEFT JOIN author ON author.id = comment.author
WHERE comment.thread = ? AND comment.position >= ? AND comment.status <> 'lost' ORDER BY comment.position LIMIT ?"""


def matching(pool: ReadingPool, thread_id: int, condition: Condition) -> array[int]:
    """Return the positions of the comments of a thread that meet a condition, ascending."""
    found = array("I")
    start = 0
    while True:
        with pool.use() as connection:
            rows = connection.execute(_FACTS, (thread_id, start, _CHUNK)).fetchall()
        found.extend(position for position, author, body in rows if condition.matches(CommentFacts(author=author, body=body)))
        if len(rows) < _CHUNK:
            return found
        start = rows[-1][0] + 1
