"""The records of web archives, read one after the other from a stream: what WARC and ARC have in common.

Both lay records end to end: a heading that states a length, and a block of so many bytes. FastWARC and warcio each fail on
files that the other reads (ARC, lz4, several records in one member of gzip, files that are cut short), and neither goes on
behind a wrong length, so they are read here: where a length leads to no record, the next line that begins one is looked for.

Invariant: every byte belongs to a record or to a `Rejection`; what is read twice is bounded, so no file takes quadratic time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.formats.base import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.formats.base import Document

LARGEST_BLOCK = 64 * 1024 * 1024
"""Bytes of the largest block that is read; what is larger is passed over."""

_LONGEST_LENGTH = 15
"""Digits of a length that can be true."""

_LONGEST_LINE = 65_536
_AT_ONCE = 1 << 20
_READ_TWICE = 256 * 1024 * 1024
"""Bytes of blocks that are looked through once more for records which a wrong length has swallowed, in one file."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands before a block: what kind of record it is, of what address, and how long the block says that it is.

    `content_type` is that of the block, and `remark` what the archive says about how whole it is.
    """

    kind: str
    uri: str
    content_type: str
    length: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class WebRecord:
    """A record: its number from 1, the byte that it begins at, its heading and its block."""

    number: int
    place: int
    heading: Heading
    block: bytes


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to write headings: `begins` finds a heading's first line (among many: `(?m)^`), and `heading` reads it.

    `heading` is given the first line and what reads the next one; it returns None where the heading does not end.
    """

    name: str
    begins: re.Pattern[bytes]
    heading: Callable[[bytes, Callable[[], bytes]], Heading | None]


def read_records(document: Document, dialect: Dialect) -> Iterator[WebRecord | Rejection]:
    """Yield the records of a document in their order, and what is none."""
    with _Tape(document) as tape:
        yield from _Reading(tape, dialect).items()


class _Tape:
    """A stream that can be wound back, and knows how far it has come."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stream = document.open()
        self._pending: BinaryIO = BytesIO()
        self.place = 0
        self.end: int | None = None

    def __enter__(self) -> _Tape:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def line(self) -> bytes:
        """Return the next line, or so much of it as a line of a heading can have."""
        line = self._pending.readline(_LONGEST_LINE)
        if not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
            line += self._stream.readline(_LONGEST_LINE - len(line))
        self.place += len(line)
        return line

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer where there are no more."""
        data = self._pending.read(size)
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self.place += len(data)
        if len(data) < size:
            self.end = self.place
        return data

    def skip(self, size: int) -> bool:
        """Pass over so many bytes; return whether there were as many, and stand where it began if not."""
        began, left = self.place, size
        while left and (data := self.read(min(left, _AT_ONCE))):
            left -= len(data)
        if left:
            self._begin_again(began)
        return not left

    def wind_back(self, data: bytes) -> None:
        """Let bytes that were read last be read again."""
        at = self._pending.tell()
        rest = self._pending.read(1)
        self._pending.seek(at)
        if rest and at >= len(data):
            self._pending.seek(at - len(data))
        else:
            self._pending = BytesIO(data + self._pending.read())
        self.place -= len(data)

    def lacks(self, size: int) -> bool:
        """Whether it is known that there are fewer bytes than so many."""
        return self.end is not None and self.place + size > self.end

    def _begin_again(self, place: int) -> None:
        """Go to a place from the start; it happens once, as the end is known from then on."""
        self._stream.close()
        self._stream, self._pending, self.place = self._document.open(), BytesIO(), 0
        self.skip(place)


class _Reading:
    """Where in a document the reading is."""

    def __init__(self, tape: _Tape, dialect: Dialect) -> None:
        self._tape = tape
        self._dialect = dialect
        self._number = 0
        self._may_read_twice = _READ_TWICE

    def items(self) -> Iterator[WebRecord | Rejection]:
        """Yield all records and all that is none."""
        while line := self._tape.line():
            place = self._tape.place - len(line)
            if self._dialect.begins.match(line):
                yield from self._record(line, place)
            elif line.strip():
                self._find_next(line)
                yield Rejection(f"left out: {self._tape.place - place:,} bytes from byte {place:,} on that belong to no record")

    def _record(self, line: bytes, place: int) -> Iterator[WebRecord | Rejection]:
        """Yield the record that begins with a line."""
        self._number += 1
        heading = self._dialect.heading(line, self._tape.line)
        if heading is None:
            yield self._left_out(place, "its heading does not end")
            return
        if not (heading.length.isascii() and heading.length.isdigit() and len(heading.length) <= _LONGEST_LENGTH):
            yield self._left_out(place, f"no length that can be true: {heading.length[:40] or 'none'}")
            self._find_next()
            return
        length = int(heading.length)
        if self._tape.lacks(length):
            yield self._left_out(place, f"it ends too early, there are no {length:,} bytes of it")
            self._find_next()
        elif length > LARGEST_BLOCK:
            yield self._left_out(place, self._passed_over(length))
        else:
            yield self._taken(heading, place, length)

    def _passed_over(self, length: int) -> str:
        """Pass over a block that is too large, and return what was wrong."""
        if self._tape.skip(length):
            return f"larger than {LARGEST_BLOCK >> 20} MiB"
        self._find_next()
        return f"it ends too early, there are no {length:,} bytes of it"

    def _taken(self, heading: Heading, place: int, length: int) -> WebRecord | Rejection:
        """Return the record with its block, if that is followed by what can follow a record."""
        block = self._tape.read(length)
        if len(block) < length:
            self._tape.wind_back(block)
            self._find_next()
            return self._left_out(place, f"it ends too early, {len(block):,} of {length:,} bytes are there")
        if not self._stands_between() and (swallowed := self._swallowed(block)) is not None:
            self._tape.wind_back(block[swallowed:])
            return self._left_out(place, f"its length is wrong: another record begins before its {length:,} bytes end")
        return WebRecord(self._number, place, heading, block)

    def _stands_between(self) -> bool:
        """Pass over the empty lines behind a block, and return whether a record follows, or nothing."""
        passed = line = self._tape.line()
        while line and not line.strip() and len(passed) < _LONGEST_LINE:
            line = self._tape.line()
            passed += line
        follows = not line.strip() or bool(self._dialect.begins.match(line))
        self._tape.wind_back(line if follows else passed)
        return follows

    def _swallowed(self, block: bytes) -> int | None:
        """Return where in a block another record begins."""
        self._may_read_twice -= len(block)
        found = self._dialect.begins.search(block, 1) if self._may_read_twice >= 0 else None
        return found.start() if found else None

    def _find_next(self, line: bytes = b"\n") -> None:
        """Go to the next line that begins a record, or to the end."""
        while line:
            is_whole = line.endswith(b"\n")
            line = self._tape.line()
            if is_whole and self._dialect.begins.match(line):
                self._tape.wind_back(line)
                return

    def _left_out(self, place: int, why: str) -> Rejection:
        return Rejection(f"record {self._number:,} at byte {place:,} left out: {why}")
