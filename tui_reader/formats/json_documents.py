"""Documents of JSON that hold one value, or one a line: what tools make of the answers of an interface.

Invariant: every value comes out in its order, and what cannot be read is named where it stands.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.json_reading import LARGEST_RECORD, Json, first_value, parsed, read_json, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[\s\ufeff]*")
_MARK = b"\xef\xbb\xbf"


def records_of(document: Document) -> Iterator[tuple[int, Json] | Rejection]:
    """Yield each value with its line; what cannot be read of a document with one value comes before that value."""
    if _has_lines(document):
        yield from read_lines(document)
        return
    value, rejections = read_json(document)
    pages = _one_after_the_other(document.data) if rejections and value is not None else []
    if pages:
        yield from ((1, page) for page in pages)
        return
    yield from rejections
    if value is not None:
        yield 1, value


def values_in(document: Document) -> Iterator[Json | Rejection]:
    """Yield what a document holds: its values; of lists, their members, be they lists of pages of an answer."""
    for found in records_of(document):
        if isinstance(found, Rejection):
            yield found
            continue
        for member in found[1] if isinstance(found[1], list) else [found[1]]:
            yield from member if isinstance(member, list) else [member]


def _one_after_the_other(data: bytes) -> list[Json]:
    """Return the values of a text that holds several and nothing else; none where that is not so."""
    decoder, text, end = json.JSONDecoder(), data.decode("utf-8", "replace").rstrip(), 0
    values: list[Json] = []
    try:
        while end < len(text):
            value, end = decoder.raw_decode(text, _SPACE.match(text, end).end())  # type: ignore[union-attr]
            values.append(value)
    except (ValueError, RecursionError):
        return []
    return values


def _has_lines(document: Document) -> bool:
    """Whether each line is a value by itself, as far as the first two that say anything tell."""
    first, second = _first_lines(document)
    if not first.startswith(b"{") or not second:
        return False
    return _is_object(first) or _is_object(second)


def _first_lines(document: Document) -> tuple[bytes, bytes]:
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


def first_object(head: bytes) -> dict[str, Any]:
    """Return the object that a document begins with, be it the first of a list; an empty one where it begins with none."""
    value = first_value(head)
    for _ in range(2):
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def object_in(value: object, *path: str) -> dict[str, Any]:
    """Return the object that lies inside a value by these names; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def list_in(value: object, *path: str) -> list[Any]:
    """Return the list that lies inside a value by these names; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def objects_in(value: object, *path: str) -> list[dict[str, Any]]:
    """Return the objects of the list that lies inside a value by these names."""
    return [member for member in list_in(value, *path) if isinstance(member, dict)]
