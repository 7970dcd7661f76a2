"""Opening the reader's own database: for each use anew, one short transaction, and nothing left open.

Two readers at once take turns, and whoever is killed has lost nothing that was told as done. Reading makes no file.

Invariant: a file that is damaged, of another program or of a newer version is never written.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Any

from tui_reader.errors import StateError
from tui_reader.state.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Row = tuple[Any, ...]

BUSY_SECONDS = 1.0
"""How long to wait for another reader, whose own turn takes milliseconds."""

_AWAY = "move it away to begin anew"
_RIGHTS = "look at the rights of the file and its folder"
_PRIMARY = 0xFF
_MEANINGS = {
    sqlite3.SQLITE_BUSY: ("is being written by another program", "try again when it is done"),
    sqlite3.SQLITE_LOCKED: ("is being written by another program", "try again when it is done"),
    sqlite3.SQLITE_NOTADB: ("is no database", _AWAY),
    sqlite3.SQLITE_CORRUPT: ("is damaged", _AWAY),
    sqlite3.SQLITE_READONLY: ("may not be written", _RIGHTS),
    sqlite3.SQLITE_PERM: ("may not be opened", _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", _RIGHTS),
    sqlite3.SQLITE_FULL: ("cannot be written: the disk is full", "make room"),
}


def fetch(path: Path, sql: str, *values: str) -> list[Row]:
    """Return the rows of a query; none where there is no database yet."""
    with _explained(path):
        if not path.exists():
            return []
        with closing(_opened(path, "rw")) as connection:
            return connection.execute(sql, values).fetchall()


def store(path: Path, changes: Sequence[tuple[str, Sequence[Row]]]) -> None:
    """Carry out statements, each for some rows, wholly or not at all; a database that is not there is made, for its owner."""
    with _explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not path.exists()
        with closing(_opened(path, "rwc")) as connection:
            if is_new:
                path.chmod(0o600)
            with _transaction(connection):
                for sql, rows in changes:
                    connection.executemany(sql, rows)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file and bring it to the version of this program; raise where it is none of ours.

    SQLite alone opens it: whoever else did would, when closing it, let go of the locks that this process has on it.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    with ExitStack() as unless_ready:
        unless_ready.callback(connection.close)
        if _version(connection, path) < len(MIGRATIONS):
            with _transaction(connection):
                _migrate(connection, _version(connection, path))
        unless_ready.pop_all()
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many migrations a database has; 0 where it is empty, which another reader may change between two looks."""
    was_empty = connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
    ((application, version),) = connection.execute("SELECT * FROM pragma_application_id, pragma_user_version")
    if application != APPLICATION_ID and not was_empty:
        raise StateError(f"{path} is a database of another program", _AWAY)
    if version > len(MIGRATIONS):
        raise StateError(f"{path} was made by a newer tui-reader (version {version})", "update this program")
    return int(version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for statement in (statement for migration in MIGRATIONS[version:] for statement in migration):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Take the turn to write; whatever is not finished is taken back when the connection is closed."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raises inside into a `StateError` about this file."""
    try:
        yield
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT) & _PRIMARY
        what, hint = _MEANINGS.get(code, (f"cannot be used: {error}", _AWAY))
        raise StateError(f"{path} {what}", hint) from error
    except OSError as error:
        raise StateError(f"{path} cannot be used: {error.strerror or error}", _RIGHTS) from error
