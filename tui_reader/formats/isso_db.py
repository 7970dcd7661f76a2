"""The database that isso keeps: `comments.db`, with all its pages, also what was deleted or still waits to be let through.

Its tables grew over the years; what an older one lacks is unknown. The texts are Markdown where they were written in isso, HTML
where they were brought in from elsewhere. A page is known by its path; which site it belongs to is not in the database.

Invariant: of a damaged database all that can be read is kept, and the damage is told.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.mixed_markup import original_of, readable_mixed
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Block, BlockKind, Comment, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rows = Callable[[str], Iterator[tuple[object, ...]]]

_HEADER = b"SQLite format 3\0"
_THREADS = re.compile(rb"CREATE TABLE\s+(?:IF NOT EXISTS\s+)?[\"'`\[]?threads\b", re.IGNORECASE)
_COMMENTS = re.compile(rb"CREATE TABLE\s+(?:IF NOT EXISTS\s+)?[\"'`\[]?comments\b[^;]{0,200}?\btid\b", re.IGNORECASE)
_COLUMNS_OF = "SELECT name FROM pragma_table_info('{table}')"
_COLUMNS = ("tid", "id", "parent", "created", "modified", "mode", "text", "author", "likes", "dislikes")
_PENDING = 2
_DELETED = 4


def probe(head: bytes, _name: str) -> Probe:
    """Claim a database with isso's tables."""
    if head.startswith(_HEADER) and _THREADS.search(head) and _COMMENTS.search(head):
        return Probe(0.9, "its tables are threads and comments, which name threads by tid")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each page with its comments."""
    if document.database is None:
        raise SourceError(f"{document.path}: no database that can be asked")
    return with_names(_items(document.database, document.path))


def _items(rows: Rows, path: str) -> Iterator[Item]:
    troubles: list[str] = []
    comments = _kept(rows(_statement(rows, "comments", _COLUMNS)), troubles)
    threads = _kept(rows(_statement(rows, "threads", ("id", "uri", "title"))), troubles)
    if troubles and not comments:
        raise SourceError(f"{path}: {troubles[0]}")
    known = {str(ident) for ident, *_ in threads}
    yield from (_article(ident, uri, title) for ident, uri, title in threads)
    for row in sorted(comments, key=_by_time):
        if (thread := str(row[0])) not in known:
            known.add(thread)
            yield Article(thread)
        yield _comment(row)
    yield from (Rejection(f"left out: {trouble}") for trouble in dict.fromkeys(troubles))


def _statement(rows: Rows, table: str, columns: tuple[str, ...]) -> str:
    """Return what selects these columns, NULL for those that the table has not."""
    there = {name for (name,) in rows(_COLUMNS_OF.format(table=table))}
    return f"SELECT {', '.join(name if name in there else 'NULL' for name in columns)} FROM {table}"  # noqa: S608 (own names)


def _kept(rows: Iterator[tuple[object, ...]], troubles: list[str]) -> list[tuple[object, ...]]:
    """Return rows up to where the database is damaged."""
    kept = []
    try:
        for row in rows:
            kept.append(row)  # noqa: PERF402 (what came before a failure is kept)
    except SourceError as error:
        troubles.append(error.message)
    return kept


def _by_time(row: tuple[object, ...]) -> tuple[str, float, int]:
    """Return what puts comments in the order in which isso shows them."""
    tid, ident, _, created, *_ = row
    return str(tid), created if isinstance(created, int | float) else 0.0, ident if isinstance(ident, int) else 0


def _article(ident: object, uri: object, title: object) -> Article:
    address = uri if isinstance(uri, str) and uri else None
    name = title if isinstance(title, str) and title else None
    blocks = (Block(BlockKind.TITLE, name),) if name else ()
    return Article(str(ident), title=name, site=host_of(address), url=address, blocks=blocks)


def _comment(row: tuple[object, ...]) -> Comment:
    tid, ident, parent, created, modified, mode, text, author, likes, dislikes = row
    source = text if isinstance(text, str) else ""
    body, posted = readable_mixed(source), moments.of_epoch(created)
    return Comment(
        thread=str(tid),
        ref=str(ident),
        source_id=str(ident),
        body=body,
        original=original_of(source, body),
        author=_name(author),
        parent=None if parent is None else str(parent),
        reply_basis=None if parent is None else ReplyBasis.STATED,
        reply_confidence=None if parent is None else 1.0,
        posted=posted,
        posted_text=moments.as_written(created, posted),
        edited=moments.of_epoch(modified),
        score=likes - dislikes if isinstance(likes, int) and isinstance(dislikes, int) else None,
        status=_status(mode),
    )


def _name(author: object) -> str | None:
    """Return a name, which isso keeps with its entities."""
    return " ".join(html.unescape(author).split()) or None if isinstance(author, str) else None


def _status(mode: object) -> Status:
    if not isinstance(mode, int):
        return Status.PRESENT
    return Status.DELETED if mode & _DELETED else Status.PENDING if mode & _PENDING else Status.PRESENT


FORMAT = Format("isso-db", "comments.db, the database of isso", (".db", ".sqlite", ".sqlite3"), probe, read)
