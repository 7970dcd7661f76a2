"""The search index and the outlines, made again from the comments where somebody dropped them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.archive.outlines import OUTLINE_IN, outline_row, rebuilt_outline
from tui_reader.archive.schema import INDEX_SETTING, KNOWN_SQL

if TYPE_CHECKING:
    import sqlite3

_TABLES = "SELECT name FROM sqlite_schema WHERE name IN ('comment_fts', 'outline')"
_REBUILD_INDEX = "INSERT INTO comment_fts(comment_fts) VALUES ('rebuild')"
_WITHOUT_OUTLINE = "SELECT id FROM thread WHERE id NOT IN (SELECT thread FROM outline)"


def restore_caches(connection: sqlite3.Connection) -> None:
    """Make what lacks; the connection has to be inside a transaction."""
    there = {name for (name,) in connection.execute(_TABLES)}
    if "comment_fts" not in there:
        for statement in (KNOWN_SQL["comment_fts"], INDEX_SETTING, _REBUILD_INDEX):
            connection.execute(statement)
    if "outline" not in there:
        connection.execute(KNOWN_SQL["outline"])
    for (thread,) in connection.execute(_WITHOUT_OUTLINE).fetchall():
        connection.execute(OUTLINE_IN, (thread, *outline_row(rebuilt_outline(connection, thread))))
