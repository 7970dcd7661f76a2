"""Records of comments, whose fields are told, made into threads: by what they are filed under or the thread that they name.

What a comment answers is where it is nested, what it names, or the one above it with less depth.

Invariant: nothing recurses, and the records of a group come out in their order, what is nested below what it is nested in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import Rejection
from tui_reader.formats.field_mapping import FieldMapping, guessed
from tui_reader.formats.json_reading import id_in, text_in, whole_in
from tui_reader.formats.mixed_markup import original_of, readable_mixed
from tui_reader.formats.written_dates import moment_of
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Item
    from tui_reader.formats.comment_shapes import Group
    from tui_reader.formats.json_reading import Json

_NO_PARENT = frozenset({"", "0", "-1", "root", "null", "none", "nil", "nan"})
_NOBODY = frozenset({"", "[deleted]", "[removed]", "null", "none", "nan"})
_TITLES = ("title", "name", "headline", "subject")
_ADDRESSES = ("url", "link", "permalink", "uri", "href", "path")
_IDS = ("slug", "id", "thread_id", "post_id", "topic_id", "_id")
_CLAIMS = ("comment_count", "comments_count", "num_comments", "total", "count", "total_comments", "commentCount")
_STATUSES = {
    **dict.fromkeys(("deleted", "trash", "trashed"), Status.DELETED),
    **dict.fromkeys(("removed", "hidden", "rejected", "moderated", "blocked"), Status.REMOVED),
    **dict.fromkeys(("pending", "hold", "unapproved", "waiting", "queued", "awaiting"), Status.PENDING),
    **dict.fromkeys(("pingback", "trackback"), Status.PINGBACK),
    "spam": Status.SPAM,
}
_FLAGS = {
    **dict.fromkeys(("deleted", "is_deleted", "isDeleted"), Status.DELETED),
    **dict.fromkeys(("removed", "is_removed", "isRemoved", "hidden"), Status.REMOVED),
    **dict.fromkeys(("spam", "is_spam", "isSpam"), Status.SPAM),
    "pending": Status.PENDING,
}
_YES = frozenset({"true", "1", "yes", "t", "y"})
_NO = frozenset({"false", "0", "no", "f", "n"})


@dataclass(slots=True)
class _Thread:
    """The records of one thread, each with its ref and the ref of the one that it is nested in."""

    key: str | None
    facts: dict[str, Any]
    records: list[tuple[dict[str, Any], str, str | None]] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    unfollowed: int = 0


def items_of_group(group: Group, mapping: FieldMapping, name: str, seen: set[str]) -> Iterator[Item]:
    """Yield the threads of a group, and what of it is no comment; `name` is the thread's where none is told."""
    threads: dict[str | None, _Thread] = {}
    placed: dict[str, str | None] = {}
    for record, number, nested_in in _preorder(group.comments, mapping):
        if not isinstance(record, dict) or not isinstance(mapping.value(record, "body"), str | None) or not record:
            yield Rejection(f"left out: record {number + 1} of {group.key or name} is no comment")
            continue
        ref = id_in({"id": mapping.value(record, "id")}, "id") or f"record {number + 1}"
        key = placed[ref] = placed[nested_in] if nested_in in placed else _thread_key(group, record, mapping)
        thread = threads.setdefault(key, _Thread(None, group.facts))
        thread.records.append((record, ref, nested_in))
    for key, thread in threads.items():
        thread.key = key
        yield from _items(thread, mapping, name, seen)
    if not threads and group.facts:
        yield from _items(_Thread(group.key, group.facts), mapping, name, seen)


def _preorder(records: list[Any], mapping: FieldMapping) -> Iterator[tuple[Json, int, str | None]]:
    """Yield records with their numbers from 0 and what each is nested in, those below one another in the order of reading."""
    waiting: list[tuple[Json, str | None]] = [(record, None) for record in reversed(records)]
    number = 0
    while waiting:
        record, above = waiting.pop()
        yield record, number, above
        number += 1
        below = mapping.value(record, "children")
        if isinstance(below, list) and below:
            ref = id_in({"id": mapping.value(record, "id")}, "id") or f"record {number}"
            waiting.extend((one, ref) for one in reversed(below))


def _thread_key(group: Group, record: dict[str, Any], mapping: FieldMapping) -> str | None:
    """Return what names the thread of a record: what it is filed under, else what it names itself."""
    named = {"thread": mapping.value(record, "thread"), "url": mapping.value(record, "url")}
    own = None if group.facts else id_in(named, "thread") or id_in(named, "url")
    return own if group.key is None else group.key if own is None or mapping.thread is None else f"{group.key}/{own}"


def _items(thread: _Thread, mapping: FieldMapping, name: str, seen: set[str]) -> Iterator[Item]:
    article = _article(thread, mapping, name, seen)
    yield article
    refs = {ref for _, ref, _ in thread.records}
    for record, ref, nested_in in thread.records:
        if mapping.value(record, "body") is None and _status(record) is Status.PRESENT:
            yield Rejection(f"left out: {ref} of {thread.key or name} has no text")
        else:
            parent = nested_in or _named(thread, record, mapping, refs) or _by_depth(thread, record, ref, mapping)
            yield _comment(record, ref, article, mapping, parent)
    if thread.unfollowed:
        yield Problem(f"what comments answer cannot be told by what they name: {thread.unfollowed}", thread=article.ref)


def _article(thread: _Thread, mapping: FieldMapping, name: str, seen: set[str]) -> Article:
    """Return the head of a thread from what stands around it, what it is filed under, or its first record."""
    facts, first = thread.facts, thread.records[0][0] if thread.records else {}
    key = thread.key or id_in(facts, *_IDS)
    address = text_in(facts, *_ADDRESSES) or text_in({"url": mapping.value(first, "url")}, "url")
    address = address or (key if key and (host_of(key) or key.startswith("/")) else None)
    title = text_in(facts, *_TITLES) or (text_in({"title": mapping.value(first, "title")}, "title") if thread.key else None)
    ref = next(ref for ref in _refs(key or address or name) if ref not in seen)
    seen.add(ref)
    own = guessed([facts, facts])
    body = readable_mixed(text) if own and isinstance(text := own.value(facts, "body"), str) else ""
    title = title or (key if key != address else None) or (None if address else name)
    return Article(
        ref=ref,
        title=title,
        site=host_of(address),
        url=address,
        author=_name(own.value(facts, "author")) if own else None,
        posted=moment_of(own.value(facts, "date")) if own else None,
        source_id=key if key and key != address and not key.isdecimal() else None,
        blocks=blocks_of(title, body),
        claimed=whole_in(facts, *_CLAIMS),
        score=whole_in({"score": own.value(facts, "score")}, "score") if own else None,
    )


def _refs(ref: str) -> Iterator[str]:
    """Yield a ref, and others after it where it is taken."""
    yield ref
    number = 2
    while True:
        yield f"{ref} ({number})"
        number += 1


def _named(thread: _Thread, record: dict[str, Any], mapping: FieldMapping, refs: set[str]) -> str | None:
    """Return the comment that a record names as the one it answers; it need not be there where comments have ids."""
    value = mapping.value(record, "parent")
    said = str(int(value)) if isinstance(value, float) and value.is_integer() else id_in({"id": value}, "id")
    if said is None or said.strip().lower() in _NO_PARENT or said == thread.key:
        return None
    if said in refs or mapping.id is not None:
        return said
    thread.unfollowed += 1
    return None


def _by_depth(thread: _Thread, record: dict[str, Any], ref: str, mapping: FieldMapping) -> str | None:
    """Return the last comment above with less depth, where depth is all that is told."""
    depth = whole_in({"depth": mapping.value(record, "depth")}, "depth")
    if depth is None or mapping.parent is not None:
        return None
    while thread.above and thread.above[-1][0] >= depth:
        thread.above.pop()
    parent = thread.above[-1][1] if thread.above else None
    thread.above.append((depth, ref))
    return parent


def _comment(record: dict[str, Any], ref: str, article: Article, mapping: FieldMapping, parent: str | None) -> Comment:
    source = mapping.value(record, "body") or ""
    heading = mapping.value(record, "title")
    body = readable_mixed(source)
    body = f"{heading}\n\n{body}" if isinstance(heading, str) and heading.strip() and heading != article.title else body
    date = mapping.value(record, "date")
    return Comment(
        thread=article.ref,
        ref=ref,
        source_id=id_in({"id": mapping.value(record, "id")}, "id"),
        body=body,
        original=original_of(source, body),
        author=_name(mapping.value(record, "author")),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moment_of(date),
        posted_text=str(date) if isinstance(date, str | int | float) and date != "" else None,
        score=whole_in({"score": mapping.value(record, "score")}, "score"),
        status=_status(record),
    )


def _name(value: object) -> str | None:
    """Return a name; what stands for none is none."""
    name = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return None if name.lower() in _NOBODY else name


def _status(record: dict[str, Any]) -> Status:
    """Return what became of a comment, as far as its record has a usual word or flag for it."""
    for name, status in _FLAGS.items():
        if str(record.get(name)).lower() in _YES:
            return status
    for name in ("status", "state", "type", "comment_type", "comment_approved"):
        if (status := _STATUSES.get(str(record.get(name)).lower(), Status.PRESENT)) is not Status.PRESENT:
            return status
    is_waiting = any(str(record.get(name)).lower() in _NO for name in ("approved", "is_approved", "comment_approved"))
    return Status.PENDING if is_waiting else Status.PRESENT
