"""Tables of comments: CSV with whatever stands between its columns, and the names of these in its first row.

Invariant: a row that is not as long as the first one is left out and named, and so is one that a quotation mark leaves open.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tui_reader.decoding import decode
from tui_reader.formats.base import HEAD_BYTES, Rejection
from tui_reader.formats.field_mapping import guessed
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Document

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_FIELD = 16 * 1024 * 1024
_LOOKED_AT = 50

Row = dict[str, str]


def first_rows(head: bytes) -> list[Row]:
    """Return the first rows of a table of comments; none where a head begins no such table."""
    text = _text(head)
    if not text or text[0] in "{[<":
        return []
    cut = text.rpartition("\n")[0] if len(head) >= HEAD_BYTES else text
    return [row for row in _rows(cut, _LOOKED_AT) if isinstance(row, dict)]


def rows_of(document: Document) -> Iterator[Row | Rejection | Problem]:
    """Yield the rows of a table under the names of its columns, and what is wrong with others."""
    return _rows(_text(document.data), None)


def _text(data: bytes) -> str:
    return decode(data).text.lstrip("\ufeff")


def _rows(text: str, most: int | None) -> Iterator[Row | Rejection | Problem]:
    csv.field_size_limit(_LARGEST_FIELD)
    delimiter = _delimiter(text)
    read: list[str] = []
    rows = csv.reader(_noted(text, read), delimiter=delimiter)
    try:
        columns = _named(next(rows, []))
        for number, row in enumerate(rows):
            if number == most:
                return
            if _is_open(read, delimiter):
                yield Rejection("left out: a row whose quotation mark is not closed", rows.line_num)
            elif len(row) == len(columns):
                yield dict(zip(columns, row, strict=True))
            elif row:
                yield Rejection(f"left out: a row of {len(row)} columns among {len(columns)}", rows.line_num)
            read.clear()
    except csv.Error as error:
        yield Rejection(f"no table from here on: {error}", rows.line_num)
    if text and not text.endswith(("\n", "\r")):
        yield Problem("the last line has no end: it may have been cut short", rows.line_num)


def _noted(text: str, read: list[str]) -> Iterator[str]:
    """Yield the lines of a text, and keep those of the row that is being read."""
    for line in io.StringIO(text, newline=""):
        read.append(line)
        yield line


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether a row ends inside a quotation."""
    if "".join(lines).count('"') % 2 == 0:
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(text: str) -> str:
    """Return what stands between the columns: what makes most of the first row, and comments of the rows."""
    start = text[:HEAD_BYTES]
    for delimiter in sorted(_DELIMITERS, key=lambda sign: -start.partition("\n")[0].count(sign)):
        rows = list(csv.reader(start.splitlines(keepends=True)[:_LOOKED_AT], delimiter=delimiter))
        columns = _named(rows[0]) if rows else []
        records = [dict(zip(columns, row, strict=True)) for row in rows[1:] if len(row) == len(columns)]
        if len(columns) > 1 and guessed([record for record in records if any(record.values())]):
            return delimiter
    return ","


def _named(columns: list[str]) -> list[str]:
    """Return the names of columns, each once."""
    named: list[str] = []
    for number, column in enumerate(columns, 1):
        name = column.strip()
        named.append(name if name and name not in named else f"{name} {number}".strip())
    return named
