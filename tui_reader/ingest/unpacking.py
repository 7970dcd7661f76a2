"""From packed bytes to plain ones: gzip, bzip2, xz, Zstandard and LZ4, known by how they begin, one in the other if need be.

The standard library's file objects lose what they have unpacked when data end too early, or say nothing at all (Zstandard), so
its decompressors are driven here.

Invariant: data that are cut short or damaged give all that could be unpacked, and a trouble that says so.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tui_reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from _typeshed import WriteableBuffer

_DEEPEST = 3
"""Packings inside packings that are undone."""

_AT_ONCE = 1 << 17
_BUFFER = 1 << 18
_LARGEST_WINDOW = 31
"""Exponent of the largest window of Zstandard: monthly dumps of Reddit are packed with 2 GiB."""

_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 64 << 20, 1_000
"""What unpacks to more than both is made to fill memory; text packs to a twentieth, repeated text to a hundredth."""

_LONGEST_MAGIC = 6


class Decompressor(Protocol):
    """What the standard library, backports.zstd and lz4 agree on."""

    @property
    def eof(self) -> bool:
        """Whether the end of the packed data was reached."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more goes in."""
        ...

    @property
    def unused_data(self) -> bytes | None:
        """What stands behind the end."""
        ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return what comes out of more data, at most so many bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Packing:
    """A way of packing: its name, how its data begin, the suffixes of files with what is left of each, and what undoes it."""

    name: str
    magics: tuple[bytes, ...]
    suffixes: dict[str, str]
    decompressor: Callable[[], Decompressor]


def packings_of(name: str, open_raw: Callable[[], BinaryIO]) -> tuple[str, tuple[Packing, ...]]:
    """Return a file's name without the suffixes of packing, and how it is packed, the outermost packing first.

    Raises SourceError where something has to be installed to unpack it.
    """
    packings: list[Packing] = []
    while len(packings) < _DEEPEST:
        with unpacked(open_raw, packings, [])() as stream:
            packing = _packing_of(stream.read(_LONGEST_MAGIC))
        if packing is None:
            break
        packing.decompressor()
        packings.append(packing)
        name = _without_suffix(name, packing)
    return name, tuple(packings)


def unpacked(open_raw: Callable[[], BinaryIO], packings: Sequence[Packing], troubles: list[str]) -> Callable[[], BinaryIO]:
    """Return how to open a file unpacked; `troubles` hears of damage.

    Reading raises SourceError where the data unpack to far more than any text.
    """
    for packing in packings:
        open_raw = partial(_open, open_raw, packing, troubles)
    return open_raw


def _open(open_raw: Callable[[], BinaryIO], packing: Packing, troubles: list[str]) -> BinaryIO:
    return io.BufferedReader(_Unpacking(open_raw(), packing, troubles), _BUFFER)


def _packing_of(head: bytes) -> Packing | None:
    return next((packing for packing in _PACKINGS if head.startswith(packing.magics)), None)


def _without_suffix(name: str, packing: Packing) -> str:
    for suffix, rest in packing.suffixes.items():
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)] + rest
    return name


class _Unpacking(io.RawIOBase):
    """A stream of unpacked bytes; what follows the end of a piece begins the next one."""

    def __init__(self, stream: BinaryIO, packing: Packing, troubles: list[str]) -> None:
        self._stream, self._packing, self._troubles = stream, packing, troubles
        self._decompressor: Decompressor | None = None
        self._waiting = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes."""
        view = memoryview(buffer).cast("B")
        try:
            piece = self._piece(len(view))
        except _damage() as error:
            piece = self._end(f"the {self._packing.name} data are damaged ({error})")
        self._given += len(piece)
        if self._given > max(_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO * self._taken):
            raise SourceError(f"the {self._packing.name} data unpack to far more than any text: {self._given >> 20} MiB and on")
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()

    def _piece(self, length: int) -> bytes:
        """Return the next bytes, none at the end."""
        while True:
            if self._decompressor is None and not self._begin():
                return b""
            assert self._decompressor is not None  # noqa: S101 (for the type checker)
            data = b""
            if self._decompressor.needs_input:
                data = self._more()
                if not data:
                    return self._end(f"the {self._packing.name} data end too early")
            piece = self._decompressor.decompress(data, length)
            if self._decompressor.eof:
                self._waiting = self._decompressor.unused_data or b""
                self._decompressor = None
            if piece:
                return piece

    def _begin(self) -> bool:
        """Begin a piece where one begins; return whether it does."""
        while len(self._waiting) < _LONGEST_MAGIC and (more := self._read()):
            self._waiting += more
        if self._taken > len(self._waiting):
            self._waiting = self._waiting.lstrip(b"\0")
        while not self._waiting and (more := self._read()):
            self._waiting = more.lstrip(b"\0")
        if not self._waiting:
            return False
        if not self._waiting.startswith(self._packing.magics):
            self._end(f"something else follows the {self._packing.name} data, {len(self._waiting)} bytes or more")
            return False
        self._decompressor = self._packing.decompressor()
        return True

    def _more(self) -> bytes:
        data, self._waiting = self._waiting or self._read(), b""
        return data

    def _read(self) -> bytes:
        data = self._stream.read(_AT_ONCE)
        self._taken += len(data)
        return data

    def _end(self, trouble: str) -> bytes:
        """Note what is wrong, and end here."""
        self._troubles.append(f"{trouble}; what could be unpacked was read")
        self._decompressor, self._waiting = None, b""
        self._stream = io.BytesIO()
        return b""


class _Gzip:
    """A decompressor of gzip that behaves as the others do."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        """Whether the end of the packed data was reached."""
        return self._object.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more goes in."""
        return not self._object.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end."""
        return self._object.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return what comes out of more data, at most so many bytes."""
        return self._object.decompress(self._object.unconsumed_tail + data, max(0, max_length))


def _zstd() -> Decompressor:
    module = _zstd_module()
    options = {module.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    found: Decompressor = module.ZstdDecompressor(options=options)
    return found


def _zstd_module() -> ModuleType:
    """Return the standard library's module, or what brings it to older Pythons."""
    try:
        return import_module("compression.zstd")
    except ModuleNotFoundError:
        return import_module("backports.zstd")


def _damage() -> tuple[type[Exception], ...]:
    """Return what decompressors raise at damaged data."""
    return (zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, MemoryError, _zstd_module().ZstdError)


def _lz4() -> Decompressor:
    try:
        found: Decompressor = import_module("lz4.frame").LZ4FrameDecompressor()
    except ModuleNotFoundError:
        raise SourceError("packed with LZ4, which needs the extra warc", "pip install '.[warc]'") from None
    return found


_SKIPPABLE = tuple(bytes([0x50 + number, 0x2A, 0x4D, 0x18]) for number in range(16))
_PACKINGS = (
    Packing("gzip", (b"\x1f\x8b\x08",), {".tgz": ".tar", ".gz": "", ".gzip": ""}, _Gzip),
    Packing("bzip2", (b"BZh",), {".tbz2": ".tar", ".tbz": ".tar", ".bz2": "", ".bz": ""}, bz2.BZ2Decompressor),
    Packing("xz", (b"\xfd7zXZ\0",), {".txz": ".tar", ".xz": ""}, lzma.LZMADecompressor),
    Packing("Zstandard", (b"\x28\xb5\x2f\xfd", *_SKIPPABLE), {".tzst": ".tar", ".zst": "", ".zstd": ""}, _zstd),
    Packing("LZ4", (b"\x04\x22\x4d\x18",), {".lz4": ""}, _lz4),
)
