"""Plain text of any layout: what every text is when nothing else claims it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Format, Item, PlainText, Probe
from tui_reader.formats.decoding import decode, is_binary

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_RESORT = 0.1
"""Claims every text, and loses to every format that knows better."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim whatever is text."""
    if is_binary(head):
        return Probe(0, "it is binary, not text")
    return Probe(LAST_RESORT, "it is text")


def read(document: Document) -> Iterator[Item]:
    """Yield what decoding had to guess, then the lines; raise SourceError where there is nothing to read."""
    decoded = decode(document.data)
    lines = decoded.lines
    if not any(line.strip() for line in lines):
        raise SourceError(f"{document.path} is empty", "it holds no line of text")
    yield from decoded.problems
    yield PlainText(lines)


FORMAT = Format("plain-text", "an article and its comments as text, in any layout", (".txt", ".text"), probe, read)
