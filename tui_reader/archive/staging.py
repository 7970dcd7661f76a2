"""Where the records of a source wait until all of them are there: a comment may come before its thread or its parent.

Invariant: what waits is text that can be stored; a large source waits in SQLite's own temporary file, so memory holds no more
than `HELD_IN_MEMORY` and one thread.
"""

from __future__ import annotations

import json
import marshal
import re
from dataclasses import asdict, fields, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from tui_reader.archive.merging import fuller
from tui_reader.archive.raw import packed
from tui_reader.model import Article, Block, BlockKind, Comment, KeptText, Names, Origin, Problem, ReplyBasis, Span, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tui_reader.model import Record

HELD_IN_MEMORY = 100_000_000
"""Bytes of comments that may wait in memory, as far as they can be told: the process then takes some 170 MB."""

_BYTES_BESIDE_THE_BODY = 700

_LARGEST_INTEGER = (1 << 63) - 1
_SURROGATE = re.compile("[\ud800-\udfff]")
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


_BASIS_AT, _STATUS_AT, _SPAN_AT = (
    [field.name for field in fields(Comment)].index(name) for name in ("reply_basis", "status", "span")
)
_WORDS = {status: status.value for status in Status}
_BASES: dict[ReplyBasis | None, str | None] = {None: None, **{basis: basis.value for basis in ReplyBasis}}
_STATUS_OF = {word: status for status, word in _WORDS.items()}
_BASIS_OF = {word: basis for basis, word in _BASES.items()}
"""Looked up, as asking an enumeration takes ten times as long."""


class Staging:
    """The records of one source, sorted by thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make room in the temporary database of a connection that is inside a transaction."""
        self._connection = connection
        self._ordinals = count(1)
        self._held: dict[str, list[Comment]] = {}
        self._room = HELD_IN_MEMORY
        for statement in _TABLES:
            connection.execute(statement)

    def fill(self, records: Iterable[Record]) -> None:
        """Take all records of the source."""
        for record in records:
            match record:
                case Comment():
                    self._stage_comment(record)
                case Article():
                    self._stage_article(record)
                case Problem():
                    self._stage_problem(record)
                case KeptText():
                    self._stage_text(record)
        for statement in _SORT:
            self._connection.execute(statement)
        self._connection.executemany(_HEADLESS_IN, ((thread, next(self._ordinals)) for thread in self._held))
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
        rows = (row for (packed_rows,) in moved for row in marshal.loads(packed_rows))  # noqa: S302 (written here)
        return [*map(_comment, rows), *self._held.pop(thread, ())]

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
        comment = self._storable(comment)
        held = self._held.get(comment.thread)
        if held is None:
            held = self._held[comment.thread] = []
        held.append(comment)
        self._room -= len(comment.body) + _BYTES_BESIDE_THE_BODY
        if comment.original is not None:
            self._room -= len(comment.original)
        if self._room < 0:
            self._move_to_disk()

    def _storable(self, comment: Comment) -> Comment:
        """Return a comment that SQLite takes, and note what had to be left out of it."""
        if comment.score is not None and abs(comment.score) > _LARGEST_INTEGER:
            said = f"the score of comment {comment.ref} is too large to keep: {comment.score}"
            self._note(comment.thread, said, comment.span)
            comment = replace(comment, score=None)
        if not _is_whole("".join(_texts(comment))):
            self._note(comment.thread, f"comment {comment.ref} holds half characters, kept as U+FFFD", comment.span)
            return _cleaned(comment)
        return comment

    def _move_to_disk(self) -> None:
        for thread, comments in self._held.items():
            rows = marshal.dumps([_row(comment) for comment in comments])
            self._connection.execute(_COMMENTS_IN, (next(self._ordinals), thread, rows))
        self._held.clear()
        self._room = HELD_IN_MEMORY

    def _stage_article(self, article: Article) -> None:
        ref, told = _text(article.ref), json.dumps(asdict(article), ensure_ascii=False)
        text = _text(told)
        if text != told:
            self._note(ref, "the article holds half characters, kept as U+FFFD", None)
        known = self._connection.execute("SELECT article FROM staged_article WHERE thread = ?", (ref,)).fetchone()
        if known is None:
            self._connection.execute(_ARTICLE_IN, (ref, next(self._ordinals), text))
        elif known != (text,):
            earlier = _article(json.loads(known[0])) if known[0] else article
            both = fuller(earlier, replace(article, ref=ref))
            self._connection.execute(_ARTICLE_AGAIN, (json.dumps(asdict(both), ensure_ascii=False), ref))
            if earlier.title and article.title and earlier.title != article.title:
                self._note(ref, f"two articles share the id {ref}; the first is kept", None)

    def _stage_problem(self, problem: Problem) -> None:
        thread = None if problem.thread is None else _text(problem.thread)
        self._connection.execute(_PROBLEM_IN, (next(self._ordinals), thread, problem.line, _text(problem.message)))

    def _stage_text(self, text: KeptText) -> None:
        origin = _text(json.dumps(asdict(text.origin), ensure_ascii=False))
        self._connection.execute(_TEXT_IN, (next(self._ordinals), origin, text.encoding, packed(text.data)))

    def _note(self, thread: str, message: str, span: Span | None) -> None:
        self._stage_problem(Problem(message, span.first if span else None, thread))


def _texts(comment: Comment) -> Iterator[str]:
    told = (comment.body, comment.author, comment.ref, comment.thread, comment.parent, comment.source_id)
    stated = (comment.author_lost, comment.posted, comment.posted_text, comment.key, comment.original, comment.edited)
    return filter(None, (*told, *stated))


def _row(comment: Comment) -> tuple[Any, ...]:
    """Return the fields of a comment in their order, as values that can be marshalled."""
    told = (comment.thread, comment.ref, comment.body, comment.author, comment.author_lost, comment.parent)
    reply = (_BASES[comment.reply_basis], comment.reply_confidence)
    stated = (comment.posted, comment.posted_text, comment.score, _WORDS[comment.status], comment.source_id, comment.key)
    span = (comment.span.first, comment.span.last) if comment.span else None
    return (*told, *reply, *stated, span, comment.original, comment.edited)


def _comment(row: tuple[Any, ...]) -> Comment:
    values = list(row)
    values[_BASIS_AT], values[_STATUS_AT] = _BASIS_OF[row[_BASIS_AT]], _STATUS_OF[row[_STATUS_AT]]
    if row[_SPAN_AT] is not None:
        values[_SPAN_AT] = Span(*row[_SPAN_AT])
    return Comment(*values)


def _article(value: dict[str, Any]) -> Article:
    blocks = tuple(
        Block(BlockKind(block["kind"]), block["text"], Span(**block["span"]) if block["span"] else None)
        for block in value["blocks"]
    )
    meta = tuple(Span(**span) for span in value["meta"])
    origin = Origin(**value["origin"]) if value["origin"] else None
    return Article(**value | {"names": Names(value["names"]), "blocks": blocks, "meta": meta, "origin": origin})


def _is_whole(text: str) -> bool:
    return text.isascii() or _SURROGATE.search(text) is None


def _text(text: str) -> str:
    """Return a text that SQLite takes: half of a surrogate pair is no character."""
    return text if _is_whole(text) else _SURROGATE.sub("\ufffd", text)


def _maybe_text(text: str | None) -> str | None:
    return None if text is None else _text(text)


def _cleaned(comment: Comment) -> Comment:
    return replace(
        comment,
        thread=_text(comment.thread),
        ref=_text(comment.ref),
        body=_text(comment.body),
        author=_maybe_text(comment.author),
        author_lost=_maybe_text(comment.author_lost),
        parent=_maybe_text(comment.parent),
        posted=_maybe_text(comment.posted),
        posted_text=_maybe_text(comment.posted_text),
        source_id=_maybe_text(comment.source_id),
        key=_maybe_text(comment.key),
        original=_maybe_text(comment.original),
        edited=_maybe_text(comment.edited),
    )
