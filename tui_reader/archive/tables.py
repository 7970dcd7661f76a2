"""Long lists of an archive as columns, read in one go, and in which order they stand.

Invariant: nothing here reads more of a row than its column needs, and SQLite sorts: meanwhile other threads of execution go on.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.outlines import seconds
from tui_reader.model import NO_NAME, name_of_thread
from tui_reader.tables import CommenterFacts, CommenterTable, Holdings, ThreadTable
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from tui_reader.outline import Outline
    from tui_reader.people import Figures, Together

_FEW = 20_000
"""Authors that are looked up one by one; of more, all names of the archive are read, which is faster from there on."""

_DAY = len("2012-05-03")
_LATEST = 0xFFFFFFFF

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


def commenter_table(connection: sqlite3.Connection, outline: Outline, lost: int, together: Together) -> CommenterTable:
    """Return who speaks in a thread, by its outline and how many of its comments are lost, which are nobody's."""
    counts: Counter[int] = Counter()
    for author, comments in zip(outline.author_ids, outline.author_counts(), strict=True):
        counts[together.person(author)] += comments
    unnamed = counts.pop(0, 0) - lost
    if len(counts) <= _FEW:
        named = connection.execute(rows.FEW_AUTHORS_SQL, (json.dumps(list(counts)),))
    else:
        named = connection.execute(rows.AUTHOR_SQL)
    return by_count(counts, map(rows.author, named), unnamed, together)


def by_count(counts: Mapping[int, int], named: Iterable[tuple[int, str]], unnamed: int, together: Together) -> CommenterTable:
    """Return a table of those who are counted, given by name; among those who say as much the one without a name is first."""
    people: dict[int, tuple[array[int], list[str | None]]] = defaultdict(lambda: (array("I"), []))
    if unnamed > 0:
        people[unnamed][0].append(0)
        people[unnamed][1].append(None)
    called = together.names
    for identity, name in named:
        if identity in counts:
            of_count, names_of_count = people[counts[identity]]
            of_count.append(identity)
            names_of_count.append(called[identity][0] if identity in called else name)
    ids, comments = array("I"), array("I")
    names: list[str | None] = []
    for count in sorted(people, reverse=True):
        of_count, names_of_count = people.pop(count)
        ids.extend(of_count)
        names += names_of_count
        comments.extend([count] * len(names_of_count))
    folded = [_folded(name) for name in names]
    for place, identity in enumerate(ids) if called else ():
        if identity in called:
            folded[place] = "\n".join(called[identity]).casefold()
    return CommenterTable(ids, names, folded, comments, names.index(None) if unnamed > 0 else None, together)


def _folded(name: str | None) -> str:
    """Return a name as it is looked for: the same object where case makes no difference, which halves the memory of most."""
    folded = (NO_NAME if name is None else name).casefold()
    return name if name == folded else folded


def commenter_facts(connection: sqlite3.Connection, thread: int, table: CommenterTable) -> CommenterFacts:
    """Return what else is told of the commenters of a thread."""
    gathered = Gathering(table)
    for row in connection.execute(rows.FACTS_OF_COMMENTERS_SQL, (thread,)):
        gathered.add(rows.figures(row))
    return gathered.facts()


class Gathering:
    """What is told of the commenters of a table, put together from figures that come in any order, some of a person maybe."""

    def __init__(self, table: CommenterTable) -> None:
        count = len(table)
        self._chief = table.together.chief
        self._places = dict(zip(table.ids, range(count), strict=True))
        self._words, self._unanswered, self._threads = (array("Q", bytes(8 * count)) for _ in range(3))
        self._first: list[str | None] = [None] * count
        self._last: list[str | None] = [None] * count
        self._recency = array("I", [_LATEST]) * count
        self._days: dict[str, str] = {}

    def add(self, told: Figures) -> None:
        """Take what is told of a person, or of one author that a person is."""
        place = self._places.get(self._chief.get(told.id, told.id))
        if place is None:
            return
        self._words[place] += told.words
        self._unanswered[place] += told.unanswered
        self._threads[place] += told.threads
        if told.first and told.last:
            first, last = told.first[:_DAY], told.last[:_DAY]
            first, last = self._days.setdefault(first, first), self._days.setdefault(last, last)
            earliest, latest = self._first[place], self._last[place]
            self._first[place] = first if earliest is None else min(earliest, first)
            self._last[place] = last if latest is None else max(latest, last)
            self._recency[place] = min(self._recency[place], _LATEST - seconds(told.last))

    def facts(self, *, of_threads: bool = False) -> CommenterFacts:
        """Return what has been told; in how many threads where that says anything."""
        threads = self._threads if of_threads else None
        return CommenterFacts(self._words, self._first, self._last, self._recency, self._unanswered, threads)
