"""Records of home-grown dumps turned into threads and comments by a mapping of their fields.

Invariant: every record gives a comment or a rejection, and each thread is named before its first comment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import Rejection
from tui_reader.formats.field_mapping import FieldMapping, is_named_as
from tui_reader.formats.field_spellings import ADDRESSES, THREAD_IDS, TITLES
from tui_reader.formats.field_values import (
    body_of,
    date_text,
    id_of,
    moment_of,
    name_of,
    number_of,
    plain_name,
    status_of,
    text_of,
    value_at,
)
from tui_reader.formats.record_shapes import Group, placed
from tui_reader.model import Article, Comment, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.formats.base import Item

    Record = Mapping[str, Any]

_CONTAINERS = frozenset(
    {"comments", "data", "items", "results", "posts", "records", "replies", "messages", "entries", "thread", "threads", "list"}
    | {"children", "rows", "response", "responses", "discussion", "articles", "pages", "topics", "stories", "nodes", "payload"}
    | {"allcomments", "commentlist", "content", "body", "value", "values", "docs", "hits", "documents", "edges", "site"}
)
"""Names that say how records are kept, and nothing of what they are about."""

_TELLING_ID = 8
"""Letters and digits from which an id that no site is known for is hardly that of another thread as well."""

_GONE = {"[deleted]": Status.DELETED, "[removed]": Status.REMOVED}


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """What is known of the thread that a group of records is in."""

    ref: str
    source_id: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    posted: str | None = None
    text: str = ""

    def article(self, title: str | None = None, url: str | None = None) -> Article:
        """Return the head as a record; `title` and `url` are what a comment says where nothing else does."""
        title, url = self.title or title, self.url or url
        return Article(
            ref=self.ref,
            title=title,
            url=url,
            site=host_of(url),
            source_id=self.source_id or (url if url != self.ref else None),
            author=self.author,
            posted=self.posted,
            blocks=blocks_of(title, self.text),
        )


@dataclass(slots=True)
class MappedReader:
    """Makes comments of records; `name` is the file's, for the thread of those that name none."""

    mapping: FieldMapping
    name: str
    named: set[str] = field(default_factory=set)
    stairs: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    count: int = 0
    heads: int = 0

    def items(self, group: Group, line: int | None = None) -> Iterator[Item]:
        """Yield the records of a group, with the heads of threads that were not named yet."""
        around, posts = self._head_of(group), _posts(group)
        places: list[tuple[str, str, ThreadHead]] = []
        for record, key, above in placed(group.records, self.mapping.children):
            self.count += 1
            head = self._own_head(record, posts) or (places[above][2] if above is not None else around)
            ref = id_of(self._value(record, "id")) or key or f"record {self.count}"
            places.append((head.ref, ref, head))
            if head.ref not in self.named:
                self.named.add(head.ref)
                yield head.article(text_of(self._value(record, "title")), _address(self._value(record, "url")))
            parent = (
                places[above][1] if above is not None and places[above][0] == head.ref else self._parent(record, head.ref, ref)
            )
            yield self._comment(record, head.ref, ref, parent, has_own_id=not ref.startswith("record ")) or Rejection(
                f"record {self.count} left out: it says nothing", line
            )

    def head(self, value: Record) -> Article:
        """Return the head of a thread without comments."""
        return self._head_of(Group([], (), (dict(value),))).article()

    def _value(self, record: Record, ours: str) -> object:
        return value_at(record, getattr(self.mapping, ours))

    def _head_of(self, group: Group) -> ThreadHead:
        """Return the thread that a group is in by what lies around it: an object with a title, a key, else the file."""
        place = max((number for number, key in enumerate(group.keys) if plain_name(key) not in _CONTAINERS), default=-1)
        key = group.keys[place] if place >= 0 else None
        for head in reversed(group.heads[place + 1 :]):
            title, address = _named(head, TITLES), _address(_named(head, ADDRESSES))
            own = next((found for name in THREAD_IDS if (found := id_of(_member(head, name)))), None)
            if title or address or own or _first(head, "body"):
                self.heads += 1
                return _told(key or own or address or title or f"thread {self.heads}", title, address, head)
        if key is not None:
            return _called(key)
        return ThreadHead(self.name, None, PurePosixPath(self.name).stem or self.name)

    def _own_head(self, record: Record, posts: Mapping[str, Record]) -> ThreadHead | None:
        """Return the thread that a record itself names, with what is known of it from beside the records."""
        named = id_of(self._value(record, "thread"))
        if named is None:
            address = _address(self._value(record, "url"))
            named = address.partition("#")[0] if address else id_of(self._value(record, "title"))
        post = posts.get(named or "")
        if named and post:
            return _told(named, _named(post, TITLES), _address(_named(post, ADDRESSES)), post)
        return _called(named) if named else None

    def _parent(self, record: Record, thread: str, ref: str) -> str | None:
        """Return what a record says that it answers; where it only tells how deep it is, the last one above it."""
        if self.mapping.depth and not self.mapping.parent:
            return self._above(number_of(self._value(record, "depth")), thread, ref)
        parent = id_of(self._value(record, "parent"))
        return None if parent in {thread, ref} else parent

    def _above(self, depth: int | None, thread: str, ref: str) -> str | None:
        stair = self.stairs.setdefault(thread, [])
        while stair and stair[-1][0] >= (depth or 0):
            stair.pop()
        stair.append((depth or 0, ref))
        return stair[-2][1] if len(stair) > 1 else None

    def _comment(self, record: Record, thread: str, ref: str, parent: str | None, *, has_own_id: bool) -> Comment | None:
        written = (text_of(self._value(record, "body")) or "").strip("\n")
        status = self._status(record, written)
        author, when = name_of(self._value(record, "author")), self._value(record, "date")
        if not written and author is None and status is Status.PRESENT and when is None:
            return None
        body = self._with_subject(record, body_of(written))
        return Comment(
            thread=thread,
            ref=ref,
            source_id=ref if has_own_id else None,
            parent=parent,
            reply_basis=ReplyBasis.STATED if parent else None,
            reply_confidence=1.0 if parent else None,
            author=author,
            posted=moment_of(when),
            posted_text=date_text(when),
            score=number_of(self._value(record, "score")),
            status=status,
            body=body,
            original=written if written != body else None,
        )

    def _with_subject(self, record: Record, body: str) -> str:
        """Return a body below the subject that its comment has, where subjects are not titles of threads."""
        subject = _named(record, TITLES) if self.mapping.title is None else None
        return body if not subject or subject in body else f"{subject}\n\n{body}".rstrip()

    def _status(self, record: Record, written: str) -> Status:
        for path in (self.mapping.status or "").split("|"):
            found = status_of(path, value_at(record, path)) if path else None
            if found is not None:
                return found
        return _GONE.get(written.strip().lower(), Status.PRESENT)


def _posts(group: Group) -> dict[str, Record]:
    """Return the posts that lie in lists beside a group of records, by their ids, slugs and addresses."""
    lists = [each for each in group.heads[-1].values() if isinstance(each, list)] if group.heads else []
    beside = [each for each in lists if not (group.records and each and each[0] is group.records[0][1])]
    posts = [post for each in beside for post in each if isinstance(post, dict) and _named(post, TITLES)]
    names = (*THREAD_IDS, *ADDRESSES)
    return {named: post for post in posts for name in names if (named := id_of(_member(post, name)))}


def _member(head: Record, name: str) -> object:
    """Return the member of an object whose name has these letters."""
    return next((value_at(head, own) for own in head if plain_name(own) == name), None)


def _named(head: Record, names: tuple[str, ...]) -> str | None:
    """Return the first of these members that is text, or an object that holds one (`title.rendered`)."""
    for name in names:
        found = _member(head, name)
        if isinstance(found, dict):
            found = found.get("rendered")
        if isinstance(found, str) and found.strip():
            return found.strip()
    return None


def _told(ref: str, title: str | None, address: str | None, head: Record) -> ThreadHead:
    """Return a thread by the object that holds its comments, with whatever that says of itself."""
    said = {ours: _first(head, ours) for ours in ("body", "author", "date")}
    called = _called(ref)
    return ThreadHead(
        ref=ref,
        source_id=address or called.source_id,
        title=title or called.title,
        url=address or called.url,
        author=name_of(said["author"]),
        posted=moment_of(said["date"]),
        text=body_of(text_of(said["body"]) or ""),
    )


def _first(head: Record, ours: str) -> object:
    """Return the first member of a head that may be one of ours and is no list or object."""
    return next((head[name] for name in head if is_named_as(ours, name) and isinstance(head[name], str | int | float)), None)


def _called(name: str) -> ThreadHead:
    """Return a thread of which nothing but a name is known, be it an address, words of an address, or a number."""
    address = _address(name)
    if address:
        return ThreadHead(name, address, None, address)
    is_telling = len(plain_name(name)) >= _TELLING_ID and not name.isdecimal()
    return ThreadHead(name, name if is_telling else None, None if name.isdecimal() else name)


def _address(value: object) -> str | None:
    """Return an address of the web."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.lower().startswith(("http://", "https://")) and " " not in text else None
