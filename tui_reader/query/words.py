"""What a word is: texts are compared, and cut into words, as the index of an archive does it.

A word that is looked for stands where a word of the text begins with it, a phrase where its words stand in a row. What has no
spaces between its words (Japanese, Thai …), or no letters at all, is looked for as a part of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tui_reader.query.letters import ACCENTS, CASED, FOLDED, SEPARATORS

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U00018dff\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)

_TELLING = 3


@dataclass(frozen=True, slots=True)
class InARow:
    """Words in a row, folded; the last one may go on where `goes_on`."""

    words: tuple[str, ...]
    goes_on: bool

    def stands_in(self, text: str) -> bool:
        """Return whether a text has them."""
        return f" {' '.join(self.words)}{'' if self.goes_on else ' '}" in _parted(text)


@dataclass(frozen=True, slots=True)
class Part:
    """Characters in a row, folded."""

    text: str

    @property
    def letters(self) -> str:
        """The first of the characters that a text has to have as they are, since no other is taken for them."""
        return "".join(letter for letter in self.text if not letter.isspace() and letter not in FOLDED)[:_TELLING]

    def stands_in(self, text: str) -> bool:
        """Return whether a text has them."""
        return self.text in folded(text) if self.text else False


Sought = InARow | Part


def sought(text: str, *, goes_on: bool) -> Sought:
    """Return what has to stand in a text where this is looked for."""
    words = cut(text)
    if not words or _UNSPACED.search(text):
        return Part(folded(text))
    return InARow(words, goes_on)


def is_one_word(text: str) -> bool:
    """Return whether a text is letters and digits of one word and nothing else, so that it may be the beginning of one."""
    return bool(text) and " " not in text.translate(_separating()) and bool(cut(text))


def cut(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(text.translate(_separating()).split())


def folded(text: str) -> str:
    """Return a text as it is compared: in one case, without accents, one space for whatever stands between words or lines."""
    return " ".join((text.lower() if text.isascii() else text.translate(_folding())).split())


@lru_cache(maxsize=4)
def _parted(text: str) -> str:
    """Return the words of a text with one space around each; several conditions may ask for it in turn."""
    return f" {' '.join(text.translate(_separating()).split())} "


@cache
def _folding() -> dict[int, str]:
    return dict.fromkeys(numbers(ACCENTS), "") | {ord(letter): base for letter, base in zip(CASED, FOLDED, strict=True)}


@cache
def _separating() -> dict[int, str]:
    return _folding() | dict.fromkeys(numbers(SEPARATORS), " ")


def numbers(written: str) -> list[int]:
    """Return the code points in what is written as in `SEPARATORS`."""
    pairs = (piece.split("-") for piece in written.split())
    return [number for pair in pairs for number in range(int(pair[0], 16), int(pair[-1], 16) + 1)]
