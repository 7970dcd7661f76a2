"""The JSON that isso takes from other programs: a list of pages, each with its comments.

Invariant: the ids in it tell comments apart within a page; where they do not, their places do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, list_in, objects_in, values_in
from tui_reader.formats.json_reading import id_in, text_in
from tui_reader.formats.mixed_markup import original_of, readable_mixed
from tui_reader.formats.shown_names import with_names
from tui_reader.formats.written_dates import moment_of
from tui_reader.model import Article, Block, BlockKind, Comment, ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = frozenset({"text", "author", "created"})
_OF_ISSO = frozenset({"remote_addr", "email", "website"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim pages whose comments say what isso asks for."""
    page = first_object(head)
    first = next(iter(objects_in(page, "comments")), {})
    if {"id", "title"} <= page.keys() and first.keys() >= _COMMENT and len(first.keys() & _OF_ISSO) > 1:
        return Probe(0.9, "its pages have comments with text, created, email and website")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each page with its comments."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    for number, page in enumerate(values_in(document), 1):
        if isinstance(page, Rejection):
            yield page
        elif (ref := id_in(page, "id")) is None:
            yield Rejection(f"page {number} left out: it has no id")
        else:
            yield _article(page, ref)
            yield from _comments(page, ref)


def _article(page: dict[str, Any], ref: str) -> Article:
    title = text_in(page, "title")
    title = unquote_plus(title) if title and " " not in title else title
    blocks = (Block(BlockKind.TITLE, title),) if title else ()
    return Article(ref, title=title, site=host_of(ref), url=ref, blocks=blocks)


def _comments(page: dict[str, Any], thread: str) -> Iterator[Item]:
    seen: set[str] = set()
    for number, comment in enumerate(list_in(page, "comments"), 1):
        if not isinstance(comment, dict) or not isinstance(comment.get("text"), str):
            yield Rejection(f"comment {number} of {thread} left out: it has no text")
            continue
        ref = id_in(comment, "id")
        ref = ref if ref and ref not in seen else f"comment {number}"
        seen.add(ref)
        yield _comment(comment, thread, ref)


def _comment(comment: dict[str, Any], thread: str, ref: str) -> Comment:
    parent = id_in(comment, "parent")
    body = readable_mixed(comment["text"])
    return Comment(
        thread=thread,
        ref=ref,
        body=body,
        original=original_of(comment["text"], body),
        author=text_in(comment, "author"),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moment_of(comment.get("created")),
        posted_text=id_in(comment, "created"),
    )


FORMAT = Format("isso-json", "pages with comments, as isso takes them from other programs", (".json",), probe, read)
