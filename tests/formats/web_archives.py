"""What the tests of web archives share: records as bytes, and what a format makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats.base import Document, Format, Item, PlainText, Rejection
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE = b"<!doctype html><title>Tide tables</title><p>High water at noon.</p>"


def answer(payload: bytes = PAGE, status: str = "200 OK", kind: str = "text/html", **headers: str) -> bytes:
    """Return what a server says."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}" if kind else "X-Any: 1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


def warc(
    kind: str, block: bytes, uri: str = "http://www.example.com/tides/noon.html", length: object = None, **more: str
) -> bytes:
    """Return a WARC record; `length` is what it says of itself."""
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    lines += [f"Content-Length: {len(block) if length is None else length}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def items_of(form: Format, data: bytes) -> list[Item]:
    """Return what a format reads from bytes."""
    found = form.read(Document.of("dump", "dump", data))
    assert not isinstance(found, PlainText)
    return list(found)


def pages(items: Iterable[Item]) -> list[Document]:
    """Return the documents among items."""
    return [item for item in items if isinstance(item, Document)]


def told(items: Iterable[Item]) -> list[str]:
    """Return what could not be read."""
    return [item.message for item in items if isinstance(item, Rejection)]


def counted(items: Iterable[Item]) -> list[str]:
    """Return what is said of records without a page."""
    return [item.message for item in items if isinstance(item, Problem)]


def page(form: Format, data: bytes) -> Document:
    """Return the one page of an archive in which all else is well."""
    (found,) = items_of(form, data)
    assert isinstance(found, Document)
    return found
