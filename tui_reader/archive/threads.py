"""One assembled thread into the tables: new, unchanged, or replaced in place.

Invariant: a thread keeps its row id, and a comment keeps its own as long as its key is there, until the source is read in
another way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from tui_reader.archive.assemble import TOP, Tree, assemble
from tui_reader.archive.keys import thread_key
from tui_reader.archive.outlines import OUTLINE_IN, outline_columns, outline_row
from tui_reader.model import Article, Block, Comment, Problem, Quotation, Status

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model import Span
    from tui_reader.pace import Pace

FindQuotations = Callable[[Sequence[Block], Sequence[str]], Iterable[Quotation]]
"""Finds what the bodies of comments, given in preorder, quote of the article and of each other."""

_AUTHORS_KEPT = 100_000
_INDEXED_AT_ONCE = 20_000
_INDEX_OUT = """INSERT INTO comment_fts(comment_fts, rowid, body)
    SELECT 'delete', id, body FROM comment WHERE thread = ? AND id < ?"""
_TAKE_OUT = (
    "DELETE FROM comment WHERE thread = ?",
    "DELETE FROM block WHERE thread = ?",
    "DELETE FROM meta_span WHERE thread = ?",
    "DELETE FROM outline WHERE thread = ?",
    "DELETE FROM quotation WHERE thread = ?",
    "DELETE FROM problem WHERE thread = ?",
)
_COMMENT_IN = "INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_QUOTATION_IN = "INSERT INTO quotation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BLOCK_IN = "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?)"
_META_IN = "INSERT INTO meta_span VALUES (?, ?, ?, ?)"
_PROBLEM_IN = "INSERT INTO problem(source, thread, line, message) VALUES (?, ?, ?, ?)"
_THREAD_IN = """INSERT INTO thread(key, title, site, url, author, posted, names, source, content,
    comments, people, lost, unnamed, first_posted, last_posted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_THREADS_OF = "SELECT id FROM thread WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent))"
_THREAD_AGAIN = """UPDATE thread SET (key, title, site, url, author, posted, names, source, content,
    comments, people, lost, unnamed, first_posted, last_posted)
    = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"""
_AUTHOR_IN = "INSERT OR IGNORE INTO author(name, site) VALUES (?, ?)"
_AUTHOR_ID = "SELECT id FROM author WHERE name = ? AND site = ?"
_INDEX_IN = "INSERT INTO comment_fts(rowid, body) SELECT id, body FROM comment WHERE id >= ? AND id < ?"
_INDEX_AGAIN = "INSERT INTO comment_fts(rowid, body) SELECT id, body FROM comment WHERE thread = ? AND id < ?"


class Outcome(Enum):
    """What adding a thread did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredTree:
    """What became of one thread: its key, what it holds now, and which problems were written.

    `comments` are those that say something, `unnamed` those of them without a name, `names_lost` with a reason for that.
    """

    key: str
    outcome: Outcome
    comments: int
    lost: int
    unnamed: int
    names_lost: int
    people: frozenset[str]
    problems: tuple[Problem, ...]


class ThreadStore:
    """Writes threads inside one transaction; `index_new` must be called before it ends.

    Until then the index knows nothing of comments from the first new id on.
    """

    def __init__(self, connection: sqlite3.Connection, find_quotations: FindQuotations | None) -> None:
        """Start new ids after the highest; nobody else writes while the transaction lasts."""
        self._connection = connection
        self._find_quotations = find_quotations
        self._authors: dict[tuple[str, str], int] = {}
        self._stored: dict[str, StoredTree] = {}
        (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM comment").fetchone()
        self._first_new = self._next_id = int(highest) + 1

    @property
    def stored(self) -> Collection[StoredTree]:
        """What became of each thread, once, in the order in which they first came."""
        return self._stored.values()

    def store(self, article: Article, told: Sequence[Comment], problems: Iterable[Problem], source: int, pace: Pace) -> None:
        """Write a thread, in the place of an earlier one with its key; `told` are its comments in the order of the source."""
        told = pace.walk(told)
        tree, key = assemble(told), thread_key(article, told)
        content = tree.content(article)
        known = self._connection.execute("SELECT id, content FROM thread WHERE key = ?", (key,)).fetchone()
        earlier = self._stored.get(key)
        if known and known[1] == content:
            self._stored[key] = earlier or _stored_tree(key, Outcome.UNCHANGED, tree, ())
            return
        twice = (Problem(f"thread {key} stands twice in this source; the later one is kept"),) if earlier else ()
        row = (*_head(article, key), source, content, *counts(tree.comments))
        if known:
            thread, kept = known[0], self._taken_out(known[0])
            self._connection.execute(_THREAD_AGAIN, (*row, thread))
        else:
            ((thread,),), kept = self._connection.execute(_THREAD_IN, row).fetchall(), {}
        self._write_article(thread, article)
        self._write_comments(thread, article, tree, kept, pace)
        told_problems = (*twice, *problems, *tree.problems)
        self._connection.executemany(_PROBLEM_IN, [(source, thread, each.line, each.message) for each in told_problems])
        is_new = not known or (earlier is not None and earlier.outcome is Outcome.ADDED)
        outcome = Outcome.ADDED if is_new else Outcome.UPDATED
        self._stored[key] = _stored_tree(key, outcome, tree, told_problems)

    def take_out(self, source: int) -> None:
        """Take out all threads that were last written from a source, or from a document in it."""
        for (thread,) in self._connection.execute(_THREADS_OF, (source,)).fetchall():
            self._taken_out(thread)
            self._connection.execute("DELETE FROM thread WHERE id = ?", (thread,))

    def index_new(self, pace: Pace) -> None:
        """Make the new comments searchable, many in one go."""
        count = self._next_id - self._first_new
        for start in range(0, count, _INDEXED_AT_ONCE):
            pace.reach(start / count)
            first = self._first_new + start
            self._connection.execute(_INDEX_IN, (first, first + _INDEXED_AT_ONCE))

    def _taken_out(self, thread: int) -> dict[str, int]:
        """Take out everything below a thread, and return the ids of its comments by key."""
        kept = dict(self._connection.execute("SELECT key, id FROM comment WHERE thread = ?", (thread,)).fetchall())
        self._connection.execute(_INDEX_OUT, (thread, self._first_new))
        for statement in _TAKE_OUT:
            self._connection.execute(statement, (thread,))
        return kept

    def _write_article(self, thread: int, article: Article) -> None:
        blocks = [
            (thread, position, block.kind.value, block.text, *_lines(block.span))
            for position, block in enumerate(article.blocks)
        ]
        self._connection.executemany(_BLOCK_IN, blocks)
        meta = [(thread, position, *_lines(span)) for position, span in enumerate(article.meta)]
        self._connection.executemany(_META_IN, meta)

    def _write_comments(self, thread: int, article: Article, tree: Tree, kept: dict[str, int], pace: Pace) -> None:
        pace.reach(0.3)
        ids = [kept[key] if key in kept else self._new_id() for key in tree.keys]
        authors = self._author_ids(tree.comments, article.site or "")
        self._connection.executemany(_COMMENT_IN, pace.each(_comment_rows(thread, tree, ids, authors)))
        if kept:
            self._connection.execute(_INDEX_AGAIN, (thread, self._first_new))
        columns = outline_columns(ids, tree.parents, [authors.get(each.author, 0) for each in tree.comments], tree.comments)
        self._connection.execute(OUTLINE_IN, (thread, *outline_row(columns)))
        if self._find_quotations:
            pace.reach(0.6)
            bodies = pace.walk(comment.body for comment in tree.comments)
            found = enumerate(self._find_quotations(article.blocks, bodies))
            self._connection.executemany(_QUOTATION_IN, (_quotation_row(thread, place, each) for place, each in found))

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _author_ids(self, comments: Sequence[Comment], site: str) -> dict[str | None, int]:
        """Return the row ids of all who speak in a thread; ids once looked up are kept, up to a point."""
        if len(self._authors) > _AUTHORS_KEPT:
            self._authors.clear()
        ids: dict[str | None, int] = {}
        for name in dict.fromkeys(comment.author for comment in comments if comment.author is not None):
            if (name, site) not in self._authors:
                self._connection.execute(_AUTHOR_IN, (name, site))
                self._authors[name, site] = self._connection.execute(_AUTHOR_ID, (name, site)).fetchone()[0]
            ids[name] = self._authors[name, site]
        return ids


def _stored_tree(key: str, outcome: Outcome, tree: Tree, problems: tuple[Problem, ...]) -> StoredTree:
    said = [comment for comment in tree.comments if comment.status != Status.LOST]
    people = frozenset(comment.author for comment in said if comment.author is not None)
    unnamed = [comment for comment in said if comment.author is None]
    names_lost = sum(comment.author_lost is not None for comment in unnamed)
    return StoredTree(key, outcome, len(said), len(tree.comments) - len(said), len(unnamed), names_lost, people, problems)


def _head(article: Article, key: str) -> tuple[str | None, ...]:
    return (key, article.title, article.site, article.url, article.author, article.posted, article.names.value)


def counts(comments: Sequence[Comment]) -> tuple[int | str | None, ...]:
    """Return comments, people, lost, unnamed, first and last date of a thread, as a `StoredThread` counts them."""
    said = [comment for comment in comments if comment.status != Status.LOST]
    people = {comment.author for comment in said} - {None}
    dates = [comment.posted for comment in comments if comment.posted]
    unnamed = sum(comment.author is None for comment in said)
    return (len(said), len(people), len(comments) - len(said), unnamed, min(dates, default=None), max(dates, default=None))


def _comment_rows(thread: int, tree: Tree, ids: Sequence[int], authors: dict[str | None, int]) -> Iterable[tuple[Any, ...]]:
    for position, comment in enumerate(tree.comments):
        parent = tree.parents[position]
        who = (authors.get(comment.author), comment.author_lost, comment.posted, comment.posted_text, comment.score)
        place = (position, tree.depths[position], tree.descendants[position])
        basis = comment.reply_basis.value if comment.reply_basis else None
        yield (
            ids[position],
            thread,
            tree.keys[position],
            comment.source_id,
            None if parent == TOP else ids[parent],
            *who,
            comment.status.value,
            comment.body,
            len(comment.body.split()),
            *place,
            basis,
            comment.reply_confidence,
            *_lines(comment.span),
        )


def _quotation_row(thread: int, place: int, found: Quotation) -> tuple[int | None, ...]:
    target = (found.block, found.earlier, found.target_start, found.target_end)
    return (thread, place, found.comment, found.start, found.end, *target)


def _lines(span: Span | None) -> tuple[int | None, int | None]:
    return (span.first, span.last) if span else (None, None)
