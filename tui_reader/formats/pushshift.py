"""Dumps of Reddit by Pushshift and Arctic Shift: one post or comment a line, all generations since 2005.

Posts and comments lie in files of their own, or mixed; a comment names its thread, whose post is mostly elsewhere. A list of
such objects, and the answer of an interface that holds one, are read too.

Invariant: a file of any size takes the memory of the names of its threads and one line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, LineReader, Mention, Probe, Rejection, told_once
from tui_reader.formats.json_reading import LARGEST_RECORD, Json, first_value, parsed, read_json
from tui_reader.formats.reddit import RecordError, article_of, comment_of, headless, is_escaped, thread_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECIDING_BYTES = 1 << 20
_MARK = b"\xef\xbb\xbf"
_OF_A_COMMENT = frozenset({"parent_id", "created_utc", "subreddit"})
_OTHERS = frozenset({"kind", "comments", "submission"})
_POST = frozenset({"title", "subreddit", "created_utc", "id"})
_OF_A_POST = frozenset({"selftext", "num_comments", "permalink", "full_link", "is_self"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with a post or a comment that nothing is wrapped around."""
    value = first_value(head)
    for record in _records(value)[:1]:
        if not isinstance(record, dict) or record.keys() & _OTHERS:
            return NO_CLAIM
        if "body" in record and record.keys() & _OF_A_COMMENT and thread_of(record):
            return Probe(0.9, "its objects have a body and the link_id of their thread")
        if record.keys() >= _POST and record.keys() & _OF_A_POST:
            return Probe(0.9, "its objects are posts of a subreddit")
    return NO_CLAIM


def _records(value: Json) -> list[Any]:
    """Return the objects of a value: of a list, of the list in an answer, or the one that it is."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    return value if isinstance(value, list) else [value]


def read(document: Document) -> Iterator[Item]:
    """Yield posts and comments as they stand; each thread is named before its first comment."""
    escaped = _prepare(document)
    if escaped is None:
        yield from _read_whole(document)
        return
    with document.open() as stream:
        yield from told_once(_read_lines(stream, 1, escaped))


def _prepare(document: Document) -> bool | None:
    """Return whether the texts of a document are escaped, as far as the first lines tell; None where it has no lines."""
    if not _is_one_a_line(document.head):
        return None
    with document.open() as stream:
        lines = stream.read(_DECIDING_BYTES).split(b"\n")
    return is_escaped(first_value(line) for line in lines)


def _read_lines(stream: BinaryIO, first: int, state: object) -> Iterator[Item | Mention]:
    """Yield posts and comments, and what comments say of threads that have not been named yet."""
    escaped, seen = bool(state), set[str]()
    for number, record in _lines(stream, first):
        if record.__class__ is not dict:
            yield record if isinstance(record, Rejection) else Rejection("left out: not an object", number)
            continue
        link = record.get("link_id")
        try:
            if link.__class__ is not str or link[:3] != "t3_" or "body" not in record:
                yield from _items(record, seen, escaped=escaped)
                continue
            if link not in seen:
                seen.add(link)
                yield Mention(headless(link, record, escaped=escaped))
            yield comment_of(record, link, escaped=escaped)
        except RecordError as error:
            yield Rejection(f"left out: {error}", number)


def _read_whole(document: Document) -> Iterator[Item]:
    """Yield what a list or an answer holds, the posts before the comments."""
    value, rejections = read_json(document)
    records, seen = _records(value), set[str]()
    escaped = is_escaped(records)
    for record in sorted(records, key=lambda record: isinstance(record, dict) and "body" in record):
        if not isinstance(record, dict):
            yield Rejection("left out: not an object")
            continue
        try:
            yield from told_once(_items(record, seen, escaped=escaped))
        except RecordError as error:
            yield Rejection(f"left out: {error}")
    yield from rejections


def _lines(stream: BinaryIO, first: int) -> Iterator[tuple[int, Any]]:
    """Yield the value of each line with its number, or why it has none; this is done millions of times."""
    for number, line in enumerate(iter(partial(stream.readline, LARGEST_RECORD), b""), first):
        try:
            yield number, orjson.loads(line)
        except orjson.JSONDecodeError:
            if line.strip():
                yield number, _leniently(line, number)
            if len(line) == LARGEST_RECORD:
                _finish_line(stream, line)


def _finish_line(stream: BinaryIO, line: bytes) -> None:
    """Go on to the next line where one is longer than any record."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(LARGEST_RECORD)


def _leniently(line: bytes, number: int) -> Json:
    try:
        return parsed(line.removeprefix(_MARK).strip(b"\0"))
    except ValueError as error:
        return Rejection(f"left out: not JSON: {getattr(error, 'msg', error)}", number)


def _items(record: dict[str, Any], seen: set[str], *, escaped: bool) -> Iterator[Item | Mention]:
    """Yield what a record holds that is no comment of the usual shape."""
    if "body" not in record:
        article = article_of(record, escaped=escaped)
        if article.title is None and article.claimed is None and "selftext" not in record:
            raise RecordError("neither a post nor a comment")
        seen.add(article.ref)
        yield article
        return
    thread = thread_of(record)
    if thread is None:
        raise RecordError(f"comment {record.get('id')} names no thread")
    if thread not in seen:
        seen.add(thread)
        yield Mention(headless(thread, record, escaped=escaped))
    yield comment_of(record, thread, escaped=escaped)


def _is_one_a_line(head: bytes) -> bool:
    """Whether it is neither a list nor one object over many lines, nor an answer around a list."""
    text = head.removeprefix(_MARK).lstrip()
    line = text.partition(b"\n")[0].strip()
    if text.startswith(b"[") or line == b"{":
        return False
    value = first_value(line)
    return not (isinstance(value, dict) and isinstance(value.get("data"), list))


FORMAT = Format(
    name="pushshift",
    description="Pushshift and Arctic Shift dumps of Reddit: posts and comments, one a line",
    suffixes=(".ndjson", ".jsonl", ".json"),
    probe=probe,
    read=read,
    lines=LineReader(_prepare, _read_lines),
)
