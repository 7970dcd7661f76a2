"""Where the records of a source wait until all of them are there: a comment may come before its thread or its parent.

Invariant: what waits is text that can be stored; a large source waits in SQLite's own temporary file, so memory holds no more
than `HELD_IN_MEMORY` and one thread, whose comments of 300 characters come to 1,100 bytes each while it is put together.
"""

from __future__ import annotations

import json
import marshal
from collections import defaultdict
from dataclasses import asdict, replace
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from tui_reader.archive.merging import fuller
from tui_reader.archive.packing import (
    Noted,
    PackedComments,
    Storable,
    packed_comments,
    storable_comments,
    storable_text,
    unpacked_comments,
)
from tui_reader.archive.raw import packed
from tui_reader.model import Article, Block, BlockKind, Comment, KeptText, Names, Origin, Problem, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

HELD_IN_MEMORY = 100_000_000
"""Bytes of comments that may wait in memory, as far as they can be told: the process then takes some 170 MB."""

_BYTES_BESIDE_THE_BODY, _BYTES_BESIDE_A_PACK = 520, 100
_SORTED_AT_ONCE = 1024

_TABLES = (
    "CREATE TEMP TABLE staged_article (thread TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, article TEXT) WITHOUT ROWID",
    "CREATE TEMP TABLE staged_comments (ordinal INTEGER PRIMARY KEY, thread TEXT NOT NULL, comments BLOB NOT NULL)",
    "CREATE TEMP TABLE staged_problem (ordinal INTEGER PRIMARY KEY, thread, line, message)",
    "CREATE TEMP TABLE staged_text (ordinal INTEGER PRIMARY KEY, origin TEXT, encoding TEXT, data BLOB)",
)
_SORT = (
    "CREATE INDEX temp.staged_comments_thread ON staged_comments(thread)",
    "CREATE INDEX temp.staged_problem_thread ON staged_problem(thread)",
    """INSERT INTO staged_article SELECT thread, min(ordinal), NULL FROM staged_comments
    WHERE thread NOT IN (SELECT thread FROM staged_article) GROUP BY thread""",
)
_HEADLESS_IN = "INSERT OR IGNORE INTO staged_article VALUES (?, ?, NULL)"
_PROBLEMS_OF_THE_ONLY_THREAD = """UPDATE staged_problem SET thread = (SELECT thread FROM staged_article)
WHERE thread IS NULL AND (SELECT count(*) FROM staged_article) = 1"""

_COMMENTS_IN = "INSERT INTO staged_comments VALUES (?, ?, ?)"
_COMMENTS_OUT = "SELECT comments FROM staged_comments WHERE thread = ? ORDER BY ordinal"
_ARTICLE_IN = "INSERT INTO staged_article VALUES (?, ?, ?)"
_ARTICLE_AGAIN = "UPDATE staged_article SET article = ? WHERE thread = ?"
_PROBLEM_IN = "INSERT INTO staged_problem VALUES (?, ?, ?, ?)"
_TEXT_IN = "INSERT INTO staged_text VALUES (?, ?, ?, ?)"
_TEXTS_OUT = "SELECT origin, encoding, data FROM staged_text ORDER BY ordinal"
_CLEAR = (
    "DROP TABLE temp.staged_article",
    "DROP TABLE temp.staged_comments",
    "DROP TABLE temp.staged_problem",
    "DROP TABLE temp.staged_text",
)
_PROBLEMS_OF_THREAD = "SELECT message, line FROM staged_problem WHERE thread = ? ORDER BY ordinal"
_PROBLEMS_OF_SOURCE = """SELECT message, line FROM staged_problem
WHERE thread IS NULL OR thread NOT IN (SELECT thread FROM staged_article) ORDER BY ordinal"""


class Staging:
    """The records of one source, sorted by thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make room in the temporary database of a connection that is inside a transaction."""
        self._connection = connection
        self._ordinals = count(1)
        self._fresh: list[Comment] = []
        self._held: dict[str, list[Comment]] = defaultdict(list)
        self._packs: dict[str, list[bytes]] = {}
        self._room = HELD_IN_MEMORY
        for statement in _TABLES:
            connection.execute(statement)

    def fill(self, records: Iterable[Storable]) -> None:
        """Take all records of the source."""
        for record in records:
            match record:
                case Comment():
                    self._stage_comment(record)
                case Article():
                    self._stage_article(record)
                case Problem():
                    self._stage_problem(record)
                case PackedComments():
                    self._stage_pack(record)
                case Noted():
                    self._stage_problem(record.problem)
                case KeptText():
                    self._stage_text(record)
        self._sort_fresh()
        for statement in _SORT:
            self._connection.execute(statement)
        self._connection.executemany(_HEADLESS_IN, ((each, next(self._ordinals)) for each in chain(self._held, self._packs)))
        self._connection.execute(_PROBLEMS_OF_THE_ONLY_THREAD)

    def count(self) -> int:
        """Return how many threads wait."""
        (count,) = self._connection.execute("SELECT count(*) FROM staged_article").fetchone()
        return int(count)

    def articles(self) -> Iterator[Article]:
        """Yield the threads in the order in which they came; one without an article is known by its reference alone."""
        rows = self._connection.execute("SELECT thread, article FROM staged_article ORDER BY ordinal").fetchall()
        for thread, article in rows:
            yield _article(json.loads(article)) if article else Article(ref=thread)

    def comments(self, thread: str) -> list[Comment]:
        """Hand out the comments of a thread, once, in the order in which they came."""
        moved = self._connection.execute(_COMMENTS_OUT, (thread,))
        packs = (pack for (packs,) in moved for pack in marshal.loads(packs))  # noqa: S302 (written here)
        waiting = chain(packs, self._packs.pop(thread, ()))
        return [*unpacked_comments(waiting), *self._held.pop(thread, ())]

    def problems(self, thread: str) -> list[Problem]:
        """Return the problems of a thread in the order in which they came."""
        return [Problem(*row) for row in self._connection.execute(_PROBLEMS_OF_THREAD, (thread,))]

    def problems_of_source(self) -> list[Problem]:
        """Return the problems that belong to no thread."""
        return [Problem(*row) for row in self._connection.execute(_PROBLEMS_OF_SOURCE)]

    def texts(self) -> Iterator[tuple[Origin, str, bytes]]:
        """Yield the texts of documents inside the source: which, how they became text, and their packed bytes."""
        for origin, encoding, data in self._connection.execute(_TEXTS_OUT):
            yield Origin(**json.loads(origin)), encoding, data

    def clear(self) -> None:
        """Forget everything."""
        for statement in _CLEAR:
            self._connection.execute(statement)

    def _stage_comment(self, comment: Comment) -> None:
        self._fresh.append(comment)
        self._room -= len(comment.body) + _BYTES_BESIDE_THE_BODY
        if comment.original is not None:
            self._room -= len(comment.original)
        if self._room < 0 or len(self._fresh) == _SORTED_AT_ONCE:
            self._sort_fresh()

    def _sort_fresh(self) -> None:
        """Put what came last to its threads."""
        fresh, self._fresh = self._fresh, []
        for comment in storable_comments(fresh, self._stage_problem):
            self._held[comment.thread].append(comment)
        if self._room < 0:
            self._move_to_disk()

    def _stage_pack(self, pack: PackedComments) -> None:
        self._packs.setdefault(pack.thread, []).append(pack.rows)
        self._room -= len(pack.rows) + _BYTES_BESIDE_A_PACK
        if self._room < 0:
            self._move_to_disk()

    def _move_to_disk(self) -> None:
        for thread, comments in self._held.items():
            self._packs.setdefault(thread, []).append(packed_comments(comments))
        waiting = ((next(self._ordinals), thread, marshal.dumps(packs)) for thread, packs in self._packs.items())
        self._connection.executemany(_COMMENTS_IN, waiting)
        self._held.clear()
        self._packs.clear()
        self._room = HELD_IN_MEMORY

    def _stage_article(self, article: Article) -> None:
        ref, told = storable_text(article.ref), json.dumps(asdict(article), ensure_ascii=False)
        text = storable_text(told)
        if text != told:
            self._stage_problem(Problem("the article holds half characters, kept as U+FFFD", None, ref))
        known = self._connection.execute("SELECT article FROM staged_article WHERE thread = ?", (ref,)).fetchone()
        if known is None:
            self._connection.execute(_ARTICLE_IN, (ref, next(self._ordinals), text))
        elif known != (text,):
            earlier = _article(json.loads(known[0])) if known[0] else article
            both = fuller(earlier, replace(article, ref=ref))
            self._connection.execute(_ARTICLE_AGAIN, (json.dumps(asdict(both), ensure_ascii=False), ref))
            if earlier.title and article.title and earlier.title != article.title:
                self._stage_problem(Problem(f"two articles share the id {ref}; the first is kept", None, ref))

    def _stage_problem(self, problem: Problem) -> None:
        self._sort_fresh()  # whose problems came before
        thread = None if problem.thread is None else storable_text(problem.thread)
        self._connection.execute(_PROBLEM_IN, (next(self._ordinals), thread, problem.line, storable_text(problem.message)))

    def _stage_text(self, text: KeptText) -> None:
        origin = storable_text(json.dumps(asdict(text.origin), ensure_ascii=False))
        self._connection.execute(_TEXT_IN, (next(self._ordinals), origin, text.encoding, packed(text.data)))


def _article(value: dict[str, Any]) -> Article:
    blocks = tuple(
        Block(BlockKind(block["kind"]), block["text"], Span(**block["span"]) if block["span"] else None)
        for block in value["blocks"]
    )
    meta = tuple(Span(**span) for span in value["meta"])
    origin = Origin(**value["origin"]) if value["origin"] else None
    return Article(**value | {"names": Names(value["names"]), "blocks": blocks, "meta": meta, "origin": origin})
