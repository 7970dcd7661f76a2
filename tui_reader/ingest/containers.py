"""Files that hold files: zip, tar and 7z, known by their first bytes.

What can be read at any place is read where it lies; what cannot (a packed tar, a zip inside a zip) is copied to a temporary
file first, and so is all that a 7z holds, which packs its files as one stream.

Invariant: names in a container are only names and never touch the disk; a container or a member that is cut short or damaged
gives what there is and says so.
"""

from __future__ import annotations

import copy
import io
import lzma
import shutil
import struct
import tarfile
import tempfile
import weakref
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from tui_reader.errors import SourceError
from tui_reader.ingest.unpacking import GUARDED_FROM, LARGEST_RATIO, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _typeshed import WriteableBuffer

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_BLOCK = tarfile.BLOCKSIZE
_ENCRYPTED = 1
_NAMED_IN_UTF8 = 0x800
_LEFT_OUT = frozenset({"__macosx", "desktop.ini", "thumbs.db"})
_IN_MEMORY = 16 * 1024 * 1024
"""Bytes of a copy from which it goes to disk."""

_PIECE = 65_536

_DAMAGE = (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, tarfile.TarError, OverflowError)
_DAMAGE_OF_7Z = (lzma.LZMAError, struct.error, LookupError, TypeError, AttributeError, AssertionError, MemoryError)
_CUT = "it is cut short in its container; what there is of it was read"
_DAMAGED = "it is damaged in its container; what could be read of it was read"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its path inside with `/`, its size in bytes, and how to open it, as often as need be.

    What opens it adds its troubles to the list that it is given, at the latest when the stream ends.
    """

    path: str
    size: int
    open: Callable[[list[str]], BinaryIO]


def members_of(name: str, open_raw: Callable[[], BinaryIO], troubles: list[str] | None = None) -> list[Member] | None:
    """Return what a container holds in its order, hidden files left out; None where the bytes are no container.

    What is wrong with the container as a whole goes to `troubles`. Raise SourceError where nothing of it can be read, with the
    reason: its list of files is damaged, it is encrypted, a library is not there, or it unpacks to far too much.
    """
    troubles = [] if troubles is None else troubles
    name, open_raw = unpacked(name, open_raw, troubles)
    with open_raw() as stream:
        head = stream.read(_BLOCK)
    if head.startswith(_ZIP):
        return list(_shown(_zipped(name, _shelved(open_raw))))
    if head.startswith(_SEVEN_ZIP):
        return list(_shown(_seven_zipped(name, _shelved(open_raw), troubles)))
    if _is_tar(head, name):
        return list(_shown(_tarred(name, _shelved(open_raw), troubles)))
    return None


def _shown(members: Iterable[Member]) -> Iterator[Member]:
    """Yield the members but for those that their systems hide."""
    for member in members:
        parts = member.path.split("/")
        if not any(part.startswith(".") or part.lower() in _LEFT_OUT for part in parts):
            yield member


def _plain(name: str) -> str:
    """Return a path in a container as a name with `/` between its parts, none of which leads up or to a root."""
    parts = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


class _Shelf:
    """The bytes of a container, read at any place by whoever opens a member; closed when the last of them has gone."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        weakref.finalize(self, stream.close)

    def read_at(self, place: int, size: int) -> bytes:
        """Return bytes from a place on, fewer at the end."""
        self.stream.seek(place)
        return self.stream.read(size)


def _shelved(open_raw: Callable[[], BinaryIO]) -> _Shelf:
    """Return a container's bytes where they lie, or a temporary copy of what comes out of another container."""
    stream = open_raw()
    if not _is_costly(stream):
        return _Shelf(stream)
    kept = _temporary()
    with stream:
        shutil.copyfileobj(stream, kept)
    return _Shelf(kept)


def _is_costly(stream: BinaryIO) -> bool:
    """Whether a place of a stream is reached by unpacking all before it, if at all."""
    return not stream.seekable() or isinstance(stream, zipfile.ZipExtFile)


def _temporary() -> BinaryIO:
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))


def _refuse_bomb(name: str, made: int, taken: int) -> None:
    if made > max(GUARDED_FROM, LARGEST_RATIO * taken):
        raise SourceError(f"{name}: unpacks to far more than it should", "unpack it first if it is not made to fill a disk")


class _Part(io.RawIOBase):
    """A member of a container as a stream, which ends where the member is damaged, and tells that once."""

    def __init__(self, pieces: Iterator[bytes], troubles: list[str]) -> None:
        self._pieces = pieces
        self._pending = b""
        self._troubles = troubles

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read the next bytes into a buffer, at least one but at the end."""
        view = memoryview(buffer).cast("B")
        try:
            while not self._pending:
                self._pending = next(self._pieces)
        except StopIteration:
            return 0
        except _DAMAGE:
            self._pieces = iter(())
            if _DAMAGED not in self._troubles:
                self._troubles.append(_DAMAGED)
            return 0
        given, self._pending = self._pending[: len(view)], self._pending[len(view) :]
        view[: len(given)] = given
        return len(given)


def _streamed(pieces: Iterator[bytes], troubles: list[str]) -> BinaryIO:
    return io.BufferedReader(_Part(pieces, troubles), _PIECE)


def _zipped(name: str, shelf: _Shelf) -> list[Member]:
    """Return the members of a zip."""
    try:
        archive = zipfile.ZipFile(shelf.stream)
    except (*_DAMAGE, NotImplementedError) as error:
        hint = "what is left of it can be saved by zip -FF"
        raise SourceError(f"{name}: a zip that is damaged or cut short: its list of files cannot be read", hint) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if infos and all(info.flag_bits & _ENCRYPTED for info in infos):
        raise _encrypted(name)
    _refuse_bomb(name, sum(info.file_size for info in infos), shelf.size)
    return [Member(_plain(_name_in_zip(info)), info.file_size, partial(_open_zipped, archive, info, shelf)) for info in infos]


def _encrypted(name: str) -> SourceError:
    return SourceError(f"{name}: encrypted", "unpack it with its password first")


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """Return a member's name, which many programs write in UTF-8 without saying so."""
    if not info.flag_bits & _NAMED_IN_UTF8:
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shelf: _Shelf, troubles: list[str]) -> BinaryIO:
    """Open a member of a zip; `shelf` is there so that it stays open."""
    if info.flag_bits & _ENCRYPTED:
        raise _encrypted(info.filename)
    unchecked = copy.copy(info)
    del unchecked.CRC  # the last bytes are wanted even where their sum is wrong, which is then found here
    try:
        stream = archive.open(unchecked)
    except NotImplementedError as error:
        raise SourceError(f"{info.filename}: packed in a way that cannot be undone here", "unpack it first") from error
    except _DAMAGE:
        return _streamed(_damaged(), troubles)
    return _streamed(_zip_pieces(stream, info, shelf), troubles)


def _damaged() -> Iterator[bytes]:
    yield from ()
    raise zipfile.BadZipFile


def _zip_pieces(stream: IO[bytes], info: zipfile.ZipInfo, shelf: _Shelf) -> Iterator[bytes]:
    """Yield what a member holds; raise BadZipFile at its end where that is not what was put in."""
    found = 0
    with stream:
        while piece := cast("BinaryIO", stream).read1(_PIECE):  # type: ignore[attr-defined]
            found = zlib.crc32(piece, found)
            yield piece
    if found != info.CRC:
        raise zipfile.BadZipFile(shelf)


def _is_tar(head: bytes, name: str) -> bool:
    """Whether a tar begins so; one of before 1988 says nothing but the sum of its first block."""
    if head[257:262] == b"ustar":
        return True
    try:
        return name.lower().endswith(".tar") and bool(tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape"))
    except tarfile.TarError:
        return False


def _tarred(name: str, shelf: _Shelf, troubles: list[str]) -> list[Member]:
    """Return the regular files of a tar, up to where it is damaged."""
    members: list[Member] = []
    place = 0
    try:
        with tarfile.open(fileobj=shelf.stream, mode="r:", encoding="utf-8") as archive:
            while info := archive.next():
                archive.members = []  # type: ignore[attr-defined]
                if info.size < 0 or archive.offset <= place:
                    break
                place = archive.offset
                if info.isreg() and not info.issparse():
                    opens = partial(_open_part, shelf, info.offset_data, info.size)
                    members.append(Member(_plain(info.name), info.size, opens))
    except _DAMAGE as error:
        if not members:
            raise SourceError(f"{name}: a tar that is damaged or cut short: nothing in it can be read") from error
    end = shelf.read_at(place, _BLOCK)
    if any(end):
        troubles.append(f"the tar is damaged from byte {place:,} on; the files behind that are left out")
    elif len(end) < _BLOCK:
        troubles.append("the tar ends too early; files may be missing")
    return members


def _open_part(shelf: _Shelf, place: int, size: int, troubles: list[str]) -> BinaryIO:
    """Open so many bytes of a container as one of its members."""
    return _streamed(_pieces_at(shelf, place, size, troubles), troubles)


def _pieces_at(shelf: _Shelf, place: int, size: int, troubles: list[str]) -> Iterator[bytes]:
    end = place + size
    while place < end:
        piece = shelf.read_at(place, min(_PIECE, end - place))
        if not piece:
            troubles.append(_CUT)
            return
        place += len(piece)
        yield piece


def _seven_zipped(name: str, shelf: _Shelf, troubles: list[str]) -> list[Member]:
    """Return the members of a 7z, all unpacked at once into one temporary file."""
    try:
        import py7zr
    except ImportError:
        raise SourceError(f"{name}: a 7z takes a library that is not there", "pip install 'tui-thread-reader[7z]'") from None
    holder = _Shelf(_temporary())
    kept = _KeptFiles(holder.stream, max(GUARDED_FROM, LARGEST_RATIO * shelf.size))
    try:
        with py7zr.SevenZipFile(shelf.stream) as archive:
            if archive.needs_password():
                raise _encrypted(name)
            _refuse_bomb(name, sum(info.uncompressed for info in archive.list()), shelf.size)
            names = [info.filename for info in archive.list() if not info.is_directory]
            safe = [each for each in names if _plain(each) == each]
            if len(safe) < len(names):
                troubles.append(f"{len(names) - len(safe)} files are left out whose names lead out of the 7z")
            archive.extract(targets=safe, factory=kept)
    except py7zr.exceptions.PasswordRequired as error:
        raise _encrypted(name) from error
    except (*_DAMAGE, *_DAMAGE_OF_7Z, py7zr.exceptions.ArchiveError) as error:
        if not kept.files:
            raise SourceError(f"{name}: a 7z that is damaged or cut short: nothing in it can be read") from error
        troubles.append("the 7z is damaged or cut short; its last files are left out or not whole")
    return [Member(_plain(file.name), file.length, partial(_open_part, holder, file.start, file.length)) for file in kept.files]


class _KeptFiles:
    """Where the files of a 7z are unpacked to, one behind the other; py7zr asks it for one writer a file."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream = stream
        self.files: list[_KeptFile] = []
        self.limit = limit

    def create(self, name: str) -> _KeptFile:
        """Return what writes the next file."""
        self.files.append(_KeptFile(name, self))
        return self.files[-1]


class _KeptFile:
    """One file of a 7z, as py7zr wants to write it."""

    def __init__(self, name: str, kept: _KeptFiles) -> None:
        self.name = name
        self.start = kept.stream.tell()
        self.length = 0
        self._kept = kept

    def write(self, data: bytes) -> int:
        """Write the next bytes; raise SourceError where they get far too many."""
        if self._kept.stream.tell() + len(data) > self._kept.limit:
            raise SourceError(f"{self.name}: unpacks to far more than it should", "unpack it first")
        self.length += len(data)
        return self._kept.stream.write(data)

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 (py7zr's signature)
        """Return nothing: what is written is read elsewhere."""
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 (py7zr's signature)
        """Stay at the end."""
        return self.length

    def size(self) -> int:
        """Return how many bytes were written."""
        return self.length

    def flush(self) -> None:
        """Do nothing: the file is read by this process alone."""

    def close(self) -> None:
        """Do nothing: the file is closed with all others."""
