"""Bare names beside dates: above them, below them, or at the top of the block of lines that they stand in.

A bare line is never taken for a name on its own; it is one because the other dates have theirs in the same place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.structure import anchors, article, chrome, names
from tui_reader.structure.grammars import BY_WORDS
from tui_reader.structure.lines import Findings
from tui_reader.structure.marks import addressed, bare_name, is_role, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from tui_reader.structure.lines import Page, Row

KIND = "name beside a date"
WEIGHT = 0.93
"""How seldom dates with a name beside each mean anything but comments."""

_MAJORITY = 0.7
"""A place is where names stand if so large a share of the dates has a name there."""

_MOST = 0.9
_LIKELY = 0.45
"""Plausibility from which a line is a name that has no place of its own to speak for it."""

_LABELLED = range(2, 4)
_LABELLED_LEAST = 3
"""Where so large a share of so many dates have so many rows above them, those are a name and what the person is."""

_LONGEST_INITIALS = 2

_DIGITS = re.compile(r"\d+")
_HIGHEST = 6
"""A name stands no more rows above its date."""

_BY = re.compile(rf"^(?:{'|'.join(BY_WORDS)}):?\s+(?=\S)")
_COLUMN = re.compile(r"\s[|]\s")
_NUMBER = re.compile(r"(?P<number>\d{1,4})[.)]?\s+(?=[^\W\d_])")

_NUMBER_ALONE = re.compile(r"(?:#|[Nn]o?\.?\s?|№\s?)?(?P<number>\d{1,5})[.)]?")

_found: Findings[Mapping[int, int]] = Findings()
"""Names are asked for where marks stand, and once more where they are read."""


def are_in_columns(rows: Sequence[Row]) -> bool:
    """Return whether nearly all names have something beside them ("Jo | Marrow Quay")."""
    return len(rows) >= _LABELLED_LEAST and sum(" | " in row.text for row in rows) >= _MOST * len(rows)


def are_initials(page: Page, row: int) -> bool:
    """Return whether a row is what sites show for a person without a picture: the first letters of the name below it."""
    letters, name = page.rows[row].text, page.rows[row + 1].text
    return len(letters) <= _LONGEST_INITIALS and letters.isupper() and name[:1].upper() == letters[0]


@dataclass(frozen=True, slots=True)
class NameFacts:
    """The name in a row, the number in front of it, and the name of whom it says it answers."""

    name: str
    number: str | None
    answers: str | None


def beside(page: Page, rows: Sequence[int]) -> Mapping[int, int]:
    """Return the rows of the names that belong to dates, by the rows of the dates; empty where most dates have none."""
    return _found.recall(page, tuple(rows), lambda: _find_beside(page, rows))


def _find_beside(page: Page, rows: Sequence[int]) -> Mapping[int, int]:
    """Return the names in the first of the places where most dates have one.

    A place in which nearly all names are one is taken only if there is no other: it can be a button's.
    """
    doubtful: dict[int, int] = {}
    for named in _named_by_place(page, rows):
        if not _is_refrain([page.rows[name].text for name in named.values()]):
            return named
        doubtful = doubtful or named
    return doubtful


def _named_by_place(page: Page, rows: Sequence[int]) -> Iterator[dict[int, int]]:
    """Yield the names that belong to dates for each place in which most dates have one."""
    taken = frozenset(rows)
    for place in _places(page, rows):
        named = {row: name for row in rows if (name := place(page, row, taken)) is not None}
        if len(named) < max(2, _MAJORITY * len(rows)) or _has_text_between(page, named):
            continue
        if place is _above:
            named = _above_labels(page, named)
            named |= _odd_names(page, [row for row in rows if row not in named], named)
        if len(named) > 2:
            first, second = (page.rows[named[row]].text for row in sorted(named)[:2])
            if article.is_byline(first) and not article.is_byline(second):
                del named[min(named)]
        if all(name + 1 < row and are_initials(page, name) for row, name in named.items()):
            named = {row: name + 1 for row, name in named.items()}
        yield dict(sorted(named.items()))


def _above_labels(page: Page, named: dict[int, int]) -> dict[int, int]:
    """Return names, a few of them one row higher: where names begin a block, a line below one is a badge ("Featured")."""
    lower = [row for row, name in named.items() if not anchors.begins_block(page, name)]
    known = {page.rows[name].text for name in named.values() if anchors.begins_block(page, name)}
    unlike = sum(not is_role(page.rows[named[row]].text) and page.rows[named[row]].text not in known for row in lower)
    if unlike > (1 - _MAJORITY) * len(named):
        return named
    tops = ((row, _top_above(page, named[row])) for row in lower)
    return named | {row: top for row, top in tops if names.plausibility(page.rows[top].text) >= _LIKELY}


def _top_above(page: Page, name: int) -> int:
    """Return which of the two rows above a row begins its block, or the row itself."""
    return next((row for row in (name - 1, name - 2) if row > 0 and anchors.begins_block(page, row)), name)


def _has_text_between(page: Page, named: Mapping[int, int]) -> bool:
    """Return whether sentences stand between most names and their dates: these are the two ends of comments, not headers."""
    told = sum(any(_is_sentence(row.text) for row in page.rows[name + 1 : date]) for date, name in named.items())
    return told >= _MAJORITY * len(named)


def _is_sentence(text: str) -> bool:
    """Return whether a line is longer than what stands in headers, or ends as sentences do."""
    return len(text) > names.LONGEST_NAME or (text.endswith((".", "!", "?")) and " " in text)


def facts_of_name(row: Row, *, in_columns: bool = False) -> NameFacts:
    """Return what a row beside a date says of who wrote a comment, the name in its first column where it has several."""
    mark = mark_of(row.text)
    text = mark.name if mark is not None and mark.name and mark.date is None else _BY.sub("", row.content or row.text)
    found = _number_in_front(text)
    name, answers = addressed(text[found.end() :] if found else text)
    name = _COLUMN.split(name, maxsplit=1)[0] if in_columns else name
    return NameFacts(bare_name(name)[0] or text, found["number"] if found else row.number, answers)


def _number_in_front(text: str) -> re.Match[str] | None:
    """Return the number in front of a name; "12 Fans" has none."""
    return None if chrome.is_button(text) else _NUMBER.match(text)


def _places(page: Page, rows: Sequence[int]) -> Iterator[Callable[[Page, int, Set[int]], int | None]]:
    """Yield the places where names can stand, as functions from the row of a date to that of its name."""
    height = _labelled_height(page, rows)
    if height is not None:
        yield lambda page, row, taken: _at_top_of_block(page, row - height, taken)
    times = Counter(_DIGITS.sub("0", row.text) for row in page.rows if len(row.text) <= names.LONGEST_NAME)
    tops = _tops_of_runs(page, rows, times, over_furniture=False)
    yield lambda _page, row, _taken: tops.get(row)
    yield from (_above, _below, _first_of_block, _below_subject)
    others = _tops_of_runs(page, rows, times, over_furniture=True)
    yield lambda _page, row, _taken: others.get(row)


def _is_refrain(shown: Sequence[str]) -> bool:
    """Return whether what would be the names is mostly one text, such as a button."""
    text, times = Counter(_DIGITS.sub("0", text) for text in shown).most_common(1)[0]
    return times >= max(_LABELLED_LEAST, _MAJORITY * len(shown)) and not names.is_stand_in(text)


def _tops_of_runs(page: Page, rows: Sequence[int], times: Counter[str], *, over_furniture: bool) -> dict[int, int]:
    """Return the first of the short lines between each date and the furniture above it, empty where most have too few.

    There are two at least: those below the first say what people are or where they live ("Jo", "Top contributor", "Marrow
    Street"). One is enough `over_furniture` that stands right above the date.
    """
    tops: dict[int, int] = {}
    for row in rows:
        top = below = _above_furniture(page, row, times, len(rows)) if over_furniture else row
        while top and row - top < _HIGHEST and not _is_furniture(page.rows[top - 1], times, len(rows)):
            top -= 1
        least = 1 if below < row else 2
        if (
            top
            and below - top >= least
            and _is_furniture(page.rows[top - 1], times, len(rows))
            and _can_be_name(page.rows[top])
        ):
            tops[row] = top
    if len(rows) < _LABELLED_LEAST or len(tops) < _MAJORITY * len(rows):
        return {}
    if len({page.rows[row - 1].text for row in tops}) > len({page.rows[top].text for top in tops.values()}):
        return {}
    usual = Counter(row - top for row, top in tops.items()).most_common(1)[0][0]
    tops[rows[0]] = max(tops.get(rows[0], 0), rows[0] - usual)
    return {row: top for row in rows if (top := tops.get(row, row - usual)) >= 0 and _can_be_name(page.rows[top])}


def _above_furniture(page: Page, row: int, times: Counter[str], dates: int) -> int:
    """Return the row of a date, or the highest of the few buttons and refrains that stand right above it."""
    lowest = row
    while row and lowest - row < _HIGHEST and page.rows[row].blanks == 0 and _is_furniture(page.rows[row - 1], times, dates):
        row -= 1
    return row


def _is_furniture(row: Row, times: Counter[str], dates: int) -> bool:
    """Return whether a row is a button, or a line that stands with nearly every date."""
    return chrome.is_button(row.text) or times[_DIGITS.sub("0", row.text)] >= max(_LABELLED_LEAST, _MOST * dates)


def _labelled_height(page: Page, rows: Sequence[int]) -> int | None:
    """Return how many rows a name and a label take above a date, if nearly all dates have so many above them in their block.

    A label says what the person is or where they live ("Senior Member").
    """
    heights = Counter(row - _top_of_block(page, row) for row in rows)
    height, times = heights.most_common(1)[0]
    return height if height in _LABELLED and times >= _MOST * len(rows) and len(rows) >= _LABELLED_LEAST else None


def _top_of_block(page: Page, row: int) -> int:
    """Return the first row of the lines that no blank line parts from a row, as far up as a header reaches."""
    top = row
    while top > 0 and row - top < _LABELLED.stop and page.rows[top].blanks == 0:
        top -= 1
    return top


def _at_top_of_block(page: Page, row: int, taken: Set[int]) -> int | None:
    """Return a row if it is the top of a block and can be a name."""
    return row if row >= 0 and row not in taken and page.rows[row].blanks and _can_be_name(page.rows[row]) else None


def _odd_names(page: Page, rows: Sequence[int], named: dict[int, int]) -> dict[int, int]:
    """Return names that do not look like any ("What to upgrade to?"), which stand where all the other names stand."""
    gaps = {page.rows[row].blanks for row in named}
    return {
        row: row - 1
        for row in rows
        if row and page.rows[row].blanks in gaps and len(page.rows[row - 1].text) <= names.LONGEST_NAME
    }


def _above(page: Page, row: int, taken: Set[int]) -> int | None:
    """Return the row above a date if it can be its name."""
    if row == 0 or row - 1 in taken:
        return None
    return row - 1 if page.rows[row].blanks <= 1 and _can_be_name(page.rows[row - 1]) else None


def _below(page: Page, row: int, taken: Set[int]) -> int | None:
    """Return the row below a date, and below a number under it, if it can be its name."""
    below = row + 1
    if below + 1 < len(page.rows) and page.rows[below].blanks == 0 and chrome.is_button(page.rows[below].text):
        below += 1
    if below + 1 >= len(page.rows) or below in taken or page.rows[below].blanks > 1:
        return None
    if not page.rows[row].blanks and number_above(page, row) is None and not _BY.match(page.rows[below].text):
        return None
    return below if _can_be_name(page.rows[below]) and below + 1 not in taken else None


def number_above(page: Page, row: int) -> str | None:
    """Return the number that is all the row right above says ("#3"), with a blank line or furniture above it."""
    found = _NUMBER_ALONE.fullmatch(page.rows[row - 1].text) if row and not page.rows[row].blanks else None
    return found["number"] if found is not None and anchors.begins_block(page, row - 1) else None


def _below_subject(page: Page, row: int, taken: Set[int]) -> int | None:
    """Return the second of two rows between a date and a blank line, if it can be a name; the first is then a subject."""
    name = row + 2
    if name + 1 >= len(page.rows) or {row + 1, name} & taken or page.rows[row + 1].blanks:
        return None
    return name if not page.rows[name].blanks and page.rows[name + 1].blanks and _can_be_name(page.rows[name]) else None


def _first_of_block(page: Page, row: int, taken: Set[int]) -> int | None:
    """Return the first row that is no button in the block of lines that a date stands in, if it can be a name."""
    top = row
    while top > 0 and row - top < _HIGHEST and page.rows[top].blanks == 0 and top - 1 not in taken:
        top -= 1
    found = next((index for index in range(top, row) if not chrome.is_button(page.rows[index].text)), None)
    if found is None and row and page.rows[row].blanks and page.rows[row - 1].text.endswith("Fans"):
        found = _first_of_block(page, row - 1, taken)
    return found if found is not None and _can_be_name(page.rows[found]) else None


def _can_be_name(row: Row) -> bool:
    """Return whether a line beside a date can be a name; sentences cannot, odd names can."""
    text = _BY.sub("", row.content or row.text)
    if len(text) > names.LONGEST_NAME or text[-1] in "!?:;,…":
        return False
    found = _number_in_front(text)
    text = text[found.end() :] if found else text
    return names.plausibility(text.rstrip(" .*"), strict=False) >= 0.2
