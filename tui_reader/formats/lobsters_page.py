"""Saved pages of Lobsters, of any year: a story with the tree of its comments, or a list of comments of several stories.

Invariant: a comment answers the one whose list item its own lies in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.formats import lobsters, moments
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.page_source import attribute, first_address, page_of, words_of
from tui_reader.model import Article, Comment, Names, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_STORY = re.compile(r"/s/(\w+)")
_USER = "a[href*='/~'], a[href*='/u/']"
_CLAIM = re.compile(r"(\d+)\s+comments?\b")
_NUMBER = re.compile(r"-?\d+", re.ASCII)
_MARKS = (b"data-shortid", b"story_liner")
_PROGRAM = (b"comments_subtree", b"comment_folder", b'class="upvoter', b"story_text")


def probe(head: bytes, _name: str) -> Probe:
    """Claim pages by the marks of stories and comments."""
    if _MARKS[0] in head and (_MARKS[1] in head or any(mark in head for mark in _PROGRAM)):
        return Probe(0.9, "its stories and comments are marked as on Lobsters")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the thread of a page, or those that its comments belong to."""
    page = page_of(document)
    yield from page.troubles
    stories = page.tree.css("li.story, div.story")
    found = page.tree.css("div.comment[data-shortid]:not([data-shortid=''])")
    named = {_story_of(comment) for comment in found} - {None}
    if stories and (found or len(stories) == 1) and len(named) < 2:
        head = _article(page.tree, stories[0], found)
        yield head
        yield from _comments(found, head.ref)
    else:
        yield from _loose(page.tree, found)


def _loose(tree: LexborHTMLParser, found: list[LexborNode]) -> Iterator[Item]:
    """Yield the comments of a list of comments, each in the thread of the story that it names."""
    threads: dict[str, list[LexborNode]] = {}
    for comment in found:
        if story := _story_of(comment):
            threads.setdefault(story, []).append(comment)
    for thread, comments in threads.items():
        yield Article(ref=thread, site=_site(tree), names=_names(comments), source_id=thread)
        yield from _comments(comments, thread)
    if lost := len(found) - sum(map(len, threads.values())):
        yield Problem(f"{lost} comments left out: the page does not say what they belong to")


def _article(tree: LexborHTMLParser, story: LexborNode, found: list[LexborNode]) -> Article:
    link = story.css_first(".link a, a.u-url")
    line = story.css_first(".byline")
    text = tree.css_first(".story_content .story_text, .story_text")
    title = words_of(link) or words_of(tree.css_first("title")).removesuffix("| Lobsters").strip() or None
    number = attribute(story, "data-shortid") or (attribute(story, "id") or "").removeprefix("story_") or "story"
    claim = _CLAIM.search(words_of(story.css_first(".comments_label")))
    address = first_address(attribute(link, "href") or "")
    return Article(
        ref=number,
        title=title,
        site=_site(tree),
        url=address if "://" in address else f"https://{_site(tree)}/s/{number}",
        author=_author(line),
        posted=_moment(line)[0],
        names=_names(found),
        blocks=blocks_of(title, readable_node(text) if text is not None else ""),
        source_id=number,
        claimed=int(claim[1]) if claim else None,
        score=_score(story),
    )


def _comments(found: list[LexborNode], thread: str) -> Iterator[Comment]:
    refs: dict[int, str] = {}
    for node in found:
        ref = attribute(node, "data-shortid") or ""
        holder = _item_around(node.parent)
        parent: str | None = None
        if holder is not None:
            refs[holder.mem_id] = ref
            above = _item_around(holder.parent)
            parent = refs.get(above.mem_id) if above is not None else None
        yield _comment(node, ref, thread, parent)


def _comment(node: LexborNode, ref: str, thread: str, parent: str | None) -> Comment:
    line, text = node.css_first(".byline"), node.css_first(".comment_text")
    posted, written = _moment(line)
    is_edited = _is_edited(line)
    gone = text.css_first(".na") if text is not None else None
    status = Status.PRESENT if gone is None else lobsters.status_of(words_of(gone))
    body = readable_node(text) if text is not None and status is Status.PRESENT else ""
    original = (text.inner_html or "").strip() if text is not None else ""
    return Comment(
        thread=thread,
        ref=ref,
        body=body,
        author=_author(line),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=None if is_edited else posted,
        posted_text=f"edited {written}" if is_edited and written else written,
        score=_score(node),
        status=status,
        source_id=ref,
        original=original if original not in ("", body) else None,
        edited=posted or "" if is_edited else None,
    )


def _item_around(node: LexborNode | None) -> LexborNode | None:
    """Return the nearest list item that a node lies in, or is."""
    while node is not None and node.tag != "li":
        node = node.parent
    return node


def _author(line: LexborNode | None) -> str | None:
    """Return the name of the first user that a line names; the picture before it has no words."""
    names = [words_of(link) for link in line.css(_USER)] if line is not None else []
    return next((name for name in names if name), None)


def _moment(line: LexborNode | None) -> tuple[str | None, str | None]:
    """Return the moment that a line shows, and that as the page has it."""
    mark = line.css_first("time, span[title]") if line is not None else None
    written = attribute(mark, "datetime") or attribute(mark, "title")
    zoned = re.sub(r"\s+(?=[+-]\d{4}$)", "", written or "")
    return moments.of_epoch(attribute(mark, "data-at-unix")) or moments.of_iso(zoned), written


def _is_edited(line: LexborNode | None) -> bool:
    """Whether the moment that a line shows is that of the last edit."""
    return "edited" in words_of(line).split()


def _names(found: list[LexborNode]) -> Names:
    """Return what comments let us say of names."""
    return Names.COMPLETE if all(_author(comment.css_first(".byline")) for comment in found) else Names.SOME_LOST


def _score(node: LexborNode) -> int | None:
    shown = (words_of(mark) for mark in node.css(".voters .upvoter, .voters .score"))
    return next((int(words) for words in shown if _NUMBER.fullmatch(words)), None)


def _story_of(comment: LexborNode) -> str | None:
    """Return the story that a comment out of its thread names."""
    link = comment.css_first(".byline a[href*='/s/']")
    words = words_of(comment.css_first(".byline"))
    found = _STORY.search(attribute(link, "href") or "") if " on " in words or " on: " in words else None
    return found[1] if found else None


def _site(tree: LexborHTMLParser) -> str:
    """Return the host of the page as it says itself."""
    link = tree.css_first("link[rel~='canonical'], link[rev='canonical'], link[rel~='shortlink']")
    host = urlsplit(first_address(attribute(link, "href") or "")).hostname
    return (host or lobsters.SITE).removeprefix("www.")


FORMAT = Format("lobsters-page", "saved pages of Lobsters", (".html", ".htm"), probe, read)
