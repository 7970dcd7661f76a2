"""One message by itself: saved mail (.eml, .emlx), a file of a Maildir, an article of Usenet (RFC 5322, RFC 5536).

Invariant: text that only looks like mail to a reader, without what programs write into a header, is left to others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.mail_files import fields_of, read_one

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = (".eml", ".emlx", ".msg", ".mail", ".article", ".art", ".nws")
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From:[ \t]*\"?<Saved by|X-MAF-)", re.MULTILINE | re.IGNORECASE)
_LOOKED_AT = 4_096


def probe(head: bytes, name: str) -> Probe:
    """Claim what begins with the header of a message; pages that browsers save as one are not meant."""
    if head.startswith(b"From ") or _SAVED_PAGE.search(head[:_LOOKED_AT]):
        return NO_CLAIM
    by_people, by_programs = fields_of(head)
    if "from" in by_people and by_programs - {"lines", "user-agent"}:
        return Probe(0.9, "it begins with the header of one message")
    if len(by_people) + len(by_programs) >= 2 and name.lower().endswith(_SUFFIXES):
        return Probe(0.5, "it begins with fields of a header and is called as saved mail is")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the thread and the message; raise SourceError where there is no header."""
    return read_one(document)


FORMAT = Format("mail-message", "one message: saved mail, an article of Usenet", _SUFFIXES, probe, read)
