"""Discourse: topics and pages of posts as its interface gives them.

A topic comes as `/t/ID.json` (its first posts, with its title), `/t/ID/posts.json` (a page of posts that says of its topic only
the id) or among `/posts.json` (the latest posts of all topics). Post 1 is the article.

Invariant: the thread of a post is the same in every kind of page, and posts are told by their number in the topic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, list_in, object_in, objects_in, values_in
from tui_reader.formats.json_reading import Json, id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_POST = frozenset({"post_number", "topic_id", "username"})
_IN_STREAM = frozenset({"post_number", "cooked"})
_TOPIC = frozenset({"archetype", "posts_count", "fancy_title", "highest_post_number"})
_LIKE = 2
_SMALL_ACTION = 3


def probe(head: bytes, _name: str) -> Probe:
    """Claim what has a stream of posts that have numbers in a topic."""
    value = first_object(head)
    posts = [*_posts(value), value]
    if posts[0].keys() >= _POST or (_has_stream(value) and (value.keys() >= _TOPIC or posts[0].keys() >= _IN_STREAM)):
        return Probe(0.9, "its posts have post_number and topic_id")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each topic of a document with its posts."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    site = None if document.hints is None else document.hints.site or host_of(document.hints.url)
    topics: dict[str, _Topic] = {}
    for value in values_in(document):
        if isinstance(value, Rejection):
            yield value
        else:
            yield from _sorted_in(value, topics, document.name.partition(".")[0])
    for topic in topics.values():
        yield topic.article(site)
        yield from topic.comments()
        yield from topic.missing()


@dataclass(slots=True)
class _Topic:
    """What a document says of one topic."""

    ref: str
    facts: dict[str, Any] = field(default_factory=dict)
    posts: list[dict[str, Any]] = field(default_factory=list)

    def article(self, site: str | None) -> Article:
        """Return the head: post 1, and what is said of the topic."""
        first = next((post for post in self.posts if whole_in(post, "post_number") == 1), {})
        title = text_in(self.facts, "title") or next(filter(None, (text_in(post, "topic_title") for post in self.posts)), None)
        slug = text_in(self.facts, "slug") or next(filter(None, (text_in(post, "topic_slug") for post in self.posts)), None)
        count = max((whole_in(one, "posts_count") or 0 for one in (self.facts, *self.posts[:1])), default=0)
        body, _ = _text(first)
        return Article(
            ref=self.ref,
            title=title,
            site=site,
            source_id=self.ref if site or not slug else f"{self.ref}/{slug}",
            url=f"https://{site}/t/{slug or '-'}/{self.ref}" if site else None,
            author=text_in(first, "username") or text_in(object_in(self.facts, "details", "created_by"), "username"),
            posted=moments.of_iso(first.get("created_at") or self.facts.get("created_at")),
            blocks=blocks_of(title, body),
            claimed=count - 1 if count else None,
            score=_likes(first),
            is_whole=bool(first) and count == len(self.posts),
        )

    def comments(self) -> Iterator[Comment]:
        """Yield the posts but the first."""
        return (_comment(post, self.ref) for post in self.posts if whole_in(post, "post_number") != 1)

    def missing(self) -> Iterator[Problem]:
        """Say how many posts of the topic's own list are not there."""
        listed = len(list_in(self.facts, "post_stream", "stream"))
        if listed > len(self.posts) > 0:
            yield Problem(f"posts that are not in the file: {listed - len(self.posts)} of {listed}", thread=self.ref)


def _sorted_in(value: Json, topics: dict[str, _Topic], name: str) -> Iterator[Rejection]:
    """Put the posts of a page into their topics; yield those that cannot be told. A stream is one topic, of whatever `name`."""
    own = (
        (id_in(value, "id") or next((id_in(post, "topic_id") for post in _posts(value)), name)) if _has_stream(value) else None
    )
    if own:
        topic = topics.setdefault(own, _Topic(own))
        topic.facts = topic.facts | value
    posts = _posts(value) or ([] if own else [value])
    for number, post in enumerate(posts, 1):
        ref = own or id_in(post, "topic_id")
        if ref is None or id_in(post, "post_number") is None or not _has_text(post):
            yield Rejection(f"post {number} left out: it has no topic, number or text")
        else:
            topics.setdefault(ref, _Topic(ref)).posts.append(post)


def _has_stream(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("post_stream"), dict)


def _has_text(post: dict[str, Any]) -> bool:
    return isinstance(post.get("cooked", post.get("raw")), str) or whole_in(post, "post_type") == _SMALL_ACTION


def _posts(value: Json) -> list[dict[str, Any]]:
    """Return the posts of a page of any kind."""
    return objects_in(value, "post_stream", "posts") or objects_in(value, "latest_posts") or objects_in(value, "posts")


def _comment(post: dict[str, Any], thread: str) -> Comment:
    number, parent = id_in(post, "post_number") or "", id_in(post, "reply_to_post_number")
    if parent in {"1", number}:
        parent = None
    body, original = _text(post)
    return Comment(
        thread=thread,
        ref=number,
        source_id=number,
        body=body,
        original=original if original != body else None,
        author=text_in(post, "username"),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(post.get("created_at")),
        posted_text=text_in(post, "created_at"),
        score=_likes(post),
        status=_status(post),
        edited=_edited(post),
    )


def _text(post: dict[str, Any]) -> tuple[str, str | None]:
    """Return what a post says, and what the source has of that; of an action of the forum, which one it was."""
    cooked, raw = post.get("cooked"), post.get("raw")
    said, original = "", None
    if isinstance(cooked, str):
        said, original = readable(cooked), cooked
    elif isinstance(raw, str):
        said, original = readable_markdown(raw), raw
    if action := text_in(post, "action_code"):
        words = " ".join(filter(None, (action, text_in(post, "action_code_who"))))
        return f"[{words}]\n\n{said}".rstrip(), original or None
    return said, original


def _status(post: dict[str, Any]) -> Status:
    if whole_in(post, "post_type") == _SMALL_ACTION:
        return Status.SERVICE
    if post.get("user_deleted") is True:
        return Status.DELETED
    return Status.REMOVED if post.get("hidden") is True or post.get("deleted_at") else Status.PRESENT


def _edited(post: dict[str, Any]) -> str | None:
    if (whole_in(post, "version") or 1) < 2:
        return None
    return moments.of_iso(post.get("updated_at")) or ""


def _likes(post: dict[str, Any]) -> int | None:
    """Return how many like a post; posts that nobody likes name no such action."""
    if not isinstance(post.get("actions_summary"), list):
        return whole_in(post, "like_count")
    found = [whole_in(action, "count") or 0 for action in objects_in(post, "actions_summary") if action.get("id") == _LIKE]
    return found[0] if found else 0


FORMAT = Format("discourse", "topics and pages of posts from Discourse forums", (".json", ".jsonl", ".ndjson"), probe, read)
