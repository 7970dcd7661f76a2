"""Hacker News items as its own API gives them, and as dumps made from it do: one a line, in lists, in objects by number.

A document is gone through twice: first for who answers whom, of which only numbers are kept, then for what they say.

Invariant: a comment belongs to the uppermost number that its chain of parents leads to, whether or not that item is there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.formats import hacker_news, moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.hacker_news import HackerItem
from tui_reader.formats.json_documents import records_of
from tui_reader.formats.json_reading import Json, first_value, text_in, whole_in
from tui_reader.model import Comment, Names, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = ("story", "comment", "poll", "pollopt", "job")
"""In the order of the numbers that some dumps have for them, from 1."""

_TELLING = {"by", "time", "parent", "kids", "descendants", "score", "deleted", "dead", "title", "text"}
_BARE_COMMENT = {"by", "time", "parent", "text"}
_LOOKED_AT = 200
_MOST_SORTED = 100_000
"""Comments of a document from which siblings stand as they do in it, not as their parents name them."""


@dataclass(slots=True)
class _Plan:
    """What is known of all items before any is read: by number, the parent, the parent that names it, and its place there."""

    parents: dict[int, int] = field(default_factory=dict)
    named: dict[int, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    unnamed: list[int] = field(default_factory=list)
    options: dict[int, dict[int, str]] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)

    def add(self, item: dict[str, Json]) -> None:
        """Note one item."""
        number, kind = whole_in(item, "id"), _kind(item)
        if number is None or kind is None:
            return
        if kind == "pollopt":
            poll = whole_in(item, "poll", "parent") or 0
            self.options.setdefault(poll, {})[number] = text_in(item, "text") or ""
            return
        if kind == "comment":
            self.parents.setdefault(number, whole_in(item, "parent") or number)
            if text_in(item, "by", "author") is None:
                self.unnamed.append(number)
        else:
            self.heads.add(number)
        for place, kid in enumerate(_kids(item)):
            self.named.setdefault(kid, number)
            self.places.setdefault(kid, place)

    def thread_of(self, number: int) -> int:
        """Return the number at the upper end of a comment's chain of parents; a loop ends where it closes."""
        passed: list[int] = []
        met: set[int] = set()
        while number not in self.threads and number not in met and self.parents.get(number, number) != number:
            passed.append(number)
            met.add(number)
            number = self.parents[number]
        thread = self.threads.get(number, number)
        self.threads.update(dict.fromkeys(passed, thread))
        return thread

    def missing(self) -> dict[int, int]:
        """Count by thread the comments that items name and that are not there."""
        options = {number for options in self.options.values() for number in options}
        kids = (kid for kid in self.named if kid not in self.parents and kid not in self.heads and kid not in options)
        return Counter(self.thread_of(self.named[kid]) for kid in kids)


def probe(head: bytes, _name: str) -> Probe:
    """Claim items by their members."""
    waiting = [first_value(head)]
    for _ in range(_LOOKED_AT):
        if not waiting:
            break
        value = waiting.pop()
        if isinstance(value, dict) and _is_telling(value):
            return Probe(0.9, "its items have id, type and by or time")
        waiting.extend(reversed(_inside(value)))
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of all items."""
    plan = _Plan()
    for found in _items(document):
        if not isinstance(found, Rejection):
            plan.add(found[1])
    some_lost = {plan.thread_of(number) for number in plan.unnamed}
    for thread in dict.fromkeys(plan.thread_of(number) for number in plan.parents):
        if thread not in plan.heads:
            names = Names.SOME_LOST if thread in some_lost else Names.COMPLETE
            yield hacker_news.article(HackerItem(str(thread)), names=names)
    yield from _ordered(_records(document, plan, some_lost), plan)
    for thread, count in plan.missing().items():
        what = "1 comment that its items name is" if count == 1 else f"{count} comments that its items name are"
        yield Problem(f"{what} not in the file", thread=str(thread))
    for poll in plan.options.keys() - plan.heads:
        yield Problem(f"the options of the poll {poll} left out: the poll is not in the file")


def _ordered(items: Iterator[Item], plan: _Plan) -> Iterator[Item]:
    """Yield comments as their parents name them, where they are not too many to be held."""
    if not plan.places or len(plan.parents) > _MOST_SORTED:
        yield from items
        return
    comments: list[Comment] = []
    for item in items:
        if isinstance(item, Comment):
            comments.append(item)
        else:
            yield item
    comments.sort(key=lambda comment: plan.places.get(int(comment.ref), len(plan.places)))
    yield from comments


def _records(document: Document, plan: _Plan, some_lost: set[int]) -> Iterator[Item]:
    is_cut = False
    for found in _items(document):
        if isinstance(found, Rejection):
            is_cut = True
            yield found
            continue
        line, item = found
        number, kind = whole_in(item, "id"), _kind(item)
        if number is None or kind is None:
            yield Rejection(f"item {number} left out: it is no story and no comment", line)
        elif kind == "comment":
            if is_cut and not item.keys() & {"text", "deleted", "dead"}:
                yield Rejection(f"comment {number} left out: it has no text", line)
            else:
                yield hacker_news.comment(_item(item, number), str(plan.thread_of(number)))
        elif kind != "pollopt":
            names = Names.SOME_LOST if number in some_lost else Names.COMPLETE
            options = plan.options.get(number, {})
            order = {option: place for place, option in enumerate(_numbers(item.get("parts")))}
            texts = [options[key] for key in sorted(options, key=lambda key: (order.get(key, len(order)), key))]
            claimed = whole_in(item, "descendants")
            yield hacker_news.article(_item(item, number), claimed=claimed, options=texts, names=names)


def _items(document: Document) -> Iterator[tuple[int, dict[str, Json]] | Rejection]:
    """Yield every item with its line, wherever in the values it lies, in the order of the document."""
    for record in records_of(document):
        if isinstance(record, Rejection):
            yield record
            continue
        line, top = record
        waiting, is_empty = [top], True
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict) and "id" in value:
                is_empty = False
                yield line, value
            elif value is not None and not isinstance(value, dict | list):
                yield Rejection("left out: no item of Hacker News", line)
            waiting.extend(reversed(_inside(value)))
        if is_empty and isinstance(top, dict) and top:
            yield Rejection("left out: it holds no item of Hacker News", line)


def _inside(value: Json) -> list[Json]:
    """Return what may be an item inside a value: objects and lists, and whatever stands in a list of them."""
    if isinstance(value, dict):
        return [member for member in value.values() if isinstance(member, dict | list) and not _is_numbers(member)]
    return value if isinstance(value, list) else []


def _is_numbers(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(member, int | str) for member in value)


def _is_telling(item: dict[str, Json]) -> bool:
    """Whether an object can only be an item of this API."""
    if "id" not in item or item.keys() & {"parent_id", "created_at_i", "user"}:
        return False
    if item.get("type") in _KINDS:
        return len(item.keys() & _TELLING) > 1 and bool(item.keys() & {"by", "time", "deleted"})
    return item.keys() >= _BARE_COMMENT and isinstance(whole_in(item, "parent"), int)


def _kind(item: dict[str, Json]) -> str | None:
    """Return what an item is; where it does not say so, its members do."""
    kind = item.get("type")
    if isinstance(kind, int) and 0 < kind <= len(_KINDS):
        return _KINDS[kind - 1]
    if kind in _KINDS:
        return str(kind)
    if whole_in(item, "parent"):
        return "comment"
    return "story" if text_in(item, "title") else None


def _item(item: dict[str, Json], number: int) -> HackerItem:
    time = item.get("time") or item.get("time_ts") or item.get("timestamp")
    posted = moments.of_epoch(time) or moments.of_iso(time, zone_is_utc=True)
    parent = whole_in(item, "parent")
    return HackerItem(
        str(number),
        author=text_in(item, "by", "author"),
        posted=posted,
        posted_text=moments.as_written(time or None, posted),
        text=text_in(item, "text") or "",
        title=text_in(item, "title"),
        url=text_in(item, "url"),
        score=whole_in(item, "score"),
        parent=str(parent) if parent else None,
        status=_status(item),
    )


def _status(item: dict[str, Json]) -> Status:
    if _is_set(item.get("deleted")):
        return Status.DELETED
    return Status.REMOVED if _is_set(item.get("dead")) else Status.PRESENT


def _is_set(value: Json) -> bool:
    return value in (True, 1, "1", "true", "True")


def _kids(item: dict[str, Json]) -> list[int]:
    return _numbers(item.get("kids"))


def _numbers(value: Json) -> list[int]:
    """Return the whole numbers of a list."""
    found = [whole_in({"id": member}, "id") for member in value] if isinstance(value, list) else []
    return [number for number in found if number is not None]


FORMAT = Format("hn-firebase", "Hacker News items as its API and dumps of it have them", (".json", ".jsonl"), probe, read)
