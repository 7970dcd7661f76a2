"""From rows to values: the one place that knows which column is which.

A forged or damaged archive may hold anything in any column, so the types of a row are looked at before it becomes a value.
"""

from __future__ import annotations

from enum import StrEnum
from types import NoneType
from typing import Any, NamedTuple, TypeVar, cast

from tui_reader.errors import ArchiveDamagedError
from tui_reader.model import (
    Block,
    BlockKind,
    Names,
    Origin,
    Problem,
    Quotation,
    ReplyBasis,
    SourceWords,
    Span,
    Status,
    StoredComment,
    StoredProblem,
    StoredSource,
    StoredThread,
)
from tui_reader.outline import reading_length
from tui_reader.people import Figures
from tui_reader.tables import Holdings

Row = tuple[Any, ...]
"""A row as SQLite hands it over."""

Kind = TypeVar("Kind", bound=StrEnum)

THREAD_SQL = """SELECT thread.id, thread.key, thread.title, thread.site, thread.url, thread.author, thread.posted, thread.names,
    thread.comments, thread.people, thread.lost, thread.unnamed, thread.first_posted, thread.last_posted,
    thread.claimed, thread.score, CASE WHEN thread.title IS NULL THEN (SELECT substr(comment.body, 1, 120) FROM comment
        WHERE comment.thread = thread.id AND comment.body <> '' ORDER BY comment.position LIMIT 1) END,
    source.name, source.format, source.sha256, source.bytes, source.lines, source.layout, source.confidence
FROM thread JOIN source ON source.id = thread.source"""
"""Rows of `stored_thread`."""

HOLDINGS_SQL = "SELECT count(*), coalesce(sum(comments), 0), coalesce(sum(comments + lost = 0), 0) FROM thread"
"""A row of `holdings`."""

LISTED_SQL = """SELECT thread.id, thread.title, thread.site, source.name, thread.comments + thread.lost = 0
FROM thread JOIN source ON source.id = thread.source ORDER BY thread.id LIMIT ?"""
"""Rows of `listed`."""

COMMENT_SQL = """SELECT comment.id, comment.key, comment.position, comment.depth, comment.descendants, above.key, author.name,
    comment.author_lost, comment.posted, comment.posted_text, comment.score, comment.status, comment.body,
    comment.reply_basis, comment.reply_confidence, comment.source_id, comment.first_line, comment.last_line,
    comment.edited, original.text
FROM comment LEFT JOIN comment AS above ON above.id = comment.parent LEFT JOIN author ON author.id = comment.author
LEFT JOIN original ON original.comment = comment.id"""
"""Rows of `stored_comment`."""

HIT_SQL = """SELECT comment.id, comment.key, comment.position, author.name, comment.posted, comment.score, comment.body,
    thread.id, thread.key, thread.title
FROM comment JOIN thread ON thread.id = comment.thread LEFT JOIN author ON author.id = comment.author
WHERE comment.id IN (SELECT value FROM json_each(?))"""
"""Rows of `hit`."""

BLOCK_SQL = "SELECT kind, text, first_line, last_line FROM block WHERE thread = ? ORDER BY position"
"""Rows of `block`."""

OUTLINED_SQL = "SELECT id, parent, coalesce(author, 0), body, posted FROM comment WHERE thread = ? ORDER BY position"
"""Rows of `outlined`."""

AUTHOR_SQL = "SELECT id, name FROM author ORDER BY name"
"""Rows of `author`: everybody in the archive, by the index of names alone."""

FEW_AUTHORS_SQL = "SELECT id, name FROM author WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name"
"""Rows of `author`, looked up one by one."""

FACTS_OF_COMMENTERS_SQL = """SELECT coalesce(author, 0), count(*), 1, sum(words), min(posted), max(posted), sum(descendants = 0)
FROM comment WHERE thread = ? AND status <> 'lost' GROUP BY author"""
"""Rows of `figures`, in one thread."""

LOST_SQL = "SELECT position FROM comment WHERE thread = ? AND status = 'lost'"
"""Where slots stand of which nothing is left."""

SCORE_SQL = "SELECT position, score FROM comment WHERE thread = ? AND score IS NOT NULL"
"""Rows of `pair`: where each comment with a score stands, and the score."""

LONGEST_SQL = "SELECT position, words FROM comment WHERE thread = ? ORDER BY words DESC, position LIMIT 1"
"""A row of `pair`: where the comment of the most words stands, and how many they are."""

STATUS_SQL = "SELECT status, count(*) FROM comment WHERE thread = ? GROUP BY status"
"""Rows of `status`."""

KEYED_SQL = "SELECT key, id FROM comment WHERE thread = ? AND key IN (SELECT value FROM json_each(?))"
"""Rows of `keyed`."""

SOURCE_SQL = """SELECT id, parent, coalesce(path, name), format, layout, confidence, bytes, imported_at,
    threads, comments, problems
FROM source"""
"""Rows of `stored_source`."""

PROBLEM_SQL = """SELECT coalesce(source.path, source.name), problem.line, problem.message, thread.key, thread.title
FROM problem JOIN source ON source.id = problem.source LEFT JOIN thread ON thread.id = problem.thread
ORDER BY problem.id"""
"""Rows of `stored_problem`."""

SIGHTING_SQL = """SELECT coalesce(source.path, source.name), source.imported_at, sighting.author, sighting.posted,
    sighting.score, sighting.status, sighting.edited, coalesce(sighting.body, comment.body)
FROM sighting JOIN source ON source.id = sighting.source JOIN comment ON comment.id = sighting.comment
WHERE sighting.comment = ? ORDER BY source.id"""
"""Rows of `source_words`."""

QUOTATION_SQL = """SELECT comment, start, "end", block, earlier, target_start, target_end
FROM quotation WHERE thread = ?1 AND comment = ifnull(?2, comment) AND (?3 IS NULL OR block = ?3) ORDER BY position"""
"""Rows of `quotation`."""

_TEXT, _MAYBE_TEXT = (str,), (str, NoneType)
_NUMBER, _MAYBE_NUMBER = (int,), (int, NoneType)
_MAYBE_SHARE = (float, NoneType)


class OutlinedComment(NamedTuple):
    """What an outline is made of: a comment with the row ids of its parent and its author, 0 for nobody, and its length."""

    id: int
    parent: int | None
    author: int
    length: int
    posted: str | None


class Hit(NamedTuple):
    """A comment that a search found, with the row id, the key and the title of its thread."""

    id: int
    key: str
    position: int
    author: str | None
    posted: str | None
    score: int | None
    body: str
    thread: int
    thread_key: str
    title: str | None


class _Shape:
    """The types that the columns of a row may have."""

    def __init__(self, *columns: tuple[type, ...]) -> None:
        self._columns = columns
        self._seen: set[tuple[type, ...]] = set()

    def require(self, row: Row) -> Row:
        """Return the row, or raise where a column holds what it cannot hold."""
        types = tuple(map(type, row))
        if types not in self._seen:
            if not all(found in allowed for found, allowed in zip(types, self._columns, strict=True)):
                raise ArchiveDamagedError("the archive is damaged: a column holds a value of the wrong kind", "")
            self._seen.add(types)
        return row


_DOCUMENT = (_TEXT, _TEXT, _TEXT, _NUMBER, _MAYBE_NUMBER, _MAYBE_TEXT, _MAYBE_SHARE)
_THREAD = _Shape(
    *(_NUMBER, _TEXT, *(_MAYBE_TEXT,) * 5, _TEXT, *(_NUMBER,) * 4),
    *(_MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_NUMBER, _MAYBE_NUMBER, _MAYBE_TEXT, *_DOCUMENT),
)
_HOLDINGS = _Shape(_NUMBER, _NUMBER, _NUMBER)
_LISTED = _Shape(_NUMBER, _MAYBE_TEXT, _MAYBE_TEXT, _TEXT, _NUMBER)
_COMMENT = _Shape(
    *(_NUMBER, _TEXT, _NUMBER, _NUMBER, _NUMBER, _MAYBE_TEXT),
    *(_MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_NUMBER, _TEXT, _TEXT),
    *(_MAYBE_TEXT, _MAYBE_SHARE, _MAYBE_TEXT, _MAYBE_NUMBER, _MAYBE_NUMBER, _MAYBE_TEXT, _MAYBE_TEXT),
)
_HIT = _Shape(
    *(_NUMBER, _TEXT, _NUMBER, _MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_NUMBER, _TEXT, _NUMBER, _TEXT, _MAYBE_TEXT),
)
_BLOCK = _Shape(_TEXT, _TEXT, _MAYBE_NUMBER, _MAYBE_NUMBER)
_PAIR = _Shape(_NUMBER, _NUMBER)
_STATUS = _Shape(_TEXT, _NUMBER)
_PROBLEM = _Shape(_TEXT, _MAYBE_NUMBER)
_OUTLINED = _Shape(_NUMBER, _MAYBE_NUMBER, _NUMBER, _TEXT, _MAYBE_TEXT)
_RAW = _Shape(_TEXT, _TEXT, (bytes,))
_AUTHOR = _Shape(_NUMBER, _TEXT)
_NAMED_AUTHOR = _Shape(_NUMBER, _TEXT, _TEXT)
_FIGURES = _Shape(*(_NUMBER,) * 4, _MAYBE_TEXT, _MAYBE_TEXT, _NUMBER)
_PLACE = _Shape(_NUMBER, _NUMBER, _MAYBE_NUMBER)
_TRIPLE = _Shape(_NUMBER, _NUMBER, _NUMBER)
_ONE = _Shape(_NUMBER)
_SOURCE = _Shape(*(_NUMBER, _MAYBE_NUMBER, _TEXT, _TEXT, _MAYBE_TEXT, _MAYBE_SHARE, _NUMBER, _TEXT, _NUMBER, _NUMBER, _NUMBER))
_SOURCE_WORDS = _Shape(_TEXT, _TEXT, _MAYBE_TEXT, _MAYBE_TEXT, _MAYBE_NUMBER, _TEXT, _MAYBE_TEXT, _TEXT)
_STORED_PROBLEM = _Shape(_TEXT, _MAYBE_NUMBER, _TEXT, _MAYBE_TEXT, _MAYBE_TEXT)
_KEYED = _Shape(_TEXT, _NUMBER)
_QUOTATION = _Shape(_NUMBER, _NUMBER, _NUMBER, _MAYBE_NUMBER, _MAYBE_NUMBER, _NUMBER, _NUMBER)


def stored_thread(row: Row) -> StoredThread:
    """Map a row of `THREAD_SQL`."""
    identity, key, title, site, url, author, posted, names, comments, people, lost, unnamed, *rest = _THREAD.require(row)
    first_posted, last_posted, claimed, score, opening, name, kind, sha256, size, lines, layout, confidence = rest
    return StoredThread(
        id=identity,
        key=key,
        title=title,
        site=site,
        url=url,
        author=author,
        posted=posted,
        names=_member(Names, names),
        comments=comments,
        people=people,
        lost=lost,
        unnamed=unnamed,
        first_posted=first_posted,
        last_posted=last_posted,
        origin=Origin(name, kind, sha256, size, lines, layout, confidence),
        claimed=claimed,
        score=score,
        opening=opening,
    )


def holdings(row: Row) -> Holdings:
    """Map a row of `HOLDINGS_SQL`."""
    return Holdings(*_HOLDINGS.require(row))


def listed(row: Row) -> tuple[int, str | None, str | None, str, int]:
    """Map a row of `LISTED_SQL` to the row id of a thread, its title, site and file, and 1 where nobody says anything in it."""
    identity, title, site, name, is_silent = _LISTED.require(row)
    return identity, title, site, name, is_silent


def stored_comment(row: Row) -> StoredComment:
    """Map a row of `COMMENT_SQL`."""
    identity, key, position, depth, descendants, parent_key, author, author_lost, *rest = _COMMENT.require(row)
    posted, posted_text, score, status, body, basis, confidence, source_id, first, last, edited, original = rest
    return StoredComment(
        id=identity,
        key=key,
        position=position,
        depth=depth,
        descendants=descendants,
        parent_key=parent_key,
        author=author,
        author_lost=author_lost,
        posted=posted,
        posted_text=posted_text,
        score=score,
        status=_member(Status, status),
        body=body,
        reply_basis=None if basis is None else _member(ReplyBasis, basis),
        reply_confidence=confidence,
        source_id=source_id,
        span=_lines(first, last),
        edited=edited,
        original=original,
    )


def hit(row: Row) -> Hit:
    """Map a row of `HIT_SQL`."""
    return Hit(*_HIT.require(row))


def names(value: str) -> Names:
    """Map what a thread lets us say about names."""
    return _member(Names, value)


def block(row: Row) -> Block:
    """Map a row of `BLOCK_SQL`."""
    kind, text, first, last = _BLOCK.require(row)
    return Block(_member(BlockKind, kind), text, _lines(first, last))


def span(row: Row) -> Span:
    """Map a first and a last line."""
    return Span(*_PAIR.require(row))


def problem(row: Row) -> Problem:
    """Map a message and its line."""
    return Problem(*_PROBLEM.require(row))


def outlined(row: Row) -> OutlinedComment:
    """Map a row of `OUTLINED_SQL`."""
    identity, parent, author, body, posted = _OUTLINED.require(row)
    return OutlinedComment(identity, parent, author, reading_length(body), posted)


def raw(row: Row) -> tuple[str, str, bytes]:
    """Map the path of a source, or its name where it has none, its encoding, and its compressed bytes."""
    path, encoding, data = _RAW.require(row)
    return path, encoding, bytes(data)


def author(row: Row) -> tuple[int, str]:
    """Map a row of `AUTHOR_SQL`."""
    identity, name = _AUTHOR.require(row)
    return identity, name


def named_author(row: Row) -> tuple[int, str, str]:
    """Map the row id of an author, the name and the site."""
    return cast("tuple[int, str, str]", _NAMED_AUTHOR.require(row))


def figures(row: Row) -> Figures:
    """Map what is counted of a person."""
    return Figures(*_FIGURES.require(row))


def triple(row: Row) -> tuple[int, int, int]:
    """Map a row of three numbers."""
    return cast("tuple[int, int, int]", _TRIPLE.require(row))


def place(row: Row) -> tuple[int, int, int | None]:
    """Map the row id of a comment, those of its thread and of the comment that it answers."""
    return cast("tuple[int, int, int | None]", _PLACE.require(row))


def keyed(row: Row) -> tuple[str, int]:
    """Map a row of `KEYED_SQL`, or of another text and a number."""
    key, identity = _KEYED.require(row)
    return key, identity


def number(row: Row) -> int:
    """Map a row of one number."""
    (one,) = _ONE.require(row)
    return int(one)


def pair(row: Row) -> tuple[int, int]:
    """Map a row of two numbers."""
    one, other = _PAIR.require(row)
    return one, other


def status(row: Row) -> tuple[Status, int]:
    """Map a row of `STATUS_SQL` to what became of comments, and of how many."""
    value, count = _STATUS.require(row)
    return _member(Status, value), count


def stored_source(row: Row) -> StoredSource:
    """Map a row of `SOURCE_SQL`."""
    return StoredSource(*_SOURCE.require(row))


def source_words(row: Row) -> SourceWords:
    """Map a row of `SIGHTING_SQL`."""
    path, imported_at, author, posted, score, became, edited, body = _SOURCE_WORDS.require(row)
    return SourceWords(path, imported_at, author, posted, score, _member(Status, became), edited, body)


def stored_problem(row: Row) -> StoredProblem:
    """Map a row of `PROBLEM_SQL`."""
    return StoredProblem(*_STORED_PROBLEM.require(row))


def quotation(row: Row) -> Quotation:
    """Map a row of `QUOTATION_SQL`."""
    return Quotation(*_QUOTATION.require(row))


def _lines(first: int | None, last: int | None) -> Span | None:
    return None if first is None or last is None else Span(first, last)


def _member(kind: type[Kind], value: str) -> Kind:
    try:
        return kind(value)
    except ValueError as error:
        raise ArchiveDamagedError(f"the archive is damaged: {value!r} is no {kind.__name__}", "") from error
