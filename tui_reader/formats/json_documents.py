"""Documents of JSON that hold one value, or one a line: what tools make of the answers of an interface.

Invariant: every value comes out in its order, and what cannot be read is named where it stands.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.json_reading import LARGEST_RECORD, Json, first_value, read_json, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[\s\ufeff]*")
_ENOUGH = 1000
_MARK = b"\xef\xbb\xbf"


def values_in(document: Document) -> Iterator[Json | Rejection]:
    """Yield what a document holds: the value of each line where it has one a line, else its value; of lists, their members.

    Pages of an answer may also stand one after the other, or be members of a list.
    """
    if _is_one_a_line(document):
        for found in read_lines(document):
            yield found if isinstance(found, Rejection) else found[1]
        return
    value, rejections = read_json(document)
    pages = _one_after_the_other(document.data) if rejections and isinstance(value, list) else []
    if pages:
        value, rejections = pages, []
    for member in value if isinstance(value, list) else [] if value is None else [value]:
        yield from member if isinstance(member, list) else [member]
    yield from rejections


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


def _is_one_a_line(document: Document) -> bool:
    """Whether each line is an object by itself, as far as the first two tell."""
    with document.open() as stream:
        first, second = stream.readline(LARGEST_RECORD), b""
        while first.endswith(b"\n") and not second.strip() and (line := stream.readline(_ENOUGH)):
            second = line
    first = first.removeprefix(_MARK).strip()
    return first.startswith(b"{") and first.endswith(b"}") and second.lstrip().startswith(b"{")


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
