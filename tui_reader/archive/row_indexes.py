"""The indexes of the comment table: an archive is filled for the first time without them, and gets them in one go.

Invariant: when a transaction ends, and whenever comments are looked for, they are there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.archive.schema import KNOWN_SQL

if TYPE_CHECKING:
    import sqlite3

_NAMES = ("comment_position", "comment_author", "comment_parent")
_MAKE = [KNOWN_SQL[name].replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS") for name in _NAMES]
"""SQLite keeps these statements as the schema has them."""


def leave_out_indexes(connection: sqlite3.Connection) -> None:
    """Drop the indexes of a table that is empty: to make them of many rows takes half as long as to keep them up."""
    for name in _NAMES:
        connection.execute(f"DROP INDEX IF EXISTS {name}")


def make_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that are not there."""
    for statement in _MAKE:
        connection.execute(statement)
