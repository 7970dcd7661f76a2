"""Tables of delimited values (CSV, TSV): streamed row by row, whatever the delimiter and the encoding.

Invariant: every row comes out under the names of the header or as a rejection with its line; an open quote costs one row.
"""

from __future__ import annotations

import codecs
import csv
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

from tui_reader.decoding import decode
from tui_reader.formats.base import HEAD_BYTES, Rejection
from tui_reader.formats.field_mapping import is_named_as
from tui_reader.formats.field_spellings import SPELLINGS
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.formats.base import Document

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 64 * 1024 * 1024
_LONGEST_ROW, _LONGEST_ROW_AFTER = 5_000, 200
"""Lines of the longest row; fewer once a quote was left open, as there may be many."""

_LEAST_CELLS = 3
_END = "\0end of the table"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOTHING = frozenset({"", "\\N", "NULL"})

Row = tuple[int, dict[str, Any]]
"""The line that a row begins in, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of columns and what parts them."""

    delimiter: str
    names: tuple[str, ...]


def header_of(head: bytes, named: frozenset[str] = frozenset()) -> Header | None:
    """Return the header of a table by its first bytes: the delimiter that gives most names that are known, or None."""
    text = decode(_whole_lines(head)).text.removeprefix("\ufeff")
    found = [_header(text, delimiter, named) for delimiter in _DELIMITERS]
    return max((each for each in found if each is not None), key=lambda each: _known(each.names, named), default=None)


def _header(text: str, delimiter: str, named: frozenset[str]) -> Header | None:
    try:
        names = tuple(name.strip() for name in next(csv.reader(StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        return None
    if len(names) < 2 or len(set(names)) < len(names) or not _known(names, named) or any(len(name) > 100 for name in names):
        return None
    return Header(delimiter, names)


def _known(names: Iterable[str], named: frozenset[str]) -> int:
    return sum(name in named or any(is_named_as(ours, name) for ours in SPELLINGS) for name in names)


def _whole_lines(head: bytes) -> bytes:
    return head if len(head) < HEAD_BYTES or b"\n" not in head else head[: head.rindex(b"\n") + 1]


def sample_rows(head: bytes, header: Header, count: int) -> list[dict[str, Any]]:
    """Return the first rows of a table that have all their cells."""
    text = decode(_whole_lines(head)).text.removeprefix("\ufeff")
    rows = _Rows(iter(StringIO(text, newline="")), header.delimiter)
    found = []
    for _, cells in rows.read():
        if isinstance(cells, list) and len(cells) == len(header.names):
            found.append(_record(header.names, cells))
        if len(found) > count:
            break
    return found[1:]


def read_rows(document: Document, header: Header) -> Iterator[Row | Rejection | Problem]:
    """Yield the rows below the header."""
    lines = _Lines(document)
    rows = _Rows(iter(lines), header.delimiter)
    first = True
    for line, cells in rows.read():
        if isinstance(cells, str):
            yield Rejection(cells, line)
        elif first:
            first = False
        elif any(cells):
            yield from _row(header.names, line, cells)
    yield from lines.problems


def _row(names: tuple[str, ...], line: int, cells: list[str]) -> Iterator[Row | Rejection | Problem]:
    while len(cells) > len(names) and not cells[-1]:
        cells.pop()
    if len(cells) > len(names):
        yield Rejection(f"row left out: it has {len(cells)} cells where the header has {len(names)}", line)
    elif len(cells) < (len(names) + 1) // 2:
        yield Rejection(f"row left out: it has only {len(cells)} of {len(names)} cells", line)
    else:
        if len(cells) < len(names):
            yield Problem(f"a row has only {len(cells)} of {len(names)} cells; the others are taken for empty", line)
        yield line, _record(names, cells)


def _record(names: tuple[str, ...], cells: list[str]) -> dict[str, Any]:
    values = (None if cell in _NOTHING else cell for cell in cells)
    return dict(zip(names, values, strict=False))


@dataclass(slots=True)
class _Lines:
    """The lines of a document as text; those that are in another encoding than the head are guessed by themselves."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        head = self.document.head
        if head.startswith(_WIDE) or b"\0" in head[:1000] or b"\n" not in head:
            decoded = decode(self.document.data)
            self.problems.extend(decoded.problems)
            yield from StringIO(decoded.text.removeprefix("\ufeff"), newline="")
            return
        known = decode(_whole_lines(head)).encoding
        with self.document.open() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_CELL), b""), 1):
                yield self._text(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, known, number)

    def _text(self, line: bytes, known: str, number: int) -> str:
        with suppress(UnicodeDecodeError):
            if known == "utf-8" or line.isascii():
                return line.decode()
        decoded = decode(line, known)
        if not self.problems:
            message = decoded.problems[0].message if decoded.problems else f"not UTF-8; read as {decoded.encoding}, a guess"
            self.problems.append(Problem(message, number))
        return decoded.text


@dataclass(slots=True)
class _Rows:
    """Rows made of lines; `pending` are the lines since the last row, the first of them is number `first`."""

    lines: Iterator[str]
    delimiter: str
    pending: list[str] = field(default_factory=list)
    returned: deque[str] = field(default_factory=deque)
    first: int = 1
    most: int = _LONGEST_ROW
    is_over: bool = False

    def read(self) -> Iterator[tuple[int, list[str] | str]]:
        """Yield each row with its first line, or why there is none."""
        csv.field_size_limit(_LONGEST_CELL)
        while not self.is_over:
            reader = csv.reader(self._fed(), delimiter=self.delimiter)
            try:
                for cells in reader:
                    if cells and cells[-1].endswith(_END):
                        break
                    if len(self.pending) > 1 and self._holds_rows(len(cells)):
                        break
                    yield self.first, cells
                    self._done()
            except csv.Error as error:
                yield self.first, f"row left out: {error}"
                self._done()
                continue
            if self.pending:
                yield self.first, "row left out: its quotation mark is not closed"
                self._start_again()

    def _holds_rows(self, cells: int) -> bool:
        """Whether each line after the first of a row looks like a row by itself, so that a quotation mark was left open."""
        return cells >= _LEAST_CELLS and all(line.count(self.delimiter) == cells - 1 for line in self.pending[1:])

    def _done(self) -> None:
        self.first += len(self.pending)
        self.pending.clear()

    def _start_again(self) -> None:
        """Go on at the line below the one that opened a quotation that nothing closes."""
        again = self.pending[1:]
        self.first += 1
        self.pending = []
        self.returned.extendleft(reversed(again))
        self.most = _LONGEST_ROW_AFTER
        self.is_over = False

    def _fed(self) -> Iterator[str]:
        """Yield lines, and a mark where they end or where a row has too many."""
        while len(self.pending) < self.most:
            line = self.returned.popleft() if self.returned else next(self.lines, None)
            if line is None:
                self.is_over = True
                break
            self.pending.append(line)
            yield line
        yield _END
