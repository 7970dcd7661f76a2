"""The outlines that an archive keeps: made when a thread is written, and from its comments again where they were dropped.

Invariant: an outline says nothing that the comments do not say.
"""

from __future__ import annotations

from array import array
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from tui_reader.archive import rows
from tui_reader.errors import ArchiveDamagedError
from tui_reader.outline import OutlineColumns, build_columns, columns_in_preorder, reading_length

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.archive.assemble import Tree
    from tui_reader.archive.connection import ReadingPool

OUTLINE_IN = "INSERT INTO outline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""Stores a thread and its `outline_row`."""

_IS_THERE = "SELECT 1 FROM sqlite_schema WHERE name = 'outline'"
_COUNT = "SELECT count FROM outline WHERE thread = ?"
_COLUMNS = [field.name for field in fields(OutlineColumns)][1:]
_ITEM = 4
_TOP = -1
_LATEST = 0xFFFFFFFF


def stored_outline(connection: sqlite3.Connection, thread: int) -> OutlineColumns | None:
    """Return the columns that the archive keeps of a thread, or None where they were dropped.

    Each is read past the row that holds it, which SQLite would put together first: a million rows in 17 ms and not in 31.
    """
    if connection.execute(_IS_THERE).fetchone() is None:
        return None
    found = connection.execute(_COUNT, (thread,)).fetchone()
    return OutlineColumns(found[0], *(_column(connection, name, thread) for name in _COLUMNS)) if found else None


def _column(connection: sqlite3.Connection, name: str, thread: int) -> bytes:
    with connection.blobopen("outline", name, thread, readonly=True) as blob:
        return blob.read()


class StoredColumns:
    """The `OutlineColumns` that an archive keeps of a thread, each read when it is first asked for."""

    def __init__(self, pool: ReadingPool, thread: int, count: int) -> None:
        self.count = count
        self._pool, self._thread = pool, thread
        with pool.use() as connection:
            self._sizes = {name: _size(connection, name, thread) for name in _COLUMNS}

    def sizes(self) -> Mapping[str, int]:
        """Return how many bytes each column has, by its name."""
        return self._sizes

    def __getattr__(self, name: str) -> bytes:
        if name not in _COLUMNS:
            raise AttributeError(name)
        with self._pool.use() as connection:
            column = _column(connection, name, self._thread)
        if len(column) != self._sizes[name]:
            raise ArchiveDamagedError(f"{self._pool.path}: this thread has changed since it was opened", "open it again")
        setattr(self, name, column)
        return column


def _size(connection: sqlite3.Connection, name: str, thread: int) -> int:
    with connection.blobopen("outline", name, thread, readonly=True) as blob:
        return len(blob)


def kept_columns(pool: ReadingPool, thread: int) -> OutlineColumns | None:
    """Return the columns that the archive keeps of a thread, still to be read, or None where they were dropped."""
    with pool.use() as connection:
        if connection.execute(_IS_THERE).fetchone() is None:
            return None
        found = connection.execute(_COUNT, (thread,)).fetchone()
    return cast("OutlineColumns", StoredColumns(pool, thread, found[0])) if found else None


def outlined_rows(connection: sqlite3.Connection, thread: int) -> int:
    """Return how many rows the outline of a thread has, read alone where the archive keeps it."""
    if connection.execute(_IS_THERE).fetchone() is None:
        return rebuilt_outline(connection, thread).count
    found = connection.execute(_COUNT, (thread,)).fetchone()
    return int(found[0]) if found else rebuilt_outline(connection, thread).count


def row_span(connection: sqlite3.Connection, thread: int, count: int) -> tuple[int, int] | None:
    """Return the lowest and the highest row id of the `count` comments of a thread.

    None where it has none, or where it is most of the archive, so that the span would tell its comments from few others.
    """
    (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM comment").fetchone()
    if not count or highest <= 2 * count:
        return None
    if connection.execute(_IS_THERE).fetchone() and connection.execute(_COUNT, (thread,)).fetchone():
        kept = _column(connection, "ids", thread)
        ids = memoryview(kept[: len(kept) // _ITEM * _ITEM]).cast("I")
        if ids:
            return min(ids), max(ids)
    low, high = connection.execute("SELECT min(id), max(id) FROM comment WHERE thread = ?", (thread,)).fetchone()
    return None if low is None else (low, high)


def first_of_row(connection: sqlite3.Connection, thread: int) -> int | None:
    """Return the row id of the first comment of a thread where those of the others follow it one by one, else None."""
    if not (connection.execute(_IS_THERE).fetchone() and connection.execute(_COUNT, (thread,)).fetchone()):
        return None
    kept = _column(connection, "ids", thread)
    if len(kept) < _ITEM:
        return None
    first = memoryview(kept[:_ITEM]).cast("I")[0]
    return first if kept == array("I", range(first, first + len(kept) // _ITEM)).tobytes() else None


def rebuilt_outline(connection: sqlite3.Connection, thread: int) -> OutlineColumns:
    """Return the outline of a thread as its comments tell it."""
    found = [rows.outlined(row) for row in connection.execute(rows.OUTLINED_SQL, (thread,))]
    places: dict[int | None, int] = {None: _TOP} | {row.id: place for place, row in enumerate(found)}
    try:
        return build_columns(
            [row.id for row in found],
            [places[row.parent] for row in found],
            [row.author for row in found],
            [row.length for row in found],
            [seconds(row.posted) for row in found],
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise ArchiveDamagedError("the archive is damaged: its comments make no tree", "") from error


def outline_columns(tree: Tree, ids: Sequence[int], authors: Iterable[int]) -> OutlineColumns:
    """Return the outline of a tree whose comments have these row ids, and authors these (0 = no name)."""
    lengths = map(reading_length, map(attrgetter("body"), tree.comments))
    posted = map(seconds, map(attrgetter("posted"), tree.comments))
    return columns_in_preorder(tree.parents, tree.depths, tree.descendants, ids, authors, lengths, posted)


def outline_row(columns: OutlineColumns) -> tuple[int | bytes, ...]:
    """Return an outline as the row that stores it, without its thread."""
    own = (columns.ids, columns.descendants, columns.depth, columns.parent, columns.author, columns.length, columns.posted)
    return (columns.count, *own, columns.by_author, columns.author_offsets, columns.author_ids)


def seconds(posted: str | None) -> int:
    """Return a date as seconds since 1970, read as UTC where it names no zone; 0 where it is no date or does not fit."""
    if not posted:
        return 0
    try:
        when = datetime.fromisoformat(posted)
        since = int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return 0
    return since if 0 <= since <= _LATEST else 0
