"""A thread that an archive holds, taken out of the tables so that another copy can be put together with it.

From the second source of a thread on, `sighting` keeps what each source said of each comment.

Invariant: what is taken out and written again without a change is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.archive import rows
from tui_reader.archive.identities import is_sure, names_of
from tui_reader.archive.merging import shared
from tui_reader.archive.row_indexes import make_indexes
from tui_reader.model import Article, Comment, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

_BY_KEY = "SELECT id FROM thread WHERE key = ?"
_BY_NAME = """SELECT thread FROM identity WHERE name = ?1
AND thread NOT IN (SELECT thread FROM thread_source WHERE source IN (SELECT id FROM source WHERE ?2 IN (id, parent)))"""
_HEAD = "SELECT key, title, site, url, author, posted, names, claimed, score, source, content FROM thread WHERE id = ?"
_META = "SELECT first_line, last_line FROM meta_span WHERE thread = ? ORDER BY position"
_COMMENTS = f"{rows.COMMENT_SQL} WHERE comment.thread = ? ORDER BY comment.position"
_SOURCES = "SELECT source FROM thread_source WHERE thread = ? ORDER BY source"
_FORMATS = "SELECT DISTINCT format FROM source WHERE id IN (SELECT source FROM thread_source WHERE thread = ?)"
_SIGHTINGS = """SELECT comment.key, sighting.source, sighting.author, sighting.posted, sighting.score, sighting.status,
    sighting.edited, sighting.body
FROM sighting JOIN comment ON comment.id = sighting.comment WHERE comment.thread = ?"""
_SIGHTING_IN = "INSERT OR REPLACE INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_IDENTITY_IN = "INSERT OR IGNORE INTO identity VALUES (?, ?)"
_SOURCE_IN = "INSERT OR IGNORE INTO thread_source VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a source says of the comment with a key."""

    key: str
    source: int
    author: str | None
    posted: str | None
    score: int | None
    status: str
    edited: str | None
    body: str | None

    @classmethod
    def of(cls, comment: Comment, key: str, source: int) -> Sighting:
        """Return what a comment says, told by a source."""
        stated = (comment.author, comment.posted, comment.score, comment.status.value, comment.edited)
        return cls(key, source, *stated, comment.body)


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A thread as it lies in an archive: its row, its head, its comments under their keys, and which sources told of it."""

    id: int
    article: Article
    comments: list[Comment]
    source: int
    content: str
    sources: tuple[int, ...]
    sightings: list[Sighting] = field(default_factory=list)

    def all_sightings(self) -> list[Sighting]:
        """Return what each source said of each comment; where there was one source, the comments are what it said."""
        if self.sightings:
            bodies = {comment.ref: comment.body for comment in self.comments}
            return [_with_body(each, bodies) for each in self.sightings]
        return [
            Sighting.of(comment, comment.ref, self.source) for comment in self.comments if comment.status is not Status.LOST
        ]


def find_copy(
    connection: sqlite3.Connection, key: str, article: Article, told: Sequence[Comment], source: int
) -> StoredCopy | None:
    """Return the thread of which a source tells once more: that of its key, else one from another source at its place."""
    found = connection.execute(_BY_KEY, (key,)).fetchone()
    if found:
        return load_copy(connection, found[0])
    for name in () if article.key else names_of(article):
        for (thread,) in connection.execute(_BY_NAME, (name, source)).fetchall():
            copy = load_copy(connection, thread)
            if shared(copy.comments, told) or (is_sure(name) and not (copy.comments and told)):
                return copy
    return None


def load_copy(connection: sqlite3.Connection, thread: int) -> StoredCopy:
    """Return a thread as it lies in an archive, which is being written."""
    make_indexes(connection)
    ((key, title, site, url, author, posted, names, claimed, score, source, content),) = connection.execute(_HEAD, (thread,))
    article = Article(
        ref=key,
        title=title,
        site=site,
        url=url,
        author=author,
        posted=posted,
        key=key,
        names=rows.names(names),
        blocks=tuple(rows.block(row) for row in connection.execute(rows.BLOCK_SQL, (thread,))),
        meta=tuple(rows.span(row) for row in connection.execute(_META, (thread,))),
        claimed=claimed,
        score=score,
    )
    comments = [_comment(row, key) for row in connection.execute(_COMMENTS, (thread,))]
    sources = tuple(each for (each,) in connection.execute(_SOURCES, (thread,)))
    sightings = [Sighting(*row) for row in connection.execute(_SIGHTINGS, (thread,))]
    return StoredCopy(thread, article, comments, source, content, sources, sightings)


def are_of_format(connection: sqlite3.Connection, thread: int, source: int) -> bool:
    """Whether all that told of a thread is of the format of a source, so that what that lacks can be gone."""
    formats = set(connection.execute(_FORMATS, (thread,)).fetchall())
    return formats == set(connection.execute("SELECT format FROM source WHERE id = ?", (source,)).fetchall())


def write_names(connection: sqlite3.Connection, thread: int, article: Article, source: int) -> None:
    """Write by what else a thread is known, and who told of it."""
    connection.executemany(_IDENTITY_IN, [(name, thread) for name in names_of(article)])
    connection.execute(_SOURCE_IN, (thread, source))


def write_sightings(
    connection: sqlite3.Connection, sightings: Iterable[Sighting], ids: Mapping[str, int], bodies: Mapping[str, str]
) -> None:
    """Write what sources said of comments that have these ids and these bodies by key."""
    connection.executemany(_SIGHTING_IN, [_row(each, ids, bodies) for each in sightings if each.key in ids])


def _row(seen: Sighting, ids: Mapping[str, int], bodies: Mapping[str, str]) -> tuple[Any, ...]:
    body = None if seen.body == bodies[seen.key] else seen.body
    return (ids[seen.key], seen.source, seen.author, seen.posted, seen.score, seen.status, seen.edited, body)


def _with_body(seen: Sighting, bodies: Mapping[str, str]) -> Sighting:
    if seen.body is not None:
        return seen
    return Sighting(seen.key, seen.source, seen.author, seen.posted, seen.score, seen.status, seen.edited, bodies[seen.key])


def _comment(row: rows.Row, thread: str) -> Comment:
    stored = rows.stored_comment(row)
    return Comment(
        thread=thread,
        ref=stored.key,
        body=stored.body,
        author=stored.author,
        author_lost=stored.author_lost,
        parent=stored.parent_key,
        reply_basis=stored.reply_basis,
        reply_confidence=stored.reply_confidence,
        posted=stored.posted,
        posted_text=stored.posted_text,
        score=stored.score,
        status=stored.status,
        source_id=stored.source_id,
        key=stored.key,
        span=stored.span,
        original=stored.original,
        edited=stored.edited,
    )
