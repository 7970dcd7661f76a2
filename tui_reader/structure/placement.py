"""Whether marks that repeat stand above their comments or below them.

A dump seldom says it outright. The two ends of the run tell most: what stands between the heading of the section and the first
mark, and what between the last one and the furniture below. So do the blank lines on both sides, names that stand a second time
on top of what they sign, and what sites are known to do.

Invariant: every piece of evidence is a number of nats for "below" (negative for "above"), and they add up.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from tui_reader.structure import anchors, chrome, named_dates
from tui_reader.structure.lines import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.anchors import Group
    from tui_reader.structure.lines import Page

_USUAL = {
    "posted-by": 1.5,
    "by-on": 1.5,
    "dash-name": 3.0,
    "date": 0.0,
    "date-name": 0.0,
    "numbered": -4.0,
    "place": 4.0,
    "like-reply": 6.0,
    "name": 4.0,
}
"""How much the kind of a mark alone says; all others stand above comments more often than not."""

_ABOVE_ALONE = (
    "says",
    "link-words",
    "points",
    "id-board",
    "board-date",
    "name-date-said",
    "name-says-date",
    "on-date",
    "field",
    "san",
    "comment-number",
    "slashdot",
)
"""Kinds that no site was seen to put below a comment."""

_OTHERS, _NAMED, _NEVER = -1.0, -3.5, -6.0
"""What other kinds say, dates with a bare name beside each, and kinds that are never below."""

_END, _HEADING, _ECHO, _GAPS, _DASHED = 3.0, 3.5, 4.0, 2.5, 6.0
_RULED, _RULED_LEAST, _SHORTEST_RULE = 5.0, 3, 5
"""What rules on one side of the marks say, how many there are at least, and the characters of one."""

_DASHES = ("- ", "– ", "— ")
_MAJORITY = 0.8
_CLOSING_ROWS, _REFRAIN = 3, 3
_LONGEST_CLOSING, _LONGEST_SUBJECT = 80, 60
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”")


_found: Findings[float] = Findings()
"""Marks are tried as headers and as signatures."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A mark with the name, the date or the subject that stands beside it: rows `top` to `bottom`."""

    top: int
    bottom: int


def below(page: Page, group: Group, rows: Sequence[int]) -> float:
    """Return the probability (0 to 1) that marks in the given rows of a group stand below their comments."""
    return _found.recall(page, (group.kind, tuple(rows)), lambda: _probability_below(page, group, rows))


def _probability_below(page: Page, group: Group, rows: Sequence[int]) -> float:
    """Return what all the evidence together says."""
    if group.kind == "date" and _are_below_headers(page, rows):
        return 0.0
    has_text_below = anchors.text_below(page, rows[-1], anchors.tail_of(page, rows[-1]))
    named = named_dates.beside(page, rows) if group.kind == "date" and has_text_below else {}
    blocks = _blocks(page, rows, named)
    refrain = refrain_below(page, [block.bottom for block in blocks])
    evidence = (
        (_NAMED if any(name < row for row, name in named.items()) else _usual(group))
        + _of_end(page, blocks, refrain)
        + _of_heading(page, blocks)
        + _of_gaps(page, blocks, refrain)
    )
    evidence += _of_echoes(page, group, rows) + _of_dashes(page, rows) + _of_rules(page, blocks)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, evidence))))


def _are_below_headers(page: Page, rows: Sequence[int]) -> bool:
    """Return whether nearly all dates stand right below a line that says who speaks."""
    marks = anchors.marks_of(page)
    headed = sum(
        page.rows[row].blanks == 0 and row - 1 in marks and marks[row - 1].kind.startswith(_ABOVE_ALONE) for row in rows
    )
    return headed >= _MAJORITY * len(rows)


def _blocks(page: Page, rows: Sequence[int], named: Mapping[int, int]) -> list[_Block]:
    """Return marks with what stands beside nearly all of them."""
    found = [(row, named.get(row, row)) for row in rows]
    blocks = [_Block(min(pair), max(pair)) for pair in found]
    subjects = [has_subject(page, block.top) for block in blocks]
    if sum(subjects) < _MAJORITY * len(blocks):
        return blocks
    return [_Block(block.top - subject, block.bottom) for block, subject in zip(blocks, subjects, strict=True)]


def has_subject(page: Page, row: int) -> bool:
    """Return whether the line right above a row, with none but blank lines above it, can be a subject or a name."""
    above = page.rows[row - 1] if row and not page.rows[row].blanks else None
    return above is not None and bool(above.blanks) and len(above.text) <= _LONGEST_SUBJECT and not is_text(above.text)


def is_text(text: str) -> bool:
    """Return whether a line ends as sentences do, or is a button."""
    return text.endswith(_SENTENCE_ENDS) or chrome.is_button(text)


def is_above_alone(group: Group) -> bool:
    """Return whether marks of a kind stand above comments only, whatever stands around them."""
    return group.kind.startswith(_ABOVE_ALONE)


def _usual(group: Group) -> float:
    """Return what sites do with marks of this kind."""
    if is_above_alone(group):
        return _NEVER
    return _USUAL.get(group.kind.split(" ", 1)[0], _OTHERS)


def _of_end(page: Page, blocks: Sequence[_Block], refrain: str) -> float:
    """Return what stands below the last mark says: nothing leaves it no comment, a line or two may be furniture."""
    last = blocks[-1].bottom
    end = anchors.tail_of(page, last)
    rows = range(last + 1 + has_below(page, last, refrain), end)
    text = list(islice((page.rows[row].text for row in rows if not chrome.is_button(page.rows[row].text)), _CLOSING_ROWS + 1))
    if not text:
        return _END
    if len(text) > _CLOSING_ROWS or any(len(line) > _LONGEST_CLOSING for line in text):
        return -_END
    return -_END / 2 if is_text(text[-1]) else 0.0


def _of_heading(page: Page, blocks: Sequence[_Block]) -> float:
    """Return what stands between the heading of the section and the first mark says."""
    first = blocks[0].top
    while first and _is_between(page.rows[first - 1].text):
        first -= 1
    if first and chrome.opens_comments(page.rows[first - 1].text):
        return -_HEADING
    usual = max((after.top - block.bottom for block, after in pairwise(blocks)), default=1)
    above = range(max(0, first - usual - 1), max(0, first - 1))
    heading = next((row for row in reversed(above) if chrome.opens_comments(page.rows[row].text)), None)
    return _HEADING if heading is not None and _holds_text(page, heading + 1, first) else 0.0


def _holds_text(page: Page, first: int, end: int) -> bool:
    """Return whether rows hold more than furniture and short lines that can be names and what people are."""
    shown = [page.rows[row].text for row in range(first, end)]
    return any(not chrome.is_furniture(text) and (len(text) > _LONGEST_SUBJECT or is_text(text)) for text in shown)


def _is_between(text: str) -> bool:
    """Return whether a line is furniture between the heading of a section and its first comment: buttons, a form, a log-in."""
    return chrome.is_furniture(text) and not chrome.opens_comments(text)


def _of_gaps(page: Page, blocks: Sequence[_Block], refrain: str) -> float:
    """Return what the blank lines on both sides of the marks say: a mark stands closer to its own comment."""
    sides = [
        (_closeness(page, block.top, -1), _closeness(page, block.bottom + has_below(page, block.bottom, refrain), 1))
        for block in blocks[1:-1] or blocks
    ]
    closer_above = sum(over < under for over, under in sides)
    closer_below = sum(under < over for over, under in sides)
    if closer_above >= _MAJORITY * len(sides):
        return _GAPS
    return -_GAPS if closer_below >= _MAJORITY * len(sides) else 0.0


def refrain_below(page: Page, rows: Sequence[int]) -> str:
    """Return the line that stands right below nearly all rows, a button that nobody taught us; empty where none does."""
    below = Counter(page.rows[row + 1].text for row in rows if row + 1 < len(page.rows))
    text, times = below.most_common(1)[0] if below else ("", 0)
    return text if times >= max(_MAJORITY * len(rows), _REFRAIN) else ""


def has_below(page: Page, row: int, refrain: str) -> bool:
    """Return whether a refrain stands right below a row."""
    return bool(refrain) and row + 1 < len(page.rows) and page.rows[row + 1].text == refrain


def _closeness(page: Page, row: int, step: int) -> int:
    """Return the blank lines between a row and the next one on a side that is no button."""
    blanks = 0
    while 0 <= row < len(page.rows) and 0 <= row + step < len(page.rows):
        blanks += page.rows[row if step < 0 else row + 1].blanks
        row += step
        if blanks or not chrome.is_button(page.rows[row].text):
            break
    return blanks


def _of_echoes(page: Page, group: Group, rows: Sequence[int]) -> float:
    """Return what names say that stand a second time on top of what they sign, as captions of pictures do."""
    echoes = sum(page.rows[_row_below(page, row)].text == group.marks[after].name for row, after in pairwise(rows))
    return _ECHO if echoes >= max(2, 0.5 * (len(rows) - 1)) else 0.0


def _of_dashes(page: Page, rows: Sequence[int]) -> float:
    """Return what dashes in front of the marks say: what follows one signs what stands above."""
    return _DASHED if all(page.rows[row].text.startswith(_DASHES) for row in rows) else 0.0


def _of_rules(page: Page, blocks: Sequence[_Block]) -> float:
    """Return what rules say that stand on one side of nearly all marks: they part comments, and marks end or begin one."""
    over = sum(block.top > 0 and is_rule(page.rows[block.top - 1].text) for block in blocks)
    under = sum(block.bottom + 1 < len(page.rows) and is_rule(page.rows[block.bottom + 1].text) for block in blocks)
    least = max(_RULED_LEAST, _MAJORITY * len(blocks))
    return _RULED * ((under >= least and over < len(blocks) - least) - (over >= least and under < len(blocks) - least))


def is_rule(text: str) -> bool:
    """Return whether a line is drawn, not written."""
    return len(text) >= _SHORTEST_RULE and not text.strip("-_=*~—–─")


def _row_below(page: Page, row: int) -> int:
    """Return the first row below a mark that is no button."""
    return next((index for index in range(row + 1, len(page.rows)) if not chrome.is_button(page.rows[index].text)), row)
