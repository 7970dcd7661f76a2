"""What SQLite's errors mean to a reader: one line that says what happened, and a hint that says what to do.

Invariant: this is the only place where an SQLite error becomes an error of the program.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_reader.errors import ArchiveDamagedError, ArchiveError, ArchiveLockedError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECK = "`tui-reader check` says where; importing the sources again makes a new one"
"""What to do about an archive that is damaged."""

_PRIMARY = 0xFF
_DAMAGED = (ArchiveDamagedError, "{path} is damaged", CHECK)
_MEANINGS: dict[int, tuple[type[ArchiveError], str, str]] = {
    sqlite3.SQLITE_BUSY: (ArchiveLockedError, "{path} is being written by another program", "try again when it is done"),
    sqlite3.SQLITE_LOCKED: (ArchiveLockedError, "{path} is being written by another program", "try again when it is done"),
    sqlite3.SQLITE_NOTADB: (ArchiveError, "{path} is not an archive", "`tui-reader import ARCHIVE SOURCE` makes one"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: _DAMAGED,
    sqlite3.SQLITE_MISMATCH: _DAMAGED,
    sqlite3.SQLITE_FULL: (
        ArchiveError,
        "the disk is full while writing {path}",
        "what was in the archive before is still there",
    ),
    sqlite3.SQLITE_READONLY: (
        ArchiveError,
        "{path} may not be written",
        "copy it to a folder of your own, or change its rights",
    ),
    sqlite3.SQLITE_PERM: (ArchiveError, "{path} may not be opened", "look at the rights of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (ArchiveError, "{path} cannot be opened", "look at the rights of the file and its folder"),
    sqlite3.SQLITE_IOERR: (ArchiveError, "the disk fails while using {path}", "look at the disk; nothing half-done was kept"),
    sqlite3.SQLITE_INTERRUPT: (ArchiveDamagedError, "{path} takes too long to answer", "`tui-reader check` may say why"),
    sqlite3.SQLITE_TOOBIG: (ArchiveError, "{path} holds or was given a text too large to handle", ""),
    sqlite3.SQLITE_NOMEM: (ArchiveError, "there is not enough memory for {path}", ""),
}


_FAULTS_OF_A_SOURCE = {
    sqlite3.SQLITE_TOOBIG: "it holds a text that is too large to keep",
    sqlite3.SQLITE_CONSTRAINT: "it holds a value that an archive cannot keep",
    sqlite3.SQLITE_MISMATCH: "it holds a value that an archive cannot keep",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn whatever SQLite raises inside into an `ArchiveError` about this file."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise explain(error, path) from error


@contextmanager
def blamed_on(source: str) -> Iterator[None]:
    """Turn what only the records of a source can have caused into a `SourceError`; the archive is well, others may go in."""
    try:
        yield
    except sqlite3.Error as error:
        fault = _FAULTS_OF_A_SOURCE.get((getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY)
        if fault is None:
            raise
        raise SourceError(f"{source}: {fault}", "nothing of it was kept") from error
    except OverflowError as error:
        raise SourceError(f"{source}: it holds a number of more than 64 bits", "nothing of it was kept") from error


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> ArchiveError:
    """Return the error that tells a user what an SQLite error means."""
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT
    kind, message, hint = _MEANINGS.get(code & _PRIMARY, _DAMAGED)
    return kind(message.format(path=path), hint)
