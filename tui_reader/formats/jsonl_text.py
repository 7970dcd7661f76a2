"""Corpora of texts as JSON: C4, FineWeb, Dolma, OSCAR, CCNet, RedPajama and their like, one text a line or all in one list.

Each text is a document of its own, which goes to the reader of plain text; what stands beside it says where it is from. The
date of a crawl is no date of a page and is left alone.

Invariant: a row is one document or one `Rejection`; its number is part of the document's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Probe, Rejection
from tui_reader.formats.json_reading import first_value, id_in, parsed, read_json, read_lines, text_in
from tui_reader.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Item
    from tui_reader.formats.json_reading import Json

_TEXTS = ("text", "raw_content", "content", "page_content")
_BESIDE_A_TEXT = ("url", "title", "timestamp", "source", "metadata", "meta", "warc_headers", "source_domain", "dump", "date")
"""What a corpus says of a text."""

_OF_PEOPLE = frozenset(
    {
        "author",
        "user",
        "username",
        "user_id",
        "user_name",
        "speaker",
        "by",
        "commenter",
        "nick",
        "screen_name",
        "role",
        "messages",
        "parent",
        "parent_id",
        "reply_to",
        "reply-to",
        "reply_to_id",
        "in_reply_to",
        "inReplyTo",
        "in_reply_to_id",
        "link_id",
        "thread_ts",
        "conversation_id",
        "created_utc",
        "kids",
        "children",
        "replies",
        "comments",
        "body",
    }
)
"""What a conversation says of what somebody said."""

_CONTEXTS = ("metadata", "meta", "warc_headers")
_PUBLISHED = (
    "published",
    "publish_date",
    "published_date",
    "date_published",
    "publication_date",
    "pub_date",
    "date",
    "created",
)
_CRAWLED = ("date_download", "timestamp", "dump", "warc-date")
_ENOUGH_ROWS = 5
_LONG = 200
"""Characters from which a text speaks for itself."""

_OPEN_TEXT = re.compile(rb'"(text|raw_content|content|page_content)"\s*:\s*"(?:[^"\\]|\\.)*+\\?$')


def probe(head: bytes, _name: str) -> Probe:
    """Claim rows that have a text and what a corpus says of it, and nothing that people have in conversations."""
    rows = _first_rows(head)
    if not rows or not all(isinstance(row, dict) for row in rows):
        return NO_CLAIM
    fields = dict.fromkeys(name for row in rows for name in row)
    if not _OF_PEOPLE.isdisjoint(fields):
        return NO_CLAIM
    beside = [name for name in _BESIDE_A_TEXT if name in fields]
    texts = [text_in(row, *_TEXTS) for row in rows]
    if all(texts) and (max(len(text or "") for text in texts) >= _LONG or "url" in beside):
        name = next(name for name in _TEXTS if name in fields)
        if beside or name == "text":
            return Probe(0.6, f"its rows have {' and '.join(filter(None, (', '.join([name, *beside[:-1]]), *beside[-1:])))}")
    opened = _OPEN_TEXT.search(head)
    return Probe(0.6, f"its first row has a long {opened[1].decode()}") if opened and len(rows) == 1 else NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the text of each row as a document."""
    for row in _listed(document) if document.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else read_lines(document):
        yield row if isinstance(row, Rejection) else _text(document, *row)


def _first_rows(head: bytes) -> list[Json]:
    """Return the first rows that a head holds; the first one also where it is cut."""
    first = first_value(head)
    if isinstance(first, list):
        return first[:_ENOUGH_ROWS]
    lines = head.splitlines()
    rows = [first] if first is not None and (len(lines) == 1 or _is_whole(lines[0])) else []
    return rows + [parsed(line) for line in lines[1:_ENOUGH_ROWS] if rows and _is_whole(line)]


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON value."""
    try:
        parsed(line)
    except ValueError:
        return False
    return True


def _listed(document: Document) -> Iterator[tuple[int, Json] | Rejection]:
    """Yield the members of the list that a document is, with their numbers from 1."""
    rows, rejections = read_json(document)
    yield from enumerate(rows if isinstance(rows, list) else [rows], 1)
    yield from rejections


def _text(document: Document, number: int, row: Json) -> Document | Rejection:
    """Return the text of a row as a document."""
    text = text_in(row, *_TEXTS)
    if text is None or not text.strip():
        return Rejection("left out: it has no text", number)
    data = text.encode("utf-8", "replace")
    return Document.of(f"{document.name}:{number}", f"{document.path}:{number}", data, _hints(row), "plain-text")


def _hints(row: Json) -> Article:
    """Return what a row says of its text."""
    around = [row, *(row.get(name) for name in _CONTEXTS)]
    name = id_in(row, "id", "doc_id", "digest")
    url = text_in(row, "url") or (name if name and name.startswith(("http://", "https://")) else None)
    url = url or _first(around, "url", "warc-target-uri", "source_url")
    return Article(ref="", title=_first(around, "title"), url=url, site=host_of(url), posted=_published(around), source_id=name)


def _first(places: list[Json], *names: str) -> str | None:
    return next((found for place in places if (found := text_in(place, *names))), None)


def _published(places: list[Json]) -> str | None:
    """Return when a text was published, where that is not when it was fetched."""
    fetched = {str(place[name])[:10] for place in places if isinstance(place, dict) for name in _CRAWLED if name in place}
    found = _first(places, *_PUBLISHED)
    if found is None or found[:10] in fetched or _first(places, "dump"):
        return None
    return moments.of_iso(found)


FORMAT = Format("jsonl-text", "JSON rows of texts: C4, FineWeb, Dolma, OSCAR …", (".jsonl", ".ndjson", ".json"), probe, read)
