"""Hacker News as Algolia's search tells it: items with their answers inside them, and lists of hits.

Invariant: an item whose own id or text is missing is left out with a reason; the answers inside it are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats import hacker_news, moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.hacker_news import HackerItem
from tui_reader.formats.json_documents import records_of
from tui_reader.formats.json_reading import Json, first_value, id_in, text_in, whole_in
from tui_reader.model import Comment, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = {"created_at_i", "story_id", "parent_id", "children", "points"}
_OPTION = "pollopt"
_HIT = {"objectID", "created_at_i"}


def probe(head: bytes, _name: str) -> Probe:
    """Claim items and hits by the members that Algolia gives them."""
    value = first_value(head)
    sample = _sample(value)
    if len(_HIT & sample.keys()) == len(_HIT):
        return Probe(0.9, "its hits have objectID and created_at_i")
    if "created_at_i" in sample and len(_ITEM & sample.keys()) > 2:
        return Probe(0.9, "its items have created_at_i, parent_id and children")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of all items and hits."""
    is_whole = True
    told: set[str] = set()
    for record in records_of(document):
        if isinstance(record, Rejection):
            is_whole = False
            yield record
            continue
        line, value = record
        for member in _members(value):
            if not isinstance(member, dict):
                yield Rejection("left out: no item of Hacker News", line)
            elif "objectID" in member:
                yield from _hit(member, line, told)
            else:
                yield from _thread(member, line, is_whole=is_whole)


def _sample(value: Json) -> dict[str, Json]:
    """Return the first item of a document, or the deepest first one where an outer one is cut in its answers."""
    value = value.get("hits", value) if isinstance(value, dict) else value
    for _ in range(100):
        if isinstance(value, list):
            value = value[0] if value else None
        if not isinstance(value, dict):
            return {}
        if "created_at_i" in value or not value.get("children"):
            break
        value = value["children"]
    return value if isinstance(value, dict) else {}


def _members(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return value["hits"] if isinstance(value.get("hits"), list) else [value]
    return value if isinstance(value, list) else [value]


def _thread(root: dict[str, Json], line: int, *, is_whole: bool) -> Iterator[Item]:
    """Yield the thread of one item with all that is inside it."""
    is_comment = root.get("type") == "comment"
    thread = _thread_number(root) if is_comment else id_in(root, "id") or _thread_number(root)
    if thread is None:
        yield Rejection("thread left out: it has no id", line)
        return
    comments: list[Comment] = []
    answers = [child for child in _children(root) if text_in(child, "type") != _OPTION]
    for item in _comments([root] if is_comment else answers, thread, line):
        if isinstance(item, Comment):
            comments.append(item)
        else:
            is_whole = False
            yield item
    head = HackerItem(thread) if is_comment else _item(root, thread)
    names = hacker_news.names_of(comments)
    whole = is_whole and not is_comment
    yield hacker_news.article(head, options=_options(root), names=names, is_whole=whole)
    yield from comments


def _comments(roots: list[Json], thread: str, line: int) -> Iterator[Comment | Rejection]:
    """Yield comments and all their answers, each before its answers."""
    waiting: list[tuple[Json, str | None]] = [(root, None) for root in reversed(roots)]
    while waiting:
        value, above = waiting.pop()
        if not isinstance(value, dict):
            yield Rejection("comment left out: it is no object", line)
            continue
        number = id_in(value, "id")
        waiting.extend((child, number) for child in reversed(_children(value)))
        if number is None:
            yield Rejection("comment left out: it has no id", line)
        elif "text" not in value:
            yield Rejection(f"comment {number} left out: it has no text", line)
        else:
            yield hacker_news.comment(_item(value, number, above), thread)


def _hit(hit: dict[str, Json], line: int, told: set[str]) -> Iterator[Item]:
    """Yield one result of a search: a story, or a comment with what it says of its story, unless that was told before."""
    number = id_in(hit, "objectID")
    tags = hit["_tags"] if isinstance(hit.get("_tags"), list) else []
    is_comment = "comment_text" in hit or "comment" in tags
    if number is None:
        yield Rejection("hit left out: it has no objectID", line)
    elif "pollopt" in tags:
        yield Problem(f"option {number} of a poll left out: the search does not say of which", line)
    elif not is_comment or text_in(hit, "title"):
        item = _item(hit, number)
        yield hacker_news.article(item, claimed=whole_in(hit, "num_comments"))
    else:
        thread = id_in(hit, "story_id", "parent_id") or number
        if thread not in told:
            yield hacker_news.article(HackerItem(thread, title=text_in(hit, "story_title"), url=text_in(hit, "story_url")))
        told.add(thread)
        yield hacker_news.comment(_item(hit, number), thread)


def _item(value: dict[str, Json], number: str, above: str | None = None) -> HackerItem:
    author, text = text_in(value, "author"), text_in(value, "text", "comment_text", "story_text")
    return HackerItem(
        number,
        author=author,
        posted=moments.of_epoch(value.get("created_at_i")) or moments.of_iso(value.get("created_at")),
        posted_text=text_in(value, "created_at"),
        text=text or "",
        title=text_in(value, "title"),
        url=text_in(value, "url"),
        score=whole_in(value, "points"),
        parent=id_in(value, "parent_id") or above,
        status=Status.PRESENT if author or text else Status.DELETED,
    )


def _thread_number(root: dict[str, Json]) -> str | None:
    """Return the story's number as an item says it, else as the first item inside it does."""
    value: Json = root
    while isinstance(value, dict):
        if number := id_in(value, "story_id", "parent_id"):
            return number
        children = _children(value)
        value = children[0] if children else None
    return id_in(root, "id")


def _children(value: dict[str, Json]) -> list[Json]:
    children = value.get("children")
    return children if isinstance(children, list) else []


def _options(root: dict[str, Json]) -> list[str]:
    """Return what a poll lets one choose; it stands beside the answers or among them."""
    stated = root.get("options")
    options = stated if isinstance(stated, list) else []
    options = options or [child for child in _children(root) if text_in(child, "type") == _OPTION]
    return [text for option in options if (text := text_in(option, "text"))]


FORMAT = Format("hn-algolia", "Hacker News threads and searches as hn.algolia.com gives them", (".json", ".jsonl"), probe, read)
