"""Long lists of an archive as columns, read in one go, and in which order they stand.

Invariant: nothing here reads more of a row than its column needs, and SQLite sorts: meanwhile other threads of execution go on.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.model import NO_NAME, name_of_thread
from tui_reader.tables import CommenterFacts, CommenterTable, Holdings, ThreadTable
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from tui_reader.outline import Outline

_FEW = 20_000
"""Authors that are looked up one by one; of more, all names of the archive are read, which is faster from there on."""

_DAY = len("2012-05-03")

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


def commenter_table(connection: sqlite3.Connection, outline: Outline, lost: int) -> CommenterTable:
    """Return who speaks in a thread, by its outline and how many of its comments are lost, which are nobody's."""
    counts = dict(zip(outline.author_ids, outline.author_counts(), strict=True))
    unnamed = counts.pop(0, 0) - lost
    if len(counts) <= _FEW:
        named = connection.execute(rows.FEW_AUTHORS_SQL, (json.dumps(list(counts)),))
    else:
        named = connection.execute(rows.AUTHOR_SQL)
    return _by_count(counts, map(rows.author, named), unnamed)


def _by_count(counts: Mapping[int, int], named: Iterable[tuple[int, str]], unnamed: int) -> CommenterTable:
    """Return a table of those who are counted, given by name; among those who say as much the one without a name is first."""
    people: dict[int, tuple[array[int], list[str | None]]] = defaultdict(lambda: (array("I"), []))
    if unnamed > 0:
        people[unnamed][0].append(0)
        people[unnamed][1].append(None)
    for identity, name in named:
        if identity in counts:
            of_count, called = people[counts[identity]]
            of_count.append(identity)
            called.append(name)
    ids, comments = array("I"), array("I")
    names: list[str | None] = []
    for count in sorted(people, reverse=True):
        of_count, called = people.pop(count)
        ids.extend(of_count)
        names += called
        comments.extend([count] * len(called))
    return CommenterTable(ids, names, list(map(_folded, names)), comments, names.index(None) if unnamed > 0 else None)


def _folded(name: str | None) -> str:
    """Return a name as it is looked for: the same object where case makes no difference, which halves the memory of most."""
    folded = (NO_NAME if name is None else name).casefold()
    return name if name == folded else folded


def commenter_facts(connection: sqlite3.Connection, thread: int, table: CommenterTable) -> CommenterFacts:
    """Return what else is told of the commenters of a thread."""
    places = dict(zip(table.ids, range(len(table)), strict=True))
    words, recency = array("Q", bytes(8 * len(table))), array("I", bytes(4 * len(table)))
    first: list[str | None] = [None] * len(table)
    last: list[str | None] = [None] * len(table)
    days: dict[str | None, str | None] = {}
    latest, rank = None, 0
    for row in connection.execute(rows.FACTS_OF_COMMENTERS_SQL, (thread,)):
        identity, said, began, ended = rows.commenter_facts(row)
        rank += ended != latest
        latest = ended
        if (place := places.get(identity)) is not None:
            words[place], recency[place] = said, rank
            first[place], last[place] = _day(began, days), _day(ended, days)
    return CommenterFacts(words, first, last, recency)


def _day(moment: str | None, days: dict[str | None, str | None]) -> str | None:
    """Return the day of a date, the same object for the same day."""
    day = moment and moment[:_DAY]
    return days.setdefault(day, day)
