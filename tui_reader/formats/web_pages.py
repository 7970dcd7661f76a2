"""The pages of a web archive: which of its records hold one, and what is known of it besides.

A page is what a server answered with status 200, what was saved without an answer, or the text that was taken from one, where
it is HTML, text, JSON or XML. All else (requests, pictures, scripts, what was not found) is counted.

Invariant: each record is a document, a `Rejection`, or counted in the `Problem` at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tui_reader.errors import SourceError
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.web_payloads import PayloadError, answer_in, in_utf_8
from tui_reader.formats.web_records import WebRecord, read_records
from tui_reader.model import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Item
    from tui_reader.formats.web_records import Dialect

_WITH_PAGES = frozenset({"response", "resource", "conversion"})
_PAGES = re.compile(
    r"text/(?:html|plain|xml|markdown|x-markdown|json)"
    r"|application/(?:json|xml|x-ndjson|ndjson|jsonl|mbox|(?:[\w.-]+\+)?(?:json|xml))"
    r"|message/rfc822",
    re.ASCII,
)
_UNSAID = frozenset({"", "no-type", "unk", "unknown", "application/octet-stream", "application/http"})
_BEGINS_A_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-zA-Z]|[{\[])")
_NO_PAGES_OF = ("metadata:", "warcinfo:", "dns:", "filedesc:", "whois:")
_KINDS_NAMED = 8


def read_pages(document: Document, dialect: Dialect) -> Iterator[Item]:
    """Yield the pages of a web archive, what could not be read, and how many records hold none; an empty file is an error."""
    passed: Counter[str] = Counter()
    seen = False
    for record in read_records(document, dialect):
        seen = True
        if isinstance(record, Rejection):
            yield record
            continue
        try:
            page = _page_in(record)
        except PayloadError as error:
            yield Rejection(f"record {record.number:,} at byte {record.place:,} left out: {error}")
            continue
        if isinstance(page, Document):
            yield page
        else:
            passed[page] += 1
    if not seen:
        raise SourceError(f"{document.path}: no {dialect.name} record in it")
    if passed:
        yield Problem(_summary(passed))


def _summary(passed: Counter[str]) -> str:
    """Say how many records hold no page, and what they are."""
    kinds = [f"{number:,} {kind}" for kind, number in sorted(passed.items(), key=lambda each: (-each[1], each[0]))]
    total = passed.total()
    told = ", ".join(kinds[:_KINDS_NAMED]) + (", …" if len(kinds) > _KINDS_NAMED else "")
    return f"{total:,} {'record holds' if total == 1 else 'records hold'} no page: {told}"


def _page_in(record: WebRecord) -> Document | str:
    """Return the page of a record, or what it is instead; raise PayloadError where it cannot be unpacked."""
    heading = record.heading
    if heading.kind not in _WITH_PAGES:
        return heading.kind or "without a type"
    if heading.uri.lower().startswith(_NO_PAGES_OF):
        return f"{heading.uri.partition(':')[0].lower()} address"
    payload, content_type, troubles = record.block, heading.content_type, [heading.remark] if heading.remark else []
    if answer := answer_in(record.block):
        if answer.status != 200:
            return f"status {answer.status}"
        payload, content_type = answer.payload, answer.headers.get("content-type", "")
        troubles += answer.troubles
    if troubles and not payload.strip():
        raise PayloadError(troubles[-1])
    kind = re.split(r"[;,\s]", content_type.strip(), maxsplit=1)[0].lower()
    if reason := _no_page(kind, payload, heading.uri):
        return reason
    form = "plain-text" if heading.kind == "conversion" and kind == "text/plain" else None
    page = _document(heading.uri, in_utf_8(payload, content_type), form)
    page.troubles.extend(troubles)
    return page


def _no_page(kind: str, payload: bytes, uri: str) -> str:
    """Return what a payload is if it is no page, else nothing."""
    if not payload.strip():
        return "empty"
    if _path_of(uri) == "/robots.txt":
        return "robots.txt"
    is_page = _BEGINS_A_PAGE.match(payload) if kind in _UNSAID else _PAGES.fullmatch(kind)
    return "" if is_page else kind or "without a content type"


def _document(uri: str, payload: bytes, form: str | None) -> Document:
    """Return a page as a document, called by the last part of its address."""
    name = unquote(_path_of(uri).rstrip("/").rpartition("/")[2]) or uri
    return Document.of(name, uri, payload, Article(ref="", url=uri or None, site=host_of(uri)), form)


def _path_of(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""
