"""Conditions on who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.model import NO_NAME
from tui_reader.query.conditions import Either, quoted
from tui_reader.query.wordings import How, Wording
from tui_reader.query.words import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.query.conditions import Condition

OPENER = "OP"
"""The name that stands for whoever opened the thread."""


@dataclass(frozen=True, slots=True)
class By:
    """The author is one of these; None stands for comments without a name.

    `exact` asks for the whole name letter for letter, so that Ada is not ADA; otherwise a part in any case is enough.
    """

    names: tuple[str | None, ...]
    exact: bool = True

    @property
    def needles(self) -> frozenset[str]:
        """The parts of names that are looked for, folded."""
        return _folded(self.names)

    def fits(self, author: str) -> bool:
        """Return whether one of the names is this author's."""
        if self.exact:
            return author in self.names
        author = folded(author)
        return any(name in author for name in self.needles)

    def describe(self) -> str:
        """Return the names, or how many there are when they are many."""
        shown = [NO_NAME if name is None else name for name in self.names]
        more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
        return f"by {', '.join(shown[:3])}{more}"

    def query(self) -> str:
        """Return a term for each name, in brackets where there are several."""
        terms = ["is:anon" if name is None else f"by:{self._value(name)}" for name in self.names]
        return terms[0] if len(terms) == 1 else f"({' | '.join(terms)})"

    def _value(self, name: str) -> str:
        if self.exact:
            return f"={quoted(name)}"
        return f'"{OPENER}"' if name == OPENER else quoted(name)


@lru_cache(maxsize=16)
def _folded(names: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(needle for name in names if name is not None and (needle := folded(name)))


@dataclass(frozen=True, slots=True)
class Named:
    """A regular expression finds something in the author's name."""

    source: str
    in_case: bool = False

    def fits(self, author: str) -> bool:
        """Return whether it does."""
        return self._wording.fits(author)

    def describe(self) -> str:
        """Return it between its strokes."""
        return f"by {self._wording.value()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"by:{self._wording.value()}"

    @property
    def _wording(self) -> Wording:
        return Wording(self.source, How.REGEX_IN_CASE if self.in_case else How.REGEX)


@dataclass(frozen=True, slots=True)
class Opener:
    """The author opened the thread; where it is not known who did, nobody did."""

    def describe(self) -> str:
        """Return it in words."""
        return "by who opened the thread"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"by:{OPENER}"


Speaker = By | Named | Opener
"""Who can be asked for."""


def either(conditions: Sequence[Condition]) -> Condition:
    """Return what is true where one of some conditions is; names that are compared in one way become one list."""
    people = [condition for condition in conditions if isinstance(condition, By)]
    if len(people) == len(conditions) and len({person.exact for person in people}) == 1:
        return By(tuple(name for person in people for name in person.names), people[0].exact)
    return conditions[0] if len(conditions) == 1 else Either(tuple(conditions))
