"""The sources themselves, kept compressed so that any line can be shown as it was."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from tui_reader.archive.connection import LARGEST_VALUE
from tui_reader.decoding import decode
from tui_reader.errors import ArchiveDamagedError
from tui_reader.pace import Pace

if TYPE_CHECKING:
    from tui_reader.model import Span

_PACKED_AT_ONCE = 1 << 20


def packed(data: bytes, pace: Pace | None = None) -> bytes:
    """Return the bytes of a source as they are stored."""
    pace, packing, view = pace or Pace(), zlib.compressobj(6), memoryview(data)
    pieces = []
    for start in range(0, len(data), _PACKED_AT_ONCE):
        pace.tick()
        pieces.append(packing.compress(view[start : start + _PACKED_AT_ONCE]))
    return b"".join((*pieces, packing.flush()))


def unpacked(data: bytes) -> bytes:
    """Return the bytes of a source; one that unpacks to more than can ever have been stored is not believed."""
    unpacking = zlib.decompressobj()
    try:
        source = unpacking.decompress(data, LARGEST_VALUE)
    except zlib.error as error:
        raise ArchiveDamagedError("the archive is damaged: a source that was kept cannot be unpacked", "") from error
    if not unpacking.eof:
        raise ArchiveDamagedError("the archive is damaged: a source that was kept is cut short or too large", "")
    return source


def lines_of(data: bytes, encoding: str, span: Span) -> tuple[str, ...]:
    """Return some lines of a source as they were read when it was imported, in this encoding, without their ends."""
    return decode(unpacked(data), encoding).lines[max(0, span.first - 1) : span.last]
