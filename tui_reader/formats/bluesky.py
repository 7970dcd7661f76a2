"""Bluesky: threads, feeds and lists of posts as the interface of the AT protocol gives them.

A thread is a tree around the post that was asked for: `parent` leads up from it, `replies` down. Every post is a comment; what
is hidden, blocked or gone is named.

Invariant: a thread is named by the post at its root, which every post names, and nothing recurses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.bluesky_post import author_of, text_of
from tui_reader.formats.json_documents import first_object, list_in, object_in, objects_in, values_in
from tui_reader.formats.json_reading import text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

_SITE = "bsky.app"
_LISTS = ("thread", "feed", "posts", "records")


def probe(head: bytes, _name: str) -> Probe:
    """Claim what holds posts with names of the AT protocol."""
    value = first_object(head)
    nodes = [value, *_inside(value)[:5]]
    is_post = any((text_in(_view(node), "uri") or "").startswith("at://") for node in nodes)
    if is_post or "app.bsky.feed.defs#" in (text_in(object_in(value, "thread"), "$type") or ""):
        return Probe(0.9, "its posts have names that begin with at://")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of a document with their posts."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    gathered = _Gathered()
    for number, value in enumerate(values_in(document), 1):
        if isinstance(value, Rejection):
            yield value
        elif isinstance(value, dict):
            gathered.add(value)
        else:
            yield Rejection(f"value {number} left out: not an object")
    yield from gathered.records()


def _inside(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the nodes that an answer holds."""
    found = [object_in(value, "thread")] if isinstance(value.get("thread"), dict) else []
    return [*found, *(one for name in _LISTS for one in list_in(value, name) if isinstance(one, dict))]


def _view(node: dict[str, Any]) -> dict[str, Any]:
    """Return the post of a node of a tree, of an entry of a feed, of a flat thread, or the one that a node is."""
    return object_in(node, "post") or object_in(node, "value", "post") or node


def _record(view: dict[str, Any]) -> dict[str, Any]:
    return object_in(view, "record") or object_in(view, "value")


@dataclass(slots=True)
class _Gathered:
    """The posts of a document in the order of its trees, each with the one above it, and what is missing."""

    posts: dict[str, tuple[dict[str, Any], str | None]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    fewer: dict[str, int] = field(default_factory=dict)
    broken: int = 0

    def add(self, value: dict[str, Any]) -> None:
        """Take in all nodes of an answer."""
        roots = [_root(node) for node in _inside(value) or [value]]
        for root in roots:
            if above_all := object_in(root, "parent"):
                self._add_unseen(above_all, text_in(_view(above_all), "uri"))
        waiting: list[tuple[dict[str, Any], str | None]] = [(root, None) for root in reversed(roots)]
        while waiting:
            node, above = waiting.pop()
            view = _view(node)
            uri = text_in(view, "uri")
            replies = _replies(node)
            if uri is None or not _record(view):
                self._add_unseen(node, uri)
                continue
            self.posts.setdefault(uri, (view, above))
            claimed = whole_in(view, "replyCount") or 0
            if "replies" in node and claimed > len(replies):
                self.fewer[uri] = claimed - len(replies)
            waiting.extend((reply, uri) for reply in reversed(replies))

    def _add_unseen(self, node: dict[str, Any], uri: str | None) -> None:
        kind = (text_in(node, "$type") or text_in(object_in(node, "value"), "$type") or "").rpartition("#")[2]
        if node.get("blocked") is True or "locked" in kind:
            self.unseen[uri or ""] = "blocked"
        elif node.get("notFound") is True or "otFound" in kind:
            self.unseen[uri or ""] = "not found"
        else:
            self.broken += 1

    def records(self) -> Iterator[Item]:
        """Yield what was taken in."""
        threads: dict[str, str] = {}
        for uri, (view, above) in self.posts.items():
            threads[uri] = text_in(object_in(_record(view), "reply", "root"), "uri") or threads.get(above or "", uri)
        for thread in dict.fromkeys(threads.values()):
            view = self.posts[thread][0] if thread in self.posts else {}
            yield Article(ref=thread, site=_SITE, source_id=thread, url=_address(thread, author_of(view)))
        for uri, (view, above) in self.posts.items():
            yield _comment(view, uri, above, threads[uri])
        for uri, missing in self.fewer.items():
            yield Problem(f"replies to {uri} that are not in the file: {missing}", thread=threads[uri])
        yield from (Problem(f"the post {uri} is {why}") for uri, why in self.unseen.items())
        if self.broken:
            yield Rejection(f"left out, as they are no posts: {self.broken}")


def _root(node: dict[str, Any]) -> dict[str, Any]:
    """Return the top of the chain of parents above a node, with each parent holding the node below it."""
    while isinstance(parent := node.get("parent"), dict):
        uri = text_in(_view(node), "uri")
        others = [reply for reply in objects_in(parent, "replies") if text_in(_view(reply), "uri") != uri]
        if not _record(_view(parent)):
            return node
        node = {"post": _view(parent), "parent": parent.get("parent"), "_below": [node, *others]}
    return node


def _replies(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [*objects_in(node, "_below"), *objects_in(node, "replies")]


def _comment(view: dict[str, Any], uri: str, above: str | None, thread: str) -> Comment:
    record = _record(view)
    written = text_in(record, "text") or ""
    parent = text_in(object_in(record, "reply", "parent"), "uri") or above
    body = text_of(record, view)
    return Comment(
        thread=thread,
        ref=uri,
        source_id=uri,
        body=body,
        original=written if written and written != body else None,
        author=author_of(view) or _owner(uri),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(record.get("createdAt")),
        posted_text=text_in(record, "createdAt"),
        score=whole_in(view, "likeCount"),
    )


def _owner(uri: str) -> str | None:
    return uri.removeprefix("at://").partition("/")[0] or None


def _address(uri: str, author: str | None) -> str:
    """Return where a post can be read."""
    return f"https://{_SITE}/profile/{author or _owner(uri)}/post/{uri.rpartition('/')[2]}"


FORMAT = Format("bluesky", "threads and feeds from Bluesky (AT protocol)", (".json", ".jsonl", ".ndjson"), probe, read)
