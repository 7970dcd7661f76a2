"""Plain text of any layout: what every text is when nothing else claims it.

Text that belongs to programs (JSON, XML) is none that anybody would read line by line, so it is not claimed.
"""

from __future__ import annotations

import re
import string

from tui_reader.decoding import decode, is_binary
from tui_reader.errors import UnknownFormatError
from tui_reader.formats.base import HEAD_BYTES, Document, Format, PlainText, Probe
from tui_reader.formats.json_reading import parsed

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
    if _JSON.match(start) or _is_json(start):
        return Probe(0, "it is JSON in which nobody knows comments: --format generic --map says which members they are")
    return Probe(LAST_RESORT, "it is text")


def _is_json(start: bytes) -> bool:
    """Whether bytes are a whole object or list, be there nothing in it."""
    if len(start) >= HEAD_BYTES or not start.startswith((b"{", b"[")):
        return False
    try:
        return isinstance(parsed(start), dict | list)
    except ValueError:
        return False


def read(document: Document) -> PlainText:
    """Return the lines of a document; raise SourceError where there is nothing to read."""
    decoded = decode(document.data)
    lines = decoded.lines
    if not any(line.strip(_NOTHING) for line in lines):
        raise UnknownFormatError(f"{document.path}: empty", "it holds no line of text")
    return PlainText(lines, decoded.encoding, decoded.problems)


FORMAT = Format("plain-text", "an article and its comments as text, in any layout", (".txt", ".text"), probe, read)
