"""Comments that are missing: the numbers of those that are there skip theirs.

Invariant: nothing is made up; numbers that go down, or that skip more than they count, are no count of comments.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.structure.reading import LostRun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.lines import Page

SKIPPED = "numbers are skipped here"
"""Why nothing of a comment is left."""

_MOST_SKIPPED = 2
"""Numbers of comments that are missing skip no more than so many for each that is there."""


def runs(page: Page, tops: Sequence[int], numbers: Sequence[str]) -> tuple[LostRun, ...]:
    """Return the blank lines above comments, given by their first rows and numbers, where others are missing."""
    if not all(map(str.isdecimal, numbers)):
        return ()
    gaps = [(top, int(after) - int(number) - 1) for (number, after), top in zip(pairwise(numbers), tops[1:], strict=True)]
    missing = sum(gap for _, gap in gaps)
    if any(gap < 0 for _, gap in gaps) or not 0 < missing <= _MOST_SKIPPED * len(tops):
        return ()
    return tuple(_run_above(page, top, gap) for top, gap in gaps if gap and page.rows[top].blanks)


def _run_above(page: Page, top: int, count: int) -> LostRun:
    """Return the blank lines above a comment as the place of so many missing ones."""
    return LostRun(page.rows[top - 1].last + 1, page.rows[top].first - 1, count, SKIPPED)
