"""Bare names on top of their text: right above its first line, or above lines that are indented deeper.

A name begins a block of lines: there is a blank line or a button above it. Headings of articles stand so as well, so the names
must say more together: they repeat, the heading of a comment section is above them, the same button parts them, or all text
is indented below them, which states who answers whom.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, chrome, names
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.structure.lines import Page

_LEAST, _LEAST_PEOPLE = 4, 3
_OFTENEST = 0.5
"""What stands on top of a larger share of blocks is furniture; and where dates do below names, those are headers."""

_A_NAME = 0.4
"""Plausibility from which a line on top of a block is a name."""

_SHARE = 0.5
"""The least share of the blocks that have a name on top; the others are further paragraphs."""

_NEARLY_ALL = 0.8
_REPEATED, _HEADED, _PARTED, _NESTED = 0.6, 1.5, 1.5, 1.5
"""What says that these are names: one seen before, a heading above, a button above nearly all, and levels of indentation."""

_BLANK = 0.05
"""Where so small a share of the rows has a blank line above it, no blocks are left."""

_EACH, _OFTEN = 0.2, 0.25
"""What each name says, and the share of names seen before that is enough where nothing around them speaks for names."""


def read(page: Page) -> Reading | None:
    """Read a page whose names stand on top of their text, by the way that explains more of it."""
    ways = (_is_above_line, _is_above_deeper, *((_is_above_sentence,) if _has_no_blocks(page) else ()))
    readings = [reading for is_top in ways if (reading := _read(page, is_top)) is not None]
    return max(readings, key=lambda reading: reading.score, default=None)


def _read(page: Page, is_top: Callable[[Page, int], bool]) -> Reading | None:
    """Read a page whose names stand in one way."""
    heading = _heading(page)
    start = heading + 1 if heading is not None else 1
    rows = [row for row in range(start, len(page.rows) - 1) if is_top(page, row) and _is_name(page, row)]
    times = Counter(page.rows[row].text for row in rows)
    if len(rows) < _LEAST or len(times) < _LEAST_PEOPLE or max(times.values()) > _OFTENEST * len(rows):
        return None
    marks = anchors.marks_of(page)
    if sum(row + 1 in marks for row in rows) > _OFTENEST * len(rows):
        return None
    tail = anchors.tail_of(page, rows[-1])
    tops = [row for row in range(rows[0], min(tail, len(page.rows) - 1)) if is_top(page, row)]
    share = len(rows) / max(1, len(tops))
    if share < _SHARE:
        return None
    score = 0.9 * share * _evidence(page, rows, headed=heading is not None, nested=is_top is _is_above_deeper)
    parts = tuple(_part(page, row, end) for row, end in zip(rows, [*rows[1:], tail], strict=True))
    return Reading(LAYOUT.name, score, parts)


def _heading(page: Page) -> int | None:
    """Return the row of the first heading of a comment section that is no button."""
    return next((row for row in anchors.headings(page) if row and not chrome.is_button(page.rows[row].text)), None)


def _is_above_line(page: Page, row: int) -> bool:
    """Return whether a row begins a block, and text stands right below it."""
    below = page.rows[row + 1]
    if below.blanks or chrome.is_button(below.text) or chrome.is_button(page.rows[row].text):
        return False
    return anchors.begins_block(page, row)


def _is_above_deeper(page: Page, row: int) -> bool:
    """Return whether a row is followed by one that is indented deeper."""
    return page.rows[row + 1].indent > page.rows[row].indent


def _is_above_sentence(page: Page, row: int) -> bool:
    """Return whether a row that is no sentence stands between two that are."""
    above, below = page.rows[row - 1], page.rows[row + 1]
    return all(map(names.ends_sentence, (above.text, below.text))) and not names.ends_sentence(page.rows[row].text)


def _has_no_blocks(page: Page) -> bool:
    """Return whether hardly any blank line is left in a page."""
    return sum(row.blanks > 0 for row in page.rows) <= _BLANK * len(page.rows)


def _is_name(page: Page, row: int) -> bool:
    """Return whether a row can be a name."""
    return names.plausibility(page.rows[row].text, strict=False) >= _A_NAME


def _evidence(page: Page, rows: Sequence[int], *, headed: bool, nested: bool) -> float:
    """Return how much names say together, 0 to 1."""
    shown = [page.rows[row].text for row in rows]
    buttons = Counter(page.rows[row - 1].text for row in rows[1:] if chrome.is_button(page.rows[row - 1].text))
    levels = {page.rows[row].indent for row in rows}
    repeated = len(shown) - len(set(shown))
    around = _HEADED * headed + _PARTED * (sum(buttons.values()) >= _NEARLY_ALL * (len(rows) - 1))
    around += _NESTED * (nested and len(levels) > 1)
    if not around and repeated < _OFTEN * len(rows):
        return 0.0
    evidence = _EACH * sum(map(names.likeness, shown)) + _REPEATED * repeated + around
    return evidence / (evidence + 1)


def _part(page: Page, row: int, end: int) -> Part:
    """Return the comment below a name."""
    text = page.rows[row].text
    return Part(row, end, text, {row: Label.AUTHOR}, "a name on top of its text", level=page.rows[row].indent)


LAYOUT = Layout(
    "top-names",
    "A bare name right above the first line of its text, or above text that is indented deeper.",
    "3 comments\n\nMira\nI saw it too.\n\nOrla\nFrom the bridge?\n\nMira\nFrom the bridge.\n\nJo\nLovely.",
    read,
)
