"""What the tests of the mail formats share: fixtures as documents, records in short, goldens beside the fixtures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.formats.base import Bundle, Document, Item, PlainText, Rejection
from tui_reader.formats.registry import find_format
from tui_reader.model import Article, Comment, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def document(data: bytes, name: str = "dump") -> Document:
    """Return a document that holds these bytes."""
    return Document.of(name, name, data)


def items_of(form: str, data: bytes) -> list[Item]:
    """Return what a format reads from bytes."""
    found = find_format(form).read(document(data))
    assert not isinstance(found, PlainText)
    return list(found)


def bundle_of(members: dict[str, bytes]) -> Bundle:
    """Return a folder of these files."""

    def opened(path: str) -> Document:
        return Document.of(path.rpartition("/")[2], path, members[path])

    return Bundle("mail", "mail", {path: (lambda path=path: opened(path)) for path in members})  # type: ignore[misc]


def bundled_items(members: dict[str, bytes]) -> list[Item]:
    """Return what the format of folders reads from these files."""
    reader = find_format("maildir").bundle
    assert reader is not None
    return list(reader.read(bundle_of(members)))


def comments_of(items: Iterable[Item]) -> list[Comment]:
    """Return the comments among records."""
    return [item for item in items if isinstance(item, Comment)]


def articles_of(items: Iterable[Item]) -> list[Article]:
    """Return the heads among records."""
    return [item for item in items if isinstance(item, Article)]


def told(items: Iterable[Item]) -> list[str]:
    """Return what is said of records that are not as they should be."""
    return [item.message for item in items if isinstance(item, (Rejection, Problem))]


def in_short(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return records as values of JSON, without the members that say nothing."""
    return [dict(_members(item)) for item in items]


def _members(item: Item) -> Iterator[tuple[str, object]]:
    """Yield the kind of a record and its members that say anything."""
    yield "kind", type(item).__name__
    if isinstance(item, Document):
        yield "path", item.path
        return
    for name in item.__match_args__:
        value = getattr(item, name)
        if value not in (None, (), "present", "complete", False):
            yield name, [block.text for block in value] if name == "blocks" else value


def check_golden(items: list[Item], golden: Path, *, update: bool) -> None:
    """Compare records with those that stand in a golden, or write it anew."""
    found = json.dumps(in_short(items), ensure_ascii=False, indent=1) + "\n"
    if update:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
