"""Conditions say in words what they ask and write themselves as the query that asks the same; an archive finds what meets them.

Invariant: negation is set complement, what is unknown is no match, and `parse(condition.query())` is the condition again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

OPERATORS = {"OR": "or", "AND": "and", "NOT": "not"}
"""Words that join conditions, and the kind of token that each one is."""

_PLAIN = re.compile(r"\w+(?:[-'’]\w+)*")


class Condition(Protocol):
    """Something that is true of a comment or not."""

    def describe(self) -> str:
        """Return it in words that can follow "shown:"."""
        ...

    def query(self) -> str:
        """Return the text that asks for it."""
        ...


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not true."""

    condition: Condition

    def describe(self) -> str:
        """Return the condition with "not" before it."""
        return f"not {_in_brackets(self.condition)}"

    def query(self) -> str:
        """Return the condition with "-" before it."""
        return f"-{_grouped(self.condition, (Not, All, Either))}"


@dataclass(frozen=True, slots=True)
class All:
    """All of the conditions are true."""

    conditions: tuple[Condition, ...]

    def describe(self) -> str:
        """Return the conditions, joined."""
        return " · ".join(map(_in_brackets, self.conditions))

    def query(self) -> str:
        """Return the conditions side by side."""
        return " ".join(_grouped(condition, (All, Either)) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions is true."""

    conditions: tuple[Condition, ...]

    def describe(self) -> str:
        """Return the conditions, joined by "or"."""
        return " or ".join(map(_in_brackets, self.conditions))

    def query(self) -> str:
        """Return the conditions with "|" between them."""
        return " | ".join(_grouped(condition, (Either,)) for condition in self.conditions)


def _in_brackets(condition: Condition) -> str:
    said = condition.describe()
    return f"({said})" if isinstance(condition, (Either, All)) else said


def _grouped(condition: Condition, kinds: tuple[type, ...]) -> str:
    """Return a query that stands as one term: in brackets where it is of one of these kinds."""
    asked = condition.query()
    return f"({asked})" if isinstance(condition, kinds) else asked


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that a condition is put together from, without those of other comments."""
    match condition:
        case Not(inner):
            return (inner,)
        case All(conditions) | Either(conditions):
            return conditions
        case _:
            return ()


def quoted(text: str) -> str:
    """Return a text as a term of a query: as it is where it is a plain word, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text not in OPERATORS:
        return text
    return '"' + text.replace('"', '""') + '"'
