"""Who speaks in an archive: everybody as columns, what is counted of some of them, with whom they talk, and what they say.

Invariant: nothing here reads more comments than those of the people asked for, but for the list of everybody, which reads none.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.connection import patience
from tui_reader.archive.outlines import seconds
from tui_reader.archive.tables import Gathering, by_count
from tui_reader.people import APART, Partners, Together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.people import Figures
    from tui_reader.query import Additions, Condition
    from tui_reader.tables import CommenterFacts, CommenterTable

_MOST_PARTNERS = 3
_WINDOW = 5_000
_A_MILLION = 10**6
_ASKED_EVERY = 1_000
_COUNTED = "SELECT coalesce(author, 0), count(*) FROM comment GROUP BY author"
_LOST = "SELECT coalesce(sum(lost), 0) FROM thread"
_WHO = """WITH who(author, person) AS
(SELECT nullif(json_extract(value, '$[0]'), 0), json_extract(value, '$[1]') FROM json_each(?1))"""
_THEIRS = """FROM who CROSS JOIN comment ON comment.author IS who.author
AND comment.status <> 'lost' AND (?2 IS NULL OR comment.thread = ?2)"""
_FIGURES = f"""{_WHO} SELECT who.person, count(*), count(DISTINCT comment.thread), sum(comment.words),
min(comment.posted), max(comment.posted), sum(comment.descendants = 0) {_THEIRS} GROUP BY who.person"""
_OF_ALL = """SELECT coalesce(author, 0), count(*), count(DISTINCT thread), sum(words), min(posted), max(posted),
sum(descendants = 0) FROM comment WHERE status <> 'lost' GROUP BY author"""
_TALK = f"{_WHO} SELECT who.person, other.author, count(*) {_THEIRS} CROSS JOIN comment AS other"
_NAMED_ONLY = "AND who.author IS NOT NULL AND other.author IS NOT NULL GROUP BY who.person, other.author"
_ANSWERS = f"{_TALK} ON other.id = comment.parent {_NAMED_ONLY}"
_ANSWERED = f"{_TALK} ON other.parent = comment.id {_NAMED_ONLY}"
_HOURS = f"{_WHO} SELECT coalesce(substr(comment.posted, 1, 13), ''), count(*) {_THEIRS} GROUP BY 1"
_SAID = "SELECT c.id FROM comment AS c WHERE c.author IN (SELECT value FROM json_each(?)) AND c.status <> 'lost'"
_BY_THEM = "c.author IN (SELECT value FROM json_each({}))"
_NEWEST_FIRST = "c.posted DESC, c.id DESC"
_OLDEST_FIRST = "c.posted IS NULL, c.posted, c.id"
_AUTHORS = "SELECT id, name, site FROM author WHERE id IN (SELECT value FROM json_each(?))"
_ELSEWHERE = "SELECT 1 FROM author WHERE site <> (SELECT site FROM author LIMIT 1) LIMIT 1"
_CALLED = "SELECT id, name, site FROM author WHERE name IN (SELECT value FROM json_each(?))"


class People:
    """Those who speak in an archive. Several threads of execution may ask."""

    def __init__(self, pool: ReadingPool) -> None:
        self._pool = pool

    # Everybody.

    def everybody(self, together: Together = APART) -> CommenterTable:
        """Return who speaks in all threads as columns, most comments first; lost slots are nobody's."""
        with self._pool.use(patience(_A_MILLION)) as connection:
            counts = Counter(dict(map(rows.pair, connection.execute(_COUNTED))))
            for author, person in together.chief.items():
                if author != person and author in counts:
                    counts[person] += counts.pop(author)
            unnamed = counts.pop(0, 0) - int(connection.execute(_LOST).fetchone()[0])
            return by_count(counts, map(rows.author, connection.execute(rows.AUTHOR_SQL)), unnamed, together)

    def facts(self, table: CommenterTable, stopped: Callable[[], bool] = lambda: False) -> CommenterFacts:
        """Return what else is told of everybody who speaks: it reads all comments, five seconds for a million.

        Once `stopped` says that nobody waits any more, what is known so far is returned.
        """
        gathered, together = Gathering(table), table.together
        with self._pool.use(patience(sum(table.comments))) as connection:
            for number, row in enumerate(connection.execute(_OF_ALL)):
                if row[0] not in together.chief:
                    gathered.add(rows.figures(row))
                if number % _ASKED_EVERY == 0 and stopped():
                    break
        several = [place for place, person in enumerate(table.ids) if person in together.members] if together.members else []
        for some in self.figures(table, None, several):
            for told in some.values():
                gathered.add(told)
        return gathered.facts(of_threads=True)

    def together(self, groups: Iterable[Sequence[tuple[str, str]]]) -> Together:
        """Return which authors are one person, by groups of site and name, each with the one that it is called by first."""
        groups = list(groups)
        ids = self.ids(named for group in groups for named in group)
        found = [(group, members) for group in groups if (members := tuple(ids[named] for named in group if named in ids))]
        return Together(
            {author: members[0] for _, members in found for author in members},
            {members[0]: members for _, members in found},
            {members[0]: tuple(dict.fromkeys(name for _, name in group)) for group, members in found},
        )

    def ids(self, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the row ids of authors by site and name, those of whom the archive knows nothing left out."""
        wanted = set(named)
        found = self._all(_CALLED, json.dumps([name for _, name in wanted]))
        return {(site, name): author for author, name, site in map(rows.named_author, found) if (site, name) in wanted}

    def names(self, authors: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return site and name of authors, by row id."""
        found = map(rows.named_author, self._all(_AUTHORS, json.dumps(list(authors))))
        return {author: (site, name) for author, name, site in found}

    def have_several_sites(self) -> bool:
        """Return whether not all are of one site, so that a name alone does not say who somebody is."""
        return bool(self._all(_ELSEWHERE))

    # Some of them, in one thread or else everywhere.

    def figures(
        self, table: CommenterTable, thread_id: int | None = None, places: Iterable[int] | None = None
    ) -> Iterator[dict[int, Figures]]:
        """Yield what is counted of those in a table, or at some places of it, by row id; 0 are comments without a name.

        Some at a time, in their order, each of which has the time of a query for itself; it reads all their comments.
        """
        for some in _portions(table, range(len(table)) if places is None else places):
            found = self._of(_FIGURES, table, some, thread_id)
            yield {told.id: told for told in map(rows.figures, found)}

    def partners(self, table: CommenterTable, places: Sequence[int], thread_id: int | None = None) -> dict[int, Partners]:
        """Return with whom those at some places of a table talk most, by row id.

        Nobody is their own partner, and who has no name is nobody's.
        """
        together = table.together
        answers = _most(map(rows.triple, self._of(_ANSWERS, table, places, thread_id)), together)
        answered = _most(map(rows.triple, self._of(_ANSWERED, table, places, thread_id)), together)
        wanted = {other for talk in (answers, answered) for most in talk.values() for other, _ in most}
        names = {author: name for author, (_, name) in self.names(wanted).items()}
        names |= {person: called[0] for person, called in together.names.items()}
        people = [table.ids[place] for place in places]
        return {person: Partners(_named(answers, person, names), _named(answered, person, names)) for person in people}

    def posted(self, table: CommenterTable, place: int, thread_id: int | None = None) -> list[int]:
        """Return when somebody's comments were written, to the hour, as seconds since 1970, 0 where that is not known."""
        hours = map(rows.keyed, self._of(_HOURS, table, [place], thread_id))
        return [moment for hour, comments in hours for moment in [seconds(hour)] * comments]

    # What they say.

    def said(self, authors: Sequence[int], *, oldest_first: bool = False) -> array[int]:
        """Return the row ids of all comments by some authors in the order of time, those without a date last."""
        sql = f"{_SAID} ORDER BY {_OLDEST_FIRST if oldest_first else _NEWEST_FIRST}"
        with self._pool.use(patience(_A_MILLION)) as connection:
            return _ids(connection.execute(sql, (json.dumps(list(authors)),)))

    def said_of(
        self,
        authors: Sequence[int],
        condition: Condition,
        additions: Additions,
        stopped: Callable[[], bool] = lambda: False,
        *,
        oldest_first: bool = False,
    ) -> array[int]:
        """Return the same of those comments alone that meet a condition; what was found so far once nobody waits."""
        from tui_reader.archive.search.writing import Writing, source, until

        found = array("q")
        with self._pool.use(patience(_A_MILLION), stopped) as connection, until(stopped):
            writing = Writing(connection, additions)
            by_them = _BY_THEM.format(writing.bind(json.dumps(list(authors))))
            order = _OLDEST_FIRST if oldest_first else _NEWEST_FIRST
            select = source(condition, writing).select("c.id", f" AND {by_them} ORDER BY {order}")
            found.extend(map(rows.number, writing.rows(select)))
        return found

    def _of(self, sql: str, table: CommenterTable, places: Sequence[int], thread_id: int | None) -> list[rows.Row]:
        asked = json.dumps(table.together.pairs(table.ids[place] for place in places)), thread_id
        with self._pool.use(patience(sum(table.comments[place] for place in places))) as connection:
            return connection.execute(sql, asked).fetchall()

    def _all(self, sql: str, *values: str) -> list[rows.Row]:
        with self._pool.use() as connection:
            return connection.execute(sql, values).fetchall()


def _ids(found: Iterable[rows.Row]) -> array[int]:
    return array("q", map(rows.number, found))


def _portions(table: CommenterTable, places: Iterable[int]) -> Iterator[list[int]]:
    """Yield places in their order, so many at a time as have a number of comments that is soon read."""
    some: list[int] = []
    comments = 0
    for place in places:
        some.append(place)
        comments += table.comments[place]
        if comments >= _WINDOW:
            yield some
            some, comments = [], 0
    if some:
        yield some


def _most(talk: Iterable[tuple[int, int, int]], together: Together) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, Counter[int]] = {}
    for person, author, comments in talk:
        if (other := together.person(author)) != person:
            found.setdefault(person, Counter())[other] += comments
    return {person: sorted(counts.items(), key=_most_first)[:_MOST_PARTNERS] for person, counts in found.items()}


def _most_first(item: tuple[int, int]) -> tuple[int, int]:
    return -item[1], item[0]


def _named(talk: Mapping[int, Sequence[tuple[int, int]]], person: int, names: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    return tuple((names[other], comments) for other, comments in talk.get(person, ()) if other in names)
