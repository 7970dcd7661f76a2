"""Lobsters stories as `/s/….json` gives them, in all its generations, and lists of stories or of comments.

Comments stand in the order of the page. Since 2022 each names its parent; before, only how far it is indented.

Invariant: a comment without a stated parent answers the nearest one above it that is less indented.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.formats import lobsters, moments
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import records_of
from tui_reader.formats.json_reading import Json, first_value, id_in, text_in, whole_in
from tui_reader.model import Article, Comment, Names, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_STORY = {"short_id", "comments_url", "submitter_user"}
_COMMENT = {"short_id", "commenting_user", "comment"}
_UNSHOWN = timedelta(minutes=1)
"""How long the site lets a comment be changed without saying so."""

_STORY_LINK = re.compile(r"/s/(\w+)")


def probe(head: bytes, _name: str) -> Probe:
    """Claim stories and comments by the members that only this program gives them."""
    value = first_value(head)
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict) and value.keys() >= _STORY:
        return Probe(0.9, "its stories have short_id, submitter_user and comments_url")
    if isinstance(value, dict) and value.keys() >= _COMMENT:
        return Probe(0.9, "its comments have short_id and commenting_user")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of all stories, and those that lone comments belong to."""
    is_whole = True
    loose: dict[str, list[Json]] = {}
    for record in records_of(document):
        if isinstance(record, Rejection):
            is_whole = False
            yield record
            continue
        line, value = record
        for member in value if isinstance(value, list) else [value]:
            thread = _thread_of_lone_comment(member)
            if thread is None:
                yield from _thread(member, line, is_whole=is_whole)
            else:
                loose.setdefault(thread, []).append(member)
    for thread, comments in loose.items():
        yield Article(ref=thread, site=_site(comments[0]), source_id=thread)
        yield from _comments(comments, thread, None)


def _thread_of_lone_comment(value: Json) -> str | None:
    """Return the story of a comment that stands by itself, None for a story."""
    if not isinstance(value, dict) or "commenting_user" not in value:
        return None
    found = _STORY_LINK.search(text_in(value, "url", "link") or "")
    return found[1] if found else id_in(value, "short_id")


def _thread(story: Json, line: int, *, is_whole: bool) -> Iterator[Item]:
    thread = id_in(story, "short_id")
    if thread is None:
        yield Rejection("thread left out: it has no short_id", line)
        return
    members = story.get("comments")
    found = list(_comments(members if isinstance(members, list) else [], thread, line))
    names = all(item.author for item in found if isinstance(item, Comment))
    claimed = whole_in(story, "comment_count")
    title = text_in(story, "title")
    yield Article(
        ref=thread,
        title=title,
        site=_site(story),
        url=text_in(story, "url", "comments_url", "short_id_url"),
        author=_user(story.get("submitter_user")),
        posted=moments.of_iso(story.get("created_at")),
        names=Names.COMPLETE if names else Names.SOME_LOST,
        blocks=blocks_of(title, readable(text_in(story, "description") or "")),
        source_id=thread,
        claimed=claimed,
        score=whole_in(story, "score"),
        is_whole=is_whole and isinstance(members, list),
    )
    yield from found
    if claimed and not isinstance(members, list):
        yield Problem(f"its {claimed} comments are not in the file", line, thread)


def _comments(values: list[Json], thread: str, line: int | None) -> Iterator[Comment | Rejection]:
    above: list[tuple[int, str]] = []
    for value in values:
        ref = id_in(value, "short_id")
        if ref is None:
            yield Rejection("comment left out: it has no short_id", line)
            continue
        if "comment" not in value and not value.get("is_deleted"):
            yield Rejection(f"comment {ref} left out: it has no text", line)
            continue
        depth = whole_in(value, "indent_level", "depth") or 0
        while above and above[-1][0] >= depth:
            above.pop()
        parent = id_in(value, "parent_comment") if "parent_comment" in value else above[-1][1] if above else None
        above.append((depth, ref))
        yield _comment(value, ref, thread, parent)


def _comment(value: dict[str, Json], ref: str, thread: str, parent: str | None) -> Comment:
    text = text_in(value, "comment") or ""
    status = _status(value)
    body = readable(text) if status is Status.PRESENT else ""
    posted = moments.of_iso(value.get("created_at"))
    edited = moments.of_iso(text_in(value, "last_edited_at", "updated_at"))
    return Comment(
        thread=thread,
        ref=ref,
        body=body,
        author=_user(value.get("commenting_user")),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=posted,
        posted_text=text_in(value, "created_at"),
        score=whole_in(value, "score"),
        status=status,
        source_id=ref,
        original=text if text not in ("", body) else None,
        edited=edited if _is_later(edited, posted) else None,
    )


def _is_later(edited: str | None, posted: str | None) -> bool:
    """Whether a comment was changed so long after it was posted that the site shows it."""
    if edited is None or posted is None:
        return False
    return datetime.fromisoformat(edited) - datetime.fromisoformat(posted) > _UNSHOWN


def _status(value: dict[str, Json]) -> Status:
    if value.get("is_moderated"):
        return Status.REMOVED
    return Status.DELETED if value.get("is_deleted") else Status.PRESENT


def _user(value: Json) -> str | None:
    """Return a user's name; older generations give the whole user."""
    return text_in(value, "username") if isinstance(value, dict) else text_in({"name": value}, "name")


def _site(value: dict[str, Json]) -> str:
    host = urlsplit(text_in(value, "short_id_url", "comments_url") or "").hostname
    return (host or lobsters.SITE).removeprefix("www.")


FORMAT = Format("lobsters-json", "Lobsters stories with their comments as JSON", (".json", ".jsonl"), probe, read)
