"""The records of JSON documents that hold one value, or one value a line.

Invariant: a document is read line by line exactly where its first two lines of text look like two values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats.json_reading import LARGEST_RECORD, Json, parsed, read_json, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Document, Rejection

_MARK = b"\xef\xbb\xbf"


def records_of(document: Document) -> Iterator[tuple[int, Json] | Rejection]:
    """Yield each value with its line; what cannot be read of a document with one value comes before that value."""
    if _has_lines(document):
        yield from read_lines(document)
        return
    value, rejections = read_json(document)
    yield from rejections
    if value is not None:
        yield 1, value


def _has_lines(document: Document) -> bool:
    first, second = _first_lines(document)
    if not first.startswith(b"{") or not second:
        return False
    return _is_object(first) or _is_object(second)


def _first_lines(document: Document) -> tuple[bytes, bytes]:
    """Return the first two lines that say anything."""
    found: list[bytes] = []
    with document.open() as stream:
        while len(found) < 2 and (line := stream.readline(LARGEST_RECORD)):
            if text := line.removeprefix(_MARK).strip():
                found.append(text)
    return (*found, b"", b"")[0], (*found, b"", b"")[1]


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(parsed(line), dict)
    except ValueError:
        return False
