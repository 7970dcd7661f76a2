"""Conditions: they judge comments, say in words what they ask, and write themselves as the query that asks the same.

Invariant: negation is set complement, what is unknown is no match, and `parse(condition.query())` is the condition again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from tui_reader.model import NO_ANNOTATION, Annotation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_NAME = "name lost"
"""How the one bucket of comments without a name is called wherever people are listed."""


OPERATORS = {"OR": "or", "AND": "and", "NOT": "not"}
"""Words that join conditions, and the kind of token that each one is."""

_PLAIN = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What a condition may ask of a comment; `author` is None where no name is known."""

    author: str | None
    body: str
    annotation: Annotation = NO_ANNOTATION
    status: Status = Status.PRESENT
    is_edited: bool = False


class Condition(Protocol):
    """Something that is true of a comment or not."""

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether it is true of a comment."""
        ...

    def describe(self) -> str:
        """Return it in words that can follow "shown:"."""
        ...

    def query(self) -> str:
        """Return the text that asks for it."""
        ...

    def words(self) -> tuple[str, ...]:
        """Return what to mark where it stands in a text."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """The words stand in the body, in any case."""

    text: str

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether the body holds the text."""
        return _needle(self.text) in folded(facts.body)

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return f"“{self.text}”"

    def query(self) -> str:
        """Return the text, in quotation marks where it needs them."""
        return quoted(self.text)

    def words(self) -> tuple[str, ...]:
        """Return the text itself, in each spelling that its accents have."""
        return tuple(dict.fromkeys((self.text, normalize("NFC", self.text), normalize("NFD", self.text))))


@dataclass(frozen=True, slots=True)
class By:
    """The author is one of these; None stands for comments without a name.

    `exact` asks for the whole name letter for letter, so that Ada is not ADA; otherwise a part in any case is enough.
    """

    names: tuple[str | None, ...]
    exact: bool = True

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether one of the names is the author's."""
        if facts.author is None:
            return None in self.names
        if self.exact:
            return facts.author in _whole(self.names)
        author = folded(facts.author)
        return any(name in author for name in _folded(self.names))

    def describe(self) -> str:
        """Return the names, or how many there are when they are many."""
        shown = [NO_NAME if name is None else name for name in self.names]
        more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
        return f"by {', '.join(shown[:3])}{more}"

    def query(self) -> str:
        """Return a term for each name, in brackets where there are several."""
        mark = "=" if self.exact else ""
        terms = ["is:anon" if name is None else f"by:{mark}{quoted(name)}" for name in self.names]
        return terms[0] if len(terms) == 1 else f"({' | '.join(terms)})"

    def words(self) -> tuple[str, ...]:
        """Return nothing: a name is no word of a body."""
        return ()


@lru_cache(maxsize=16)
def _whole(names: tuple[str | None, ...]) -> frozenset[str | None]:
    """Return names as they are looked up; filters choose thousands of them, and ask for each comment."""
    return frozenset(names)


@lru_cache(maxsize=16)
def _folded(names: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(folded(name) for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not true."""

    condition: Condition

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether the condition fails."""
        return not self.condition.matches(facts)

    def describe(self) -> str:
        """Return the condition with "not" before it."""
        return f"not {_in_brackets(self.condition)}"

    def query(self) -> str:
        """Return the condition with "-" before it."""
        return f"-{_grouped(self.condition, (Not, All, Either))}"

    def words(self) -> tuple[str, ...]:
        """Return nothing: what is excluded stands nowhere."""
        return ()


@dataclass(frozen=True, slots=True)
class All:
    """All of the conditions are true."""

    conditions: tuple[Condition, ...]

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether every condition is true."""
        return all(condition.matches(facts) for condition in self.conditions)

    def describe(self) -> str:
        """Return the conditions, joined."""
        return " · ".join(map(_in_brackets, self.conditions))

    def query(self) -> str:
        """Return the conditions side by side."""
        return " ".join(_grouped(condition, (All, Either)) for condition in self.conditions)

    def words(self) -> tuple[str, ...]:
        """Return the words of all conditions."""
        return tuple(word for condition in self.conditions for word in condition.words())


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions is true."""

    conditions: tuple[Condition, ...]

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether any condition is true."""
        return any(condition.matches(facts) for condition in self.conditions)

    def describe(self) -> str:
        """Return the conditions, joined by "or"."""
        return " or ".join(map(_in_brackets, self.conditions))

    def query(self) -> str:
        """Return the conditions with "|" between them."""
        return " | ".join(_grouped(condition, (Either,)) for condition in self.conditions)

    def words(self) -> tuple[str, ...]:
        """Return the words of all conditions."""
        return tuple(word for condition in self.conditions for word in condition.words())


def _in_brackets(condition: Condition) -> str:
    said = condition.describe()
    return f"({said})" if isinstance(condition, (Either, All)) else said


def _grouped(condition: Condition, kinds: tuple[type, ...]) -> str:
    """Return a query that stands as one term: in brackets where it is of one of these kinds."""
    asked = condition.query()
    return f"({asked})" if isinstance(condition, kinds) else asked


def either(conditions: Sequence[Condition]) -> Condition:
    """Return what is true where one of some conditions is; names that are compared in one way become one list."""
    people = [condition for condition in conditions if isinstance(condition, By)]
    if len(people) == len(conditions) and len({person.exact for person in people}) == 1:
        return By(tuple(name for person in people for name in person.names), people[0].exact)
    return conditions[0] if len(conditions) == 1 else Either(tuple(conditions))


def quoted(text: str) -> str:
    """Return a text as a term of a query: as it is where it is a plain word, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text not in OPERATORS:
        return text
    return '"' + text.replace('"', '""') + '"'


def folded(text: str) -> str:
    """Return a text as it is compared: in one case, one spelling for each accented letter, a line end as good as a space."""
    line = text.replace("\n", " ")
    return line.lower() if line.isascii() else normalize("NFC", normalize("NFC", line).casefold())


@lru_cache(maxsize=64)
def _needle(text: str) -> str:
    """Return a text that is looked for in one comment after the other, folded."""
    return folded(text)
