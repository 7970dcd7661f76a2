"""How names, titles, tags and notes are compared with what was typed: in part, as a whole, or by a regular expression."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tui_reader.query.conditions import quoted
from tui_reader.query.words import folded


class How(StrEnum):
    """In which way a text is compared with what was typed."""

    PART = "part"
    EXACT = "exact"
    REGEX = "regex"
    REGEX_IN_CASE = "regex in case"


@dataclass(frozen=True, slots=True)
class Wording:
    """What was typed, and how a text is compared with it."""

    text: str
    how: How = How.PART

    def fits(self, text: str) -> bool:
        """Return whether a text is or has what was typed."""
        if self.how is How.EXACT:
            return text == self.text
        if self.how is How.PART:
            return folded(self.text) in folded(text)
        return compiled(self.text, in_case=self.how is How.REGEX_IN_CASE).search(text) is not None

    def describe(self) -> str:
        """Return it as it is read: words in quotation marks, a regular expression between its strokes."""
        return f"“{self.text}”" if self.how in {How.PART, How.EXACT} else self.value()

    def value(self) -> str:
        """Return it as it is typed after a colon."""
        if self.how is How.PART:
            return quoted(self.text)
        if self.how is How.EXACT:
            return f"={quoted(self.text)}"
        return f"/{self.text}/{'c' if self.how is How.REGEX_IN_CASE else ''}"


@lru_cache(maxsize=64)
def compiled(source: str, *, in_case: bool) -> re.Pattern[str]:
    """Return a regular expression; raise re.error, OverflowError or RecursionError where it is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(source, re.NOFLAG if in_case else re.IGNORECASE)
