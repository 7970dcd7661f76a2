"""Files that are packed: gzip, bzip2, xz, zstd and lz4, known by their first bytes, also one within the other.

All are unpacked as a stream in pieces, with all the members, streams or frames that follow one another. The window of zstd may
be as large as dumps have it, and a zstd file may begin with the dictionary that its frames need, as WARC files do.

Invariant: what is cut short, damaged or followed by something else says so in a sentence, and ends; memory stays bounded
whatever the bytes are.
"""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tui_reader.errors import SourceError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import WriteableBuffer

GUARDED_FROM = 64 * 1024 * 1024
"""Bytes that may come out of however few."""

LARGEST_RATIO = 200
"""Bytes that may come out of one beyond that: years of talk pack to a twentieth, only what repeats itself to so little."""

_DEEPEST = 3
_PIECE = 16_384
"""Bytes fed at once; of a damaged stream, no more than this is lost before the damage."""
_CRUMB = 16
_BUFFER = 131_072
_LONGEST_MAGIC = 18
_LARGEST_WINDOW = 2**31
_LARGEST_DICTIONARY = 16 * 1024 * 1024
_SKIPPED = tuple(bytes([low, 0x2A, 0x4D, 0x18]) for low in range(0x50, 0x60))
"""How zstd's frames begin that hold no data."""
_DICTIONARY = bytes([0x5D, 0x2A, 0x4D, 0x18])
"""How the frame begins that holds the dictionary of a WARC file."""
_DICTIONARY_MAGIC = b"\x37\xa4\x30\xec"
_BOMB = "it may be made to fill memory or disk; unpack it first if it is not"
_CUT = "end too early; what could be unpacked was read"
_DAMAGE = (OSError, ValueError, EOFError, RuntimeError, lzma.LZMAError, zlib.error, zstd.ZstdError)


class _Decoder(Protocol):
    """What undoes one member, stream or frame."""

    @property
    def eof(self) -> bool:
        """Whether its end was reached."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes out before more goes in."""
        ...

    @property
    def unused_data(self) -> bytes | None:
        """What stands behind its end."""
        ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return what comes out of more data, at most so many bytes."""
        ...


class _GzipDecoder:
    """One member of gzip, in the way the other decoders have it."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        """Whether its end was reached."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What stands behind its end."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return the next bytes, at most so many; what they leave of the data is kept for the next call."""
        made = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = not self._inner.unconsumed_tail and len(made) < max_length
        return made


@dataclass(frozen=True, slots=True)
class Packing:
    """A kind of compression: its name, how it begins, the suffixes that it adds to a name, and what undoes a member of it."""

    name: str
    begins: tuple[bytes, ...]
    suffixes: tuple[str, ...]
    decoder: Callable[[bytes], _Decoder]

    def is_begun_by(self, head: bytes) -> bool:
        """Whether a member begins with these bytes."""
        if self.name == "lzma" and not (head[12:14] == b"\xff\x00" or head[11:14] == b"\0\0\0"):
            return False
        return head.startswith(self.begins)

    def without_suffix(self, name: str) -> str:
        """Return a file name as it was before the file was packed; `.tgz` and the like were `.tar`."""
        for suffix in self.suffixes:
            if name.lower().endswith(suffix) and len(name) > len(suffix):
                return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
        return name


def _gzip(_: bytes) -> _Decoder:
    return _GzipDecoder()


def _bzip2(_: bytes) -> _Decoder:
    return bz2.BZ2Decompressor()


def _xz(_: bytes) -> _Decoder:
    return lzma.LZMADecompressor(memlimit=_LARGEST_WINDOW)


def _zstd(dictionary: bytes) -> _Decoder:
    return zstd.ZstdDecompressor(_prepared(dictionary), {zstd.DecompressionParameter.window_log_max: 31})


@lru_cache(maxsize=1)
def _prepared(dictionary: bytes) -> zstd.ZstdDict | None:
    return zstd.ZstdDict(dictionary) if dictionary else None


def _lz4(_: bytes) -> _Decoder:
    try:
        from lz4.frame import LZ4FrameDecompressor
    except ImportError:
        hint = "pip install 'tui-thread-reader[warc]'"
        raise SourceError("packed with lz4, which takes a library that is not there", hint) from None
    decoder: _Decoder = LZ4FrameDecompressor()
    return decoder


_BZIP2 = tuple(b"BZh%d%b" % (size, mark) for size in range(1, 10) for mark in (b"1AY&SY", b"\x17rE8P\x90"))
_PACKINGS = (
    Packing("gzip", (b"\x1f\x8b\x08",), (".gz", ".tgz", ".gzip"), _gzip),
    Packing("bzip2", _BZIP2, (".bz2", ".tbz2", ".tbz", ".bz"), _bzip2),
    Packing("xz", (b"\xfd7zXZ\0",), (".xz", ".txz"), _xz),
    Packing("lzma", (b"\x5d\0\0",), (".lzma", ".tlz"), _xz),
    Packing("lz4", (b"\x04\x22\x4d\x18",), (".lz4",), _lz4),
    Packing("zstd", (b"\x28\xb5\x2f\xfd", *_SKIPPED), (".zst", ".zstd", ".tzst"), _zstd),
)


def unpacked(name: str, open_raw: Callable[[], BinaryIO], troubles: list[str]) -> tuple[str, Callable[[], BinaryIO]]:
    """Return the name without the suffixes of compression, and what opens the bytes without it.

    Each trouble that is met while reading is added once to `troubles`, at the latest when the stream ends. Raise SourceError
    where something is packed too often, or with what cannot be undone here; so does a stream that unpacks to far too much.
    """
    inner, packings = packings_of(name, open_raw)
    return inner, unpacked_from(open_raw, packings, troubles)


def packings_of(name: str, open_raw: Callable[[], BinaryIO]) -> tuple[str, tuple[Packing, ...]]:
    """Return the name without the suffixes of compression, and how the bytes are packed, the outermost first."""
    packings: list[Packing] = []
    while packing := _packing_of(_head(open_raw, packings)):
        if len(packings) == _DEEPEST:
            raise SourceError(f"{name}: packed more than {_DEEPEST} times over", "unpack it first")
        packings.append(packing)
        name = packing.without_suffix(name)
        packing.decoder(b"")
    return name, tuple(packings)


def unpacked_from(open_raw: Callable[[], BinaryIO], packings: Sequence[Packing], troubles: list[str]) -> Callable[[], BinaryIO]:
    """Return what opens bytes without these packings; `troubles` are told as `unpacked` says."""
    return partial(_opened, open_raw, packings, troubles) if packings else open_raw


def _packing_of(head: bytes) -> Packing | None:
    return next((packing for packing in _PACKINGS if packing.is_begun_by(head)), None)


def _head(open_raw: Callable[[], BinaryIO], packings: Sequence[Packing]) -> bytes:
    """Return the first bytes below so many packings; what goes wrong there is told when all is read."""
    with _opened(open_raw, packings, []) as stream:
        return stream.read(_LONGEST_MAGIC)


def _opened(open_raw: Callable[[], BinaryIO], packings: Sequence[Packing], troubles: list[str]) -> BinaryIO:
    """Return a stream with so many packings undone."""
    stream = open_raw()
    meter = _Meter(stream)
    source: _Readable = meter
    for packing in packings:
        source = stream = io.BufferedReader(_Unpacking(source, packing, meter, troubles), _BUFFER)
    return stream


class _Readable(Protocol):
    """What packed bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...


class _Meter:
    """Counts what is read of a packed file, so that what comes out can be held against it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.taken = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most so many."""
        data = self.stream.read(size)
        self.taken += len(data)
        return data

    def close(self) -> None:
        """Close what is read."""
        self.stream.close()


class _Unpacking(io.RawIOBase):
    """What comes out of a packed stream, member by member."""

    def __init__(self, source: _Readable, packing: Packing, meter: _Meter, troubles: list[str]) -> None:
        self._source = source
        self._packing = packing
        self._meter = meter
        self._troubles = troubles
        self._pending = b""
        self._decoder: _Decoder | None = None
        self._dictionary = b""
        self._is_fresh = True
        self._members = 0
        self._given = 0
        self._has_ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def close(self) -> None:
        """Close what is read too."""
        if not self.closed:
            self._source.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read the next bytes into a buffer, at least one but at the end."""
        view = memoryview(buffer).cast("B")
        while not self._has_ended:
            made = self._next(len(view))
            if made:
                self._given += len(made)
                if self._given > max(GUARDED_FROM, LARGEST_RATIO * self._meter.taken):
                    raise SourceError(f"the {self._packing.name} data unpack to far more than they should", _BOMB)
                view[: len(made)] = made
                return len(made)
        return 0

    def _next(self, size: int) -> bytes:
        """Return some bytes, none where there are no more or where more has to be read first."""
        decoder = self._decoder or self._begun()
        if decoder is None:
            self._has_ended = True
            return b""
        data, self._pending = self._pending, b""
        if not data and decoder.needs_input:
            data = self._source.read(_PIECE)
            if not data:
                self._end(_CUT)
        return b"" if self._has_ended else self._decoded(decoder, data, size)

    def _decoded(self, decoder: _Decoder, data: bytes, size: int) -> bytes:
        """Return what a piece of a member gives, at most so many bytes."""
        is_first, self._is_fresh = self._is_fresh, False
        try:
            made = decoder.decompress(data, size)
        except _DAMAGE:
            self._end("are damaged; what could be unpacked before the damage was read")
            return self._salvaged(data, size) if is_first else b""
        if decoder.eof:
            self._pending = decoder.unused_data or b""
            self._decoder = None
        return made

    def _salvaged(self, data: bytes, size: int) -> bytes:
        """Return what a damaged member gives before its damage, where that is found with the first piece of it."""
        decoder = self._packing.decoder(self._dictionary)
        made = b""
        with suppress(*_DAMAGE):
            for place in range(0, len(data), _CRUMB):
                if len(made) < size:
                    made += decoder.decompress(data[place : place + _CRUMB], size - len(made))
        return made

    def _begun(self) -> _Decoder | None:
        """Return what undoes the next member, None where no other follows."""
        self._fill(_LONGEST_MAGIC)
        while self._members and self._pending[:1] == b"\0":
            self._pending = self._pending.lstrip(b"\0")
            self._fill(_LONGEST_MAGIC)
        if self._packing.name == "zstd" and not self._members and self._pending.startswith(_DICTIONARY):
            self._dictionary = self._first_frame()
        if not self._pending:
            return None
        if not self._packing.is_begun_by(self._pending):
            is_cut = any(begin.startswith(self._pending) for begin in self._packing.begins)
            self._end(_CUT if is_cut else "are followed by something else, which was left out")
            return None
        self._members += 1
        self._is_fresh = True
        self._decoder = self._packing.decoder(self._dictionary)
        return self._decoder

    def _fill(self, size: int) -> None:
        """Have so many bytes at hand, as far as there are any."""
        while len(self._pending) < size and (data := self._source.read(max(_PIECE, size))):
            self._pending += data

    def _first_frame(self) -> bytes:
        """Return the dictionary in the frame that a file begins with, itself packed or not; no bytes where it is none."""
        size = int.from_bytes(self._pending[4:8], "little")
        if size > _LARGEST_DICTIONARY:
            return b""
        self._fill(8 + size + _LONGEST_MAGIC)
        content, self._pending = self._pending[8 : 8 + size], self._pending[8 + size :]
        with suppress(*_DAMAGE):
            if content.startswith(self._packing.begins[0]):
                content = self._packing.decoder(b"").decompress(content, _LARGEST_DICTIONARY)
            if content.startswith(_DICTIONARY_MAGIC) and _prepared(content):
                return content
        return b""

    def _end(self, what: str) -> None:
        """End here, and say why once."""
        self._has_ended = True
        trouble = f"the {self._packing.name} data {what}"
        if trouble not in self._troubles:
            self._troubles.append(trouble)
