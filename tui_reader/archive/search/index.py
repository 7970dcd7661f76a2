"""What the full-text index is asked: words in a row, joined by AND and OR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.query import All, Either, Regex, Text, Where
from tui_reader.query.literals import beginning
from tui_reader.query.words import InARow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.query import Condition

_DEEPEST = 12


def asked_of_index(conditions: Sequence[Condition], kind: type[All] | type[Either]) -> tuple[str | None, Sequence[Condition]]:
    """Return what to ask of the index where all or any of some conditions are to be true, and those that it cannot answer.

    Words that are looked for in a part of a comment have to stand in it too, and those that a regular expression cannot do
    without: the index then answers half of it.
    """
    asked = [(condition, index_query(condition)) for condition in conditions]
    rest = [condition for condition, match in asked if match is None]
    known = [match for _, match in asked if match is not None]
    if kind is All:
        known += [_phrase(words) for condition in rest if (words := _words(condition)) is not None]
    return ((" AND " if kind is All else " OR ").join(known) or None), rest


def index_query(condition: Condition, depth: int = 0) -> str | None:
    """Return what to ask of the index where it can tell all of a condition, else None."""
    if isinstance(condition, Text):
        words = _words(condition) if condition.where is Where.ANYWHERE else None
        return None if words is None else _phrase(words)
    if depth > _DEEPEST or not isinstance(condition, (All, Either)):
        return None
    found = [index_query(inner, depth + 1) for inner in condition.conditions]
    known = [match for match in found if match is not None]
    word = " AND " if isinstance(condition, All) else " OR "
    return f"({word.join(known)})" if len(known) == len(found) else None


def _words(condition: Condition) -> InARow | None:
    if isinstance(condition, Regex):
        word = beginning(condition.source, in_case=condition.in_case)
        return InARow((word,), goes_on=True) if word else None
    words = condition.sought if isinstance(condition, Text) else None
    return words if isinstance(words, InARow) else None


def _phrase(words: InARow) -> str:
    return f'"{" ".join(words.words)}"{" *" if words.goes_on else ""}'
