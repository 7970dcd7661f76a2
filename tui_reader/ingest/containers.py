"""What zip, tar and 7z files hold, known by how they begin.

Invariant: names inside are names, never places to write to; reading a member that is damaged gives what can be read of it.
"""

from __future__ import annotations

import io
import tarfile
import tempfile
import weakref
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, TypeVar

from tui_reader.errors import SourceError
from tui_reader.ingest.spooling import Spool

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

Piece = TypeVar("Piece")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_TAR, _TAR_AT = b"ustar", 257
_LARGEST_UNPACKED = 64 << 30
"""Bytes of what a 7z file may unpack to on disk."""

_ENCRYPTED = 1
_HIDDEN = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its path with `/`, its size in bytes, and how to open it; damage is told to the list given."""

    path: str
    size: int
    open: Callable[[list[str]], BinaryIO]


def members_of(name: str, open_raw: Callable[[], BinaryIO]) -> list[Member] | None:
    """Return the files in a container in its order, hidden ones left out; None where the bytes are no container.

    Raises SourceError where a container is damaged, encrypted, or needs something that is not installed.
    """
    with open_raw() as stream:
        head = stream.read(_TAR_AT + len(_TAR))
    if head.startswith(_ZIP):
        return _shown(_zip(name, open_raw))
    if head[_TAR_AT:] == _TAR:
        return _shown(_tar(name, open_raw))
    return _shown(_seven_zip(name, open_raw)) if head.startswith(_SEVEN_ZIP) else None


def _shown(members: list[Member]) -> list[Member]:
    return [member for member in members if not any(part.startswith(".") or part in _HIDDEN for part in member.path.split("/"))]


def _zip(name: str, open_raw: Callable[[], BinaryIO]) -> list[Member]:
    try:
        stream = _seekable(open_raw)
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name}: a zip file that is damaged or cut short: {error}", "unzip what can be saved") from error
    weakref.finalize(archive, stream.close)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise SourceError(f"{name}: encrypted", "unpack it with its password first")
    return [Member(info.filename, info.file_size, partial(_open_zipped, archive, info)) for info in infos]


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, troubles: list[str]) -> BinaryIO:
    return _guarded(lambda: archive.open(info), troubles)


def _tar(name: str, open_raw: Callable[[], BinaryIO]) -> list[Member]:
    members: list[Member] = []
    try:
        stream = _seekable(open_raw)
        archive = tarfile.open(fileobj=stream, mode="r:")  # noqa: SIM115 (its members are opened later)
        weakref.finalize(archive, stream.close)
        while info := archive.next():
            if info.isfile():
                members.append(Member(info.name.removeprefix("./"), info.size, partial(_open_tarred, archive, info)))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        if not members:
            raise SourceError(f"{name}: a tar file that is damaged or cut short: {error}", "") from error
    return members


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo, troubles: list[str]) -> BinaryIO:
    return _guarded(lambda: archive.extractfile(info), troubles, info.size)


def _seven_zip(name: str, open_raw: Callable[[], BinaryIO]) -> list[Member]:
    try:
        py7zr = import_module("py7zr")
    except ModuleNotFoundError:
        raise SourceError(f"{name}: a 7z file, which needs the extra 7z", "pip install '.[7z]'") from None
    folder = tempfile.TemporaryDirectory(prefix="tui-reader-")
    try:
        with py7zr.SevenZipFile(_seekable(open_raw)) as archive:
            if archive.needs_password():
                raise SourceError(f"{name}: encrypted", "unpack it with its password first")
            if archive.archiveinfo().uncompressed > _LARGEST_UNPACKED:
                raise SourceError(f"{name}: unpacks to more than {_LARGEST_UNPACKED >> 30} GiB", "unpack it first")
            archive.extractall(folder.name)  # noqa: S202 (py7zr refuses paths that lead out)
    except (py7zr.exceptions.ArchiveError, OSError, ValueError, EOFError, MemoryError) as error:
        raise SourceError(f"{name}: a 7z file that is damaged or cut short: {error}", "") from error
    files = sorted(path for path in Path(folder.name).rglob("*") if path.is_file() and not path.is_symlink())
    top = Path(folder.name)
    return [
        Member(path.relative_to(top).as_posix(), path.stat().st_size, partial(_open_extracted, folder, path)) for path in files
    ]


def _open_extracted(_folder: tempfile.TemporaryDirectory[str], path: Path, _troubles: list[str]) -> BinaryIO:
    """Open a file of a folder that goes away with the last of its members."""
    return path.open("rb")


def _seekable(open_raw: Callable[[], BinaryIO]) -> BinaryIO:
    """Return a stream whose places can be gone to at no cost: a file, else a copy of what the stream gives."""
    stream = open_raw()
    if stream.seekable() and not isinstance(stream, _Guarded | zipfile.ZipExtFile):
        return stream
    with stream:
        return Spool(stream).open()


def _guarded(open_member: Callable[[], IO[bytes] | None], troubles: list[str], size: int | None = None) -> BinaryIO:
    return io.BufferedReader(_Guarded(open_member, troubles, size))


class _Guarded(io.RawIOBase):
    """A member of a container that ends where it is damaged, and tells that."""

    def __init__(self, open_member: Callable[[], IO[bytes] | None], troubles: list[str], size: int | None) -> None:
        self._troubles, self._left = troubles, size
        self._stream: IO[bytes] = io.BytesIO()
        self._attempt(lambda: self._set(open_member()))

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes."""
        view = memoryview(buffer).cast("B")
        piece = self._attempt(lambda: self._stream.read(len(view))) or b""
        view[: len(piece)] = piece
        if self._left is not None:
            self._left -= len(piece)
            if not piece and self._left > 0 and len(view):
                self._troubles.append("it is cut short in its container; what there is was read")
                self._left = None
        return len(piece)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()

    def _set(self, stream: IO[bytes] | None) -> None:
        self._stream = stream or self._stream

    def _attempt(self, read: Callable[[], Piece]) -> Piece | None:
        try:
            return read()
        except (
            zipfile.BadZipFile,
            zlib.error,
            tarfile.TarError,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            self._troubles.append(f"it is damaged in its container ({error}); what could be read was read")
            self._stream, self._left = io.BytesIO(), None
            return None
