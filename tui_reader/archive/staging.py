"""Where the records of a source wait until all of them are there: a comment may come before its thread or its parent.

Invariant: what waits is text that can be stored, and lies in SQLite's own temporary file, so memory holds one thread at most.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from tui_reader.model import Article, Block, BlockKind, Comment, Names, Origin, Problem, ReplyBasis, Span, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from tui_reader.model import Record

_BATCH = 2_000
_LARGEST_INTEGER = (1 << 63) - 1
_SURROGATE = re.compile("[\ud800-\udfff]")
_TABLES = (
    "CREATE TEMP TABLE staged_article (thread TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, article TEXT) WITHOUT ROWID",
    """CREATE TEMP TABLE staged_comment (ordinal INTEGER PRIMARY KEY, thread, ref, body, author, author_lost, parent,
    reply_basis, reply_confidence, posted, posted_text, score, status, source_id, key, first_line, last_line)""",
    "CREATE TEMP TABLE staged_problem (ordinal INTEGER PRIMARY KEY, thread, line, message)",
)
_SORT = (
    "CREATE INDEX temp.staged_comment_thread ON staged_comment(thread)",
    "CREATE INDEX temp.staged_problem_thread ON staged_problem(thread)",
    """INSERT INTO staged_article SELECT thread, min(ordinal), NULL FROM staged_comment
    WHERE thread NOT IN (SELECT thread FROM staged_article) GROUP BY thread""",
    """UPDATE staged_problem SET thread = (SELECT thread FROM staged_article)
    WHERE thread IS NULL AND (SELECT count(*) FROM staged_article) = 1""",
)
"""Make threads for comments without an article, and give the problems of a source to its thread where it has just one."""

_COMMENT_IN = "INSERT INTO staged_comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ARTICLE_IN = "INSERT INTO staged_article VALUES (?, ?, ?)"
_PROBLEM_IN = "INSERT INTO staged_problem VALUES (?, ?, ?, ?)"
_CLEAR = ("DROP TABLE temp.staged_article", "DROP TABLE temp.staged_comment", "DROP TABLE temp.staged_problem")
_PROBLEMS_OF_THREAD = "SELECT message, line FROM staged_problem WHERE thread = ? ORDER BY ordinal"
_PROBLEMS_OF_SOURCE = """SELECT message, line FROM staged_problem
WHERE thread IS NULL OR thread NOT IN (SELECT thread FROM staged_article) ORDER BY ordinal"""


class Staging:
    """The records of one source, sorted by thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make room in the temporary database of a connection that is inside a transaction."""
        self._connection = connection
        self._ordinals = count(1)
        self._comments: list[tuple[Any, ...]] = []
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
        self._flush()
        for statement in _SORT:
            self._connection.execute(statement)

    def articles(self) -> Iterator[Article]:
        """Yield the threads in the order in which they came; one without an article is known by its reference alone."""
        rows = self._connection.execute("SELECT thread, article FROM staged_article ORDER BY ordinal").fetchall()
        for thread, article in rows:
            yield _article(json.loads(article)) if article else Article(ref=thread)

    def comments(self, thread: str) -> list[Comment]:
        """Return the comments of a thread in the order in which they came."""
        rows = self._connection.execute("SELECT * FROM staged_comment WHERE thread = ? ORDER BY ordinal", (thread,))
        return [_comment(row) for row in rows]

    def problems(self, thread: str) -> list[Problem]:
        """Return the problems of a thread in the order in which they came."""
        return [Problem(*row) for row in self._connection.execute(_PROBLEMS_OF_THREAD, (thread,))]

    def problems_of_source(self) -> list[Problem]:
        """Return the problems that belong to no thread."""
        return [Problem(*row) for row in self._connection.execute(_PROBLEMS_OF_SOURCE)]

    def clear(self) -> None:
        """Forget everything."""
        for statement in _CLEAR:
            self._connection.execute(statement)

    def _stage_comment(self, comment: Comment) -> None:
        score = comment.score
        if score is not None and abs(score) > _LARGEST_INTEGER:
            self._note(comment.thread, f"the score of comment {comment.ref} is too large to keep: {score}", comment.span)
            score = None
        told = (comment.thread, comment.ref, comment.body, comment.author, comment.author_lost, comment.parent)
        texts = (comment.posted, comment.posted_text, comment.source_id, comment.key)
        if not all(text is None or _storable(text) for text in (*told, *texts)):
            self._note(comment.thread, f"comment {comment.ref} holds half characters, kept as U+FFFD", comment.span)
            self._stage_comment(_cleaned(comment))
            return
        basis = comment.reply_basis.value if comment.reply_basis else None
        reply = (basis, comment.reply_confidence)
        stated = (comment.posted, comment.posted_text, score, comment.status.value, comment.source_id, comment.key)
        self._comments.append((next(self._ordinals), *told, *reply, *stated, *_lines(comment.span)))
        if len(self._comments) >= _BATCH:
            self._flush()

    def _stage_article(self, article: Article) -> None:
        ref, text = _text(article.ref), _text(json.dumps(asdict(article), ensure_ascii=False))
        known = self._connection.execute("SELECT article FROM staged_article WHERE thread = ?", (ref,)).fetchone()
        if known is None:
            self._connection.execute(_ARTICLE_IN, (ref, next(self._ordinals), text))
        elif known != (text,):
            self._note(ref, f"two articles share the id {ref}; the first is kept", None)

    def _stage_problem(self, problem: Problem) -> None:
        thread = None if problem.thread is None else _text(problem.thread)
        self._connection.execute(_PROBLEM_IN, (next(self._ordinals), thread, problem.line, _text(problem.message)))

    def _note(self, thread: str, message: str, span: Span | None) -> None:
        self._stage_problem(Problem(message, span.first if span else None, thread))

    def _flush(self) -> None:
        self._connection.executemany(_COMMENT_IN, self._comments)
        self._comments.clear()


def _comment(row: tuple[Any, ...]) -> Comment:
    _, thread, ref, body, author, author_lost, parent, basis, confidence, *rest = row
    posted, posted_text, score, status, source_id, key, first, last = rest
    return Comment(
        thread=thread,
        ref=ref,
        body=body,
        author=author,
        author_lost=author_lost,
        parent=parent,
        reply_basis=ReplyBasis(basis) if basis else None,
        reply_confidence=confidence,
        posted=posted,
        posted_text=posted_text,
        score=score,
        status=Status(status),
        source_id=source_id,
        key=key,
        span=None if first is None else Span(first, last),
    )


def _article(value: dict[str, Any]) -> Article:
    blocks = tuple(
        Block(BlockKind(block["kind"]), block["text"], Span(**block["span"]) if block["span"] else None)
        for block in value["blocks"]
    )
    meta = tuple(Span(**span) for span in value["meta"])
    origin = Origin(**value["origin"]) if value["origin"] else None
    return Article(**value | {"names": Names(value["names"]), "blocks": blocks, "meta": meta, "origin": origin})


def _lines(span: Span | None) -> tuple[int | None, int | None]:
    return (span.first, span.last) if span else (None, None)


def _storable(text: str) -> bool:
    return text.isascii() or _SURROGATE.search(text) is None


def _text(text: str) -> str:
    """Return a text that SQLite takes: half of a surrogate pair is no character."""
    return text if _storable(text) else _SURROGATE.sub("\ufffd", text)


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
    )
