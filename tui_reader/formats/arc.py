"""ARC, versions 1 and 2: what the Internet Archive's crawlers saved before there was WARC.

A heading is one line: address, IP address, date, content type, in version 2 some more, and the length. An address may hold
blanks.

Invariant: a line is a heading only with an IP address and a date in their places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats.base import NO_CLAIM, Format, Probe
from tui_reader.formats.web_pages import read_pages
from tui_reader.formats.web_records import Dialect, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.formats.base import Document, Item

_BEGINS = re.compile(
    rb"(?m)^(?P<uri>[a-zA-Z][a-zA-Z0-9+.-]{1,20}:[^\r\n]{1,8192}) (?:[0-9a-fA-F.:]{2,45}|-) \d{8,17}"
    rb" (?P<type>[^\s]{1,200}(?:; ?charset=[^\s]{1,40})?)(?: [^\s]{1,1024}){0,5} (?P<length>-?\d{1,40})[ \t]*\r?$"
)


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with the record that says which file it is."""
    begins = head.lstrip()
    is_arc = begins.startswith(b"filedesc:") and _BEGINS.match(begins)
    return Probe(0.9, "it begins with an ARC file's description of itself") if is_arc else NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the pages of an ARC file."""
    yield from read_pages(document, _ARC)


def _heading(line: bytes, _next_line: Callable[[], bytes]) -> Heading | None:
    """Return the heading that a line is, None where the file ends within it."""
    found = _BEGINS.match(line)
    if found is None or not line.endswith(b"\n"):
        return None
    uri = found["uri"].decode("utf-8", "replace")
    kind = "filedesc" if uri.startswith("filedesc:") else "response"
    return Heading(kind, uri, found["type"].decode("ascii", "replace"), found["length"].decode("ascii"))


_ARC = Dialect("ARC", _BEGINS, _heading)

FORMAT = Format("arc", "ARC files of web archives, older than WARC", (".arc",), probe, read)
