"""How much of a file has been read, told on the way: of a packed file its packed bytes, which are the only ones it counts.

Invariant: reading through a watch gives the same bytes as reading without one.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

    from tui_reader.pace import Pace

_BUFFER = 1 << 18


def watched(open_raw: Callable[[], BinaryIO], size: int, pace: Pace) -> Callable[[], BinaryIO]:
    """Return how to open a file of so many bytes so that `pace` hears of each piece that is read."""
    return partial(_watch, open_raw, size, pace)


def _watch(open_raw: Callable[[], BinaryIO], size: int, pace: Pace) -> BinaryIO:
    return io.BufferedReader(_Watch(open_raw(), size, pace), _BUFFER)


class _Watch(io.RawIOBase):
    """A stream that tells of every piece; whoever listens may stop the reading by raising."""

    def __init__(self, stream: BinaryIO, size: int, pace: Pace) -> None:
        self._stream, self._size, self._pace = stream, size, pace
        self._far = 0.0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return whether the stream below can go to any place."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes."""
        view = memoryview(buffer)
        piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        self._far = max(self._far, min(1.0, self._stream.tell() / self._size))
        self._pace.reach(self._far)
        return len(piece)

    def close(self) -> None:
        """Close the stream below too."""
        self._stream.close()
        super().close()
