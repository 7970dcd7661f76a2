"""WARC, versions 0.17 to 1.1: what crawlers and archiving browsers save, WET's texts and WAT's metadata among it.

Invariant: a heading ends with an empty line; a file that ends before that has a record less, and says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats.base import NO_CLAIM, Format, Probe
from tui_reader.formats.web_pages import read_pages
from tui_reader.formats.web_payloads import headers_of
from tui_reader.formats.web_records import Dialect, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.formats.base import Document, Item

_LONGEST_HEADING = 1 << 20
_BEGINS = re.compile(rb"(?m)^WARC/\d{1,2}\.\d{1,3}[ \t]*\r?$")


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with a version of WARC."""
    return Probe(0.9, "it begins as a WARC record does") if _BEGINS.match(head.lstrip()) else NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the pages of a WARC file."""
    yield from read_pages(document, _WARC)


def _heading(_first: bytes, next_line: Callable[[], bytes]) -> Heading | None:
    """Return a heading, None where the file ends within it."""
    lines, size = [], 0
    while (line := next_line()).strip():
        lines.append(line)
        size += len(line)
        if size > _LONGEST_HEADING:
            return None
    if not line.endswith(b"\n"):
        return None
    headers = headers_of(b"".join(lines))
    return Heading(
        headers.get("warc-type", "").lower(),
        headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">"),
        headers.get("content-type", ""),
        headers.get("content-length", ""),
        _remark(headers),
    )


def _remark(headers: dict[str, str]) -> str:
    """Return what a record says of its own wholeness, if it is not whole."""
    if reason := headers.get("warc-truncated"):
        return f"the crawler broke off here ({reason}); what there is of the page was read"
    if "warc-segment-number" in headers:
        return "the page goes on in other records; what stands in this one was read"
    return ""


_WARC = Dialect("WARC", _BEGINS, _heading)

FORMAT = Format("warc", "WARC and WET files of web archives", (".warc", ".wet", ".wat"), probe, read)
