"""Any saved page: its article and its comments, by the structure of its markup.

What programs for blogs and forums share is how they mark up a comment: an element of its own with a number, an author, a date
and the answers inside it or after it; so no site and no program is known by name here.

Invariant: what does not show itself as a comment is none; a page without comments is its article alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError, UnknownFormatError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.moments import of_iso
from tui_reader.formats.page_answers import Answer, answers_of
from tui_reader.formats.page_article import blocks_of, blocks_of_text, byline_of, content_of
from tui_reader.formats.page_comments import Saying, saying_of
from tui_reader.formats.page_counts import claimed_of
from tui_reader.formats.page_encoding import frames_of, markup_of
from tui_reader.formats.page_head import Head, head_of
from tui_reader.formats.page_marks import Marks, marks_of
from tui_reader.formats.page_tree import Tree, is_bomb
from tui_reader.formats.page_units import Unit, units_of
from tui_reader.model import Article, Comment, Names, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|section)[\s>]|<(?:div|ol|ul|table)\s[^>]{0,200}(?:class|id)\s*=",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_ENDED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_LATER_PAGE = re.compile(
    r"[?&;](?:page|paged?|pg|p_?no)=(?!1\b|0\b)\d+|[?&;](?:start|st|offset)=[1-9]\d*|/page[-/]?(?!1\b)\d+|topic[=,]\d+\.[1-9]\d*",
    re.IGNORECASE,
)

_FORUM = re.compile(r"\b(?:forums?|topics?|threads?|viewtopic|showthread|boards?)\b", re.IGNORECASE)
_LEAST_ARTICLE = 200
"""Characters that an article has at least that is no scrap beside the posts of a forum."""


def probe(head: bytes, name: str) -> Probe:
    """Say whether a document is a page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if start == b"<" and (found := _PAGE.search(head[:16_384])):
        return Probe(0.3, f"it has the tag {found[0][:20].decode('ascii', 'replace').strip()}")
    if name.lower().endswith((".mht", ".mhtml")) and b"multipart/related" in head:
        return Probe(0.7, "it is mail that holds a saved page and its parts")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the article of a page, then its comments in their order."""
    markup, address = markup_of(document.data)
    if is_bomb(markup):
        raise SourceError(f"{document.path}: no page that anybody wrote: its tags are too many, or nested too deeply")
    page = _Page.of(markup)
    if not page.tree.length(0) and "meta" not in page.tree.tags:
        raise UnknownFormatError(f"{document.path}: a page without any text")
    hints = document.hints or (Article("", url=address) if address else None)
    yield from _thread(page, markup, document.name, hints)
    if _WHOLE.search(markup) and not _ENDED.search(markup[-200_000:]):
        yield Rejection("the page stops before its end (</html>): it seems to be cut short", markup.count("\n") + 1)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, or one in its frames, with its marks and comments."""

    tree: Tree
    marks: Marks
    units: list[Unit]

    @classmethod
    def of(cls, markup: str) -> _Page:
        """Return the page that markup makes."""
        tree = Tree.of(markup)
        marks = marks_of(tree)
        return cls(tree, marks, units_of(tree, marks))


def _thread(page: _Page, markup: str, name: str, hints: Article | None) -> Iterator[Item]:
    tree, units = page.tree, page.units
    content = content_of(tree, units)
    seen_until = units[0].entry if units else len(tree)
    head = head_of(tree, markup, hints, seen_until)
    article = _article(page, head, content, name)
    opening = _opening(page, article)
    if opening is not None:
        article = _opened(article, saying_of(tree, page.marks, opening))
    speaking = page if units else next(_frames_with_comments(markup), page)
    comments = list(_comments(speaking, article.ref, opening))
    lost = any(comment.author is None and comment.status is Status.PRESENT for comment in comments)
    claimed = claimed_of(tree, units)
    if claimed is None and speaking is not page:
        claimed = claimed_of(speaking.tree, speaking.units)
    yield replace(article, claimed=claimed, names=Names.SOME_LOST if lost else Names.COMPLETE)
    yield from comments


def _frames_with_comments(markup: str) -> Iterator[_Page]:
    """Yield the pages in the frames of a page that have comments."""
    for frame in frames_of(markup):
        if not is_bomb(frame) and (page := _Page.of(frame)).units:
            yield page


def _article(page: _Page, head: Head, content: int | None, name: str) -> Article:
    seen_until = page.units[0].entry if page.units else len(page.tree)
    author, posted = byline_of(page.tree, page.marks, content, seen_until)
    return Article(
        head.url or head.number or name,
        head.title,
        head.site,
        head.url,
        author or head.author,
        of_iso(head.posted) or posted,
        blocks=blocks_of(page.tree, content, page.units, head.title),
        source_id=head.number,
    )


def _opening(page: _Page, article: Article) -> Unit | None:
    """Return the post that opens the topic of a forum, if this is its first page."""
    if not page.units or (article.url and _LATER_PAGE.search(article.url)):
        return None
    first = page.units[0]
    if first.is_post or sum(len(block.text) for block in article.blocks[1:]) >= _LEAST_ARTICLE:
        return first if first.is_post else None
    tree = page.tree
    told = [
        value for entry, tag in enumerate(tree.tags) if tag in {"html", "body"} for value in tree.attributes[entry].values()
    ]
    return first if _FORUM.search(" ".join([article.url or "", *told])) else None


def _opened(article: Article, saying: Saying) -> Article:
    """Return the article of a topic: its title and the post that opens it."""
    return replace(
        article,
        author=saying.author,
        posted=saying.date.moment if saying.date else None,
        blocks=blocks_of_text(article.title, saying.body),
        score=saying.score,
    )


def _comments(page: _Page, thread: str, opening: Unit | None) -> Iterator[Comment]:
    counted = _only_count(page)
    refs: dict[int, str] = {}
    bodies: dict[str, str] = {}
    for place, (unit, answer) in enumerate(zip(page.units, answers_of(page.tree, page.units), strict=True), 1):
        if unit is opening:
            continue
        saying = saying_of(page.tree, page.marks, unit)
        number = unit.numbers[0] if unit.numbers else None
        if number is not None and bodies.setdefault(number, saying.body) != saying.body:
            number = None
        ref = refs[unit.entry] = number or f"#{place}"
        yield _comment(
            saying, thread, ref, None if counted else number, answer if answer and answer.parent is not opening else None, refs
        )


def _only_count(page: _Page) -> bool:
    """Whether the numbers of the posts of a topic only count them, so that they are nobody's ids."""
    numbers = [
        unit.numbers[0] for unit in page.units if unit.numbers and page.tree.attribute(unit.entry, "id").startswith("post")
    ]
    return len(numbers) > 1 and numbers in ([str(first + place) for place in range(len(numbers))] for first in (1, 2))


def _comment(saying: Saying, thread: str, ref: str, number: str | None, answer: Answer | None, refs: dict[int, str]) -> Comment:
    return Comment(
        thread,
        ref,
        saying.body,
        saying.author,
        parent=refs[answer.parent.entry] if answer else None,
        reply_basis=answer.basis if answer else None,
        reply_confidence=answer.confidence if answer else None,
        posted=saying.date.moment if saying.date else None,
        posted_text=saying.date.text if saying.date else None,
        score=saying.score,
        status=saying.status,
        source_id=number,
        original=saying.original,
        edited=saying.edited,
    )


FORMAT = Format(
    "page",
    "a saved page of a blog, a forum or any site, with its comments",
    (".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    probe,
    read,
)
"""Saved pages."""
