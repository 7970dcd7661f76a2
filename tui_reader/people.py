"""People: which authors are one, what is counted of each, with whom they talk, and what they say.

Invariant: a person is told by the row id of an author, who stands for all authors that the reader takes for the same person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.model import StoredComment, StoredThread


@dataclass(frozen=True, slots=True)
class Together:
    """Authors whom the reader takes for one person, by row ids: `chief` is who stands for each of several.

    By the chief's row id, `members` are the ids of all of them, and `names` all their names, the one that they go by first.
    """

    chief: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def ids_of(self, person: int) -> tuple[int, ...]:
        """Return the row ids of all authors that a person is."""
        return self.members.get(person, (person,))

    def person(self, author: int) -> int:
        """Return the row id that stands for an author's person."""
        return self.chief.get(author, author)

    def everybody(self, authors: Iterable[int]) -> list[int]:
        """Return some authors and all who are one person with any of them, ascending."""
        return sorted({member for author in authors for member in self.ids_of(self.person(author))})

    def pairs(self, people: Iterable[int]) -> list[tuple[int, int]]:
        """Return each author of some people with the person that it is."""
        return [(author, person) for person in people for author in self.ids_of(person)]


APART = Together()
"""Every author is a person."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one person, by row id, in a thread or an archive; days are as in ISO 8601, None where not known."""

    id: int
    comments: int
    threads: int
    words: int
    first: str | None
    last: str | None
    unanswered: int


@dataclass(frozen=True, slots=True)
class Partners:
    """With whom one person talks, most first: names and how many comments; of whom they answer, and who answers them."""

    answers: Sequence[tuple[str, int]] = ()
    answered_by: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A comment out of its thread: the thread, and the comment that it answers, as far as that is known."""

    comment: StoredComment
    thread: StoredThread
    answered: StoredComment | None
