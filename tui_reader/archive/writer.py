"""Writing an archive: one transaction a source, everything of it or nothing.

Invariant: at rest the archive is one file in DELETE journal mode; whatever ends the writing, whole sources only are in it.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Self

from tui_reader.archive.caches import restore_caches
from tui_reader.archive.connection import LARGEST_VALUE, begin_writing, close_writing, open_for_writing
from tui_reader.archive.failures import blamed_on, explained
from tui_reader.archive.migrations import migrate
from tui_reader.archive.raw import packed
from tui_reader.archive.staging import Staging
from tui_reader.archive.threads import FindQuotations, Outcome, ThreadStore
from tui_reader.pace import Pace, rare_collections

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from tui_reader.archive.packing import Storable
    from tui_reader.model import Article, Origin, Problem

_KNOWN = "SELECT id, format, layout FROM source WHERE sha256 = ? AND parent IS NULL"
_TAKE_OUT = (
    "DELETE FROM problem WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent))",
    "DELETE FROM raw WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent))",
    "DELETE FROM source WHERE ?1 IN (id, parent)",
)
_SOURCE_IN = """INSERT INTO source(parent, name, path, sha256, bytes, lines, format, layout, confidence, imported_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_SOURCE_COUNTS = "UPDATE source SET threads = ?, comments = ?, problems = ? WHERE id = ?"
_RAW_IN = "INSERT OR IGNORE INTO raw VALUES (?, ?, ?)"
_PROBLEM_IN = "INSERT INTO problem(source, line, message) VALUES (?, ?, ?)"

_PACKED, _STORED = 0.2, 0.9
"""Shares of the time after which the source itself is kept and all threads are written; the rest goes into the index."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a source before it is read.

    `origin` holds for every thread that names none of its own. `path` is where it was found, as the user wrote it. `raw` are
    its bytes, given for plain text and pages only, and `encoding` how they became text; provenance shows lines of them.
    `is_read_anew` says that it takes the place of what is there, though that has the same format and layout.
    """

    origin: Origin
    path: str | None = None
    raw: bytes | None = None
    encoding: str = "utf-8"
    is_read_anew: bool = False


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What adding a source did.

    `known` says that the same bytes were in already and read in the same way, so that nothing was written; `replaced` that
    what another way of reading had made of them was taken out. `added`, `updated` and `unchanged` count threads, `keys` names
    all of them in their order. `comments`, `people`, `lost`, `unnamed` and `names_lost` (those of the unnamed whose name there
    once was) count what these threads hold, whether that is new or not. `problems` are all that there were, those found while
    the trees were put together included.
    """

    known: bool = False
    replaced: bool = False
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    comments: int = 0
    people: int = 0
    lost: int = 0
    unnamed: int = 0
    names_lost: int = 0
    keys: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def wrote_nothing(self) -> bool:
        """Whether every thread was in already, or there was none; the source then leaves no trace."""
        return not (self.added or self.updated or self.replaced)


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source that is in an archive: its row, and how it was read."""

    id: int
    format: str
    layout: str | None

    def was_read_as(self, origin: Origin) -> bool:
        """Return whether reading it so again would say nothing new."""
        return (self.format, self.layout) == (origin.format, origin.layout)


class ArchiveWriter:
    """An archive to add sources to; a context manager. The file is opened, or created, by the first source."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._has_caches = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Leave one file; what was not finished is taken back."""
        if self._connection:
            connection, self._connection = self._connection, None
            close_writing(connection, self.path)

    def known(self, sha256: str) -> KnownSource | None:
        """Return the source with these bytes, if it is in the archive; to ask changes nothing."""
        if self._connection is None and not os.path.lexists(self.path):
            return None
        with explained(self.path):
            connection = self._open()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return _known(connection, sha256) if version else None

    def add(
        self,
        source: SourceFacts,
        records: Iterable[Storable],
        quotations: FindQuotations | None = None,
        pace: Pace | None = None,
    ) -> AddedSource:
        """Add a source wholly, or nothing of it where an exception ends it, one from `records` included.

        `records` may come in any order; what is wrong with them alone is a SourceError. `quotations` is asked for each thread
        that is new or has changed. Where the same bytes are in but were read in another way, what came of that is taken out.
        """
        known = self.known(source.origin.sha256)
        if known and known.was_read_as(source.origin) and not source.is_read_anew:
            return AddedSource(known=True)
        with explained(self.path):
            connection = self._open()
            self._prepare(connection)
            with _transaction(connection), blamed_on(source.path or source.origin.name), rare_collections():
                known = _known(connection, source.origin.sha256)
                if known and known.was_read_as(source.origin) and not source.is_read_anew:
                    return AddedSource(known=True)
                added = _SourceAdding(connection, source, quotations, pace or Pace()).run(records, known)
                if added.wrote_nothing:
                    connection.execute("ROLLBACK")
                return added

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """See to it that all tables are there; caches that somebody drops meanwhile are not looked for again."""
        begin_writing(connection)
        migrate(connection)
        if not self._has_caches:
            with _transaction(connection):
                restore_caches(connection)
            self._has_caches = True

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = open_for_writing(self.path)
        return self._connection


class _SourceAdding:
    """One source on its way into the archive."""

    def __init__(
        self, connection: sqlite3.Connection, facts: SourceFacts, find_quotations: FindQuotations | None, pace: Pace
    ) -> None:
        self._connection = connection
        self._facts = facts
        self._pace = pace
        self._staging = Staging(connection)
        self._store = ThreadStore(connection, find_quotations)
        self._now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._inner: dict[Origin, int] = {}

    def run(self, records: Iterable[Storable], known: KnownSource | None) -> AddedSource:
        """Read all records, then write the threads one by one, in the place of those that are known from another reading."""
        self._staging.fill(records)
        own = self._staging.problems_of_source()
        replaces = known is not None and self._staging.count() > 0
        if known and replaces:
            self._take_out(known)
        source = self._write_source()
        self._keep_texts(source)
        self._store_threads(source)
        self._store.index_new(self._pace.part(_STORED, 1))
        self._connection.executemany(_PROBLEM_IN, [(source, each.line, each.message) for each in own])
        self._staging.clear()
        added = self._added(own, replaced=replaces)
        self._connection.execute(_SOURCE_COUNTS, (len(added.keys), added.comments, len(added.problems), source))
        return added

    def _added(self, own: Iterable[Problem], *, replaced: bool) -> AddedSource:
        """Return what became of all threads."""
        stored = self._store.stored
        outcomes = Counter(each.outcome for each in stored)
        return AddedSource(
            replaced=replaced,
            added=outcomes[Outcome.ADDED],
            updated=outcomes[Outcome.UPDATED],
            unchanged=outcomes[Outcome.UNCHANGED],
            comments=sum(each.comments for each in stored),
            people=len(frozenset().union(*(each.people for each in stored))),
            lost=sum(each.lost for each in stored),
            unnamed=sum(each.unnamed for each in stored),
            names_lost=sum(each.names_lost for each in stored),
            keys=tuple(each.key for each in stored),
            problems=(*own, *chain.from_iterable(each.problems for each in stored)),
        )

    def _take_out(self, known: KnownSource) -> None:
        """Take out a source with the threads that were last written from it."""
        self._store.take_out(known.id)
        for statement in _TAKE_OUT:
            self._connection.execute(statement, (known.id,))

    def _store_threads(self, source: int) -> None:
        count = self._staging.count()
        for number, article in enumerate(self._staging.articles()):
            self._store_thread(article, source, self._pace.part(_PACKED, _STORED).part(number / count, (number + 1) / count))

    def _store_thread(self, article: Article, source: int, pace: Pace) -> None:
        document = self._inner_source(article.origin, source) if article.origin else source
        told, problems = self._staging.comments(article.ref), self._staging.problems(article.ref)
        self._store.store(article, told, problems, document, pace)

    def _write_source(self) -> int:
        source = self._write_origin(self._facts.origin, None, self._facts.path)
        if self._facts.raw is not None:
            data = packed(self._facts.raw, self._pace)
            if len(data) < LARGEST_VALUE:
                self._connection.execute(_RAW_IN, (source, self._facts.encoding, data))
        return source

    def _keep_texts(self, source: int) -> None:
        """Keep the texts of documents inside the source, as far as they fit."""
        for origin, encoding, data in self._staging.texts():
            if len(data) < LARGEST_VALUE:
                self._connection.execute(_RAW_IN, (self._inner_source(origin, source), encoding, data))

    def _inner_source(self, origin: Origin, source: int) -> int:
        if origin not in self._inner:
            self._inner[origin] = self._write_origin(origin, source, None)
        return self._inner[origin]

    def _write_origin(self, origin: Origin, parent: int | None, path: str | None) -> int:
        document = (origin.sha256, origin.bytes, origin.lines, origin.format, origin.layout, origin.confidence)
        ((identity,),) = self._connection.execute(_SOURCE_IN, (parent, origin.name, path, *document, self._now)).fetchall()
        return int(identity)


def _known(connection: sqlite3.Connection, sha256: str) -> KnownSource | None:
    found = connection.execute(_KNOWN, (sha256,)).fetchone()
    return KnownSource(*found) if found else None


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done inside, unless it was taken back there, or take all of it back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if connection.in_transaction:
            connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
