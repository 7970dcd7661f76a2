"""Comments of remark42: its backups, one comment a line below a header, and what its interface answers, as lists and as trees.

Invariant: a comment is the same in all of them; trees are read without recursion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, list_in, object_in, objects_in, values_in
from tui_reader.formats.json_reading import Json, id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Block, BlockKind, Comment, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = frozenset({"id", "pid", "locator"})
_HEADER = frozenset({"version", "users", "posts"})
_NEVER = "0001-01-01"
"""What Go writes where it knows no moment."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim comments with a locator, be they by themselves or in a tree, and the header of a backup."""
    value = first_object(head)
    first = next(iter(objects_in(value, "comments")), {})
    if any(one.keys() >= _COMMENT for one in (value, first, object_in(first, "comment"))):
        return Probe(0.9, "its comments have pid and locator")
    if value.keys() >= _HEADER and not value.keys() - _HEADER:
        return Probe(0.9, "it begins with version, users and posts")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each page with its comments."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    pages: set[str] = set()
    for found in _comments(document):
        if isinstance(found, Rejection):
            yield found
            continue
        page = text_in(found.get("locator"), "url") or ""
        if page not in pages:
            pages.add(page)
            yield _article(page, found)
        yield _comment(found, page)


def _comments(document: Document) -> Iterator[dict[str, Any] | Rejection]:
    """Yield the comments of a document in the order of its tree, and what is none."""
    for value in values_in(document):
        if isinstance(value, Rejection):
            yield value
        elif isinstance(value, dict) and value.keys() >= _HEADER:
            continue
        else:
            yield from _below(value)


def _below(value: Json) -> Iterator[dict[str, Any] | Rejection]:
    """Yield a comment, or all of a tree or list of them."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        comment = one.get("comment", one) if isinstance(one, dict) else None
        if isinstance(comment, dict) and "locator" in comment and id_in(comment, "id"):
            yield comment
        elif not list_in(one, "comments"):
            yield Rejection("left out: a comment without id or locator")
        waiting.extend(reversed(list_in(one, "comments") + list_in(one, "replies")))


def _article(page: str, comment: dict[str, Any]) -> Article:
    title = text_in(comment, "title")
    blocks = (Block(BlockKind.TITLE, title),) if title else ()
    return Article(page, title=title, site=host_of(page), url=page or None, blocks=blocks)


def _comment(comment: dict[str, Any], thread: str) -> Comment:
    parent = text_in(comment, "pid")
    markup = text_in(comment, "text")
    body = readable(markup) if markup else text_in(comment, "orig") or ""
    source = text_in(comment, "orig") or markup
    edit = comment.get("edit")
    return Comment(
        thread=thread,
        ref=id_in(comment, "id") or "",
        source_id=id_in(comment, "id"),
        body=body,
        original=source if source and source != body else None,
        author=_name(comment),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=_moment(comment.get("time")),
        posted_text=text_in(comment, "time"),
        edited=_moment(edit.get("time")) or "" if isinstance(edit, dict) else None,
        score=whole_in(comment, "score"),
        status=Status.DELETED if comment.get("delete") is True else Status.PRESENT,
    )


def _name(comment: dict[str, Any]) -> str | None:
    """Return who wrote a comment; those who had their account deleted are called so."""
    name, ident = text_in(comment.get("user"), "name"), text_in(comment.get("user"), "id")
    return None if name == ident == "deleted" else name


def _moment(time: object) -> str | None:
    return None if isinstance(time, str) and time.startswith(_NEVER) else moments.of_iso(time)


FORMAT = Format("remark42", "backups of remark42, and the answers of its interface", (".json", ".jsonl"), probe, read)
