"""Hacker News threads as node-hnapi and those that copy it give them: comments inside comments, each with its level.

Invariant: a comment without a number is left out with a reason, and the comments inside it are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats import hacker_news, moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.hacker_news import HackerItem
from tui_reader.formats.json_documents import records_of
from tui_reader.formats.json_reading import Json, first_value, id_in, text_in, whole_in
from tui_reader.model import Comment, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_TELLING = {"user", "time_ago", "timeago", "comments_count", "commentscount", "level", "domain", "points"}


def probe(head: bytes, _name: str) -> Probe:
    """Claim threads by the members that only this API has together."""
    value = first_value(head)
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict) or not {"id", "user"} <= value.keys():
        return NO_CLAIM
    if len(_TELLING & value.keys()) > 2 and {"time_ago", "timeago"} & value.keys():
        return Probe(0.9, "its items have user, time_ago and comments")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield every thread of a document."""
    is_whole = True
    for record in records_of(document):
        if isinstance(record, Rejection):
            is_whole = False
            yield record
            continue
        line, value = record
        for root in value if isinstance(value, list) else [value]:
            yield from _thread(root, line, is_whole=is_whole)


def _thread(root: Json, line: int, *, is_whole: bool) -> Iterator[Item]:
    thread = id_in(root, "id")
    if thread is None:
        yield Rejection("thread left out: it has no id", line)
        return
    comments: list[Comment] = []
    for item in _comments(root, thread, line):
        if isinstance(item, Comment):
            comments.append(item)
        else:
            yield item
    claimed = whole_in(root, "comments_count", "commentscount")
    yield hacker_news.article(
        _item(root, thread),
        claimed=claimed,
        options=_options(root),
        names=hacker_news.names_of(comments),
        is_whole=is_whole and claimed == len(comments),
    )
    yield from comments
    if claimed and not isinstance(root.get("comments"), list):
        yield Problem(f"its {claimed} comments are not in the file", line, thread)


def _comments(root: dict[str, Json], thread: str, line: int) -> Iterator[Comment | Rejection]:
    """Yield all comments inside an item, each before those inside it."""
    waiting: list[tuple[Json, str | None]] = [(child, None) for child in reversed(_inside(root))]
    while waiting:
        value, above = waiting.pop()
        number = id_in(value, "id")
        if isinstance(value, dict):
            waiting.extend((child, number or above) for child in reversed(_inside(value)))
        if number is None:
            yield Rejection("comment left out: it has no id", line)
        elif "content" not in value and not value.get("deleted"):
            yield Rejection(f"comment {number} left out: it has no content", line)
        else:
            yield hacker_news.comment(_item(value, number, above), thread)


def _item(value: dict[str, Json], number: str, above: str | None = None) -> HackerItem:
    return HackerItem(
        number,
        author=text_in(value, "user"),
        posted=moments.of_epoch(value.get("time")),
        posted_text=text_in(value, "time_ago", "timeago"),
        text=text_in(value, "content") or "",
        title=text_in(value, "title"),
        url=_url(text_in(value, "url")),
        score=whole_in(value, "points"),
        parent=above,
        status=_status(value),
    )


def _status(value: dict[str, Json]) -> Status:
    if value.get("deleted"):
        return Status.DELETED
    return Status.REMOVED if value.get("dead") else Status.PRESENT


def _url(url: str | None) -> str | None:
    """Return the address of what a story points to; the site's own page is named by its number alone."""
    return url if url and "://" in url else None


def _inside(value: dict[str, Json]) -> list[Json]:
    comments = value.get("comments")
    return comments if isinstance(comments, list) else []


def _options(root: dict[str, Json]) -> list[str]:
    options = root.get("poll")
    return [text for option in options if (text := text_in(option, "item", "content"))] if isinstance(options, list) else []


FORMAT = Format("hn-hnapi", "Hacker News threads as node-hnapi gives them", (".json", ".jsonl"), probe, read)
