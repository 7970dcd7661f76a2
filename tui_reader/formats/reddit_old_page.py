"""Reddit's pages as old.reddit.com shows them, since 2008: a `thing` for the post and for each comment, each inside the other.

Invariant: a comment answers the nearest comment that its element lies in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats import moments, reddit_markup
from tui_reader.formats.page_source import attribute, words_of
from tui_reader.formats.reddit_markup import Post, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from tui_reader.model import Article, Comment, Problem

_ID = re.compile(r"\b(?:id-|thing_)?(t[13]_\w+)")
_POINTS = re.compile(r"(-?\d[\d,]*)\s+point")
_CLAIM = re.compile(r"(\d[\d,]*)\s+comment")
_STUBS = ".morecomments, .deepthread"


def read(tree: LexborHTMLParser) -> Iterator[Article | Comment | Problem]:
    """Yield the thread of a page, or those that its comments belong to."""
    found = [thing for thing in tree.css(".thing.comment") if _entry(thing) is not None]
    area = tree.css_first(".commentarea")
    links = [thing for thing in tree.css(".thing.link") if "promoted" not in _classes(thing)]
    if area is None and (len(links) != 1 or not found):
        numbered = enumerate(found, 1)
        pairs = ((_said(thing, number, None), reddit_markup.thread_in(_address(thing))) for number, thing in numbered)
        yield from reddit_markup.threads(pairs)
        return
    post = _post(tree, links[0] if links else None)
    refs: dict[int, str] = {}
    comments = []
    for number, thing in enumerate(found, 1):
        said = _said(thing, number, _above(thing, refs))
        refs[thing.mem_id] = said.id
        comments.append(reddit_markup.comment(said, post.id))
    yield reddit_markup.article(post, comments)
    yield from comments
    for stub in tree.css(_STUBS):
        yield reddit_markup.missing(words_of(stub), post.id, _above(stub, refs))


def _post(tree: LexborHTMLParser, thing: LexborNode | None) -> Post:
    """Return the post of a page, as far as it is shown."""
    canonical = reddit_markup.own_address(tree)
    if thing is None:
        title = words_of(tree.css_first("title")) or None
        return Post(reddit_markup.thread_in(canonical) or "post", title, canonical)
    link = thing.css_first("a.title")
    permalink = attribute(thing, "data-permalink") or attribute(thing.css_first("a.comments"), "href")
    url = reddit_markup.page_url(attribute(thing, "data-url") or attribute(link, "href"))
    claim = _CLAIM.search(words_of(thing.css_first("a.comments")))
    return Post(
        _id(thing) or reddit_markup.thread_in(permalink) or reddit_markup.thread_in(canonical) or "post",
        title=words_of(link) or None,
        url=url or reddit_markup.page_url(permalink),
        author=attribute(thing, "data-author") or words_of(thing.css_first(".tagline a.author, a.author")),
        posted=moments.of_epoch(attribute(thing, "data-timestamp")) or _moment(thing)[0],
        text=thing.css_first(".usertext-body .md"),
        claimed=reddit_markup.whole(attribute(thing, "data-comments-count") or (claim[1] if claim else None)),
        score=reddit_markup.whole(attribute(thing, "data-score")) if attribute(thing, "data-score") else _score(thing),
    )


def _said(thing: LexborNode, number: int, above: str | None) -> Said:
    entry = _entry(thing)
    if entry is None:
        return Said(_id(thing) or f"comment {number}", above)
    posted, written = _moment(entry)
    edited = entry.css_first("time.edited-timestamp")
    return Said(
        _id(thing) or reddit_markup.comment_in(_address(thing)) or f"comment {number}",
        parent=above,
        author=attribute(thing, "data-author") or words_of(entry.css_first("a.author")),
        posted=posted,
        posted_text=written,
        text=entry.css_first(".md") or entry.css_first(".usertext-body"),
        score=_score(entry),
        edited=None if edited is None else moments.of_iso(attribute(edited, "datetime")) or "",
    )


def _above(node: LexborNode, refs: dict[int, str]) -> str | None:
    """Return the comment that a node lies in."""
    outer = node.parent
    while outer is not None:
        if outer.mem_id in refs:
            return refs[outer.mem_id]
        outer = outer.parent
    return None


def _entry(thing: LexborNode) -> LexborNode | None:
    """Return the part of a comment that is not its answers."""
    child = thing.child
    while child is not None:
        if "entry" in _classes(child):
            return child
        child = child.next
    return None


def _id(thing: LexborNode) -> str | None:
    if full := attribute(thing, "data-fullname"):
        return full
    found = _ID.search(f"{attribute(thing, 'id') or ''} {attribute(thing, 'class') or ''}")
    return found[1] if found else None


def _address(thing: LexborNode) -> str | None:
    """Return the address of a comment's own page."""
    if permalink := attribute(thing, "data-permalink"):
        return permalink
    entry = _entry(thing)
    return attribute(entry.css_first("a.bylink, .buttons a[href*='/comments/']"), "href") if entry is not None else None


def _moment(node: LexborNode | None) -> tuple[str | None, str | None]:
    """Return when something was posted, and that as the page has it."""
    mark = node.css_first("time:not(.edited-timestamp)") if node is not None else None
    stated = attribute(mark, "datetime")
    if stated or mark is not None:
        return moments.of_iso(stated, zone_is_utc=True), stated or words_of(mark)
    ago = re.search(r"\d+ \w+ ago", words_of(node.css_first(".tagline") if node is not None else None))
    return None, ago[0] if ago else None


def _score(node: LexborNode) -> int | None:
    mark = node.css_first(".score.unvoted") or node.css_first(".score")
    exact = reddit_markup.whole(attribute(mark, "title"))
    found = _POINTS.search(words_of(mark))
    return exact if exact is not None else reddit_markup.whole(found[1] if found else words_of(mark))


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()
