"""The only place that opens SQLite: archives to read, which may come from anybody, and archives to write.

Reading never creates or changes a file. An archive at rest is one file in DELETE mode and is opened `mode=ro`, with locks but
without a trace. A file that says WAL and has no `-wal` beside it is opened `immutable`, because SQLite would lay two files
there. Where there is a `-wal` or `-journal` (another program writes, or was killed), a private copy of all is read; if they do
not hold still long enough to be copied, the writer is alive, its lock files are there already, and the file is read in place.
So is a file that this process writes itself.

Invariant: every connection handed out to readers is read-only, has a deadline, and holds a schema compared word by word.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_reader.archive.failures import explained
from tui_reader.archive.schema import APPLICATION_ID, CACHES, KNOWN_SQL, PAGE_BYTES, SCHEMA_VERSION
from tui_reader.errors import ArchiveDamagedError, ArchiveError, ArchiveVersionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUERY_SECONDS: Final = 10.0
"""How long one use of a reading connection may take; a screenful takes a thousandth of it."""

BUSY_SECONDS: Final = 5.0
"""How long to wait for another program that writes."""

LARGEST_VALUE: Final = 1 << 28
"""Bytes of the largest text or blob that is read or written; outlines of 60 million comments fit."""

_READ_IN_A_SECOND = 10_000
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_WRITE_VERSION = 18
_WAL = 2
_COPY_ATTEMPTS = 3
_CLOSING_ATTEMPTS = 5
_TURN_SECONDS = 0.004
_WRITTEN_HERE: list[Path] = []
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""What a statement may take: room for a query of 500 terms, or of relations in each other as deep as brackets may stand."""

_READING_PRAGMAS = ("trusted_schema=off", "cell_size_check=on", "mmap_size=0", "query_only=on", "temp_store=memory")
_WRITING_PRAGMAS = ("trusted_schema=off", "cell_size_check=on", "foreign_keys=on", "synchronous=normal", "cache_size=-65536")
_SCHEMA_SQL = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


class ReadingConnection:
    """One read-only connection with a deadline."""

    def __init__(self, uri: str, path: Path) -> None:
        """Open and check the file behind a URI; `path` is what messages call it."""
        self._stopped: Callable[[], bool] = _never
        self._deadline = time.monotonic() + QUERY_SECONDS
        with ExitStack() as undo, explained(path):
            self.sqlite = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            undo.callback(self.sqlite.close)
            for limit, value in _LIMITS.items():
                self.sqlite.setlimit(limit, value)
            self.sqlite.set_progress_handler(self._is_over, 10_000)
            self.sqlite.text_factory = _text
            for pragma in _READING_PRAGMAS:
                self.sqlite.execute(f"PRAGMA {pragma}")
            require_archive(self.sqlite, path)
            undo.pop_all()

    def allow(self, seconds: float, stopped: Callable[[], bool] | None = None) -> None:
        """Start the clock again; `stopped` is asked now and then whether anybody still waits."""
        self._deadline = time.monotonic() + seconds
        self._stopped = stopped or _never

    def is_in_the_way(self) -> bool:
        """Whether the connection holds a lock even while it is idle, as it does on a file in WAL mode."""
        self.allow(QUERY_SECONDS)
        mode: tuple[str] = self.sqlite.execute("PRAGMA journal_mode").fetchone()
        return mode == ("wal",)

    def _is_over(self) -> bool:
        return time.monotonic() > self._deadline or self._stopped()


class ReadingPool:
    """Read-only connections to one archive, each used by one thread of execution at a time."""

    def __init__(self, path: Path) -> None:
        """Check the file and open the first connection; raise an `ArchiveError` where it is no archive of ours."""
        self.path = path
        self._cleanup = ExitStack()
        self._closed = False
        with ExitStack() as undo:
            undo.callback(self._cleanup.close)
            self._uri = _readable_uri(path, self._cleanup)
            self._idle = [ReadingConnection(self._uri, path)]
            undo.pop_all()

    @contextmanager
    def use(self, seconds: float = QUERY_SECONDS, stopped: Callable[[], bool] | None = None) -> Iterator[sqlite3.Connection]:
        """Lend a connection for some seconds of work; SQLite's errors come out explained.

        Once `stopped` says that nobody waits any more, SQLite breaks off with an OperationalError.
        """
        reading = self._take()
        reading.allow(seconds, stopped)
        try:
            with explained(self.path):
                yield reading.sqlite
        finally:
            self._give_back(reading)

    def close(self) -> None:
        """Close every idle connection and remove the private copy, if there is one."""
        self._closed = True
        while self._idle:
            self._idle.pop().sqlite.close()
        self._cleanup.close()

    def _take(self) -> ReadingConnection:
        """Return an idle connection, or a new one; taking from a list is atomic, so no lock is needed."""
        if self._closed:
            raise ArchiveError(f"{self.path} was closed", "")
        try:
            return self._idle.pop()
        except IndexError:
            return ReadingConnection(self._uri, self.path)

    def _give_back(self, reading: ReadingConnection) -> None:
        """Keep a connection for the next use, unless that would keep a writer from leaving one file behind."""
        if self._closed or reading.is_in_the_way():
            reading.sqlite.close()
        else:
            self._idle.append(reading)


def patience(comments: int) -> float:
    """Return how many seconds a use may take that reads so many comments whole."""
    return QUERY_SECONDS + comments / _READ_IN_A_SECOND


def open_for_reading(path: Path) -> ReadingPool:
    """Open an archive that may come from anybody; nothing is ever written to it or beside it."""
    return ReadingPool(path)


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open an archive to write; a file that is not there is created, empty.

    Nothing is written yet: the caller does that after `begin_writing`, and gives the connection back with `close_writing`.
    """
    if path.exists() and not path.is_file():
        raise ArchiveError(f"{path} is not a file", "name a file to keep the archive in")
    if not path.absolute().parent.is_dir():
        raise ArchiveError(f"{path} cannot be made: there is no folder {path.parent}", "make the folder first")
    with ExitStack() as undo, explained(path):
        connection = sqlite3.connect(path.absolute(), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        undo.callback(connection.close)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        for pragma in _WRITING_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if is_empty(connection):
            _prepare_new(connection)
        else:
            require_archive(connection, path)
        undo.pop_all()
    _WRITTEN_HERE.append(path.resolve())
    return connection


def _prepare_new(connection: sqlite3.Connection) -> None:
    """Say how a file will be laid out, which cannot be changed later; nothing is written by that."""
    for pragma in (f"page_size={PAGE_BYTES}", "auto_vacuum=incremental"):
        connection.execute(f"PRAGMA {pragma}")


def begin_writing(connection: sqlite3.Connection) -> None:
    """Go over to WAL mode, in which others may read on while one writes."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal").fetchall()
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_TURN_SECONDS)
        else:
            return


def close_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Close a connection; the last of several writers leaves one file behind, whatever is not finished is taken back."""
    with explained(path):
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            alone = _leave_one_file(connection)
        finally:
            connection.close()
            _WRITTEN_HERE.remove(path.resolve())
        for _ in range(_CLOSING_ATTEMPTS):
            if alone:
                return
            time.sleep(_TURN_SECONDS * (1 + os.getpid() % 8))
            with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None)) as again:
                alone = _leave_one_file(again)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Return whether a database holds nothing at all, as where a writer was killed before its first transaction."""
    return connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None


def require_archive(connection: sqlite3.Connection, path: Path) -> None:
    """Raise an `ArchiveError` unless the open database is an archive whose schema is exactly ours; caches may lack."""
    if is_empty(connection):
        raise ArchiveError(f"{path} is empty: nothing was imported into it", "`tui-reader import ARCHIVE SOURCE` does that")
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise ArchiveVersionError(f"{path} is a database of another program", "an archive is made by `tui-reader import`")
    if version > SCHEMA_VERSION:
        raise ArchiveVersionError(f"{path} was made by a newer tui-reader (schema {version})", "update this program")
    if version < SCHEMA_VERSION:
        raise ArchiveVersionError(f"{path} was made before the first release", "import its sources again into a new archive")
    found = {name: (kind, sql) for kind, name, sql in connection.execute(_SCHEMA_SQL)}
    for name, (kind, sql) in found.items():
        if sql != KNOWN_SQL.get(name, sql) or (kind in {"trigger", "view"} and name not in KNOWN_SQL):
            raise ArchiveDamagedError(f"{path} has a {kind} that is not ours: {name}", "do not trust where it comes from")
    lacking = KNOWN_SQL.keys() - found.keys()
    if missing := lacking.difference(*(cache for cache in CACHES if cache <= lacking)):
        raise ArchiveDamagedError(f"{path} lacks {', '.join(sorted(missing))}", "import the sources again into a new archive")


def _never() -> bool:
    return False


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _readable_uri(path: Path, cleanup: ExitStack) -> str:
    """Return how to open a file without a trace, after a look at its kind, its header and what lies beside it.

    A file that this process writes is not looked into: to close it again would let go of the writer's own locks.
    """
    in_place = path.absolute().as_uri() + "?mode=ro"
    try:
        if path.resolve() in _WRITTEN_HERE:
            return in_place
        header = _header(path)
        if any(file.exists() for file in _unfinished(path)):
            copy = _private_copy(path, cleanup)
            return copy.as_uri() + "?mode=rw" if copy else in_place
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}", "") from error
    says_wal = header[_WRITE_VERSION] == _WAL
    return in_place + "&immutable=1" if says_wal else in_place


def _header(path: Path) -> bytes:
    """Return the first bytes of a database file; a pipe or device is never opened for reading."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ArchiveError(f"{path} is not a file", "name the file that holds the archive")
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise ArchiveError(f"{path} is not an archive", "`tui-reader import ARCHIVE SOURCE` makes one")
    return header


def _private_copy(path: Path, cleanup: ExitStack) -> Path | None:
    """Copy an archive and its unfinished changes to a folder of our own, or return None if they do not hold still."""
    folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="tui-reader-")))
    copy = folder / "archive.db"
    for _ in range(_COPY_ATTEMPTS):
        before = _stamps(path)
        shutil.copyfile(path, copy)
        for file, copied in zip(_unfinished(path), _unfinished(copy), strict=True):
            if file.exists():
                shutil.copyfile(file, copied)
        if _stamps(path) == before:
            return copy
    return None


def _stamps(path: Path) -> list[tuple[int, int] | None]:
    facts = [file.stat() if file.exists() else None for file in (path, *_unfinished(path))]
    return [(fact.st_size, fact.st_mtime_ns) if fact else None for fact in facts]


def _unfinished(path: Path) -> tuple[Path, Path]:
    """Name the files in which changes wait that are not in the archive yet."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")


def _leave_one_file(connection: sqlite3.Connection) -> bool:
    """Put everything into the one file and leave WAL mode, or return False where somebody else has it open."""
    try:
        _give_back_empty_pages(connection)
        connection.execute("PRAGMA wal_checkpoint(truncate)").fetchall()
        connection.execute("PRAGMA journal_mode = delete").fetchall()
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
        return False
    return True


def _give_back_empty_pages(connection: sqlite3.Connection) -> None:
    """Take out of the file what the search index, or a thread that was written again, has left empty."""
    if connection.execute("PRAGMA freelist_count").fetchone() != (0,):
        connection.executescript("PRAGMA incremental_vacuum")  # `execute` would free a single page


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
