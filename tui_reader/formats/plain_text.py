"""Plain text of any layout: what every text is when nothing else claims it."""

from __future__ import annotations

import string

from tui_reader.decoding import decode, is_binary
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Format, PlainText, Probe

_NOTHING = f"{string.whitespace}\u00a0\u200b\ufeff"

LAST_RESORT = 0.1
"""Claims every text, and loses to every format that knows better."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim whatever is text."""
    if is_binary(head):
        return Probe(0, "it is binary, not text")
    return Probe(LAST_RESORT, "it is text")


def read(document: Document) -> PlainText:
    """Return the lines of a document; raise SourceError where there is nothing to read."""
    decoded = decode(document.data)
    lines = decoded.lines
    if not any(line.strip(_NOTHING) for line in lines):
        raise SourceError(f"{document.path}: empty", "it holds no line of text")
    return PlainText(lines, decoded.encoding, decoded.problems)


FORMAT = Format("plain-text", "an article and its comments as text, in any layout", (".txt", ".text"), probe, read)
