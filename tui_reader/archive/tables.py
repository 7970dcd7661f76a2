"""Long lists of an archive as columns, read in one go, and in which order they stand.

Invariant: nothing here reads more of a row than its column needs, and SQLite sorts: meanwhile other threads of execution go on.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.model import name_of_thread
from tui_reader.tables import Holdings, ThreadTable
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    import sqlite3

_SORTED = {
    "added": "SELECT thread.id FROM thread ORDER BY thread.id",
    "title": """SELECT thread.id FROM thread JOIN source ON source.id = thread.source
        ORDER BY thread_name(thread.title, CASE WHEN thread.title IS NULL THEN (SELECT substr(comment.body, 1, 120) FROM comment
        WHERE comment.thread = thread.id AND comment.body <> '' ORDER BY comment.position LIMIT 1) END, source.name)""",
    "date": "SELECT thread.id FROM thread ORDER BY coalesce(nullif(thread.posted, ''), thread.first_posted, '')",
    "comments": "SELECT thread.id FROM thread ORDER BY thread.comments",
    "people": "SELECT thread.id FROM thread ORDER BY thread.people",
}
"""What threads can be sorted by: the row ids, and the key at the end."""


def holdings(connection: sqlite3.Connection) -> Holdings:
    """Return how much an archive holds."""
    return rows.holdings(connection.execute(rows.HOLDINGS_SQL).fetchone())


def thread_table(connection: sqlite3.Connection, most: int) -> ThreadTable:
    """Return the columns of so many threads that came in first; -1 for all."""
    ids, texts, silent, has_sites = array("q"), list[str](), bytearray(), False
    known: dict[tuple[str | None, ...], str] = {}
    for row in connection.execute(rows.LISTED_SQL, (most,)):
        identity, title, site, name, is_silent = rows.listed(row)
        words = (title, site, name)
        ids.append(identity)
        texts.append(known.get(words) or known.setdefault(words, "\n".join(filter(None, words)).casefold()))
        silent.append(is_silent)
        has_sites = has_sites or bool(site)
    return ThreadTable(ids, texts, silent, has_sites)


def thread_ids(connection: sqlite3.Connection, sorted_by: str, *, falling: bool) -> list[int]:
    """Return the row ids of all threads in an order: `added`, `title`, `date`, `comments` or `people`; ties as they came in."""
    connection.create_function("thread_name", 3, _folded_name, deterministic=True)
    sql = f"{_SORTED[sorted_by]} {'DESC' if falling else 'ASC'}, thread.id"
    return [identity for (identity,) in connection.execute(sql)]


def _folded_name(title: str | None, opening: str | None, file: str) -> str:
    return one_line(name_of_thread(title, opening, file)).casefold()
