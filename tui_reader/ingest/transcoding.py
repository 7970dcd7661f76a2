"""JSON that some system wrote in UTF-16, made UTF-8, which is the only encoding that JSON may have and that its readers know.

Invariant: every other document is left as it is.
"""

from __future__ import annotations

import codecs
import io
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNMARKED = {b"{\0": "utf-16-le", b"[\0": "utf-16-le", b"\0{": "utf-16-be", b"\0[": "utf-16-be"}
_CHARACTERS = 32_768


def json_in_utf8(head: bytes, open_document: Callable[[], BinaryIO]) -> Callable[[], BinaryIO]:
    """Return how to open a document: in UTF-8 if it is JSON in UTF-16, else as before."""
    encoding = _wide_json(head)
    return partial(_open, open_document, encoding) if encoding else open_document


def _wide_json(head: bytes) -> str | None:
    """Name the encoding of JSON in UTF-16; None where the bytes are anything else."""
    if not head.startswith(_MARKS):
        return _UNMARKED.get(head[:2])
    begins = head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip()
    return "utf-16" if begins.startswith(("{", "[")) else None


def _open(open_document: Callable[[], BinaryIO], encoding: str) -> BinaryIO:
    return io.BufferedReader(_Recoded(io.TextIOWrapper(open_document(), encoding, "replace", newline="")))


class _Recoded(io.RawIOBase):
    """A stream of text as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._waiting = b""

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes."""
        view = memoryview(buffer).cast("B")
        if not self._waiting:
            self._waiting = self._text.read(_CHARACTERS).encode("utf-8", "replace")
        piece, self._waiting = self._waiting[: len(view)], self._waiting[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the stream below too."""
        self._text.close()
        super().close()
