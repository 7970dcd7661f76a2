"""Words in comments that repeat the article, or an earlier comment.

Marked quotations (`>` lines, quotation marks) are looked for in the article first, so that two comments that quote the same
sentence of it are never taken to answer each other; then in earlier comments. Whole lines without a mark count only where they
repeat the article. What stands in too many places says nothing about where it comes from and is left alone.

Invariant: offsets are those of the texts as given; the time is linear in their length, whatever they hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.model import Block

SHORTEST_MARKED = 24
"""Characters of a marked quotation below which the same words are too likely to be anybody's."""

SHORTEST_LINE = 40
"""Characters of a line that repeats the article without saying so."""

LONG = 80
"""Characters from which a quotation may stand in up to `PLACES_OF_LONG` places; the first is then meant."""

PLACES_OF_LONG = 3

_RUN = 3
"""Words looked up at once: no quotation that counts is shorter, save in words of twelve letters and more."""

_MOST_PLACES = 16
"""Places of a run of words beyond which it is no help in finding where a quotation comes from."""

_LEAST_SHARE = 0.5
"""Part of a marked passage that has to be found for it to be a quotation at all."""

_HAN_KANA = "぀-ヿ㐀-鿿"
_WORD = re.compile(f"[{_HAN_KANA}]|[^\\W{_HAN_KANA}]+(?:['’][^\\W{_HAN_KANA}]+)*")
_MARKED = {
    ">": re.compile(r"^[ \t]{0,3}>.*(?:\n[ \t]{0,3}>.*)*", re.MULTILINE),
    "“": re.compile("“[^“”]*”"),
    "„": re.compile("„[^„“”]*[“”]"),
    "«": re.compile("«[^«»]*»"),
    '"': re.compile('"[^"\n]*"'),
}
"""What marks words as another's, by the character without which there is nothing to look for."""

_LINE = re.compile(rf"^.{{{SHORTEST_LINE},}}$", re.MULTILINE)

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text without case, and where each begins and ends in it."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def runs(self) -> Iterator[tuple[int, Run]]:
        """Yield every run of words with the number of its first word."""
        words = self.words
        return enumerate(zip(words, words[1:], words[2:], strict=False))


@dataclass(frozen=True, slots=True)
class _Match:
    """The words `first` to `last` (half open) of a passage, found from word `at` of text number `text`."""

    first: int
    last: int
    text: int
    at: int


class _Index:
    """Where runs of words stand in numbered texts; of each run the last `kept` places."""

    def __init__(self, kept: int) -> None:
        self.texts: dict[int, _Words] = {}
        self._places: dict[Run, list[tuple[int, int]]] = {}
        self._kept = kept

    def add(self, number: int, words: _Words) -> None:
        """Take in a whole text."""
        self.texts[number] = words
        for at, run in words.runs():
            self._add_place(run, (number, at))

    def add_own(self, number: int, words: _Words, wanted: set[Run], quoted: bytearray | None) -> None:
        """Take in the wanted runs of a text that do not begin in what it quotes."""
        for at, run in words.runs():
            if run in wanted and not (quoted and quoted[words.starts[at]]):
                self.texts[number] = words
                self._add_place(run, (number, at))

    def _add_place(self, run: Run, place: tuple[int, int]) -> None:
        places = self._places.setdefault(run, [])
        places.append(place)
        if len(places) > self._kept:
            del places[0]

    def knows(self, run: Run) -> bool:
        """Whether a run of words stands in any text."""
        return run in self._places

    def longest(self, passage: _Words, at: int, floor: int) -> list[_Match]:
        """Return the longest matches around the run at a word of a passage, none of which begins before `floor`."""
        places = self._places.get(tuple(passage.words[at : at + _RUN]), [])
        if len(places) > _MOST_PLACES:
            return []
        found = [self._grown(passage, at, floor, *place) for place in places]
        most = max((match.last - match.first for match in found), default=0)
        return [match for match in found if match.last - match.first == most]

    def _grown(self, passage: _Words, at: int, floor: int, number: int, place: int) -> _Match:
        mine, theirs = passage.words, self.texts[number].words
        first, last, start = at, at + _RUN, place
        while first > floor and start > 0 and mine[first - 1] == theirs[start - 1]:
            first, start = first - 1, start - 1
        end = place + _RUN
        while last < len(mine) and end < len(theirs) and mine[last] == theirs[end]:
            last, end = last + 1, end + 1
        return _Match(first, last, number, start)


def find_quotations(blocks: Sequence[Block], bodies: Sequence[str]) -> list[Quotation]:
    """Return what the bodies of comments, given in preorder, quote; by comment and by place in it."""
    article = _Index(kept=_MOST_PLACES + 1)
    for number, block in enumerate(blocks):
        article.add(number, _words(block.text))
    found: list[Quotation] = []
    unknown: list[tuple[int, _Words]] = []
    marked: dict[int, bytearray] = {}
    for comment, body in enumerate(bodies):
        known = bytearray(len(body))
        for start, end in _marked(body):
            _cover(marked.setdefault(comment, bytearray(len(body))), start, end)
            if _is_covered(known, start, end):
                continue
            passage = _words(body, start, end)
            matches = list(_matches(article, passage, SHORTEST_MARKED))
            if _share(matches, passage) < _LEAST_SHARE:
                unknown.append((comment, passage))
                continue
            found += [_quotation(comment, passage, match, article, of_article=True) for match in matches]
            _cover(known, start, end)
        if article.texts:
            found += _repeated_lines(comment, body, article, known)
    found += _from_comments(bodies, unknown, marked)
    return sorted(found, key=lambda quotation: (quotation.comment, quotation.start))


def _repeated_lines(comment: int, body: str, article: _Index, known: bytearray) -> Iterator[Quotation]:
    """Yield the lines of a body that are wholly in the article."""
    for line in _LINE.finditer(body):
        opening = _WORD.finditer(body, line.start(), min(line.end(), line.start() + LONG))
        if not article.knows(tuple(map(_folded, islice(opening, _RUN)))) or _is_covered(known, *line.span()):
            continue
        passage = _words(body, *line.span())
        matches = list(_matches(article, passage, SHORTEST_LINE))
        if _share(matches, passage) == 1:
            yield from (_quotation(comment, passage, match, article, of_article=True) for match in matches)


def _from_comments(
    bodies: Sequence[str], unknown: list[tuple[int, _Words]], marked: dict[int, bytearray]
) -> Iterator[Quotation]:
    """Yield marked passages that repeat an earlier comment: the nearest one that says the words itself."""
    wanted = {run for _, passage in unknown for _, run in passage.runs()}
    said = _Index(kept=_MOST_PLACES)
    added = 0
    for comment, passage in unknown:
        for number in range(added, comment):
            said.add_own(number, _words(bodies[number]), wanted, marked.get(number))
        added = comment
        if match := _nearest(said, passage):
            yield _quotation(comment, passage, match, said, of_article=False)


def _nearest(said: _Index, passage: _Words) -> _Match | None:
    """Return the longest stretch of a passage that an earlier comment says, if it makes up enough of it."""
    best: _Match | None = None
    at = 0
    while at + _RUN <= len(passage):
        found = said.longest(passage, at, at)
        if not found:
            at += 1
            continue
        match = max(found, key=lambda match: match.text)
        at = match.last
        if best is None or match.last - match.first > best.last - best.first:
            best = match
    if best is None or _length(passage, best) < SHORTEST_MARKED or _share([best], passage) < _LEAST_SHARE:
        return None
    return best


def _matches(article: _Index, passage: _Words, shortest: int) -> Iterator[_Match]:
    """Yield the stretches of a passage that can only come from one place, from left to right."""
    at = floor = 0
    while at + _RUN <= len(passage):
        found = article.longest(passage, at, floor)
        if not found:
            at += 1
            continue
        length = _length(passage, found[0])
        if length >= shortest and (len(found) == 1 or (length >= LONG and len(found) <= PLACES_OF_LONG)):
            yield found[0]
        at = floor = found[0].last


def _marked(body: str) -> Iterator[tuple[int, int]]:
    """Yield what a body marks as said by somebody else, `>` lines first."""
    for mark, pattern in _MARKED.items():
        for match in pattern.finditer(body) if mark in body else ():
            if match.end() - match.start() >= SHORTEST_MARKED:
                yield match.span()


def _words(text: str, start: int = 0, end: int | None = None) -> _Words:
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    return _Words([_folded(match) for match in found], [match.start() for match in found], [match.end() for match in found])


def _folded(word: re.Match[str]) -> str:
    return word[0].casefold().replace("’", "'")


def _length(passage: _Words, match: _Match) -> int:
    return passage.ends[match.last - 1] - passage.starts[match.first]


def _share(matches: Iterable[_Match], passage: _Words) -> float:
    return sum(match.last - match.first for match in matches) / (len(passage) or 1)


def _cover(covered: bytearray, start: int, end: int) -> None:
    covered[start:end] = bytes([1]) * (end - start)


def _is_covered(covered: bytearray, start: int, end: int) -> bool:
    """Whether any character of a stretch is covered."""
    return covered.find(1, start, end) >= 0


def _quotation(comment: int, passage: _Words, match: _Match, index: _Index, *, of_article: bool) -> Quotation:
    target = index.texts[match.text]
    return Quotation(
        comment=comment,
        start=passage.starts[match.first],
        end=passage.ends[match.last - 1],
        block=match.text if of_article else None,
        earlier=None if of_article else match.text,
        target_start=target.starts[match.at],
        target_end=target.ends[match.at + match.last - match.first - 1],
    )
