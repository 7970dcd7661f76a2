"""Who speaks in an archive: everybody as columns, what is counted of some of them, and with whom they talk.

Invariant: nothing here reads more comments than those of the people asked for, but for the list of everybody, which reads none.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.archive.tables import by_count
from tui_reader.tables import Figures, Partners, Together

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.tables import CommenterTable

_MOST_PARTNERS = 3
_COUNTED = "SELECT coalesce(author, 0), count(*) FROM comment GROUP BY author"
_LOST = "SELECT coalesce(sum(lost), 0) FROM thread"
_WHO = """WITH who(author, person) AS
(SELECT nullif(json_extract(value, '$[0]'), 0), json_extract(value, '$[1]') FROM json_each(?1))"""
_THEIRS = """FROM who CROSS JOIN comment ON comment.author IS who.author
AND comment.status <> 'lost' AND (?2 IS NULL OR comment.thread = ?2)"""
_FIGURES = f"""{_WHO} SELECT who.person, count(*), count(DISTINCT comment.thread), sum(comment.words),
min(comment.posted), max(comment.posted), sum(comment.descendants = 0) {_THEIRS} GROUP BY who.person"""
_TALK = f"{_WHO} SELECT who.person, other.author, count(*) {_THEIRS} CROSS JOIN comment AS other"
_NAMED_ONLY = "AND who.author IS NOT NULL AND other.author IS NOT NULL GROUP BY who.person, other.author"
_ANSWERS = f"{_TALK} ON other.id = comment.parent {_NAMED_ONLY}"
_ANSWERED = f"{_TALK} ON other.parent = comment.id {_NAMED_ONLY}"
_AUTHORS = "SELECT id, name, site FROM author WHERE id IN (SELECT value FROM json_each(?))"
_ELSEWHERE = "SELECT 1 FROM author WHERE site <> (SELECT site FROM author LIMIT 1) LIMIT 1"
_CALLED = "SELECT id, name, site FROM author WHERE name IN (SELECT value FROM json_each(?))"


def everybody(connection: sqlite3.Connection, together: Together) -> CommenterTable:
    """Return everybody who comments in an archive, by the index of authors alone."""
    counts: Counter[int] = Counter()
    for author, comments in map(rows.pair, connection.execute(_COUNTED)):
        counts[together.person(author)] += comments
    unnamed = counts.pop(0, 0) - int(connection.execute(_LOST).fetchone()[0])
    return by_count(counts, map(rows.author, connection.execute(rows.AUTHOR_SQL)), unnamed, together)


def figures(
    connection: sqlite3.Connection, people: Iterable[int], together: Together, thread: int | None = None
) -> dict[int, Figures]:
    """Return what is counted of people, by row id, in a thread or else everywhere; 0 are all comments without a name."""
    found = connection.execute(_FIGURES, (json.dumps(together.pairs(people)), thread))
    return {each.id: each for each in map(rows.figures, found)}


def partners(
    connection: sqlite3.Connection, people: Sequence[int], together: Together, thread: int | None = None
) -> dict[int, Partners]:
    """Return with whom people talk most, by row id; nobody is their own partner, and who has no name is nobody's."""
    asked = json.dumps(together.pairs(people)), thread
    answers = _most(map(rows.triple, connection.execute(_ANSWERS, asked)), together)
    answered = _most(map(rows.triple, connection.execute(_ANSWERED, asked)), together)
    wanted = {other for talk in (answers, answered) for most in talk.values() for other, _ in most}
    names = {identity: name for identity, name, _ in authors(connection, wanted)}
    names |= {person: called[0] for person, called in together.names.items()}
    return {person: Partners(_named(answers, person, names), _named(answered, person, names)) for person in people}


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


def authors(connection: sqlite3.Connection, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """Return row id, name and site of authors, by row id."""
    return [rows.named_author(row) for row in connection.execute(_AUTHORS, (json.dumps(list(ids)),))]


def has_several_sites(connection: sqlite3.Connection) -> bool:
    """Return whether not all authors are of one site."""
    return connection.execute(_ELSEWHERE).fetchone() is not None


def together_by(connection: sqlite3.Connection, groups: Iterable[Sequence[tuple[str, str]]]) -> Together:
    """Return which authors are one person, by groups of site and name, each with the one that it is called by first."""
    groups = list(groups)
    wanted = json.dumps([name for group in groups for _, name in group])
    ids = {(site, name): identity for identity, name, site in map(rows.named_author, connection.execute(_CALLED, (wanted,)))}
    chief: dict[int, int] = {}
    members: dict[int, tuple[int, ...]] = {}
    names: dict[int, tuple[str, ...]] = {}
    for group in groups:
        found = tuple(ids[named] for named in group if named in ids)
        if found:
            chief |= dict.fromkeys(found, found[0])
            members[found[0]] = found
            names[found[0]] = tuple(dict.fromkeys(name for _, name in group))
    return Together(chief, members, names)
