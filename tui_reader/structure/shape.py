"""The shape that a whole source was printed in: its line spacing, and the width that its paragraphs were broken to.

Dumps of text browsers and mails break paragraphs to one width; some put two blank lines where others put one. Both say
nothing about the thread, so that layouts see rows as if neither had been done.

Invariant: the stretches hold every non-blank line once, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = range(40, 133)
"""Widths that programs break paragraphs to."""

_OVERLONG = 0.03
"""So small a share of lines, or two of them, may be longer than the width, such as addresses, which are never broken."""

_BROKEN_LEAST = 5
_BROKEN_SHARE = 0.6
"""A source counts as broken to a width when so many, and so large a share, of the longer lines have no room for more."""

_WITHIN_SHARE = 0.4
"""So large a share of the lines below begin within a sentence, in lower case; those of a chat do not."""

_SPACED_LEAST = 6
_SPACED_SHARE = 0.97
"""A source counts as double-spaced when so many, and so large a share, of its blank stretches are even."""

_ENDS = (".", "!", "?", "…", ":", ")", '"', "”", "“", "*")
_SHORT_SHARE = 0.7

_OPENS_ITEM = re.compile(r"\s*(?:\[[–—+-]\]|(?:\d{1,4}[.)]|[•◦▪‣*+>-])(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` to `last` that are read as one, and the blank lines above them in units of the line spacing."""

    first: int
    last: int
    blanks: int


def stretches(lines: Sequence[str], pace: Pace | None = None) -> list[Stretch]:
    """Return the non-blank lines of a source, those that were broken out of one paragraph together."""
    numbers = [number for number, line in enumerate(lines, 1) if line.strip()]
    gaps = [after - number - 1 for number, after in pairwise([0, *numbers])]
    unit = spacing(gaps[1:])
    width = broken_width(lines)
    places = (pace or Pace()).each(enumerate(zip(numbers, gaps, strict=True)))
    opening = [
        place
        for place, (number, gap) in places
        if gap or width is None or not place or not _goes_on(lines[number - 2], lines[number - 1], width)
    ]
    return [
        Stretch(numbers[place], numbers[after - 1], -(-gaps[place] // unit))
        for place, after in pairwise([*opening, len(numbers)])
    ]


def spacing(gaps: Sequence[int]) -> int:
    """Return how many blank lines stand for one: 2 where nearly all stretches of blank lines are even, else 1."""
    blank = [gap for gap in gaps if gap]
    even = sum(gap % 2 == 0 for gap in blank)
    odd_ones = len(blank) < _SPACED_LEAST or even < _SPACED_SHARE * len(blank)
    return 1 if odd_ones else 2


def broken_width(lines: Sequence[str]) -> int | None:
    """Return the width that the paragraphs of a source were broken to, or None where they were not.

    Lines that repeat, such as rows of buttons, count once.
    """
    lengths = Counter(map(len, map(str.rstrip, lines)))
    del lengths[0]
    over = max(2, int(_OVERLONG * lengths.total()))
    width = 0
    for length in sorted(lengths, reverse=True):
        width = length
        over -= lengths[length]
        if over < 0:
            break
    if width not in _WIDTHS:
        return None
    long = {line: below for line, below in pairwise(lines) if width >= len(line.rstrip()) > width / 2 and below.strip()}
    full = [below.lstrip() for line, below in long.items() if _is_full(line, below, width)]
    within = sum(below[0].islower() for below in full)
    enough = len(full) >= max(_BROKEN_LEAST, _BROKEN_SHARE * len(long)) and within >= _WITHIN_SHARE * len(full)
    return width if enough else None


def _is_full(line: str, below: str, width: int) -> bool:
    """Return whether the first word of the line below had no room at the end of a line."""
    return len(line.rstrip()) + 1 + len(below.split(None, 1)[0]) > width


def _goes_on(line: str, below: str, width: int) -> bool:
    """Return whether a line and the one below were one paragraph before it was broken.

    A short line below the end of a sentence can as well be a name or a header; it is left alone.
    """
    if not _is_full(line, below, width) or _OPENS_ITEM.match(below):
        return False
    return not (line.rstrip().endswith(_ENDS) and len(below.strip()) < width * _SHORT_SHARE and not below.strip()[0].islower())
