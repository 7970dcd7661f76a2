"""Conditions on what a reader added to comments: stars, tags and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.query.conditions import All, Either, Not, folded, quoted

if TYPE_CHECKING:
    from tui_reader.query.conditions import CommentFacts, Condition


@dataclass(frozen=True, slots=True)
class Starred:
    """The comment has a star."""

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether it has."""
        return facts.annotation.starred

    def describe(self) -> str:
        """Return it in a word."""
        return "starred"

    def query(self) -> str:
        """Return the term that asks for it."""
        return "is:starred"

    def words(self) -> tuple[str, ...]:
        """Return nothing: a star is no word of a body."""
        return ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """The comment has one of these tags, each the whole of it in any case; with none named, any tag."""

    names: tuple[str, ...] = ()

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether it has one."""
        tags = facts.annotation.tags
        return bool(tags) and (not self.names or not set(map(folded, self.names)).isdisjoint(map(folded, tags)))

    def describe(self) -> str:
        """Return the tags with their mark."""
        return " or ".join(f"#{name}" for name in self.names) or "tagged"

    def query(self) -> str:
        """Return the term that asks for them."""
        return f"tag:{','.join(map(quoted, self.names))}" if self.names else "has:tag"

    def words(self) -> tuple[str, ...]:
        """Return nothing: a tag is no word of a body."""
        return ()


@dataclass(frozen=True, slots=True)
class Noted:
    """The comment has a note with this text in it, in any case; an empty text stands in every note."""

    text: str = ""

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether it has."""
        note = facts.annotation.note
        return bool(note) and folded(self.text) in folded(note)

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return f"noted “{self.text}”" if self.text else "with a note"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"note:{quoted(self.text)}" if self.text else "has:note"

    def words(self) -> tuple[str, ...]:
        """Return nothing: the words of a note are none of a body."""
        return ()


def asks_of_annotations(condition: Condition) -> bool:
    """Return whether what a reader added matters to a condition."""
    match condition:
        case Starred() | Tagged() | Noted():
            return True
        case Not(inner):
            return asks_of_annotations(inner)
        case All(conditions) | Either(conditions):
            return any(map(asks_of_annotations, conditions))
        case _:
            return False
