"""Threads of imageboards: 4chan and vichan, archives of them by FoolFuuka, and 2ch (makaba).

The first post is the article; a post answers the first one that it quotes, and what else it quotes stands in its text. These
files do not say where they are from, so site and board are told from the links in them.

Invariant: quotes of posts that are not in the thread are text and make no reply.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats.addresses import host_of, path_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.board_posts import BoardPost, number_of, post_of
from tui_reader.formats.json_documents import first_object, object_in, objects_in, values_in
from tui_reader.formats.json_reading import id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    Posts = list[dict[str, Any]]

_THREAD = r"(?:^|/)(\w{1,20})/(?:thread|res)/"
_OF_A_POST = frozenset({"resto", "com", "time", "timestamp", "comment", "tim", "parent", "thread_num", "sub"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim threads whose posts are numbered and name the first one."""
    value = first_object(head)
    posts = next(_threads(value), ([], {}))[0]
    if not posts or number_of(posts[0]) is None:
        return NO_CLAIM
    first = posts[0]
    if "no" in first and len(first.keys() & _OF_A_POST) >= 2:
        return Probe(0.9, "its posts have no, resto and com")
    if "num" in first and "comment" in first and len(first.keys() & _OF_A_POST) >= 2:
        return Probe(0.9, "its posts have num, comment and timestamp")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each thread of a document with its posts."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    address = (document.hints.url if document.hints else None) or ""
    for value in values_in(document):
        if isinstance(value, Rejection):
            yield value
            continue
        found = False
        for posts, facts in _threads(value):
            found = True
            yield from _thread(posts, facts, address)
        if not found:
            yield Rejection("left out: no thread of numbered posts")


def _threads(value: object) -> Iterator[tuple[Posts, dict[str, Any]]]:
    """Yield the posts of each thread of a value, with the object that says more of it."""
    if not isinstance(value, dict):
        return
    if posts := objects_in(value, "posts"):
        yield posts, value
    for thread in objects_in(value, "threads"):
        posts = objects_in(thread, "posts") or [thread, *objects_in(thread, "last_replies")]
        yield posts, value
    for thread in value.values():
        if isinstance(thread, dict) and isinstance(thread.get("op"), dict):
            yield [thread["op"], *_numbered(thread.get("posts"))], thread["op"]


def _numbered(posts: object) -> Posts:
    """Return posts that are told by their number in an object, or that stand in a list."""
    found = posts.values() if isinstance(posts, dict) else posts if isinstance(posts, list) else ()
    return [post for post in found if isinstance(post, dict)]


def _thread(posts: Posts, facts: dict[str, Any], address: str) -> Iterator[Item]:
    """Yield a thread and what is said below its first post."""
    read_posts = [post_of(post) for post in posts]
    first, head = read_posts[0], posts[0]
    opener = id_in(head, "resto", "parent", "thread_num")
    ref = opener if opener and opener != "0" else first.number if first else None
    if ref is None:
        yield Rejection("thread left out: its first post has no number")
        return
    is_head = first is not None and first.number == ref
    yield _article(first if is_head and first else None, ref, posts, facts, address)
    comments = [post for post in (read_posts[1:] if is_head else read_posts) if post is not None]
    known = {post.number for post in comments} | {ref}
    yield from (_comment(post, ref, known) for post in comments)
    if broken := read_posts.count(None):
        yield Rejection(f"posts of {ref} left out, as they have no number: {broken}")
    if (omitted := whole_in(head, "omitted_posts")) and is_head:
        yield Problem(f"posts that are not in the file: {omitted}", thread=ref)


def _article(first: BoardPost | None, ref: str, posts: Posts, facts: dict[str, Any], address: str) -> Article:
    site, board = _place(posts, facts, ref, address)
    claimed = whole_in(posts[0], "replies", "nreplies") if first else None
    place = f"{board}/{ref}" if board else ref
    is_known = site == "4chan.org" and board is not None
    return Article(
        ref=ref,
        site=site,
        source_id=place,
        title=first.title if first else None,
        url=f"https://boards.4chan.org/{board}/thread/{ref}" if is_known else address or None,
        author=first.name if first else None,
        posted=first.posted if first else None,
        blocks=blocks_of(first.title, first.body) if first else (),
        claimed=claimed,
        is_whole=claimed is not None and claimed == len(posts) - 1,
    )


def _place(posts: Posts, facts: dict[str, Any], ref: str, address: str) -> tuple[str | None, str | None]:
    """Return the site and the board of a thread, as far as the address of its file, its members and its links tell."""
    board = text_in(facts, "Board", "board") or text_in(object_in(facts, "board"), "id", "shortname")
    if found := re.search(_THREAD, path_of(address)):
        return _site(address), found[1]
    first = posts[0]
    links = (re.search(_THREAD + re.escape(ref), text_in(post, "com", "comment") or "") for post in posts)
    board = board or next((link[1] for link in links if link), None) or text_in(first, "board")
    if "thread_num" in first or "semantic_url" in first:
        return "4chan.org", board
    return ("2ch.hk" if "num" in first else None), board


def _site(address: str) -> str | None:
    host = host_of(address) or ""
    return "4chan.org" if re.search(r"(?:4chan(?:nel)?|4cdn)\.org$", host) else host or None


def _comment(post: BoardPost, thread: str, known: set[str]) -> Comment:
    quoted = next((number for number in post.quoted if number in known and number != post.number), thread)
    parent = None if quoted == thread else quoted
    return Comment(
        thread=thread,
        ref=post.number,
        source_id=post.number,
        body=post.body,
        original=post.original,
        author=post.name,
        parent=parent,
        reply_basis=ReplyBasis.LINKED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=post.posted,
        posted_text=post.posted_text,
        status=Status.REMOVED if post.is_removed else Status.PRESENT,
    )


FORMAT = Format("imageboard", "threads of 4chan, vichan, FoolFuuka and 2ch as JSON", (".json", ".ndjson"), probe, read)
