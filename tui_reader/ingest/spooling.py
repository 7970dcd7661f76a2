"""Bytes that can be had once, kept in a file of their own as long as anybody may want them again.

Invariant: the file goes away with the last who can open it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import suppress
from typing import BinaryIO


class Spool:
    """A copy of a stream that can be opened any number of times."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the stream to its end."""
        descriptor, self._path = tempfile.mkstemp(prefix="tui-reader-")
        weakref.finalize(self, _remove, self._path)
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(stream, file)
            self.size = file.tell()

    def open(self) -> BinaryIO:
        """Return the copy from its start."""
        return open(self._path, "rb")  # noqa: PTH123 (whoever asks closes it)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
