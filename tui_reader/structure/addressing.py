"""Whom the first words of a comment address: a number ("#3", ">>44") or an earlier commenter ("@Mira", "replying to Mira").

Invariant: an address is resolved to an earlier part only; what could be anything else ("#1 fan", "@ 3 pm") is no address.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.structure import names
from tui_reader.structure.lines import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.reading import Part

_LEAD = r"(?:(?:re|in reply to|replying to|reply to|antwort auf|zu|an|to|at|à)\b:?\s?)?"
_NOT_A_TIME = r"(?!\d|[.,:]\d|\s?(?:[ap]\.?m\b|uhr\b|h\b|%|€|\$|x\b|st\b|nd\b|rd\b|th\b))"
_NUMBER = rf"(?:@?#|>>|@)(\d{{1,10}}){_NOT_A_TIME}"
_NUMBERS = re.compile(
    rf"{_LEAD}(?:{_NUMBER})(?P<more>(?:\s?(?:,|&|\+|and|und|et|y)?\s?(?:@?#|>>|@)\d{{1,10}}{_NOT_A_TIME}){{0,9}})"
    r"[^\S\n]*(?P<next>.?)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_CALL = re.compile(
    r"@\s?(?=[^\W_])|[(\[↳→➥⤷↪> ]*(?:replying to|(?:in )?(?:reply|response) to|(?:als )?antwort auf|en réponse à"
    r"|en respuesta a"
    r"|respondiendo a|em resposta a|in risposta a|в ответ на|svar (?:til|på)|in antwoord op|w odpowiedzi na"
    r"|(?:quote )?(?:originally )?posted by|quot(?:ing|e from|e by)"
    r"|zitat von|citation de|cita de|citando(?: a)?|citazione di)\s?:?\s+@?"
    r"|(?:quote|zitat|citation|цитата)\s?[(:]\s?(?=[^\W_])",
    re.IGNORECASE,
)
_WROTE = "wrote|said|schrieb|hat geschrieben|a écrit|escribió|ha scritto|escreveu|писал|писала|писал\\(а\\)|написал|написала"
_NAMED = re.compile(
    r"(?:(?:pour|to|for|an|für|para|per|à)\s+)?(?P<name>[^\s>＞@:：,，][^:：,，\n]{1,59}?)\s?(?:さん|様)?"
    rf"(?:[:：,，、]|\s(?:{_WROTE})(?:\s(?:on|am|le|el|il|em)\s[^\n]{{1,60}})?:)(?!\S*//)"
    r"|[>＞]\s?(?P<alone>[^\n]{2,60}?)(?:さん|様)?$",
    re.IGNORECASE,
)
"""A name with a mark behind it, or alone in a quoted line: it must be all of an earlier commenter's to be an address."""

_EXACT = 0.8
_FROM_NUMBER = re.compile(
    r"[(\[]?(?:in reply to|replying to)\b[^#\n]{0,60}?\b(?:from |on )?(?:comment|post|message)\s?#?(?P<number>\d{1,6})",
    re.IGNORECASE,
)
"""The words in which bug trackers quote ("In reply to Jo from comment #3")."""

_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[\w])?")
_REACH = 120
"""An address stands within so many characters at the top of a comment."""

_LONGEST_CALL = 8
"""No name that somebody is called by has more words."""

_SHORTEST_CALL = 2
"""One word of a longer name must have so many letters to stand for it."""

_COMPANY = 2
"""With so many sure addresses by number in a dump, the doubtful ones are believed as well."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a body opens with; `sure` where they cannot well be anything but an address."""

    numbers: tuple[str, ...]
    sure: bool


@dataclass(slots=True)
class Register:
    """What the parts so far can be called by: their numbers, and their authors, each at the latest comment."""

    numbers: dict[str, int] = field(default_factory=dict)
    comments: dict[str, list[int]] = field(default_factory=dict)
    words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, index: int, part: Part) -> None:
        """Enter a part; a number that two parts bear says nothing any more, nor does a name that sites give to anybody."""
        if part.source_id:
            self.numbers[part.source_id] = -1 if part.source_id in self.numbers else index
        if part.author and not names.is_stand_in(part.author):
            name = _plain(part.author)
            self.comments.setdefault(name, []).append(index)
            for word in name.split():
                self.words[word].add(name)

    def numbered(self, numbers: Sequence[str]) -> int | None:
        """Return the part that bears the first of the numbers that any part bears."""
        found = (self.numbers.get(number, -1) for number in numbers)
        return next((index for index in found if index >= 0), None)

    def called(self, text: str) -> tuple[str, float] | None:
        """Return the name that a text begins with, and how sure it is that it is meant.

        The longest name wins; one word of a name is enough where no other commenter's name has that word.
        """
        words = _plain(text).split()[:_LONGEST_CALL]
        for count in range(len(words), 0, -1):
            if (name := " ".join(words[:count])) in self.comments:
                return name, 1.0
        bearers = self.words.get(words[0], set()) if words and len(words[0]) >= _SHORTEST_CALL else set()
        return (next(iter(bearers)), 0.9) if len(bearers) == 1 else None

    def named(self, body: str) -> tuple[str, float] | None:
        """Return the name of an earlier commenter that stands whole in front of a body, with a colon or a comma behind it."""
        found = _NAMED.match(body[:_REACH].partition("\n")[0])
        name = _plain(found["name"] or found["alone"]) if found is not None else ""
        return (name, _EXACT) if len(name) >= _SHORTEST_CALL and name in self.comments else None


def numbers_of(body: str) -> Numbers | None:
    """Return the numbers that a body opens with.

    They are sure where the line ends or a mark or a new sentence follows; "#1" with words behind it is praise as often.
    """
    if (quoted := _FROM_NUMBER.match(body[:_REACH])) is not None:
        return Numbers((quoted["number"],), sure=True)
    found = _NUMBERS.match(body[:_REACH])
    if found is None:
        return None
    numbers = (found[1], *_DIGITS.findall(found["more"]))
    follows = found["next"]
    opens_sentence = follows.isupper() and numbers != ("1",)
    return Numbers(numbers, not follows or not follows.isalnum() or opens_sentence or found[0].startswith(">>"))


def name_called(body: str) -> str | None:
    """Return the text that begins with the name of whoever a body calls in its first words."""
    line = body[:_REACH].partition("\n")[0]
    found = _CALL.match(line)
    return line[found.end() :] if found is not None else None


def addressed(parts: Sequence[Part], bodies: Sequence[str]) -> Iterator[tuple[int, float] | None]:
    """Yield for each part the earlier part that its body addresses, and how sure that is (0 to 1)."""
    openings = [body[: 2 * _REACH].lstrip()[:_REACH] for body in bodies]
    numbers = [numbers_of(opening) for opening in openings]
    believed = sum(found is not None and found.sure for found in numbers) >= _COMPANY
    register = Register()
    for index, (part, opening) in enumerate(zip(parts, openings, strict=True)):
        found = numbers[index]
        target = register.numbered(found.numbers) if found is not None and (found.sure or believed) else None
        yield (target, 0.95) if target is not None else _by_name(register, part, opening)
        register.add(index, part)


def _by_name(register: Register, part: Part, body: str) -> tuple[int, float] | None:
    """Return the latest comment of whoever a body calls by name, unless they call themselves."""
    text = name_called(body)
    found = register.called(text) or register.called(text.rpartition(" by ")[2]) if text else register.named(body)
    if found is None or (part.author and _plain(part.author) == found[0]):
        return None
    said = register.comments[found[0]]
    return said[-1], round((0.9 if len(said) == 1 else 0.8) * found[1], 2)


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str) -> str:
    """Return the words of a text without letter case and marks."""
    return " ".join(_WORD.findall(text.casefold()))
