"""Conditions on what an archive knows of a comment beside its words: numbers, dates, its place in the tree, what it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.query.ranges import Range, is_ago
from tui_reader.query.wordings import How, Wording


class Number(StrEnum):
    """A number of a comment, by the field that asks for it.

    `REPLIES` counts direct answers, `SIZE` all that stands below, `DEPTH` what stands above; `CONF` is how sure the parent is.
    """

    SCORE = "score"
    WORDS = "words"
    DEPTH = "depth"
    REPLIES = "replies"
    SIZE = "size"
    CONF = "conf"


_OF_NUMBERS = {Number.REPLIES: "direct replies", Number.SIZE: "replies in all", Number.CONF: "confidence of the parent"}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number lies in a range; what is not known lies in none."""

    number: Number
    range: Range

    def describe(self) -> str:
        """Return the number and the range."""
        return f"{_OF_NUMBERS.get(self.number, self.number.value)} {self.range.describe()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"{self.number}:{self.range.value()}"


@dataclass(frozen=True, slots=True)
class Dated:
    """The date lies in a range of dates; what is not known lies in none."""

    range: Range

    def describe(self) -> str:
        """Return the range."""
        told = self.range.describe()
        ago = any(map(is_ago, filter(None, (self.range.low, self.range.high))))
        return f"dated {told}{' ago' if ago else ''}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"date:{self.range.value()}"


@dataclass(frozen=True, slots=True)
class Titled:
    """The title of the thread has this text in it, in any case, or is it letter for letter, or fits a regular expression."""

    text: str
    how: How = How.PART

    def fits(self, title: str) -> bool:
        """Return whether it has."""
        return self._wording.fits(title)

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return f"titled {self._wording.describe()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"title:{self._wording.value()}"

    @property
    def _wording(self) -> Wording:
        return Wording(self.text, self.how)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The comment quotes a paragraph of the article whose number, counted from 1, lies in a range."""

    range: Range

    def describe(self) -> str:
        """Return the paragraph."""
        return f"quoting paragraph {self.range.describe()}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"para:{self.range.value()}"


IS = {
    "root": "at the top level",
    "leaf": "without replies",
    "inferred": "with a parent that no source states",
}
"""What `is:` knows of the place of a comment, and how it is said; its other words have conditions of their own."""

HAS = {
    "link": "with a link",
    "quote": "with a quotation",
    "date": "with a date",
    "score": "with a score",
    "author": "with a name",
}
"""What `has:` knows, and how it is said; notes and tags have conditions of their own."""


@dataclass(frozen=True, slots=True)
class Is:
    """The comment stands where a word of `IS` says."""

    word: str

    def describe(self) -> str:
        """Return it in words."""
        return IS[self.word]

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"is:{self.word}"


@dataclass(frozen=True, slots=True)
class Has:
    """The comment has what a word of `HAS` says."""

    word: str

    def describe(self) -> str:
        """Return it in words."""
        return HAS[self.word]

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"has:{self.word}"
