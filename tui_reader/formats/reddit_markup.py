"""What the three generations of Reddit's pages share: ids, words for what is gone, and the records made of both.

Invariant: a comment or post has the id that Reddit's API gives it, `t1_…` or `t3_…`, whichever page shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.formats.page_source import attribute, first_address, words_of
from tui_reader.model import Article, Block, BlockKind, Comment, Names, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

SITE = "reddit.com"

_THREAD = re.compile(r"/comments/(\w+)")
_COMMENT = re.compile(r"/comments/\w+/[^/?#]*/(\w+)")
_COUNT = re.compile(r"(\d[\d,]*)\s+(?:more\s+)?repl", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d[\d,]*", re.ASCII)
_NOBODY = frozenset({"[deleted]", "[removed]", "deleted", "u/[deleted]", ""})
_GONE = {
    "[deleted]": Status.DELETED,
    "deleted by user": Status.DELETED,
    "comment deleted by user": Status.DELETED,
    "[deleted by user]": Status.DELETED,
    "[removed]": Status.REMOVED,
    "[ removed by reddit ]": Status.REMOVED,
    "[removed by reddit]": Status.REMOVED,
    "[ removed by moderator ]": Status.REMOVED,
    "removed by moderator": Status.REMOVED,
    "comment removed by moderator": Status.REMOVED,
    "comment removed by reddit": Status.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Post:
    """The head of a page; `text` is the element with what its author wrote."""

    id: str
    title: str | None = None
    url: str | None = None
    author: str | None = None
    posted: str | None = None
    text: LexborNode | None = None
    claimed: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of a page; `text` is the element with its words, `notice` what stands where there are none."""

    id: str
    parent: str | None = None
    author: str | None = None
    posted: str | None = None
    posted_text: str | None = None
    text: LexborNode | None = None
    notice: str = ""
    score: int | None = None
    edited: str | None = None


def article(post: Post, comments: Iterable[Comment]) -> Article:
    """Return the head of a thread with these comments."""
    text = readable_node(post.text) if post.text is not None else ""
    title = [Block(BlockKind.TITLE, post.title)] if post.title else []
    return Article(
        ref=post.id,
        title=post.title,
        site=SITE,
        url=post.url,
        author=name(post.author),
        posted=post.posted,
        names=Names.COMPLETE if all(comment.author for comment in comments) else Names.SOME_LOST,
        blocks=(*title, *(Block(BlockKind.PARAGRAPH, part) for part in text.split("\n\n") if part.strip())),
        source_id=post.id,
        claimed=post.claimed,
        score=post.score,
    )


def comment(said: Said, thread: str) -> Comment:
    """Return a comment of a thread; words that only say that it is gone become its status."""
    words = words_of(said.text) or said.notice
    author = name(said.author)
    status = _GONE.get(words.lower(), Status.PRESENT if words or author else Status.DELETED)
    body = readable_node(said.text) if said.text is not None and status is Status.PRESENT else ""
    original = (said.text.inner_html or "").strip() if said.text is not None else ""
    return Comment(
        thread=thread,
        ref=said.id,
        body=body,
        author=author,
        parent=said.parent,
        reply_basis=ReplyBasis.STATED if said.parent else None,
        reply_confidence=1.0 if said.parent else None,
        posted=said.posted,
        posted_text=said.posted_text,
        score=said.score,
        status=status,
        source_id=said.id,
        original=original if original not in ("", body) else None,
        edited=said.edited,
    )


def missing(words: str, thread: str, above: str | None = None) -> Problem:
    """Return what a link that loads more comments says of those that are not on the page."""
    found = _COUNT.search(words)
    what = f"{found[1]} replies" if found and found[1] != "1" else "1 reply" if found else "more replies"
    where = f" to {above}" if above else ""
    return Problem(f"{what}{where} {'is' if what == '1 reply' else 'are'} not in the file", thread=thread)


def threads(comments: Iterable[tuple[Said, str | None]]) -> Iterator[Article | Comment | Problem]:
    """Yield comments of a list of several threads, each in the one that its address names."""
    by_thread: dict[str, list[Comment]] = {}
    lost = 0
    for said, thread in comments:
        if thread is None:
            lost += 1
        else:
            by_thread.setdefault(thread, []).append(comment(said, thread))
    for thread, members in by_thread.items():
        yield article(Post(thread), members)
        yield from members
    if lost:
        yield Problem(f"{lost} comments left out: the page does not say what they belong to")


def name(shown: str | None) -> str | None:
    """Return the name of an account, None for one that is gone."""
    plain = (shown or "").strip().removeprefix("u/")
    return None if plain in _NOBODY else plain


def whole(text: str | None) -> int | None:
    """Return a number that is written in full; `10.2k` is none."""
    plain = (text or "").strip()
    return int(plain.replace(",", "")) if _WHOLE.fullmatch(plain) else None


def thread_in(address: str | None) -> str | None:
    """Return the post that an address of Reddit lies in."""
    found = _THREAD.search(address or "")
    return f"t3_{found[1]}" if found else None


def comment_in(address: str | None) -> str | None:
    """Return the comment that an address of Reddit leads to."""
    found = _COMMENT.search(address or "")
    return f"t1_{found[1]}" if found else None


def page_url(address: str | None) -> str | None:
    """Return the whole address of what a page links to."""
    first = first_address(address or "")
    if first.startswith("/"):
        return f"https://www.{SITE}{first}"
    return first if "://" in first else None


def own_address(tree: LexborHTMLParser) -> str | None:
    """Return the address that a page says is its own."""
    return page_url(attribute(tree.css_first("link[rel='canonical']"), "href"))
