"""Plain text of any layout: what every text is when nothing else claims it.

Text that belongs to programs (JSON, XML) is none that anybody would read line by line, so it is not claimed.
"""

from __future__ import annotations

import re
import string

from tui_reader.decoding import decode, is_binary
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Format, PlainText, Probe

_NOTHING = f"{string.whitespace}\u00a0\u200b\ufeff"

_JSON = re.compile(rb'(?:\{\s*"(?:[^"\\]|\\.){0,200}"\s*:|\[\s*(?:\{\s*"|\[\s*["\d]))')
"""How objects begin, and lists of objects or lists; no text for people does."""

LAST_RESORT = 0.1
"""Claims every text, and loses to every format that knows better."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim whatever is text."""
    if is_binary(head):
        return Probe(0, "it is binary, not text")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<?xml"):
        return Probe(0, "it is XML of a kind that no format knows")
    if _JSON.match(start):
        return Probe(0, "it is JSON in which nobody knows comments: --format generic --map says which members they are")
    return Probe(LAST_RESORT, "it is text")


def read(document: Document) -> PlainText:
    """Return the lines of a document; raise SourceError where there is nothing to read."""
    decoded = decode(document.data)
    lines = decoded.lines
    if not any(line.strip(_NOTHING) for line in lines):
        raise SourceError(f"{document.path}: empty", "it holds no line of text")
    return PlainText(lines, decoded.encoding, decoded.problems)


FORMAT = Format("plain-text", "an article and its comments as text, in any layout", (".txt", ".text"), probe, read)
