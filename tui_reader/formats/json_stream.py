"""JSON documents that hold long lists, told member by member, so that chats of any size can be read.

What fits into memory without trouble is read as any JSON is, with all leniency; what is larger comes as a stream.

Invariant: both give the same members in the same order, and where a document ends too early it says so at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.json_reading import Json, read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = 32 * 1024 * 1024
"""Bytes of the largest document that is read whole."""

BEGIN = object()
"""What is told of an object around a list when it begins."""


def entries_of(document: Document, *lists: str) -> Iterator[tuple[str, Json] | Rejection]:
    """Yield the members of lists with the list's path, and what stands beside and around these lists with its own path.

    A path has the names of members with dots between them, and `item` for what stands in a list: `chats.list.item.messages`.
    """
    routes = {path[:end] for path in lists for end, sign in enumerate(f"{path}.") if sign == "."} | {""}
    if _fits(document):
        value, rejections = read_json(document)
        yield from _walked(value, routes)
        yield from rejections
    else:
        yield from _streamed(document, routes)


def _fits(document: Document) -> bool:
    with (document.open_whole or document.open)() as stream:
        return len(stream.read(WHOLE + 1)) <= WHOLE


def _walked(value: Json, routes: set[str]) -> Iterator[tuple[str, Json]]:
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, one = waiting.pop()
        if path in routes and isinstance(one, dict):
            yield path, BEGIN
            waiting.extend((f"{path}.{name}" if path else name, member) for name, member in reversed(one.items()))
        elif path in routes and isinstance(one, list):
            within = f"{path}.item" if path else "item"
            waiting.extend((within, member) for member in reversed(one))
        else:
            yield path, one


def _streamed(document: Document, routes: set[str]) -> Iterator[tuple[str, Json] | Rejection]:
    import ijson  # few documents are as large
    from ijson.common import ObjectBuilder

    builder, held, told = None, "", 0
    with document.open() as stream:
        try:
            for path, event, value in ijson.parse(stream, use_float=True):
                is_end = event in {"end_map", "end_array"}
                if builder is not None:
                    builder.event(event, value)
                    if is_end and path == held:
                        told += 1
                        yield path, builder.value
                        builder = None
                elif is_end or event == "map_key":
                    continue
                elif event not in {"start_map", "start_array"}:
                    yield path, value
                elif path not in routes:
                    builder, held = ObjectBuilder(), path
                    builder.event(event, value)
                elif event == "start_map":
                    yield path, BEGIN
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            yield Rejection(f"not JSON from here on, {told:,} members in: {str(error).strip().partition(chr(10))[0]}")
