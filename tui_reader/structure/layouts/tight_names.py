"""Bare names directly below the last line of the comment before, with a blank line only below them.

The strict alternation is the evidence: a line without a blank line above it and with one below is a name, nearly always.
A name can come with the address of its owner in front of it; indentation states who answers whom.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, names
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.lines import Page

_OWNER = re.compile(r"https?://\S+\s+(?P<name>\S.{0,60})")
_LEAST = 3
_ALTERNATION = 0.6


def read(page: Page) -> Reading | None:
    """Read a page whose names stand directly below the comment before."""
    tight = [index for index in range(1, len(page.rows) - 1) if page.rows[index].blanks == 0 and page.gap_after(index) == 1]
    rows = [index for index in tight if _name_of(page, index) is not None]
    if len(rows) < _LEAST:
        return None
    rows = _together(rows)
    first = _first_name(page, rows[0], min(page.rows[row].indent for row in rows))
    rows = [first, *rows] if first is not None else rows
    tail = anchors.tail_of(page, rows[-1])
    parts = tuple(_part(page, row, end) for row, end in zip(rows, [*rows[1:], tail], strict=True))
    return Reading(LAYOUT.name, _score(page, rows, tail), parts)


def _name_of(page: Page, index: int) -> str | None:
    """Return the name in a row that stands where names stand."""
    text = page.rows[index].text
    owner = _OWNER.fullmatch(text)
    if owner is not None:
        return owner["name"]
    ended = text[-1] in ",;:" or (text[-1] == "." and (" " not in text or not names.ends_in_initial(text)))
    if len(text) > names.LONGEST_NAME or names.is_sign_off(text) or ended:
        return None
    return text if names.plausibility(text.rstrip("!?*"), strict=False) >= 0.25 else None


def _together(rows: Sequence[int]) -> list[int]:
    """Return the names that belong to one run: no more text between two of them than comments have."""
    gaps = sorted(after - row for row, after in itertools.pairwise(rows))
    limit = max(12, 5 * gaps[len(gaps) // 2])
    start = 0
    for place in range(len(rows) // 2):
        if rows[place + 1] - rows[place] > limit:
            start = place + 1
    return list(rows[start:])


def _first_name(page: Page, below: int, indent: int) -> int | None:
    """Return the name of the first comment, which has a blank line above it since the article stands there.

    It is indented if all the other names are, so that it stands out from the article.
    """
    for index in range(below - 2, max(0, below - 14), -1):
        row = page.rows[index]
        if not row.blanks or page.gap_after(index) != 1 or (indent and not row.indent):
            continue
        if _OWNER.fullmatch(row.text) or names.plausibility(row.text) >= 0.6:
            return index
    return None


def _part(page: Page, row: int, end: int) -> Part:
    """Return the comment below a name."""
    return Part(
        first=row,
        end=end,
        author=_name_of(page, row) or page.rows[row].text,
        roles={row: Label.AUTHOR},
        reason="a name directly below the comment before",
        level=page.rows[row].indent,
    )


def _score(page: Page, rows: Sequence[int], tail: int) -> float:
    """Return how strictly names and text alternate, 0 to 1; headings do so too, but do not repeat and own no addresses."""
    close = [index for index in range(rows[0] + 1, tail) if page.rows[index].blanks == 0]
    named = set(rows)
    share = sum(index in named for index in close) / max(1, len(close))
    if share < _ALTERNATION:
        return 0.2
    shown = [_name_of(page, row) or page.rows[row].text for row in rows]
    owners = sum(_OWNER.fullmatch(page.rows[row].text) is not None for row in rows)
    evidence = 0.2 * sum(names.likeness(name) for name in shown) + 0.8 * (len(shown) - len(set(shown)) + owners)
    return 0.95 * share * evidence / (evidence + 1)


LAYOUT = Layout(
    "tight-names",
    "A bare name directly below the comment before, a blank line only below it.",
    "Mira\n\nI saw it too.\nOrla\n\nFrom the bridge?\nMira\n\nFrom the bridge.\nJo\n\nLovely.",
    read,
)
