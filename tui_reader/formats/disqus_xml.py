"""Exports of Disqus: first all threads of a site, then all comments, each with the number of its thread.

Invariant: every comment is read, be its thread in the file or not; threads that nobody commented on are only counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.blog_values import phrase
from tui_reader.formats.xml_blocks import Element, elements, is_markup
from tui_reader.model import Article, Comment, Names, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = frozenset({"thread", "post"})
_HOMES = {"post": ""}
_NOWHERE = "no-thread"
"""Where the comments are that name no thread."""
_TRUE = frozenset({"true", "1"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim what has the root and the namespace of Disqus."""
    plain = head.replace(b"\0", b"")
    if b"<disqus" in plain and (b"disqus.com" in plain or b"dsq:id" in plain):
        return Probe(0.9 if is_markup(plain) else 0.6, "its root is that of Disqus's exports")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the comments, then the threads that they belong to."""
    heads: dict[str, Article] = {}
    commented: dict[str, Names] = {}
    is_empty, is_cut = True, False
    for number, element in enumerate(elements(document, _KINDS, _KINDS, _HOMES)):
        is_empty = False
        if not isinstance(element, Element):
            is_cut = is_cut or isinstance(element, Rejection)
            yield element
        elif element.name == "thread" and not element.is_cut:
            head = _article(element, f"unnumbered-{number}")
            heads.setdefault(head.ref, head)
        elif element.name == "post" and not element.is_cut:
            comment = _comment(element, f"unnumbered-{number}")
            named = Names.COMPLETE if comment.author else Names.SOME_LOST
            commented[comment.thread] = named if commented.get(comment.thread) != Names.SOME_LOST else Names.SOME_LOST
            yield comment
    if is_empty:
        raise SourceError(f"{document.path}: holds neither threads nor comments of Disqus")
    unknown = Article(ref=_NOWHERE)
    for ref, names in commented.items():
        head = heads.get(ref, unknown if ref == _NOWHERE else Article(ref=ref, source_id=ref))
        yield replace(head, names=names, is_whole=not is_cut)
    if empty := len(heads.keys() - commented.keys()):
        yield Problem(
            f"{empty} threads without comments are left out" if empty > 1 else "a thread without comments is left out"
        )


def _article(element: Element, name: str) -> Article:
    number, title, link = _number(element), phrase(element.words("title")), element.words("link")
    author = element.first("author")
    return Article(
        ref=number or name,
        title=title,
        site=host_of(link),
        url=link or None,
        author=_name(author),
        posted=moments.of_iso(element.words("createdAt"), zone_is_utc=True),
        blocks=blocks_of(title, readable(element.words("message"), breaks=True)),
        source_id=number or None,
    )


def _comment(element: Element, name: str) -> Comment:
    number, message, written = _number(element), element.words("message"), element.words("createdAt")
    thread, parent = element.first("thread"), element.first("parent")
    answered = _number(parent) if parent else ""
    body = readable(message)
    return Comment(
        thread=(_number(thread) if thread else "") or _NOWHERE,
        ref=number or name,
        source_id=number or None,
        body=body,
        original=message if message != body else None,
        author=_name(element.first("author")),
        parent=answered or None,
        reply_basis=ReplyBasis.STATED if answered else None,
        reply_confidence=1.0 if answered else None,
        posted=moments.of_iso(written, zone_is_utc=True),
        posted_text=written or None,
        status=_status(element),
    )


def _number(element: Element) -> str:
    """Return the number that Disqus gives to a thing; elements that are called the same are the site's own."""
    return next((value for name, value in element.attributes().items() if name.rpartition(":")[2] == "id"), "")


def _name(author: Element | None) -> str | None:
    """Return the name that somebody shows, else that of the account."""
    return (phrase(author.words("name")) or phrase(author.words("username"))) if author else None


def _status(element: Element) -> Status:
    for name, status in (("isSpam", Status.SPAM), ("isDeleted", Status.DELETED)):
        if element.words(name).lower() in _TRUE:
            return status
    return Status.PENDING if element.words("isApproved").lower() in {"false", "0"} else Status.PRESENT


FORMAT = Format("disqus-xml", "exports of Disqus", (".xml",), probe, read)
