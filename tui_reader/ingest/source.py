"""From what a user names (files, folders, standard input) to documents and bundles, one after the other.

A folder is read to its depths in the order of its paths, unless a format knows it as one thing; hidden files, archives of this
program and what lies beside them are passed over. Only regular files are read, so that a pipe, a device or a loop of links can
never hold the program up.

Invariant: finding sources never fails as a whole: a path that cannot be read is an error of that path alone.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.archive.foreign import open_foreign
from tui_reader.archive.schema import APPLICATION_ID
from tui_reader.errors import SourceError
from tui_reader.formats.base import HEAD_BYTES, Bundle, Document
from tui_reader.formats.registry import recognise_bundles
from tui_reader.ingest.containers import members_of
from tui_reader.ingest.spooling import Spool
from tui_reader.ingest.transcoding import json_in_utf8
from tui_reader.ingest.unpacking import packings_of, unpacked_from
from tui_reader.ingest.watching import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui_reader.ingest.containers import Member
    from tui_reader.pace import Pace

STDIN = "-"
"""The source that is standard input."""

_SQLITE_HEADER = b"SQLite format 3\0"
_APPLICATION_ID_AT = slice(68, 72)
_BESIDE_AN_ARCHIVE = ("-wal", "-shm", "-journal")
_WORDS = {
    errno.ENOENT: "no such file",
    errno.EACCES: "permission denied",
    errno.ELOOP: "a link that leads back to itself",
    errno.ENXIO: "not a regular file",
}
_HASHED_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its path as given or found, its size in bytes where that is known, or why it cannot be read.

    `files` are those of a folder that is read as one thing. `found` says that the user named a folder around it, and not it.
    """

    path: str
    bytes: int = 0
    error: SourceError | None = None
    files: tuple[Path, ...] = ()
    found: bool = False

    def open(self, stdin: BinaryIO, pace: Pace | None = None) -> Document | Bundle:
        """Return what the source holds; raise SourceError where it cannot be read. `pace` hears how much of it was read."""
        if self.error:
            raise self.error
        if self.files:
            return _folder(self)
        if self.path == STDIN:
            return _from_stream(stdin)
        path = Path(self.path)
        try:
            return opened(path.name, self.path, partial(_open_regular, path), path.stat().st_size, pace)
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
    """Whether a path is a database of this program or a damaged one, which is opened and never read as a source.

    What cannot be opened is none; neither is another program's database, which a format may read.
    """
    try:
        with _open_regular(path) as file:
            head = file.read(100)
    except (OSError, SourceError):
        return False
    return head.startswith(_SQLITE_HEADER) and (is_archive(head) or not _has_tables(path))


def opened(
    name: str,
    path: str,
    open_raw: Callable[[], BinaryIO],
    size: int | None = None,
    pace: Pace | None = None,
    troubles: list[str] | None = None,
) -> Document | Bundle:
    """Return what a file holds: what is packed is unpacked, and a container is a bundle of what is in it."""
    troubles = [] if troubles is None else troubles
    shown = readable_name(path)
    digest = _digest(open_raw)
    inner_name, packings = packings_of(readable_name(name), open_raw)
    open_inner = unpacked_from(open_raw, packings, troubles)
    head = _head(open_inner)
    troubles.clear()
    if is_archive(head):
        raise SourceError(f"{shown}: an archive, not a source", "open it with tui-reader, or export and import its threads")
    members = members_of(inner_name, open_inner, troubles)
    if members is not None:
        return Bundle(readable_name(name), shown, _openers(members, shown), digest, size, troubles)
    database = open_foreign(open_inner) if head.startswith(_SQLITE_HEADER) else None
    open_watched = unpacked_from(watched(open_raw, size, pace), packings, troubles) if pace and size else open_inner
    open_whole = json_in_utf8(head, open_inner)
    return Document(
        name=inner_name,
        path=shown,
        sha256=digest,
        head=head if open_whole is open_inner else _head(open_whole),
        open=json_in_utf8(head, open_watched),
        size=size,
        database=database,
        is_packed=bool(packings),
        open_whole=open_whole,
        troubles=troubles,
    )


def _head(open_document: Callable[[], BinaryIO]) -> bytes:
    with open_document() as stream:
        return stream.read(HEAD_BYTES)


def readable_name(name: str) -> str:
    """Return a name as text, with U+FFFD for bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _openers(members: Sequence[Member], around: str) -> Mapping[str, Callable[[], Document | Bundle]]:
    return {member.path: partial(_member, member, around) for member in members}


def _member(member: Member, around: str) -> Document | Bundle:
    troubles: list[str] = []
    name, path = member.path.rpartition("/")[2], f"{around}/{member.path}"
    return opened(name, path, partial(member.open, troubles), member.size, troubles=troubles)


def _folder(source: Source) -> Bundle:
    """Return a folder that is read as one thing."""
    top = Path(source.path)
    state = sha256()
    members: dict[str, Callable[[], Document | Bundle]] = {}
    for file in source.files:
        inside = readable_name(file.relative_to(top).as_posix())
        state.update(inside.encode() + _digest(partial(_open_regular, file)).encode())
        members[inside] = partial(opened, file.name, str(file), partial(_open_regular, file), file.stat().st_size)
    return Bundle(readable_name(top.resolve().name), readable_name(source.path), members, state.hexdigest(), source.bytes)


def _from_stream(stream: BinaryIO) -> Document | Bundle:
    """Return what a stream holds that can be read once; it waits in a file of its own."""
    kept = Spool(stream)
    return opened("stdin", STDIN, kept.open, kept.size)


def _digest(open_raw: Callable[[], BinaryIO]) -> str:
    state = sha256()
    with open_raw() as stream:
        while piece := stream.read(_HASHED_AT_ONCE):
            state.update(piece)
    return state.hexdigest()


def _below(top: Path) -> Iterator[Source]:
    """Yield a file, or what lies below a folder in the order of its paths; a folder that was seen is not entered again."""
    seen: set[tuple[int, int]] = set()
    wholes = _wholes(top)
    taken = {file for whole in wholes.values() for file in whole.files}
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                facts = path.stat()
                if (facts.st_dev, facts.st_ino) not in seen:
                    seen.add((facts.st_dev, facts.st_ino))
                    if path in wholes:
                        yield wholes[path]
                    waiting.extend(sorted(_entries(path), reverse=True))
            elif path == top or not (path in taken or _is_ours(path)):
                yield _measured(path, found=path != top)
        except (OSError, ValueError) as error:
            yield Source(str(path), error=_explained(path, error))


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; what cannot be looked into is none, and told where it is read."""
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def _wholes(top: Path) -> dict[Path, Source]:
    """Return the folders below one that a format knows as one thing."""
    wholes: dict[Path, Source] = {}
    if not _is_folder(top):
        return wholes
    files = {readable_name(file.relative_to(top).as_posix()): file for file in _files(top)}
    for folder, (_, inside) in recognise_bundles(files).items():
        own = tuple(files[path] for path in inside)
        path = top / folder
        wholes[path] = Source(str(path), sum(file.stat().st_size for file in own), files=own, found=path != top)
    return wholes


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in the order of their paths; links to folders are not followed."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_dir():
            if path == folder or not path.is_symlink():
                waiting.extend(sorted(_entries(path), reverse=True))
        elif path.is_file():
            yield path


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


def _has_tables(path: Path) -> bool:
    """Whether a database of another program can be read."""
    try:
        return any(open_foreign(partial(_open_regular, path))("SELECT 1 FROM sqlite_schema LIMIT 1"))
    except SourceError:
        return False


def _measured(path: Path, *, found: bool) -> Source:
    """Return a file as a source, or why it is none."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        return Source(str(path), error=_irregular(path))
    return Source(str(path), facts.st_size, found=found)


def _open_regular(path: Path) -> BinaryIO:
    """Open a regular file; whatever else bears the name by now is refused without waiting for it."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise _irregular(path)


def _irregular(path: Path) -> SourceError:
    return SourceError(f"{readable_name(str(path))}: not a regular file", "a pipe can be read as -")


def _explained(path: Path, error: OSError | ValueError) -> SourceError:
    if isinstance(error, OSError):
        what = _WORDS.get(error.errno or 0, error.strerror or str(error))
    else:
        what = "no name that a file can have"
    return SourceError(f"{readable_name(str(path))}: {what}")
