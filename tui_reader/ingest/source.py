"""From what a user names (files, folders, standard input) to documents, one after the other.

A folder is read to its depths in the order of its paths; hidden files, archives of this program and what lies beside them are
passed over. Only regular files are read, so that a pipe, a device or a loop of links can never hold the program up.

Invariant: finding sources never fails as a whole: a path that cannot be read is an error of that path alone.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.archive.schema import APPLICATION_ID
from tui_reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.formats.base import Document

STDIN = "-"
"""The source that is standard input."""

LARGEST_DOCUMENT = 256 * 1024 * 1024
"""Bytes of the largest document that is read: plain text is read whole, and takes a few times its size of memory."""

_SQLITE_HEADER = b"SQLite format 3\0"
_APPLICATION_ID_AT = slice(68, 72)
_BESIDE_AN_ARCHIVE = ("-wal", "-shm", "-journal")
_WORDS = {
    errno.ENOENT: "no such file",
    errno.EACCES: "permission denied",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENXIO: "not a regular file",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its path as given or found, its size in bytes where that is known, or why it cannot be read."""

    path: str
    bytes: int = 0
    error: SourceError | None = None

    def open(self, stdin: BinaryIO) -> Document:
        """Return the source's document; raise SourceError where it cannot be read."""
        if self.error:
            raise self.error
        if self.path == STDIN:
            return _document("stdin", STDIN, stdin)
        path = Path(self.path)
        try:
            with _open_regular(path) as file:
                return _document(path.name, self.path, file)
        except OSError as error:
            raise _explained(path, error) from error


def find_sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield what each path stands for, folders opened up."""
    for given in paths:
        yield from (Source(STDIN),) if given == STDIN else _below(Path(given))


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an archive of this program."""
    return head.startswith(_SQLITE_HEADER) and head[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")


def is_database(path: Path) -> bool:
    """Whether a path is a database, which is opened and never read as a source; what cannot be opened is none."""
    try:
        with _open_regular(path) as file:
            return file.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
    except (OSError, SourceError):
        return False


def _below(top: Path) -> Iterator[Source]:
    """Yield a file, or the files below a folder in the order of their paths; a folder that was seen is not entered again."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                facts = path.stat()
                if (facts.st_dev, facts.st_ino) not in seen:
                    seen.add((facts.st_dev, facts.st_ino))
                    waiting.extend(sorted(_entries(path), reverse=True))
            elif path == top or not _is_ours(path):
                yield _measured(path)
        except (OSError, ValueError) as error:
            yield Source(str(path), error=_explained(path, error))


def _entries(folder: Path) -> Iterator[Path]:
    """Yield what a folder holds, but for hidden files and what SQLite lays beside an archive."""
    for path in folder.iterdir():
        beside = path.name.endswith(_BESIDE_AN_ARCHIVE) and path.with_name(path.name.rpartition("-")[0]).exists()
        if not path.name.startswith(".") and not beside:
            yield path


def _is_ours(path: Path) -> bool:
    """Whether a path is an archive of this program."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return is_archive(file.read(100))


def _measured(path: Path) -> Source:
    """Return a file as a source, or why it is none."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        return Source(str(path), error=_irregular(path))
    return Source(str(path), facts.st_size)


def _open_regular(path: Path) -> BinaryIO:
    """Open a regular file; whatever else bears the name by now is refused without waiting for it."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise _irregular(path)


def _document(name: str, path: str, file: BinaryIO) -> Document:
    """Read a whole document."""
    shown = _readable(path)
    size = os.fstat(file.fileno()).st_size if path != STDIN else 0
    data = b"" if size > LARGEST_DOCUMENT else file.read(LARGEST_DOCUMENT + 1)
    if size > LARGEST_DOCUMENT or len(data) > LARGEST_DOCUMENT:
        raise SourceError(f"{shown}: larger than {LARGEST_DOCUMENT >> 20} MiB", "split it into one file a thread")
    if is_archive(data):
        raise SourceError(f"{shown}: an archive, not a source", "open it with tui-reader, or export and import its threads")
    from tui_reader.formats.base import Document

    return Document.of(_readable(name), shown, data)


def _irregular(path: Path) -> SourceError:
    return SourceError(f"{_readable(str(path))}: not a regular file", "a pipe can be read as -")


def _explained(path: Path, error: OSError | ValueError) -> SourceError:
    if isinstance(error, OSError):
        what = _WORDS.get(error.errno or 0, error.strerror or str(error))
    else:
        what = "no name that a file can have"
    return SourceError(f"{_readable(str(path))}: {what}")


def _readable(name: str) -> str:
    """Return a name as text, with U+FFFD for bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
