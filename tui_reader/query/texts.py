"""Conditions on what is said: words, phrases, regular expressions; anywhere, in what a comment quotes, or in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.query.conditions import quoted
from tui_reader.query.wordings import How, Wording, compiled
from tui_reader.query.words import Sought, is_one_word, sought


class Where(StrEnum):
    """In which words of a comment something is looked for, by the field that asks for it."""

    ANYWHERE = "text"
    QUOTED = "q"
    OWN = "nq"


_IN_WORDS = {Where.ANYWHERE: "", Where.QUOTED: " in what it quotes", Where.OWN: " in its own words"}


@dataclass(frozen=True, slots=True)
class Text:
    """The words stand in the body in a row, in any case and without regard to accents; the last one may go on.

    One that is `whole` may not go on: a phrase, or a word with other marks than letters and digits in it.
    """

    text: str
    whole: bool = False
    where: Where = Where.ANYWHERE

    @property
    def sought(self) -> Sought:
        """What has to stand in the body."""
        return sought(self.text, goes_on=not self.whole)

    def stands_in(self, text: str) -> bool:
        """Return whether a text has the words."""
        return self.sought.stands_in(text)

    def describe(self) -> str:
        """Return the words in quotation marks, open where the last one may go on in a phrase."""
        return f"“{self.text}”{_IN_WORDS[self.where]}"

    def query(self) -> str:
        """Return the words, in quotation marks where they need them; with a star behind where the last one may go on."""
        field = "" if self.where is Where.ANYWHERE else f"{self.where}:"
        word = quoted(self.text)
        if self.whole == (not is_one_word(self.text)) and word == self.text:
            return field + word
        whole = '"' + self.text.replace('"', '""') + '"'
        return f"{field}{whole}{'' if self.whole else '*'}"


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression finds something in the body, in any case unless `in_case`."""

    source: str
    in_case: bool = False
    where: Where = Where.ANYWHERE

    def stands_in(self, text: str) -> bool:
        """Return whether it finds something in a text."""
        return compiled(self.source, in_case=self.in_case).search(text) is not None

    def describe(self) -> str:
        """Return it between its strokes."""
        return f"{self._wording.value()}{_IN_WORDS[self.where]}"

    def query(self) -> str:
        """Return it between its strokes."""
        field = "" if self.where is Where.ANYWHERE else f"{self.where}:"
        return field + self._wording.value()

    @property
    def _wording(self) -> Wording:
        return Wording(self.source, How.REGEX_IN_CASE if self.in_case else How.REGEX)


@dataclass(frozen=True, slots=True)
class Exactly:
    """The body, or what it quotes or does not quote, is this text letter for letter."""

    text: str
    where: Where = Where.ANYWHERE

    def stands_in(self, text: str) -> bool:
        """Return whether a text is this one."""
        return text.strip() == self.text.strip()

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return f"exactly “{self.text}”{_IN_WORDS[self.where]}"

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"{self.where}:={quoted(self.text)}"
