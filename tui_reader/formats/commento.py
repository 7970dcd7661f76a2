"""Commento's export: all comments of a site, and who wrote them in a list of their own.

Invariant: a comment whose commenter is not in the list is kept and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, list_in, objects_in
from tui_reader.formats.json_reading import id_in, read_json, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROOT = "root"
_ANONYMOUS = "anonymous"
_STATUSES = {"unapproved": Status.PENDING, "flagged": Status.SPAM}


def probe(head: bytes, _name: str) -> Probe:
    """Claim comments that have Commento's ids."""
    first = next(iter(objects_in(first_object(head), "comments")), {})
    if {"commentHex", "parentHex"} <= first.keys():
        return Probe(0.9, "its comments have commentHex and parentHex")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the pages of a site with their comments."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    value, rejections = read_json(document)
    names = {hex_id: text_in(one, "name") for one in objects_in(value, "commenters") if (hex_id := id_in(one, "commenterHex"))}
    pages: set[str] = set()
    for number, comment in enumerate(list_in(value, "comments"), 1):
        if id_in(comment, "commentHex") is None or not any(isinstance(comment.get(name), str) for name in ("markdown", "html")):
            yield Rejection(f"comment {number} left out: it has no commentHex or no text")
            continue
        address = _address(comment)
        if address not in pages:
            pages.add(address)
            yield Article(address, site=host_of(address), url=address or None)
        yield _comment(comment, address, names)
    yield from rejections


def _address(comment: dict[str, Any]) -> str:
    """Return the address of a comment's page, of which the server and the path stand apart."""
    domain, path = text_in(comment, "domain") or "", text_in(comment, "url", "path") or ""
    if host_of(path) or not domain:
        return path
    return f"https://{domain}/{path.removeprefix('/')}"


def _comment(comment: dict[str, Any], thread: str, names: Mapping[str, str | None]) -> Comment:
    parent = id_in(comment, "parentHex")
    parent = None if parent == _ROOT else parent
    source = text_in(comment, "markdown") or text_in(comment, "html") or ""
    body = readable_markdown(source) if text_in(comment, "markdown") else readable(source)
    commenter = id_in(comment, "commenterHex") or _ANONYMOUS
    name = names.get(commenter)
    return Comment(
        thread=thread,
        ref=id_in(comment, "commentHex") or "",
        source_id=id_in(comment, "commentHex"),
        body=body,
        original=source if source != body else None,
        author=name,
        author_lost=None if name or commenter == _ANONYMOUS else "not in the list of commenters",
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(comment.get("creationDate")),
        posted_text=text_in(comment, "creationDate"),
        score=whole_in(comment, "score"),
        status=Status.DELETED if comment.get("deleted") is True else _STATUSES.get(str(comment.get("state")), Status.PRESENT),
    )


FORMAT = Format("commento", "Commento's export of a site", (".json",), probe, read)
