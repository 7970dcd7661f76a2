"""Whether an archive holds together: its pages, its references, its trees, its caches, and what it says of itself.

A cache may have been dropped, which is no fault; one that is there has to agree with the comments.

SQLite keeps no checksums, so a damaged page can read well and say something else. The digest that is stored with each thread
and the SHA-256 of each source that is kept find that too.
"""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.archive.assemble import TOP, Tree
from tui_reader.archive.connection import open_for_reading
from tui_reader.archive.failures import explained
from tui_reader.archive.outlines import outline_columns, stored_outline
from tui_reader.archive.raw import unpacked
from tui_reader.archive.reader import Archive
from tui_reader.archive.threads import counts
from tui_reader.errors import ArchiveDamagedError, ArchiveError
from tui_reader.model import Article, Comment, Problem
from tui_reader.outline import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.archive.connection import ReadingPool
    from tui_reader.model import StoredComment, ThreadDocument

_SECONDS = 3_600.0
_RAW = "SELECT source.name, source.sha256, raw.data FROM raw JOIN source ON source.id = raw.source ORDER BY raw.source"
_CONTENT = "SELECT content FROM thread WHERE id = ?"
_AUTHORS = "SELECT coalesce(author, 0) FROM comment WHERE thread = ? ORDER BY position"
_INDEX_IS_THERE = "SELECT 1 FROM sqlite_schema WHERE name = 'comment_fts'"
_INDEX_CHECK = "INSERT INTO comment_fts(comment_fts, rank) VALUES ('integrity-check', 1)"


def check(path: Path) -> list[Problem]:
    """Return everything that is wrong with an archive; raise an `ArchiveError` where it is none, or may not be read."""
    try:
        with Archive.open(path) as archive, closing(open_for_reading(path)) as pool:
            return _findings(archive, pool)
    except ArchiveDamagedError as error:
        return [_finding(error)]


def _findings(archive: Archive, pool: ReadingPool) -> list[Problem]:
    """Return what each part of the check finds; one that cannot be carried out does not keep the others back."""
    findings: list[Problem] = []
    parts: list[Callable[[], Iterator[str]]] = [
        lambda: _pages(pool),
        lambda: _references(pool),
        lambda: _index(pool),
        lambda: _sources(pool),
        lambda: _threads(archive, pool),
    ]
    for part in parts:
        try:
            findings.extend(Problem(message) for message in part())
        except ArchiveError as error:
            findings.append(_finding(error))
    return list(dict.fromkeys(findings))


def _finding(error: ArchiveError) -> Problem:
    cause = f": {error.__cause__}" if isinstance(error.__cause__, sqlite3.Error) else ""
    return Problem(f"{error.message}{cause}")


def _pages(pool: ReadingPool) -> Iterator[str]:
    with pool.use(_SECONDS) as connection:
        for (said,) in connection.execute("PRAGMA integrity_check").fetchall():
            if said != "ok":
                yield f"the database says: {said}"


def _references(pool: ReadingPool) -> Iterator[str]:
    with pool.use(_SECONDS) as connection:
        for table, row, target, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"row {row} of {table} refers to a {target} that is not there"


def _index(pool: ReadingPool) -> Iterator[str]:
    """Look whether every comment is found by its words, unless the index was dropped.

    SQLite can only do that where it may write, so in a copy.
    """
    with tempfile.TemporaryDirectory(prefix="tui-reader-") as folder:
        copy = Path(folder) / "archive.db"
        with explained(copy), closing(sqlite3.connect(copy, isolation_level=None)) as target:
            with pool.use(_SECONDS) as connection:
                connection.backup(target)
            try:
                if target.execute(_INDEX_IS_THERE).fetchone():
                    target.execute(_INDEX_CHECK)
            except sqlite3.DatabaseError:
                yield "the search index does not agree with the comments"


def _sources(pool: ReadingPool) -> Iterator[str]:
    with pool.use(_SECONDS) as connection:
        for name, stated, data in connection.execute(_RAW):
            if sha256(unpacked(data)).hexdigest() != stated:
                yield f"the source {name} is not what was imported"


def _threads(archive: Archive, pool: ReadingPool) -> Iterator[str]:
    for thread in archive.each_thread():
        for what in _thread(archive.document(thread.id), pool):
            yield f"thread {thread.key}: {what}"


def _thread(document: ThreadDocument, pool: ReadingPool) -> Iterator[str]:
    """Yield what is wrong with one thread: its order, its counts, its content and its outline."""
    thread = document.thread
    tree = _tree(document)
    if tree is None or not _is_in_order(document, tree):
        yield "the order of the comments contradicts who answers whom"
        return
    if counts(tree.comments) != _stated_counts(document):
        yield "the counts are not those of its comments"
    with pool.use(_SECONDS) as connection:
        ((content,),) = connection.execute(_CONTENT, (thread.id,)).fetchall()
        authors = [author for (author,) in connection.execute(_AUTHORS, (thread.id,))]
        outline = stored_outline(connection, thread.id)
    if tree.content(_article(document)) != content:
        yield "what it says is not what was imported"
    ids = [comment.id for comment in document.comments]
    if outline and outline != outline_columns(tree, ids, authors):
        yield "the outline does not agree with the comments"


def _tree(document: ThreadDocument) -> Tree | None:
    """Return the tree that the parents of the stored comments make, or None where a parent does not come before its reply."""
    places: dict[str | None, int] = {None: TOP}
    parents = array("i")
    for place, comment in enumerate(document.comments):
        parent = places.get(comment.parent_key)
        if parent is None or comment.key in places:
            return None
        parents.append(parent)
        places[comment.key] = place
    depths, descendants = shape(parents)
    keys = [comment.key for comment in document.comments]
    return Tree([_told(comment) for comment in document.comments], keys, parents, depths, descendants, ())


def _is_in_order(document: ThreadDocument, tree: Tree) -> bool:
    """Whether positions, depths and descendants are those of a preorder: a reply lies inside its parent's branch."""
    for place, comment in enumerate(document.comments):
        parent = tree.parents[place]
        if (comment.position, comment.depth, comment.descendants) != (place, tree.depths[place], tree.descendants[place]):
            return False
        if parent != TOP and place > parent + tree.descendants[parent]:
            return False
    return True


def _stated_counts(document: ThreadDocument) -> tuple[int | str | None, ...]:
    thread = document.thread
    return (thread.comments, thread.people, thread.lost, thread.unnamed, thread.first_posted, thread.last_posted)


def _article(document: ThreadDocument) -> Article:
    thread = document.thread
    return Article(
        ref="",
        title=thread.title,
        site=thread.site,
        url=thread.url,
        author=thread.author,
        posted=thread.posted,
        names=thread.names,
        blocks=document.blocks,
        meta=document.meta,
        claimed=thread.claimed,
        score=thread.score,
    )


def _told(comment: StoredComment) -> Comment:
    return Comment(
        thread="",
        ref="",
        body=comment.body,
        author=comment.author,
        author_lost=comment.author_lost,
        reply_basis=comment.reply_basis,
        reply_confidence=comment.reply_confidence,
        posted=comment.posted,
        posted_text=comment.posted_text,
        score=comment.score,
        status=comment.status,
        source_id=comment.source_id,
        span=comment.span,
        original=comment.original,
        edited=comment.edited,
    )
