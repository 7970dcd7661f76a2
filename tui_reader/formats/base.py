"""The contract between a format and the pipeline that runs it.

A format is a cheap `probe` and a `read`, nothing else. `read` gives a stream of records, with a `Rejection` for each record
that it cannot read, or the whole document as `PlainText` where it says nothing about its own structure.

Invariant: `read` never drops anything in silence, never prints, and gives the same items for the same document.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD_BYTES = 65_536
"""How much of a document a probe is shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read: its file name, the path it was asked for by, and its bytes, unchanged."""

    name: str
    path: str
    data: bytes
    sha256: str

    @classmethod
    def of(cls, name: str, path: str, data: bytes) -> Document:
        """Return the document that holds these bytes."""
        return cls(name, path, data, hashlib.sha256(data).hexdigest())

    @property
    def head(self) -> bytes:
        """The first bytes, as a probe sees them."""
        return self.data[:HEAD_BYTES]


@dataclass(frozen=True, slots=True)
class Probe:
    """How strongly a format claims a document, 0 (not at all) to 1 (it says so itself), and why."""

    strength: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlainText:
    """Lines without their ends; who says what in them is for the segmenter to find. `problems` tell what decoding guessed."""

    lines: tuple[str, ...]
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that cannot be read and is left out, with its place; `line` counts from 1."""

    message: str
    line: int | None = None


Item = Record | Rejection
"""What a stream of records consists of."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document: its name on the command line, the usual suffixes (with the dot), and how to know and read it."""

    name: str
    description: str
    suffixes: tuple[str, ...]
    probe: Callable[[bytes, str], Probe]
    read: Callable[[Document], Iterator[Item] | PlainText]
