"""Lemmy: posts and comments as its interface gives them, and as PieFed does that speaks like it.

The post is the article; the `path` of a comment names all comments above it. Threads and comments are named by their address
on the server where they were written, as in ActivityPub.

Invariant: a post and its comments have the same names in this format as they have in ActivityPub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.fediverse import named_account
from tui_reader.formats.json_documents import first_object, object_in, objects_in, values_in
from tui_reader.formats.json_reading import id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = frozenset({"path", "post_id"})
_POST = frozenset({"id", "ap_id"})
_TITLE = ("name", "title")
_TEXT = ("content", "body")


def probe(head: bytes, _name: str) -> Probe:
    """Claim views of posts and comments."""
    views = list(_views(first_object(head)))
    if any(object_in(view, "comment").keys() >= _COMMENT and _has_text(object_in(view, "comment")) for view in views[:2]):
        return Probe(0.9, "its comments have path, content and post_id")
    if any(object_in(view, "post").keys() >= _POST and text_in(view["post"], *_TITLE) for view in views[:1]):
        return Probe(0.9, "its posts have ap_id and creator")
    return NO_CLAIM


def _has_text(comment: dict[str, Any]) -> bool:
    return any(isinstance(comment.get(name), str) for name in _TEXT)


def _views(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the views that an answer holds: of a post, of posts, of comments; or the one that it is."""
    for one in (object_in(value, "post_view"), object_in(value, "comment_view")):
        if one:
            yield one
    if "post" in object_in(value, "post"):
        yield object_in(value, "post")
    elif "comment" in value or "post" in value:
        yield value
    yield from objects_in(value, "posts")
    yield from objects_in(value, "comments")


def read(document: Document) -> Iterator[Item]:
    """Yield posts and comments as they stand; each thread is named before its first comment."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    named: dict[str, bool] = {}
    for number, value in enumerate(values_in(document), 1):
        if isinstance(value, Rejection):
            yield value
            continue
        views = list(_views(value)) if isinstance(value, dict) else []
        if not views:
            yield Rejection(f"value {number} left out: it holds neither post nor comment")
        for view in views:
            yield from _view(view, named)


def _view(view: dict[str, Any], named: dict[str, bool]) -> Iterator[Item]:
    """Yield the head of a view's thread where it is not named yet, and its comment."""
    post, comment = object_in(view, "post"), object_in(view, "comment")
    thread = id_in(post, "id") or id_in(comment, "post_id")
    if thread is None or (comment and (id_in(comment, "id") is None or not _has_text(comment))):
        yield Rejection("comment left out: it has no id, no post or no content")
        return
    if not named.get(thread, False) and (post or thread not in named):
        named[thread] = bool(post)
        yield _article(post, thread, {} if comment else view)
    if comment:
        yield _comment(comment, view, thread)


def _article(post: dict[str, Any], thread: str, view: dict[str, Any]) -> Article:
    """Return the head; of a comment's view only its post is known, the counts in it are the comment's."""
    address, title = text_in(post, "ap_id"), text_in(post, *_TITLE)
    link = text_in(post, "url")
    text = "\n\n".join(filter(None, (link and f"<{link}>", readable_markdown(text_in(post, "body") or ""))))
    counts = object_in(view, "counts") or (post if view else {})
    return Article(
        ref=thread,
        site=host_of(address),
        source_id=address,
        title=title,
        url=address,
        author=_account(object_in(view, "creator")),
        posted=_moment(post.get("published", post.get("published_at"))),
        blocks=blocks_of(title, text),
        claimed=whole_in(counts, "comments"),
        score=whole_in(counts, "score"),
    )


def _comment(comment: dict[str, Any], view: dict[str, Any], thread: str) -> Comment:
    written, when = text_in(comment, *_TEXT) or "", text_in(comment, "published", "published_at")
    above = (text_in(comment, "path") or "").split(".")[1:-1]
    parent, body = above[-1] if above else None, readable_markdown(written)
    removed = Status.REMOVED if comment.get("removed") is True else Status.PRESENT
    return Comment(
        thread=thread,
        ref=id_in(comment, "id") or "",
        source_id=text_in(comment, "ap_id"),
        body=body,
        original=written if written != body else None,
        author=_account(object_in(view, "creator")),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=_moment(when),
        posted_text=when,
        score=whole_in(object_in(view, "counts") or comment, "score"),
        status=Status.DELETED if comment.get("deleted") is True else removed,
        edited=_moment(comment.get("updated", comment.get("updated_at"))),
    )


def _account(creator: dict[str, Any]) -> str | None:
    name = text_in(creator, "name", "user_name")
    return named_account(name, text_in(creator, "actor_id", "ap_id")) if name else None


def _moment(value: object) -> str | None:
    return moments.of_iso(value, zone_is_utc=True)


FORMAT = Format("lemmy", "posts and comments from the interface of Lemmy", (".json", ".jsonl", ".ndjson"), probe, read)
