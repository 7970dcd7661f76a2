"""Reddit's own JSON: a thread as its permalink with `.json` gives it, other listings, and what "load more comments" brings.

All of these are things of a kind (`t3` a post, `t1` a comment, `more` a place where comments were left out) in listings that
nest; whatever is wrapped around them, the things are found and read in their order. A listing of somebody's comments names
the threads that they stand in.

Invariant: every thing is a record, a `Problem` or a `Rejection`; a place where comments were left out is a `Problem` unless
they are in the file all the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_reading import Json, first_value, id_in, text_in, whole_in
from tui_reader.formats.reddit import (
    RecordError,
    article_of,
    comment_of,
    full_name,
    headless,
    is_escaped,
    thread_of,
    values_in,
)
from tui_reader.model import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_POST, _COMMENT, _MORE = "t3", "t1", "more"
_KINDS = frozenset({_POST, _COMMENT, _MORE})
_WORDS = {_POST: "post", _COMMENT: "comment", _MORE: "place of more comments"}
_MOST_GAPS = 10
_OLD_MEMBERS = {"contentText": "body", "parent": "parent_id", "link": "link_id"}


@dataclass(frozen=True, slots=True)
class _Thing:
    """A post, comment or stub with the thread that it stands in, None where nothing says."""

    kind: str
    data: dict[str, Any]
    thread: str | None
    line: int | None


@dataclass(slots=True)
class _Survey:
    """What a file holds, known before its first record is written."""

    posts: dict[str, _Thing] = field(default_factory=dict)
    comments: dict[str | None, set[str]] = field(default_factory=dict)
    names: set[str | None] = field(default_factory=set)
    parents: set[str | None] = field(default_factory=set)
    stubs: Counter[str | None] = field(default_factory=Counter)

    def add(self, thing: _Thing) -> None:
        """Take note of a thing."""
        name = full_name(id_in(thing.data, "name", "id"), thing.kind + "_")
        if thing.kind == _MORE:
            self.stubs[thing.thread] += 1
        elif thing.kind == _POST and name:
            self.posts.setdefault(name, thing)
        elif name:
            self.comments.setdefault(thing.thread, set()).add(name)
            self.names.add(name)
            self.parents.add(text_in(thing.data, "parent_id"))

    def is_whole(self, thread: str) -> bool:
        """Whether the file holds a post and as many comments as it claims, without a place where some were left out."""
        post = self.posts.get(thread)
        claimed = whole_in(post.data, "num_comments") if post else None
        return claimed is not None and not self.stubs[thread] and len(self.comments.get(thread, ())) >= max(claimed, 1)


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with a thing of Reddit's kinds, in a listing or in an answer."""
    for kind, data in _found(first_value(head)):
        if kind == _MORE and "children" in data:
            return Probe(0.9, "it is a listing of Reddit's, of more comments")
        if kind == _POST and data.keys() & {"title", "permalink", "subreddit", "selftext"}:
            return Probe(0.9, "it is a listing of Reddit's posts (kind t3)")
        if kind == _COMMENT and data.keys() & {"body", "contentText", "link_id", "subreddit_id"}:
            return Probe(0.9, "it is a listing of Reddit's comments (kind t1)")
        break
    text = head[:2048]
    if b'"kind"' in text and b'"Listing"' in text and b'"children"' in text:
        return Probe(0.9, "it is a listing as Reddit gives it")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each thread before its first comment, comments as they are shown, and what was left out of the file."""
    things, rejections = list[_Thing](), list[Rejection]()
    for found in values_in(document):
        if isinstance(found, Rejection):
            rejections.append(found)
        elif isinstance(found[1], dict | list):
            things.extend(_things(found[1], found[0]))
        elif found[1] is not None or not rejections:
            rejections.append(Rejection("left out: neither an object nor a list", found[0]))
    if not things and not rejections:
        raise SourceError(
            f"{document.path}: no post or comment of Reddit is in it", "it may be the answer to a request refused"
        )
    yield from _items(things)
    yield from rejections


def _found(value: Json) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the things in a value, whatever holds them, in the order in which the site shows them."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(each for each in reversed(value) if isinstance(each, dict | list))
        elif isinstance(value, dict):
            kind, data = value.get("kind"), value.get("data")
            if isinstance(kind, str) and kind in _KINDS and isinstance(data, dict):
                yield kind, data
                stack.append(data.get("replies"))
            elif kind == "Listing" and isinstance(data, dict):
                stack.append(data.get("children"))
            else:
                stack.extend(each for each in reversed(value.values()) if isinstance(each, dict | list))


def _things(value: Json, line: int | None) -> Iterator[_Thing]:
    """Yield the things in a value with their threads: their own, else that of what answers are seen to go to, else the last."""
    threads: dict[str, str] = {}
    last: str | None = None
    for kind, told in _found(value):
        data = _as_told_now(told) if "contentText" in told else told
        name = full_name(id_in(data, "name", "id"), kind + "_") or ""
        parent = full_name(data.get("parent_id"), "t1_") or ""
        thread = (
            (name or None)
            if kind == _POST
            else thread_of(data) or (parent if parent[:3] == "t3_" else threads.get(parent, last))
        )
        if thread:
            threads[name] = last = thread
        yield _Thing(kind, data, thread, line)


def _as_told_now(data: dict[str, Any]) -> dict[str, Any]:
    """Return a comment as the old answers for scripts of the page told it, under the names of today."""
    return data | {now: data[old] for old, now in _OLD_MEMBERS.items() if old in data and now not in data}


def _items(things: list[_Thing]) -> Iterator[Item]:
    """Yield the records of all things, and at the end what the stubs stand for."""
    survey, seen, stubs = _Survey(), set[str](), dict[str | None, list[_Thing]]()
    for thing in things:
        survey.add(thing)
    escaped = is_escaped(thing.data for thing in things)
    for thing in things:
        if thing.thread is None:
            yield Rejection(f"left out: a {_WORDS[thing.kind]} without the id of its thread", thing.line)
            continue
        try:
            if thing.thread not in seen:
                seen.add(thing.thread)
                yield _article(thing, thing.thread, survey, escaped=escaped)
            if thing.kind == _COMMENT:
                yield comment_of(thing.data, thing.thread, escaped=escaped)
            elif thing.kind == _MORE:
                stubs.setdefault(thing.thread, []).append(thing)
        except RecordError as error:
            yield Rejection(f"left out: {_WORDS[thing.kind]} {thing.data.get('id')}: {error}", thing.line)
    for of_a_thread in stubs.values():
        yield from _left_out(of_a_thread, survey)


def _article(thing: _Thing, thread: str, survey: _Survey, *, escaped: bool) -> Article:
    """Return the head of a thread, from the post where the file has it, else from what a comment says of it."""
    post = survey.posts.get(thread)
    if post is None:
        return headless(thread, thing.data, escaped=escaped)
    return article_of(post.data, escaped=escaped, is_whole=survey.is_whole(thread))


def _left_out(stubs: list[_Thing], survey: _Survey) -> Iterator[Problem]:
    """Yield what the stubs of a thread stand for: each by itself where they are few, else those within the tree in one."""
    told = [gap for stub in stubs if (gap := _gap(stub.data, survey))]
    inner = [gap for gap in told if gap[1]]
    for missing, below in told if len(told) <= _MOST_GAPS else (gap for gap in told if not gap[1]):
        where = f": below {below}" if below else ""
        what = (
            f"{missing} more comment{'s are' if missing != 1 else ' is'}" if missing else "answers on a page of their own are"
        )
        yield Problem(f"{what} not in the file{where}", thread=stubs[0].thread)
    if len(told) > _MOST_GAPS:
        missing = sum(gap[0] for gap in inner)
        places = len({gap[1] for gap in inner})
        yield Problem(f"{missing} more comments are not in the file: below {places} comments that are", thread=stubs[0].thread)


def _gap(data: dict[str, Any], survey: _Survey) -> tuple[int, str] | None:
    """Return how many comments a stub stands for (0 if it does not say) and below which, None where the file has them."""
    children = data.get("children")
    named = [full_name(child, "t1_") for child in children] if isinstance(children, list) else []
    parent = text_in(data, "parent_id") or ""
    found = sum(name in survey.names for name in named)
    missing = max((whole_in(data, "count") or 0) - found, len(named) - found, 0)
    is_here = found == len(named) if named else not missing and parent in survey.parents
    return None if is_here else (missing, parent if parent.startswith("t1_") else "")


FORMAT = Format(
    name="reddit-json",
    description="Reddit's own JSON: threads saved as .json, listings, more comments",
    suffixes=(".json",),
    probe=probe,
    read=read,
)
