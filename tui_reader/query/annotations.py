"""Conditions on what a reader added to comments: stars, tags and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.query.conditions import quoted
from tui_reader.query.wordings import How, Wording
from tui_reader.query.words import folded

if TYPE_CHECKING:
    from tui_reader.model import Annotation


@dataclass(frozen=True, slots=True)
class Starred:
    """The comment has a star."""

    def fits(self, annotation: Annotation) -> bool:
        """Return whether it has."""
        return annotation.starred

    def describe(self) -> str:
        """Return it in a word."""
        return "starred"

    def query(self) -> str:
        """Return the term that asks for it."""
        return "is:starred"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The comment has one of these tags, each the whole of it in any case; with none named, any tag."""

    names: tuple[str, ...] = ()

    def fits(self, annotation: Annotation) -> bool:
        """Return whether it has one."""
        tags = annotation.tags
        return bool(tags) and (not self.names or not set(map(folded, self.names)).isdisjoint(map(folded, tags)))

    def describe(self) -> str:
        """Return the tags with their mark."""
        return " or ".join(f"#{name}" for name in self.names) or "tagged"

    def query(self) -> str:
        """Return the term that asks for them."""
        return f"tag:{','.join(map(quoted, self.names))}" if self.names else "has:tag"


@dataclass(frozen=True, slots=True)
class TaggedLike:
    """The comment has a tag that is this letter for letter, or that a regular expression finds something in."""

    name: str
    how: How = How.EXACT

    def fits(self, annotation: Annotation) -> bool:
        """Return whether it has."""
        return any(map(self._wording.fits, annotation.tags))

    def describe(self) -> str:
        """Return what the tag is."""
        return f"tagged {self._wording.describe()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"tag:{self._wording.value()}"

    @property
    def _wording(self) -> Wording:
        return Wording(self.name, self.how)


@dataclass(frozen=True, slots=True)
class Noted:
    """The comment has a note with this text in it, in any case; an empty text stands in every note."""

    text: str = ""
    how: How = How.PART

    def fits(self, annotation: Annotation) -> bool:
        """Return whether it has."""
        return bool(annotation.note) and self._wording.fits(annotation.note)

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return "with a note" if self == Noted() else f"noted {self._wording.describe()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return "has:note" if self == Noted() else f"note:{self._wording.value()}"

    @property
    def _wording(self) -> Wording:
        return Wording(self.text, self.how)


Added = Starred | Tagged | TaggedLike | Noted
"""What can be asked of what a reader added."""
