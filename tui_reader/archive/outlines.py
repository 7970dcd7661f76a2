"""The outlines that an archive keeps: made when a thread is written, and from its comments again where they were dropped.

Invariant: an outline says nothing that the comments do not say.
"""

from __future__ import annotations

from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from tui_reader.archive import rows
from tui_reader.errors import ArchiveDamagedError
from tui_reader.outline import OutlineColumns, build_columns, columns_in_preorder, reading_length

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from tui_reader.archive.assemble import Tree

OUTLINE_IN = "INSERT INTO outline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""Stores a thread and its `outline_row`."""

_IS_THERE = "SELECT 1 FROM sqlite_schema WHERE name = 'outline'"
_TOP = -1
_LATEST = 0xFFFFFFFF


def stored_outline(connection: sqlite3.Connection, thread: int) -> rows.Row | None:
    """Return the row that keeps the outline of a thread, or None where it was dropped."""
    if connection.execute(_IS_THERE).fetchone() is None:
        return None
    found: rows.Row | None = connection.execute(rows.OUTLINE_SQL, (thread,)).fetchone()
    return found


def outlined_rows(connection: sqlite3.Connection, thread: int) -> int:
    """Return how many rows the outline of a thread has, read alone where the archive keeps it."""
    if connection.execute(_IS_THERE).fetchone() is None:
        return rebuilt_outline(connection, thread).count
    found = connection.execute("SELECT count FROM outline WHERE thread = ?", (thread,)).fetchone()
    return int(found[0]) if found else rebuilt_outline(connection, thread).count


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
