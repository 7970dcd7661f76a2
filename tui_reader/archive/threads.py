"""One assembled thread into the tables: new, unchanged, or one with what the archive has of it.

Invariant: a thread keeps its row id, and a comment keeps its own, as long as their keys are there.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from tui_reader.archive.assemble import TOP, Tree, assemble
from tui_reader.archive.copies import Sighting, StoredCopy, are_of_format, find_copy, load_copy, write_names, write_sightings
from tui_reader.archive.keys import thread_key
from tui_reader.archive.merging import merged, merged_articles
from tui_reader.archive.outlines import OUTLINE_IN, outline_columns, outline_row
from tui_reader.archive.row_indexes import leave_out_indexes, make_indexes
from tui_reader.model import Article, Block, Comment, Problem, Quotation, ReplyBasis, Status
from tui_reader.pace import Pace

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.archive.rows import Row
    from tui_reader.model import Span

FindQuotations = Callable[[Sequence[Block], Sequence[str]], Iterable[Quotation]]
"""Finds what the bodies of comments, given in preorder, quote of the article and of each other."""

_AUTHORS_KEPT = 100_000
_INDEXED_AT_ONCE = 50_000
_INDEX_OUT = """INSERT INTO comment_fts(comment_fts, rowid, body)
    SELECT 'delete', id, body FROM comment WHERE thread = ? AND id < ?"""
_TAKE_OUT = (
    "DELETE FROM original WHERE comment IN (SELECT id FROM comment WHERE thread = ?)",
    "DELETE FROM sighting WHERE comment IN (SELECT id FROM comment WHERE thread = ?)",
    "DELETE FROM comment WHERE thread = ?",
    "DELETE FROM block WHERE thread = ?",
    "DELETE FROM meta_span WHERE thread = ?",
    "DELETE FROM outline WHERE thread = ?",
    "DELETE FROM quotation WHERE thread = ?",
)
_FORGET = (
    "DELETE FROM problem WHERE thread = ?",
    "DELETE FROM identity WHERE thread = ?",
    "DELETE FROM thread_source WHERE thread = ?",
    "DELETE FROM thread WHERE id = ?",
)
_PROBLEMS_OUT = "DELETE FROM problem WHERE thread = ? AND source IN (SELECT value FROM json_each(?))"
_COMMENT_IN = "INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ORIGINAL_IN = "INSERT INTO original VALUES (?, ?)"
_QUOTATION_IN = "INSERT INTO quotation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BLOCK_IN = "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?)"
_META_IN = "INSERT INTO meta_span VALUES (?, ?, ?, ?)"
_PROBLEM_IN = "INSERT INTO problem(source, thread, line, message) VALUES (?, ?, ?, ?)"
_THREAD_IN = """INSERT INTO thread(id, key, title, site, url, author, posted, names, source, content,
    comments, people, lost, unnamed, first_posted, last_posted, claimed, score)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""
_SOURCES_OF = "SELECT id FROM source WHERE ?1 IN (id, parent)"
_THREADS_OF = """SELECT DISTINCT thread FROM thread_source
    WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent))"""
_FORGET_SOURCE = "DELETE FROM thread_source WHERE thread = ? AND source IN (SELECT value FROM json_each(?))"
_THREAD_AGAIN = """UPDATE thread SET (key, title, site, url, author, posted, names, source, content,
    comments, people, lost, unnamed, first_posted, last_posted, claimed, score)
    = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"""
_AUTHOR_IN = "INSERT OR IGNORE INTO author(name, site) VALUES (?, ?)"
_AUTHOR_ID = "SELECT id FROM author WHERE name = ? AND site = ?"
_INDEX_IN = "INSERT INTO comment_fts(rowid, body) SELECT id, body FROM comment WHERE id >= ? AND id < ?"
_INDEX_AGAIN = "INSERT INTO comment_fts(rowid, body) SELECT id, body FROM comment WHERE thread = ? AND id < ?"


_WORDS = {status: status.value for status in Status}
_BASES: dict[ReplyBasis | None, str | None] = {None: None, **{basis: basis.value for basis in ReplyBasis}}
"""Looked up, as asking an enumeration for its value takes ten times as long."""


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

    A thread of which the archive knows from elsewhere becomes one with what is told of it.

    Until then the index knows nothing of comments from the first new id on.
    """

    def __init__(self, connection: sqlite3.Connection, find_quotations: FindQuotations | None) -> None:
        """Start new ids after the highest; nobody else writes while the transaction lasts."""
        self._connection = connection
        self._find_quotations = find_quotations
        self._authors: dict[str, dict[str | None, int]] = {}
        self._authors_known = 0
        self._stored: dict[str, StoredTree] = {}
        self._taken: dict[str, tuple[int, dict[str, int]]] = {}
        (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM comment").fetchone()
        self._first_new = self._next_id = int(highest) + 1
        if not highest:
            leave_out_indexes(connection)

    @property
    def stored(self) -> Collection[StoredTree]:
        """What became of each thread, once, in the order in which they first came."""
        return self._stored.values()

    def store(self, article: Article, told: Sequence[Comment], problems: Iterable[Problem], source: int, pace: Pace) -> None:
        """Write a thread, in the place of an earlier one with its key; `told` are its comments in the order of the source."""
        told = pace.walk(told)
        tree, key = assemble(told), thread_key(article, told)
        copy = find_copy(self._connection, key, article, told, source)
        if copy is None:
            self._write_new(article, key, tree, problems, source, pace)
        elif copy.content == tree.content(article):
            self._keep(copy.article.ref, tree)
        else:
            self._merge(copy, article, told, problems, source, pace)

    def _write_new(self, article: Article, key: str, tree: Tree, problems: Iterable[Problem], source: int, pace: Pace) -> None:
        row = (*_head(article, key), source, tree.content(article), *counts(tree.comments), article.claimed, article.score)
        identity, kept = self._taken.get(key, (None, {}))
        ((thread,),) = self._connection.execute(_THREAD_IN, (identity, *row)).fetchall()
        self._write_article(thread, article)
        self._write_comments(thread, article, tree, kept, pace)
        write_names(self._connection, thread, article, source)
        self._tell(key, thread, Outcome.ADDED, tree, problems, source)

    def _merge(
        self,
        copy: StoredCopy,
        article: Article,
        told: Sequence[Comment],
        problems: Iterable[Problem],
        source: int,
        pace: Pace,
    ) -> None:
        """Put a thread together with what a source tells of it, and keep what each source said."""
        is_later_copy = article.is_whole and source not in copy.sources
        marks = is_later_copy and are_of_format(self._connection, copy.id, source)
        one = merged(copy.comments, told, marks_vanished=marks)
        whole, tree = merged_articles(copy.article, article), assemble(one.comments)
        if tree.content(whole) == copy.content:
            self._keep(copy.article.ref, tree)
            return
        sightings = [] if copy.sources == (source,) else copy.all_sightings()
        if sightings:
            keys = {comment.ref: key for comment, key in zip(tree.comments, tree.keys, strict=True)}
            sightings += [Sighting.of(each, keys[ref], source) for each, ref in zip(told, one.refs, strict=True) if ref in keys]
        self._rewrite(copy, whole, tree, sightings, pace)
        self._connection.execute(_PROBLEMS_OUT, (copy.id, json.dumps([source])))
        write_names(self._connection, copy.id, article, source)
        earlier = self._stored.get(copy.article.ref)
        is_new = earlier is not None and earlier.outcome is Outcome.ADDED
        self._tell(copy.article.ref, copy.id, Outcome.ADDED if is_new else Outcome.UPDATED, tree, problems, source)

    def _rewrite(self, copy: StoredCopy, article: Article, tree: Tree, sightings: Iterable[Sighting], pace: Pace) -> None:
        """Write a thread that was taken out for it in the place where it was."""
        stated = (*_head(article, copy.article.ref), copy.source, tree.content(article), *counts(tree.comments))
        kept = self._taken_out(copy.id)
        self._connection.execute(_THREAD_AGAIN, (*stated, article.claimed, article.score, copy.id))
        self._write_article(copy.id, article)
        ids = self._write_comments(copy.id, article, tree, kept, pace)
        bodies = {key: comment.body for key, comment in zip(tree.keys, tree.comments, strict=True)}
        write_sightings(self._connection, sightings, dict(zip(tree.keys, ids, strict=True)), bodies)

    def _keep(self, key: str, tree: Tree) -> None:
        self._stored[key] = self._stored.get(key) or _stored_tree(key, Outcome.UNCHANGED, tree, ())

    def _tell(self, key: str, thread: int, outcome: Outcome, tree: Tree, problems: Iterable[Problem], source: int) -> None:
        told = (*problems, *tree.problems)
        self._connection.executemany(_PROBLEM_IN, [(source, thread, each.line, each.message) for each in told])
        earlier = self._stored.get(key)
        before = earlier.problems if earlier else ()
        self._stored[key] = _stored_tree(key, outcome, tree, (*before, *told))

    def take_out(self, source: int) -> None:
        """Take out what a source told, or a document in it: threads of which nobody else tells, comments of others."""
        ours = {identity for (identity,) in self._connection.execute(_SOURCES_OF, (source,))}
        for (thread,) in self._connection.execute(_THREADS_OF, (source,)).fetchall():
            copy = load_copy(self._connection, thread)
            others = [each for each in copy.sources if each not in ours]
            if others:
                self._take_out_of(replace(copy, source=others[0]), ours)
            else:
                self._taken[copy.article.ref] = thread, self._taken_out(thread)
                for statement in _FORGET:
                    self._connection.execute(statement, (thread,))

    def _take_out_of(self, copy: StoredCopy, ours: Collection[int]) -> None:
        """Leave of a thread what others than these sources told."""
        left = [seen for seen in copy.all_sightings() if seen.source not in ours]
        keys = {seen.key for seen in left}
        tree = assemble([comment for comment in copy.comments if comment.ref in keys])
        self._rewrite(copy, copy.article, tree, left, Pace())
        for statement in (_FORGET_SOURCE, _PROBLEMS_OUT):
            self._connection.execute(statement, (copy.id, json.dumps(list(ours))))

    def index_new(self, pace: Pace) -> None:
        """Make the new comments searchable, many in one go."""
        make_indexes(self._connection)
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

    def _write_comments(self, thread: int, article: Article, tree: Tree, kept: dict[str, int], pace: Pace) -> Sequence[int]:
        """Write the comments of a thread, those that were there before under their ids; return the ids of all."""
        pace.reach(0.3)
        ids = array("q", (kept[key] if key in kept else self._new_id() for key in tree.keys))
        authors = self._author_ids(tree.comments, article.site or "")
        self._connection.executemany(_COMMENT_IN, pace.each(_comment_rows(thread, tree, ids, authors)))
        originals = zip(ids, tree.comments, strict=True)
        self._connection.executemany(_ORIGINAL_IN, [(each, it.original) for each, it in originals if it.original is not None])
        if kept:
            self._connection.execute(_INDEX_AGAIN, (thread, self._first_new))
        columns = outline_columns(tree, ids, (authors.get(each.author, 0) for each in tree.comments))
        self._connection.execute(OUTLINE_IN, (thread, *outline_row(columns)))
        if self._find_quotations:
            pace.reach(0.6)
            bodies = pace.walk(comment.body for comment in tree.comments)
            found = enumerate(self._find_quotations(article.blocks, bodies))
            self._connection.executemany(_QUOTATION_IN, (_quotation_row(thread, place, each) for place, each in found))
        return ids

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _author_ids(self, comments: Sequence[Comment], site: str) -> Mapping[str | None, int]:
        """Return the row ids of all who speak in a thread, and of others of its site: ids are kept for a while."""
        if self._authors_known > _AUTHORS_KEPT:
            self._authors.clear()
            self._authors_known = 0
        known = self._authors.setdefault(site, {})
        names = dict.fromkeys(map(attrgetter("author"), comments))
        new = [(name, site) for name in names if name is not None and name not in known]
        self._authors_known += len(new)
        self._connection.executemany(_AUTHOR_IN, new)
        for name, _ in new:
            ((known[name],),) = self._connection.execute(_AUTHOR_ID, (name, site))
        return known


def _stored_tree(key: str, outcome: Outcome, tree: Tree, problems: tuple[Problem, ...]) -> StoredTree:
    said = [comment for comment in tree.comments if comment.status is not Status.LOST]
    people = frozenset(map(attrgetter("author"), said)) - {None}
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


def _comment_rows(thread: int, tree: Tree, ids: Sequence[int], authors: Mapping[str | None, int]) -> Iterator[Row]:
    above = (None if parent == TOP else ids[parent] for parent in tree.parents)
    words = map(len, map(str.split, map(attrgetter("body"), tree.comments)))
    places = zip(range(len(ids)), tree.depths, tree.descendants, strict=True)
    for comment, identity, key, parent, said, place in zip(tree.comments, ids, tree.keys, above, words, places, strict=True):
        _, _, body, author, lost, _, basis, confidence, posted, text, score, status, source_id, _, span, _, edited = comment
        yield (
            identity,
            thread,
            key,
            source_id,
            parent,
            authors.get(author),
            lost,
            posted,
            text,
            score,
            _WORDS[status],
            body,
            said,
            *place,
            _BASES[basis],
            confidence,
            *_lines(span),
            edited,
        )


def _quotation_row(thread: int, place: int, found: Quotation) -> tuple[int | None, ...]:
    target = (found.block, found.earlier, found.target_start, found.target_end)
    return (thread, place, found.comment, found.start, found.end, *target)


def _lines(span: Span | None) -> tuple[int | None, int | None]:
    return (span.first, span.last) if span else (None, None)
