"""Items of Hacker News as every copy of them tells: its API, two others, and its pages.

Invariant: the same story and the same comment have the same ids and the same text whichever copy they are read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model import Article, Block, BlockKind, Comment, Names, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

SITE = "news.ycombinator.com"

_NOTICES = {
    "[deleted]": Status.DELETED,
    "[dead]": Status.REMOVED,
    "[flagged]": Status.REMOVED,
    "[delayed]": Status.PENDING,
}
"""What stands in the place of a text that is not shown."""


@dataclass(frozen=True, slots=True)
class HackerItem:
    """A story or comment: its number on the site, and its text as the site's HTML."""

    number: str
    author: str | None = None
    posted: str | None = None
    posted_text: str | None = None
    text: str = ""
    title: str | None = None
    url: str | None = None
    score: int | None = None
    parent: str | None = None
    status: Status = Status.PRESENT


def article(
    item: HackerItem,
    *,
    claimed: int | None = None,
    options: Iterable[str] = (),
    names: Names = Names.COMPLETE,
    is_whole: bool = False,
) -> Article:
    """Return the head of a thread; `options` are what a poll lets one choose, as HTML."""
    texts = [*readable_text(item.text).split("\n\n"), *(f"- {readable_text(option)}" for option in options)]
    title = [Block(BlockKind.TITLE, item.title)] if item.title else []
    return Article(
        ref=item.number,
        title=item.title,
        site=SITE,
        url=item.url or item_url(item.number),
        author=item.author,
        posted=item.posted,
        names=names,
        blocks=(*title, *(Block(BlockKind.PARAGRAPH, text) for text in texts if text.strip())),
        source_id=item.number,
        claimed=claimed,
        score=item.score,
        is_whole=is_whole,
    )


def comment(item: HackerItem, thread: str) -> Comment:
    """Return a comment of the thread with that number."""
    parent = item.parent if item.parent != thread else None
    status, text = _shown(item)
    body = readable_text(text)
    return Comment(
        thread=thread,
        ref=item.number,
        body=body,
        author=item.author,
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=item.posted,
        posted_text=item.posted_text,
        score=item.score,
        status=status,
        source_id=item.number,
        original=text if text not in ("", body) else None,
    )


def is_notice(words: str) -> bool:
    """Whether words only say that there is no text."""
    return words in _NOTICES


def status_in(words: str) -> Status:
    """Return what became of a comment as the first notice in words beside it says."""
    return next((status for notice, status in _NOTICES.items() if notice in words), Status.PRESENT)


def _shown(item: HackerItem) -> tuple[Status, str]:
    """Return what became of a comment, and what of its text is the author's."""
    notice = _NOTICES.get(item.text.strip())
    status = notice if notice is not None and item.status is Status.PRESENT else item.status
    return status, "" if notice is not None or status is Status.DELETED else item.text


def names_of(comments: Iterable[Comment]) -> Names:
    """Return what the authors of comments let us say of names."""
    return Names.COMPLETE if all(comment.author for comment in comments) else Names.SOME_LOST


def item_url(number: str) -> str:
    """Return the address of an item's page."""
    return f"https://{SITE}/item?id={number}"


def readable_text(text: str) -> str:
    """Return a text of the site, where paragraphs begin with `<p>` and the ends of lines are spaces."""
    return readable(f"<p>{text}" if "\n" in text else text)
