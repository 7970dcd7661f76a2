"""Posts of ActivityPub as threads: a page with its comments as in a forum, or notes that answer each other.

Invariant: a thread is named by the post at its top, and every post of a file is in one thread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.activity_objects import (
    Gathered,
    edited_of,
    id_of,
    is_head,
    link_of,
    page_of,
    score_of,
    text_of,
    title_of,
    type_of,
)
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import Document, Item, Rejection
from tui_reader.formats.json_documents import object_in, values_in
from tui_reader.formats.json_reading import text_in, whole_in
from tui_reader.formats.reply_trees import threads_of
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = re.compile(r"/(?:posts?|p|topics?|t|videos?|w|articles?|blog|m)/[^/]", re.IGNORECASE)
_NO_PAGE = re.compile(r"/(?:comments?|comment-|notes?|status(?:es)?|objects?|activities)\b", re.IGNORECASE)


def read_posts(document: Document) -> Iterator[Item]:
    """Yield the threads of all posts that a document holds."""
    gathered = Gathered()
    for value in values_in(document):
        if isinstance(value, Rejection):
            yield value
        else:
            gathered.add(value)
    yield from _threads(gathered)
    counts = ", ".join(f"{name} ({count})" for name, count in sorted(gathered.others.items()) if count)
    if counts:
        yield Problem(f"what is no post is left out: {counts}")


def _threads(gathered: Gathered) -> Iterator[Item]:
    """Yield the heads of all threads, and the posts in them."""
    known = {id_of(post): post for post in reversed(gathered.posts)}
    threads = threads_of(map(link_of, gathered.posts))
    for ref in dict.fromkeys(threads.values()):
        yield _article(ref, known.get(ref), gathered)
    for post in gathered.posts:
        thread = threads[id_of(post)]
        if id_of(post) != thread or not _opens(post):
            yield _comment(post, thread, known.get(thread), gathered)


def _opens(post: dict[str, Any]) -> bool:
    """Whether a post is the article of its thread, also one that is no more."""
    former = text_in(post, "formerType", "former_type")
    return is_head(post) if type_of(post) != "Tombstone" else former is not None and is_head({"type": former})


def _article(ref: str, post: dict[str, Any] | None, gathered: Gathered) -> Article:
    site = host_of(ref)
    if post is None or not _opens(post):
        return Article(ref=ref, site=site, source_id=ref, url=page_of(post) if post else ref if site else None)
    title = title_of(post)
    return Article(
        ref=ref,
        site=site,
        source_id=ref,
        title=title,
        url=page_of(post),
        author=gathered.author_of(post),
        posted=moments.of_iso(post.get("published")),
        blocks=blocks_of(title, text_of(post)[0]),
        claimed=whole_in(object_in(post, "replies"), "totalItems") or whole_in(post, "repliesCount"),
        score=score_of(post),
    )


def _comment(post: dict[str, Any], thread: str, head: dict[str, Any] | None, gathered: Gathered) -> Comment:
    parent = link_of(post).parent
    is_top = parent == thread and (_is_page(thread) if head is None else _opens(head))
    parent = None if is_top else parent
    body, original = text_of(post)
    return Comment(
        thread=thread,
        ref=id_of(post),
        source_id=id_of(post),
        body=body,
        original=original,
        author=gathered.author_of(post),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(post.get("published")),
        posted_text=text_in(post, "published"),
        score=score_of(post),
        status=Status.DELETED if type_of(post) == "Tombstone" else Status.PRESENT,
        edited=edited_of(post),
    )


def _is_page(address: str) -> bool:
    """Whether an address is that of the head of a thread, as far as it tells."""
    return _PAGE.search(address) is not None and _NO_PAGE.search(address) is None
