"""Which field of a home-grown dump is what: told by the user, or guessed from the names of fields and what stands in them.

Invariant: a guess is made from the records alone, and a field that is taken for one thing is not taken for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

from tui_reader.errors import UsageError
from tui_reader.formats.field_spellings import INNER, SPELLINGS, WRAPPERS
from tui_reader.formats.field_values import STATUS_NAMES, id_of, is_date, number_of, plain_name, plain_value, status_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Record = Mapping[str, Any]
    Column = list[Any]

SAMPLE = 200
"""Records that a guess is made from."""

_PLACE = ""
"""Stands for the column that says which records lie together."""

_MOSTLY = 0.6
_LONGEST_NAME = 80
_LEAST_BODY = 2.0
"""Characters that a body has on the average, at least."""

_STATUS_WORDS = frozenset({"status", "state", "moderationstatus", "commentstatus", "type", "commenttype"})
_ORDER = ("id", "parent", "depth", "children", "body", "author", "date", "thread", "url", "title", "score")
"""The order in which fields are guessed, the more telling ones first."""


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """For each thing that we know of a comment the field that says it, or a dotted path to it; None where none does.

    `status` may name several fields, parted by `|`.
    """

    author: str | None = None
    body: str | None = None
    parent: str | None = None
    date: str | None = None
    id: str | None = None
    depth: str | None = None
    children: str | None = None
    score: str | None = None
    title: str | None = None
    url: str | None = None
    thread: str | None = None
    status: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what a user wrote, as in `author=by,body=msg`; raise UsageError where it cannot be meant."""
        ours = [each.name for each in fields(cls)]
        told: dict[str, str] = {}
        for pair in re.split(r"[,\s]+", text.strip()):
            name, equals, theirs = pair.partition("=")
            if not equals or not theirs:
                raise UsageError(f"{pair!r} maps nothing", "write --map author=by,body=msg")
            if name not in ours:
                raise UsageError(f"comments have no field {name!r}", f"they have: {', '.join(ours)}")
            told[name] = theirs
        if "body" not in told:
            raise UsageError("which field is the body is not said", "add body=NAME to --map")
        return cls(**told)

    @classmethod
    def guess(cls, records: Iterable[Record], places: Iterable[int] = ()) -> Self:
        """Return what the fields of records seem to be; one without `body` means that they seem to be no comments."""
        return cls().completed(records, places)

    def completed(self, records: Iterable[Record], places: Iterable[int] = ()) -> Self:
        """Return the mapping with guesses for what it leaves open; `places` tell records apart that have the same id."""
        columns = _columns(records)
        columns[_PLACE] = list(places)
        known, taken = self, {theirs for _, theirs in self.pairs}
        for ours in _ORDER:
            if getattr(known, ours) is None:
                found = _found(ours, columns, taken, known)
                if found is not None:
                    taken.add(found)
                    known = replace(known, **{ours: found})
        return known if known.status else replace(known, status=_status(columns, taken))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is mapped, in our order."""
        return [(each.name, value) for each in fields(self) if (value := getattr(self, each.name)) is not None]

    def __str__(self) -> str:
        """Return the mapping as a user would write it."""
        return ", ".join(f"{ours}={theirs}" for ours, theirs in self.pairs)


def _columns(records: Iterable[Record]) -> dict[str, Column]:
    """Return the values of each field of records, and of the fields of objects right inside them, by dotted paths."""
    columns: defaultdict[str, Column] = defaultdict(list)
    for number, record in enumerate(records):
        for name, value in record.items():
            found = plain_value(value)
            _put(columns[name], number, found)
            if isinstance(found, dict):
                for inner, below in found.items():
                    _put(columns[f"{name}.{inner}"], number, plain_value(below))
    count = max(map(len, columns.values()), default=0)
    columns.pop(_PLACE, None)
    for column in columns.values():
        column.extend([None] * (count - len(column)))
    return dict(columns)


def _put(column: Column, number: int, value: object) -> None:
    column.extend([None] * (number - len(column)))
    column.append(value)


def _found(ours: str, columns: Mapping[str, Column], taken: set[str], known: FieldMapping) -> str | None:
    """Return the first field, in the order of its spellings, whose values are what they should be."""
    candidates = sorted(
        (rank, path) for path in columns if path not in {*taken, _PLACE} if (rank := _rank(ours, path)) is not None
    )
    fits = _CHECKS[ours]
    for _, path in candidates:
        if fits(columns[path], columns, known):
            return path
    return None


def _rank(ours: str, path: str) -> int | None:
    """Return how usual a field's name is for one of ours, 0 for the most usual; None where it is not usual at all."""
    outer, _, inner = path.rpartition(".")
    name = plain_name(inner)
    if outer and plain_name(outer) not in WRAPPERS:
        inside = INNER.get(ours, ())
        above = _own_rank(ours, plain_name(outer))
        return None if above is None or name not in inside else above * 100 + inside.index(name)
    rank = _own_rank(ours, name)
    return None if rank is None else rank * 100


def _own_rank(ours: str, name: str) -> int | None:
    spellings = SPELLINGS[ours]
    for shorter in (name, name.removeprefix("comment"), name.removeprefix("reply")):
        if shorter in spellings:
            return spellings.index(shorter)
    return None


def is_named_as(ours: str, path: str) -> bool:
    """Whether a field may be one of ours by its name."""
    return _rank(ours, path) is not None


def _filled(column: Column) -> Column:
    return [value for value in column if value is not None and value not in ("", [], {})]


def _is_body(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    texts = [text for value in _filled(column) if not isinstance(value, int | float) and (text := text_of(value))]
    return bool(texts) and len(texts) >= _MOSTLY * len(_filled(column)) and sum(map(len, texts)) >= _LEAST_BODY * len(texts)


def _is_author(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    values = _filled(column)
    short = [value for value in values if isinstance(value, str) and len(value) <= _LONGEST_NAME and "\n" not in value]
    return bool(short) and len(short) >= _MOSTLY * len(values)


def _is_date(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    values = _filled(column)
    return bool(values) and sum(map(is_date, values)) >= _MOSTLY * len(values)


def _is_id(column: Column, columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    """Whether values tell records apart that lie together, or are in the same thread."""
    ids = [text_of(value) if isinstance(value, int | float | str) and value != "" else None for value in column]
    if sum(each is not None for each in ids) < max(1, _MOSTLY * len(column)):
        return False
    threads = [columns[path] for path in columns if path != _PLACE and _rank("thread", path) is not None]
    return any(_tells_apart(ids, places) for places in ([None] * len(ids), columns[_PLACE], *threads))


def _tells_apart(ids: list[str | None], places: Column) -> bool:
    pairs = [(each, str(place)) for each, place in zip(ids, places, strict=False) if each is not None]
    return bool(pairs) and len(set(pairs)) >= 0.9 * len(pairs) and len({each for each, _ in pairs}) > len(pairs) ** 0.5 / 3


def _is_parent(column: Column, columns: Mapping[str, Column], known: FieldMapping) -> bool:
    """Whether values name records: by far most are ids of others, or nothing."""
    if known.id is None:
        return False
    ids = {id_of(value) for value in columns.get(known.id, ())}
    named = [found for value in column if (found := id_of(value)) is not None]
    known_ones = sum(name in ids for name in named)
    return not any(isinstance(value, bool) for value in column) and (not named or known_ones > 0 or len(ids) <= len(named))


def _is_depth(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    """Whether values are steps of a stair: never more than one up at a time."""
    depths = [number_of(value) for value in column]
    steps = [depth for depth in depths if depth is not None]
    if not steps or len(steps) < len(depths) or min(steps) < 0:
        return False
    climbs = zip([min(1, *steps), *steps], steps, strict=False)
    return min(steps) <= 1 and sum(after > before + 1 for before, after in climbs) <= 0.05 * len(steps)


def _is_children(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    values = [value for value in column if value]
    return bool(values) and all(_holds_objects(value) for value in values)


def _holds_objects(value: object) -> bool:
    members = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return bool(members) and all(isinstance(member, dict) for member in members[:20])


def _is_thread(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    values = _filled(column)
    scalar = all(isinstance(value, int | float | str) for value in values)
    return scalar and len(values) >= 0.9 * len(column) and bool(values)


def _is_url(column: Column, columns: Mapping[str, Column], known: FieldMapping) -> bool:
    """Whether addresses are those of pages, which several people write below, and not those of people or of comments."""
    addresses = [value.partition("#")[0] for value in column if isinstance(value, str) and value]
    if len(addresses) < 0.9 * len(column) or not all("/" in address for address in addresses):
        return False
    authors = columns.get(known.author or "", [None] * len(column))
    below: defaultdict[str, set[str]] = defaultdict(set)
    for address, author in zip(addresses, authors, strict=False):
        below[address].add(str(author))
    return any(len(people) > 1 for people in below.values())


def _is_title(column: Column, columns: Mapping[str, Column], known: FieldMapping) -> bool:
    """Whether each thread has one title, so that these are not subjects of comments."""
    titles = [value if isinstance(value, str) else None for value in column]
    if not any(titles):
        return False
    place = known.thread or known.url
    threads = [str(value) for value in columns[place]] if place is not None and place in columns else titles
    pairs = {(thread, title) for thread, title in zip(threads, titles, strict=False) if title}
    distinct = len({thread for thread, _ in pairs})
    return len(pairs) == distinct and (distinct < len(titles) or known.thread is not None)


def _is_score(column: Column, _columns: Mapping[str, Column], _known: FieldMapping) -> bool:
    values = _filled(column)
    return bool(values) and all(number_of(value) is not None for value in values)


def _status(columns: Mapping[str, Column], taken: set[str]) -> str | None:
    """Return the fields that say what became of a comment."""
    names = [path for path in columns if path not in {*taken, _PLACE} and "." not in path]
    found = [path for path in names if _is_status(path, columns[path])]
    return "|".join(found) or None


def _is_status(path: str, column: Sequence[Any]) -> bool:
    name = plain_name(path)
    if name in STATUS_NAMES or name.removeprefix("comment") in STATUS_NAMES:
        return all(isinstance(value, bool | int | str) for value in _filled(list(column)))
    return name in _STATUS_WORDS and any(status_of(path, value) is not None for value in column)


_CHECKS: dict[str, Callable[[Column, Mapping[str, Column], FieldMapping], bool]] = {
    "id": _is_id,
    "parent": _is_parent,
    "depth": _is_depth,
    "children": _is_children,
    "body": _is_body,
    "author": _is_author,
    "date": _is_date,
    "thread": _is_thread,
    "url": _is_url,
    "title": _is_title,
    "score": _is_score,
}
