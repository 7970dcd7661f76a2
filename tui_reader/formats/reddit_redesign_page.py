"""Reddit's pages of its redesign, 2018 to 2023: rows in the order of the thread, each with its level.

Invariant: a row answers the nearest row above it that is one of a lower level.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats import reddit_markup
from tui_reader.formats.page_source import attribute, words_of
from tui_reader.formats.reddit_markup import Post, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from tui_reader.model import Article, Comment, Problem

_ROWS = "[id^='t1_'], [id^='moreComments-'], [id^='continueThread-']"
_ID = re.compile(r"t1_[0-9a-z]+")
_LEVEL = re.compile(r"level (\d+)")
_INDENT = re.compile(r"padding-left:\s*(\d+)")
_CLAIM = re.compile(r"([\d,]+) votes and ([\d,]+) comments")
_STUB_INDENT = 5
"""What a stub is further in than the comment that it stands below."""


def read(tree: LexborHTMLParser) -> Iterator[Article | Comment | Problem]:
    """Yield the thread of a page; a list of posts has none."""
    rows = [row for row in tree.css(_ROWS) if row.tag == "div"]
    post = _post(tree)
    if post is None:
        return
    comments: list[Comment] = []
    problems: list[Problem] = []
    above: list[tuple[int, str]] = []
    for row in rows:
        number = attribute(row, "id") or ""
        depth = _depth(row)
        if _ID.fullmatch(number) and row.css_first(".Comment, [data-testid='comment'], [data-test-id='comment']") is not None:
            _leave(above, depth)
            comments.append(reddit_markup.comment(_said(row, number, above[-1][1] if above else None), post.id))
            above.append((depth, number))
        elif not _ID.match(number):
            _leave(above, depth - _STUB_INDENT + 1)
            problems.append(reddit_markup.missing(words_of(row), post.id, above[-1][1] if above else None))
    yield reddit_markup.article(post, comments)
    yield from comments
    yield from problems


def _leave(above: list[tuple[int, str]], depth: int) -> None:
    """Take away the rows that a row of this depth cannot answer."""
    while above and above[-1][0] >= depth:
        above.pop()


def _depth(row: LexborNode) -> int:
    """Return how far a row is indented."""
    found = _INDENT.search(attribute(row, "style") or "")
    if found:
        return int(found[1])
    level = _LEVEL.search(words_of(row))
    return 16 + 21 * (int(level[1]) - 1) if level else 0


def _post(tree: LexborHTMLParser) -> Post | None:
    node = tree.css_first("[data-testid='post-container'][id^='t3_'], .Post[id^='t3_']")
    canonical = reddit_markup.own_address(tree)
    number = attribute(node, "id") or reddit_markup.thread_in(canonical)
    if number is None or (canonical and reddit_markup.thread_in(canonical) is None):
        return None
    stated = _CLAIM.search(_description(tree))
    writer = node.css_first("a[data-testid='post_author_link'], a[href*='/user/']") if node is not None else None
    link = node.css_first("a[data-testid='outbound-link']") if node is not None else None
    text = node.css_first("[data-click-id='text'] .RichTextJSON-root, .RichTextJSON-root") if node is not None else None
    return Post(
        number,
        title=words_of(node.css_first("h1") if node is not None else None) or words_of(tree.css_first("title")) or None,
        url=attribute(link, "href") or canonical,
        author=words_of(writer),
        text=text,
        claimed=reddit_markup.whole(stated[2]) if stated else None,
        score=reddit_markup.whole(stated[1]) if stated else None,
    )


def _description(tree: LexborHTMLParser) -> str:
    nodes = tree.css("meta[content*='votes and']")
    return " ".join(attribute(node, "content") or "" for node in nodes)


def _said(row: LexborNode, number: str, parent: str | None) -> Said:
    header = row.css_first("[data-testid='post-comment-header-deleted']")
    mark = row.css_first("[data-testid='comment_timestamp'], [id^='CommentTopMeta--Created']")
    votes = row.css_first("[id^='vote-arrows-t1_'] > div")
    return Said(
        number,
        parent=parent,
        author=_author(row),
        posted_text=words_of(mark) or None,
        text=row.css_first("[data-testid='comment'], [data-test-id='comment']"),
        notice=_notice(header),
        score=reddit_markup.whole(words_of(votes)),
    )


def _author(row: LexborNode) -> str | None:
    """Return the account that a row links to beside its picture or its date."""
    link = row.css_first("a[data-testid='comment_author_link'], a[data-testid='comment_author_icon']")
    if link is None and row.css_first("[data-testid='post-comment-header'], [data-testid='comment_author_icon']") is None:
        link = row.css_first("a[href*='/user/']")
    found = re.search(r"/user/([^/?#]+)", attribute(link, "href") or "")
    return found[1] if found else None


def _notice(header: LexborNode | None) -> str:
    """Return what a row says of a comment that is gone."""
    words = words_of(header).lower()
    return "" if header is None else "[removed]" if "removed" in words else "[deleted]"
