"""What templates print into the place of names: columns beside them, words around them, whom somebody answers.

Nothing is known of any site: what nearly all names of one kind of mark have in common is none of theirs.

Invariant: marks keep their rows, kinds and dates; a name never becomes empty.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from tui_reader.structure import names
from tui_reader.structure.date_words import SHORT_WEEKDAYS
from tui_reader.structure.marks import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from tui_reader.structure.marks import Mark
    from tui_reader.structure.reading import Part

_OFTEN, _NEARLY_ALL, _TWICE = 3, 0.8, 2
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_DOT = "•"
_WEEKDAY = "\0"
_BADGE = re.compile(r"(?<=\S)\s*(?P<badge>\([^()]{2,30}\)|\[[^\[\]]{2,30}\])$")
_COLUMN = re.compile(r"\s[|•·]\s")
_MANY = 5
_PLACE_COLUMN = re.compile(r",\s")
_WITH_PLACES = ("dash-name", "name-dash-date ,")
"""Kinds in which a comma parts a name from a place."""


def with_bare_names(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return the marks of one kind, by their rows, with nothing but names in the place of names."""
    return _with_answers(_without_shared_ends(_first_columns(marks)))


def without_badges(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return comments without what several different names have in brackets behind them ("Jo (unregistered)"): a badge."""
    bearers = Counter(_badge(name) for name in {part.author for part in parts if part.author})
    badges = {badge for badge, names_shown in bearers.items() if badge and names_shown >= _OFTEN}
    return tuple(
        replace(part, author=_BADGE.sub("", part.author)) if part.author and _badge(part.author) in badges else part
        for part in parts
    )


def without_places(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return comments without what nearly all of many names have behind a comma ("Jo, Leeds"): where these people live."""
    shown = {part.author for part in parts if part.author}
    placed = sum(bool(_PLACE_COLUMN.search(name)) for name in shown)
    if len(shown) < _MANY or placed < _NEARLY_ALL * len(shown):
        return tuple(parts)
    return tuple(replace(part, author=_PLACE_COLUMN.split(part.author)[0]) if part.author else part for part in parts)


def _badge(name: str) -> str:
    """Return what a name has in brackets behind it, with all numbers alike; empty where it has nothing."""
    found = _BADGE.search(name)
    return _DIGITS.sub("0", found["badge"]) if found else ""


def _with_answers(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks in which names that stand behind each other are who speaks and whom they answer."""
    rows = sorted(marks)
    found = parted([marks[row].name for row in rows], least=1 if _DOT in marks[rows[0]].kind else len(rows))
    return {
        row: replace(marks[row], name=name, answers=answers) if answers else marks[row]
        for row, (name, answers) in zip(rows, found, strict=True)
    }


def parted(shown: Sequence[str | None], least: int = _TWICE) -> list[tuple[str | None, str | None]]:
    """Return names, in order, each with the earlier commenter's that it ends in ("lowbrass Ferdy" behind "Ferdy").

    Where fewer than `least` end so, only those are parted that have @ before the second name: some people have two names.
    """
    known: set[str] = set()
    found: list[tuple[str | None, str | None]] = []
    for name in shown:
        place = _place_of_second(name or "", known)
        found.append(((name or "")[:place].rstrip(), (name or "")[place:]) if place else (name, None))
        known.add(found[-1][0] or "")
    often = sum(answers is not None for _, answers in found) >= least
    return [
        (bare_name(name or "")[0], answers.removeprefix("@")) if answers and (often or answers[0] == "@") else (whole, None)
        for whole, (name, answers) in zip(shown, found, strict=True)
    ]


def _place_of_second(name: str, known: Set[str]) -> int:
    """Return where in a name an earlier commenter's begins, 0 where none does."""
    places = (found.end() for found in _SPACE.finditer(name))
    return next((place for place in places if name not in known and name[place:].removeprefix("@") in known), 0)


def _first_columns(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks whose names, if nearly all of them have several columns ("Jo | Marrow Quay"), are the first column."""
    column = _PLACE_COLUMN if next(iter(marks.values())).kind in _WITH_PLACES else _COLUMN
    columns = {row: column.split(mark.name, maxsplit=1) for row, mark in marks.items() if mark.name}
    if len(marks) < _OFTEN or sum(len(parts) > 1 for parts in columns.values()) < _NEARLY_ALL * len(marks):
        return marks
    return {row: replace(mark, name=columns[row][0]) if row in columns else mark for row, mark in marks.items()}


def _without_shared_ends(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without the words that nearly all names begin or end with ("Post by Jo", "Jo [12 pts]"): the template's."""
    words = {row: mark.name.split() for row, mark in marks.items() if mark.name}
    if len(words) < _OFTEN or len(set(map(tuple, words.values()))) == 1:
        return marks
    head, tail = _shared(list(words.values())), _shared([found[::-1] for found in words.values()])
    if not head and not tail:
        return marks
    bare = {row: _without_ends(found, head, tail) for row, found in words.items()}
    if _likeness(bare.values()) < _likeness(marks[row].name or "" for row in words):
        return marks
    return {row: replace(mark, name=bare[row]) if row in bare else mark for row, mark in marks.items()}


def _likeness(shown: Iterable[str]) -> float:
    """Return how much texts look like names on average, 0 to 1."""
    return fmean(names.plausibility(name, strict=False) for name in shown)


def _shared(names_shown: Sequence[Sequence[str]]) -> list[str]:
    """Return the shapes of the words that nearly all names begin with."""
    shared: list[str] = []
    while True:
        place = len(shared)
        shapes = Counter(_shape(words[place]) for words in names_shown if len(words) > place + 1)
        shape, times = shapes.most_common(1)[0] if shapes else ("", 0)
        if times < _NEARLY_ALL * len(names_shown):
            return shared
        shared.append(shape)


def _shape(word: str) -> str:
    """Return a word with all its numbers alike, and all short days of the week."""
    return _WEEKDAY if word.casefold().strip(".,") in SHORT_WEEKDAYS else _DIGITS.sub("0", word)


def _without_ends(words: Sequence[str], head: Sequence[str], tail: Sequence[str]) -> str:
    """Return a name without the shapes of words at its two ends, as far as it has them."""
    begin = len(head) if [_shape(word) for word in words[: len(head)]] == list(head) else 0
    rest = words[begin:]
    over = len(tail) if tail and [_shape(word) for word in reversed(rest[-len(tail) :])] == list(tail) else 0
    return " ".join(rest[: len(rest) - over] or words)
