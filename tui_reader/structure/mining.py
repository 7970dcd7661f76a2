"""Marks that nobody taught us: short lines with a date that one template printed, known by the words they share.

Lines are laid over each other: what nearly all of them have in a place is the template's, what differs is filled in, and what
is filled in and looks like names is who wrote ("#3. Written by Jo on May 3").

Invariant: a mined mark stands in a row that no taught grammar knows, and never alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from tui_reader.structure import chrome, dates, names
from tui_reader.structure.grammars import BY_WORDS
from tui_reader.structure.marks import Mark, bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from tui_reader.structure.lines import Page

_LONGEST = 120
_OFTEN = 3
_FIXED = 0.7
"""So large a share of the lines of one template have each of its words."""

_LIKE_NAMES = 0.5
_WEIGHT, _NAMELESS_WEIGHT = 0.9, 0.8
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?![\d:])")
"""A time alone, where the day stands elsewhere on the page; it says who wrote beside a word for "by" only."""


_BY = frozenset(BY_WORDS)
_DATE, _NUMBER = "\x01", "\x02"
_TOKEN = re.compile(r"\x01|\d[\d.,:]*|[^\W\d]+(?:['’._-][^\W\d]+)*|[^\w\s]")

_Place = tuple[str, int, str]
"""What a place is counted from, how far it is from there, and the shape of what stands there."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, number or sign of a line; `shape` is what it has in common with those of other lines."""

    shape: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A dated line: its text with a placeholder for the date, and its tokens."""

    row: int
    text: str
    date: str
    tokens: tuple[_Token, ...]


def mine(page: Page, known: Iterable[int]) -> dict[int, Mark]:
    """Return marks for rows with a date that stand in no known row, by templates that repeat."""
    taken = frozenset(known)
    lines = [
        line for index, row in enumerate(page.rows) if row.short and index not in taken and (line := _line(index, row.text))
    ]
    marks: dict[int, Mark] = {}
    for key, _ in Counter(key for line in lines for key in _keys(line)).most_common():
        cluster = [line for line in lines if line.row not in marks and key in _keys(line)]
        if len(cluster) >= _OFTEN:
            marks |= _marks(cluster)
    return marks


def _line(row: int, text: str) -> _Line | None:
    """Return a row as a dated line, or None where it has no date or is furniture."""
    if len(text) > _LONGEST or chrome.is_button(text) or _DATE in text:
        return None
    stamp = dates.find(text)
    clock = _CLOCK.search(text) if stamp is None else None
    if stamp is None and clock is None:
        return None
    start, end = (stamp.start, stamp.end) if stamp is not None else clock.span() if clock is not None else (0, 0)
    masked = text[:start] + _DATE + text[end:]
    return _Line(row, masked, text[start:end], tuple(map(_token, _TOKEN.finditer(masked))))


def _token(found: re.Match[str]) -> _Token:
    """Return a token; all numbers have one shape."""
    text = found.group()
    return _Token(_NUMBER if text[0].isdigit() else text.casefold(), found.start(), found.end())


def _keys(line: _Line) -> set[tuple[str, str]]:
    """Return what a template would leave in a line: its first word, its last, and those beside the date."""
    shapes = [token.shape for token in line.tokens]
    at = shapes.index(_DATE)
    around = (("first", shapes[0]), ("last", shapes[-1]), ("before", shapes[at - 1] if at else ""))
    return {(place, shape) for place, shape in around if shape}


def _marks(cluster: Sequence[_Line]) -> dict[int, Mark]:
    """Return the marks of lines that may be one template's; none where what they share is a date alone."""
    held = Counter(place for line in cluster for places in _places(line) for place in places)
    printed = frozenset(place for place, times in held.items() if times >= _FIXED * len(cluster))
    words = sorted({shape for _, _, shape in printed if shape.isalpha()})
    dated = all(dates.find(line.date) for line in cluster)
    if not (words or _is_timed(cluster)) or not (dated or _BY.intersection(words)):
        return {}
    slots = [_slots(line, printed) for line in cluster]
    place = _place_of_names(slots)
    if place is None:
        nameless = sum(not filled for filled in slots) >= _FIXED * len(slots)
        return {line.row: Mark("date", _NAMELESS_WEIGHT, date=line.date) for line in cluster} if nameless else {}
    return {
        line.row: Mark(" ".join(("mined", *words)), _WEIGHT, bare_name(filled[place])[0] or None, line.date, number)
        for line, filled, number in zip(cluster, slots, _numbers(cluster), strict=True)
        if place in filled
    }


def _places(line: _Line) -> list[tuple[_Place, ...]]:
    """Return where each token stands, counted from the start, from the date and from the end; names can stand anywhere."""
    at = next(index for index, token in enumerate(line.tokens) if token.shape == _DATE)
    return [
        ()
        if names.is_stand_in(token.shape)
        else (("start", index, token.shape), ("date", index - at, token.shape), ("end", len(line.tokens) - index, token.shape))
        for index, token in enumerate(line.tokens)
    ]


def _numbers(cluster: Sequence[_Line]) -> list[str | None]:
    """Return the numbers that comments bear: those that all lines have behind one word or sign, and that never fall."""
    shown = [_by_word_before(line) for line in cluster]
    for place in shown[0]:
        column = [found.get(place) for found in shown]
        if None not in column and all(int(above or 0) < int(below or 0) for above, below in pairwise(column)):
            return column
    return [None] * len(cluster)


def _by_word_before(line: _Line) -> dict[str, str]:
    """Return the numbers in a line by the shape of what stands before each."""
    pairs = pairwise((_Token("", 0, 0), *line.tokens))
    found = {before.shape: line.text[token.start : token.end] for before, token in pairs if token.shape == _NUMBER}
    return {place: number for place, number in found.items() if number.isdecimal()}


def _is_timed(cluster: Sequence[_Line]) -> bool:
    """Return whether nearly all lines show a time."""
    return sum(":" in line.date for line in cluster) >= _FIXED * len(cluster)


def _slots(line: _Line, printed: Set[_Place]) -> dict[str, str]:
    """Return what is filled in between what the template printed, by the shape that stands before it."""
    filled: dict[str, str] = {}
    before, start, end = "", -1, -1
    for token, places in zip(line.tokens, _places(line), strict=True):
        if printed.isdisjoint(places):
            start, end = start if start >= 0 else token.start, token.end
            continue
        if start >= 0:
            filled.setdefault(before, line.text[start:end])
        before, start = token.shape, -1
    if start >= 0:
        filled.setdefault(before, line.text[start:end])
    return filled


def _place_of_names(slots: Sequence[dict[str, str]]) -> str | None:
    """Return the place whose fillings look most like names and are not all one, or None."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for filled in slots:
        for place, text in filled.items():
            found[place].append(text)
    likely = {
        place: fmean(names.plausibility(text, strict=False) for text in texts)
        for place, texts in found.items()
        if len(texts) >= _FIXED * len(slots) and (len(set(texts)) > 1 or names.is_stand_in(texts[0]))
    }
    best = max(likely, key=lambda place: likely[place], default=None)
    return best if best is not None and likely[best] >= _LIKE_NAMES else None
