"""How an archive gets the schema of this program, from nothing or from an older version.

Invariant: a migration is never edited after a release; a new one is appended and sets the next `user_version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from tui_reader.archive.schema import APPLICATION_ID, FIRST_VERSION, INDEX_SETTING, SCHEMA_VERSION

if TYPE_CHECKING:
    import sqlite3

MIGRATIONS = Migrations("tui_reader")
"""All migrations, oldest first."""


@MIGRATIONS(name="1: sources, threads, comments, search and outlines")
def create(database: Database) -> None:
    """Create everything that is stored."""
    for statement in FIRST_VERSION:
        database.execute(statement)
    database.execute(INDEX_SETTING)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, wholly or not at all; two programs that start together take turns."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Database(connection, execute_plugins=False))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
