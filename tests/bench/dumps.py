"""Text dumps of any size in invented words, the same every time: one function for each family of layouts."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SYLLABLES = (
    *("ba", "be", "bo", "da", "del", "dor", "fa", "fen", "ga", "gri", "ha", "hol"),
    *("ka", "kel", "lo", "lun", "ma", "mer", "na", "nor", "o", "pa", "pel"),
    *("ra", "ris", "sa", "sen", "ta", "tor", "u", "va", "vil", "wo", "za"),
)
_VOCABULARY, _PEOPLE = 6_000, 1_500
_WIDTH = 72
"""Columns that dumps of text browsers are broken to."""

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "October", "December")


@dataclass(slots=True)
class Writer:
    """Whoever makes up words, names, dates and paragraphs."""

    dice: random.Random
    words: list[str] = field(init=False)
    people: list[str] = field(init=False)
    depth: int = -1
    """How deep in the tree of replies the last comment stood."""

    def __post_init__(self) -> None:
        self.words = [self._word() for _ in range(_VOCABULARY)]
        self.people = [self._person(number) for number in range(_PEOPLE)]

    def person(self) -> str:
        """Return somebody; a few people speak often."""
        return self.people[min(_PEOPLE - 1, int(8 * self.dice.paretovariate(0.5)))]

    def date(self) -> str:
        """Return a day and a time."""
        dice = self.dice
        return f"{dice.choice(_MONTHS)} {dice.randrange(1, 29)}, 2012 at {dice.randrange(1, 13)}:{dice.randrange(60):02} pm"

    def paragraph(self, sentences: int) -> str:
        """Return so many sentences."""
        return " ".join(self._sentence() for _ in range(sentences))

    def body(self) -> list[str]:
        """Return the paragraphs of a comment, most of them short."""
        return [self.paragraph(self.dice.choice((1, 1, 1, 2, 3, 6))) for _ in range(self.dice.choice((1, 1, 2, 3)))]

    def _word(self) -> str:
        return "".join(self.dice.choices(_SYLLABLES, k=self.dice.choice((1, 2, 2, 3, 4))))

    def _person(self, number: int) -> str:
        name = self.dice.choice(self.words).capitalize()
        return name + self.dice.choice((f" {self.dice.choice(self.words).capitalize()}", str(number), ""))

    def _sentence(self) -> str:
        return " ".join(self.dice.choices(self.words, k=self.dice.randrange(3, 22))).capitalize() + self.dice.choice("....?!")


def dump(family: str, size: int) -> str:
    """Return a dump of about so many characters: an article, a fiftieth of it, and comments as the family prints them."""
    writer = Writer(random.Random(family))
    pieces = [f"{writer.paragraph(1)[:60].rstrip('.?!')}\n\n"]
    length = len(pieces[0])
    article = 0.02 * size
    while length < size:
        body = [writer.paragraph(5)] if length < article else FAMILIES[family](writer)
        if family == "list" and length - len(pieces[-1]) < article <= length:
            body.insert(0, "Comments")
        pieces.append("\n\n".join(body) + "\n\n")
        length += len(pieces[-1])
    return "".join(pieces)


def _header(writer: Writer) -> list[str]:
    return [f"{writer.person()} {writer.date()}", *writer.body()]


def _signature(writer: Writer) -> list[str]:
    return [*writer.body(), f"Posted by: {writer.person()} | {writer.date()}"]


def _bare_names(writer: Writer) -> list[str]:
    return [writer.person(), *writer.body()]


def _item(writer: Writer) -> list[str]:
    writer.depth = writer.dice.choice((0, 0, *range(writer.depth + 2)))
    indent = "  " + "    " * writer.depth
    return [f"{indent}• {writer.person()} says:", *_broken(indent + "  ", [writer.date(), *writer.body(), "Reply"])]


def _broken(indent: str, paragraphs: list[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield textwrap.fill(paragraph, _WIDTH, initial_indent=indent, subsequent_indent=indent)


FAMILIES: dict[str, Callable[[Writer], list[str]]] = {
    "header": _header,
    "signature": _signature,
    "bare names": _bare_names,
    "list": _item,
    "article": lambda writer: [writer.paragraph(5)],
}
"""How a family prints a comment: its paragraphs, which blank lines part."""
