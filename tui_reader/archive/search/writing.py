"""From a condition to SQL: what an index tells is asked of it first, what only Python can judge is judged last.

Each kind of condition registers a function with `clause`; `source` puts together what a statement reads from.

Invariant: values are bound, never written; a clause is true of exactly the comments that meet the condition, and null is as
good as false. A slot that is wholly lost meets nothing, not even a negation.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from functools import singledispatch
from typing import TYPE_CHECKING

from tui_reader.archive.search.index import asked_of_index
from tui_reader.archive.search.judging import Judges
from tui_reader.query import All, Either, Not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui_reader.archive.rows import Row
    from tui_reader.query import Additions, Condition

_HAS_INDEX = "SELECT 1 FROM sqlite_schema WHERE name = 'comment_fts'"
_MANY, _FEW = 2_000, 1_000
"""Comments that are so many that it is worth to ask how few have certain words; and how few."""

_DEEPEST = 12
"""Levels of clauses in clauses that are written out; SQLite's parser gives up at about three times as many."""


class Cost(IntEnum):
    """How much it takes to tell whether a clause is true of a comment; of what is looked up, nothing else is looked at."""

    LOOKED_UP = 0
    COLUMN = 1
    SET = 2
    JUDGED = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """SQL that is true of some comments, called `c` in it; `depth` counts the clauses in it that lie in each other."""

    sql: str
    cost: Cost = Cost.COLUMN
    depth: int = 1


@dataclass(slots=True)
class Writing:
    """A statement that is being written: `sets` has its common table expressions, `values` what is bound.

    `thread` is the row id of the one thread that is asked about, None for all; `span` the lowest and the highest row id of its
    comments; one that `is_short` is looked through sooner than all that somebody has said anywhere.
    """

    connection: sqlite3.Connection
    additions: Additions
    thread: int | None = None
    span: tuple[int, int] | None = None
    is_short: bool = False
    sets: dict[str, str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    judges: Judges = field(init=False)
    has_index: bool = field(init=False)

    def __post_init__(self) -> None:
        self.judges = Judges(self.connection, self.bind)
        self.has_index = self.connection.execute(_HAS_INDEX).fetchone() is not None

    def statement(self, select: str) -> str:
        """Return a statement with the common table expressions that it needs before it."""
        sets = ", ".join(f"{name} AS {body}" for name, body in self.sets.items())
        return f"WITH RECURSIVE {sets} {select}" if sets else select

    def rows(self, select: str) -> Iterator[Row]:
        """Yield what a SELECT finds."""
        yield from self.connection.execute(self.statement(select), self.values)

    def bind(self, value: object) -> str:
        """Return the parameter that stands for a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def define(self, columns: str, select: str) -> str:
        """Return the name of a set of rows; `{set}` in its SELECT is the set itself."""
        name = f"s{len(self.sets)}"
        self.sets[f"{name}({columns})"] = f"({select.replace('{set}', name)})"
        return name

    def ids(self, sql: str, values: Mapping[str, object]) -> list[int]:
        """Return the row ids that another statement finds."""
        return [identity for (identity,) in self.connection.execute(sql, values)]

    def of_thread(self, column: str) -> str:
        """Return what limits rows to the one thread that is asked about, nothing where all are; after AND or WHERE."""
        return "" if self.thread is None else f"{column} = {self.bind(self.thread)}"

    def within_span(self, column: str) -> str:
        """Return what limits row ids to those that the thread may have, as what follows a first condition."""
        return "" if self.span is None else f" AND {column} BETWEEN {self.bind(self.span[0])} AND {self.bind(self.span[1])}"

    def indexed(self, match: str) -> Clause:
        """Return what is true of the comments that the full-text index finds."""
        found = f"SELECT rowid FROM comment_fts WHERE comment_fts MATCH {self.bind(match)}{self.within_span('rowid')}"
        return Clause(f"c.id IN ({found})", Cost.LOOKED_UP)


@contextmanager
def until(stopped: Callable[[], bool]) -> Iterator[None]:
    """Leave off inside without a word where SQLite breaks off since nobody waits any more."""
    try:
        yield
    except sqlite3.OperationalError:
        if not stopped():
            raise


@dataclass(frozen=True, slots=True)
class Source:
    """Where comments come from: the tables, and what has to be true of a row.

    `match` is what is asked of the full-text index, where the tables begin with it.
    """

    tables: str
    where: str
    match: str | None = None

    def select(self, columns: str, more: str = "") -> str:
        """Return the SELECT of some columns; `more` follows its WHERE."""
        return f"SELECT {columns} FROM {self.tables} WHERE {self.where}{more}"


def source(condition: Condition | None, writing: Writing, *, ranked: bool = False) -> Source:
    """Return where the comments that meet a condition come from, all comments for None.

    Where they are to be `ranked`, the tables begin with the full-text index whenever it knows something of them.
    """
    parts = [] if condition is None else flat(All, condition)
    match, rest = asked_of_index(parts, All) if writing.has_index else (None, parts)
    clauses = sorted((clause(part, writing) for part in rest), key=_cost)
    is_led = not ranked and bool(clauses) and clauses[0].cost is Cost.LOOKED_UP
    if match is not None and is_led:
        is_led = _is_sooner(clauses[0], match, writing)
        if is_led:
            clauses.append(writing.indexed(match))
    if writing.thread is not None:
        clauses.append(Clause(f"{'+' if is_led or match else ''}{writing.of_thread('c.thread')}"))
    clauses.append(Clause("c.status <> 'lost'"))
    if match is None or is_led:
        return Source("comment AS c", joined(clauses, "AND").sql)
    asked = Clause(f"comment_fts MATCH {writing.bind(match)}{writing.within_span('comment_fts.rowid')}")
    tables = "comment_fts CROSS JOIN comment AS c ON c.id = comment_fts.rowid"
    return Source(tables, f"{asked.sql} AND {joined(clauses, 'AND').sql}", match)


def _is_sooner(lead: Clause, match: str, writing: Writing) -> bool:
    """Return whether looking up what a clause says is sooner done than asking the index, as few have the words."""
    some = writing.statement(f"SELECT 1 FROM comment AS c WHERE {lead.sql} LIMIT {_MANY}")
    if len(writing.connection.execute(some, writing.values).fetchall()) < _MANY:
        return True
    found = "SELECT 1 FROM comment_fts WHERE comment_fts MATCH ? LIMIT ?"
    return len(writing.connection.execute(found, (match, _FEW)).fetchall()) == _FEW


@singledispatch
def clause(condition: Condition, writing: Writing) -> Clause:
    """Return what is true of the comments that meet a condition."""
    raise TypeError(f"{condition!r} of {writing!r}")


@clause.register
def _(condition: Not, writing: Writing) -> Clause:
    inner = clause(condition.condition, writing)
    return _written_out(Clause(f"NOT coalesce({inner.sql}, 0)", max(inner.cost, Cost.COLUMN), inner.depth + 1), writing)


@clause.register
def _(condition: All, writing: Writing) -> Clause:
    return _together(condition, writing, "AND")


@clause.register
def _(condition: Either, writing: Writing) -> Clause:
    return _together(condition, writing, "OR")


def _together(condition: All | Either, writing: Writing, word: str) -> Clause:
    """Return what is true where all or any of some conditions are; what the index tells is one question to it."""
    parts = flat(type(condition), condition)
    match, rest = asked_of_index(parts, type(condition)) if writing.has_index else (None, parts)
    asked = [] if match is None else [writing.indexed(match)]
    return _written_out(joined(sorted([*asked, *(clause(part, writing) for part in rest)], key=_cost), word), writing)


def _written_out(written: Clause, writing: Writing) -> Clause:
    """Return a clause, as a question to a set of comments where it lies too deep."""
    if written.depth <= _DEEPEST:
        return written
    thread = "" if writing.thread is None else f"{writing.of_thread('c.thread')} AND "
    name = writing.define("id", f"SELECT c.id FROM comment AS c WHERE {thread}{written.sql}")
    return Clause(f"c.id IN (SELECT id FROM {name})", Cost.SET)


def joined(clauses: Sequence[Clause], word: str) -> Clause:
    """Return clauses joined in pairs, and these in pairs again, so that many do not lie deep in each other."""
    level = list(clauses)
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [pair[0] if len(pair) == 1 else _pair(pair[0], pair[1], word) for pair in pairs]
    return level[0]


def _pair(one: Clause, other: Clause, word: str) -> Clause:
    """Return two clauses joined; it is enough to look up one where both must be true."""
    cost = min(one.cost, other.cost) if word == "AND" else max(one.cost, other.cost)
    return Clause(f"({one.sql} {word} {other.sql})", cost, max(one.depth, other.depth) + 1)


def _cost(written: Clause) -> int:
    return written.cost


def flat(kind: type[All] | type[Either], condition: Condition) -> list[Condition]:
    """Return the conditions that are joined in one way, however they are grouped."""
    if not isinstance(condition, kind):
        return [condition]
    return [part for inner in condition.conditions for part in flat(kind, inner)]
