"""JSON as other programs wrote it: read fast, leniently, and as far as it goes.

orjson reads nearly all; what it refuses (NaN, halves of surrogate pairs) or would change (whole numbers of more than 19 digits)
goes to the standard library. Of a text that is cut short or broken, all that stands before the place is kept.

Invariant: whatever the bytes are, reading ends: in values and in `Rejection`s, never in another exception.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import orjson

from tui_reader.formats.base import Document, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = Any
"""A value of JSON; whoever takes it apart checks every member."""

LARGEST_RECORD = 64 * 1024 * 1024
"""Bytes of the longest line that is taken for a record."""

_LONG_NUMBER = re.compile(rb"\d{19}")
_MARK = b"\xef\xbb\xbf"


def parsed(data: bytes) -> Json:
    """Return the value of a JSON text; raise ValueError where it is none, with the reason and the place."""
    with suppress(orjson.JSONDecodeError):
        if _LONG_NUMBER.search(data) is None:
            return orjson.loads(data)
    try:
        return json.loads(data.removeprefix(_MARK).decode("utf-8", "replace"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_json(document: Document) -> tuple[Json, list[Rejection]]:
    """Return the one JSON value of a document, as much of it as can be read (None if nothing), and what could not."""
    data = document.data
    try:
        return parsed(data), []
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        value, is_whole = _readable_part(data)
        return value, [] if is_whole else [Rejection(f"not JSON from here on: {getattr(error, 'msg', error)}", line)]


def read_lines(document: Document) -> Iterator[tuple[int, Json] | Rejection]:
    """Yield the value of each line of a document that says anything, with the line's number from 1, or why it has none."""
    with document.open() as stream:
        number = 0
        while line := stream.readline(LARGEST_RECORD):
            number += 1
            if len(line) == LARGEST_RECORD and not line.endswith(b"\n"):
                while (rest := stream.readline(LARGEST_RECORD)) and not rest.endswith(b"\n"):
                    pass
                yield Rejection(f"left out: a line of more than {LARGEST_RECORD >> 20} MiB", number)
                continue
            if number == 1:
                line = line.removeprefix(_MARK)
            if not line.strip():
                continue
            try:
                yield number, parsed(line)
            except ValueError as error:
                yield Rejection(f"left out: not JSON: {getattr(error, 'msg', error)}", number)


def first_value(head: bytes) -> Json:
    """Return what can be read of the JSON value that the first bytes of a document begin; None where they begin none."""
    text = head.removeprefix(_MARK).lstrip()
    if not text.startswith((b"{", b"[")):
        return None
    line = text.partition(b"\n")[0]
    try:
        return parsed(line)
    except ValueError:
        return _readable_part(text)[0]


def _readable_part(data: bytes) -> tuple[Json, bool]:
    """Return the value that a text begins, and whether it is whole: else open objects and lists are closed where it breaks."""
    import ijson  # few sources are broken

    events = ijson.basic_parse(BytesIO(data.removeprefix(_MARK)), use_float=True)
    top: list[Any] = []
    open_values: list[tuple[Any, str | None]] = [(top, None)]
    key: str | None = None
    try:
        for event, value in events:
            if event == "map_key":
                key = value
            elif event in {"end_map", "end_array"}:
                key = open_values.pop()[1]
            else:
                made = {} if event == "start_map" else [] if event == "start_array" else value
                holder = open_values[-1][0]
                if isinstance(holder, list):
                    holder.append(made)
                elif key is not None:
                    holder[key] = made
                if event in {"start_map", "start_array"}:
                    open_values.append((made, key))
    except (ijson.JSONError, UnicodeDecodeError, RecursionError):
        return top[0] if top else None, False
    return top[0] if top else None, True


def text_in(value: object, *names: str) -> str | None:
    """Return the first of these members of an object that is text with something in it."""
    if isinstance(value, dict):
        for name in names:
            found = value.get(name)
            if isinstance(found, str) and found:
                return found
    return None


def whole_in(value: object, *names: str) -> int | None:
    """Return the first of these members of an object that is a whole number, or a number or text that states one."""
    if isinstance(value, dict):
        for name in names:
            found = value.get(name)
            if isinstance(found, bool):
                continue
            if isinstance(found, int):
                return found
            if isinstance(found, float) and found.is_integer():
                return int(found)
            if isinstance(found, str) and re.fullmatch(r"-?\d{1,19}", found, re.ASCII):
                return int(found)
    return None


def id_in(value: object, *names: str) -> str | None:
    """Return the first of these members of an object that can be an id, as text."""
    if isinstance(value, dict):
        for name in names:
            found = value.get(name)
            if isinstance(found, str) and found:
                return found
            if isinstance(found, int) and not isinstance(found, bool):
                return str(found)
    return None
