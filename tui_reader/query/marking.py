"""What to mark in texts: the words by which comments meet a condition, and nothing else.

Invariant: where a comment meets a condition by its words, something is marked in it; only a word behind an accent that
stands on nothing is found and not marked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from tui_reader.query.conditions import All, Either
from tui_reader.query.letters import ACCENTS, CASED, FOLDED, SEPARATORS
from tui_reader.query.texts import Exactly, Regex, Text
from tui_reader.query.wordings import compiled
from tui_reader.query.words import InARow
from tui_reader.text.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.query.conditions import Condition


def marking(conditions: Iterable[Condition]) -> Marks:
    """Return what some conditions ask for in texts: words and phrases in one pattern, each regular expression in its own.

    What is excluded, and what is asked of other comments, is not marked.
    """
    asked = [*dict.fromkeys(chain.from_iterable(map(_asked, conditions)))]
    plain = [each for each in sorted(asked, key=_length, reverse=True) if not isinstance(each, Regex)]
    rows = [each.sought for each in plain if isinstance(each, Text) and isinstance(each.sought, InARow)]
    parts = [part for each in plain if (part := _part(each))]
    patterns = [*([_in_a_row(rows)] if rows else []), *(["|".join(parts)] if parts else [])]
    regexes = [compiled(each.source, in_case=each.in_case) for each in asked if isinstance(each, Regex)]
    return Marks((*map(re.compile, patterns), *regexes))


def _asked(condition: Condition) -> Iterator[Text | Regex | Exactly]:
    if isinstance(condition, (Text, Regex, Exactly)):
        yield condition
    elif isinstance(condition, (All, Either)):
        for inner in condition.conditions:
            yield from _asked(inner)


def _length(condition: Text | Regex | Exactly) -> int:
    return len(condition.query())


def _part(condition: Text | Exactly) -> str:
    """Return the pattern of what is looked for wherever it stands; empty where that is nothing, or words in a row."""
    if isinstance(condition, Exactly):
        return re.escape(condition.text.strip())
    return "" if isinstance(condition.sought, InARow) else _spelled(condition.sought.text)


def _in_a_row(rows: Sequence[InARow]) -> str:
    """Return the pattern of any of some rows of words.

    That a word begins there is asked once for all of them: to compile the characters of words takes milliseconds.
    """
    part = f"[^{_ranges(SEPARATORS)}]"
    firsts = "".join(sorted({_letter(row.words[0][0])[1:-1] for row in rows}))
    ways = (_between().join(map(_spelled, row.words)) + ("" if row.goes_on else f"(?!{part})") for row in rows)
    return f"(?=[{firsts}])(?<!{part})(?:{'|'.join(ways)})"


def _spelled(text: str) -> str:
    """Return the pattern of a folded text in every spelling that it has, a run of blanks as any run of blanks."""
    return "".join(r"\s+" if letter == " " else f"{_letter(letter)}[{_ranges(ACCENTS)}]*" for letter in text)


def _letter(letter: str) -> str:
    return f"[{''.join(map(re.escape, (letter, *_spellings()[letter])))}]"


@cache
def _spellings() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for letter, base in zip(CASED, FOLDED, strict=True):
        found[base].append(letter)
    return found


@cache
def _between() -> str:
    return f"[{_ranges(SEPARATORS)}{_ranges(ACCENTS)}]+"


@cache
def _ranges(written: str) -> str:
    """Return what stands in the brackets of a pattern for the characters that are written as in `SEPARATORS`."""
    pairs = (piece.split("-") for piece in written.split())
    return "".join(rf"\U{int(pair[0], 16):08x}-\U{int(pair[-1], 16):08x}" for pair in pairs)
