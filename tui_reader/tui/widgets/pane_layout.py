"""Where article and comments stand on the screen, as a value that follows from what the reader chose and what room there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

BESIDE_FROM = 100
"""Columns from which both panes stand side by side: 40 % of it still hold a line of an article."""

STACKED_FROM = 36
"""Lines from which both panes stand one above the other where they do not fit side by side."""

USUAL_SHARE, LEAST_SHARE, SHARE_STEP = 40, 20, 5

LEAST_COLUMNS, LEAST_LINES = 36, 4
"""What a pane needs to be read."""


class ArticleSide(StrEnum):
    """Where the reader wants the article."""

    LEFT = "left"
    TOP = "top"
    OFF = "off"


_NEXT_SIDE = {ArticleSide.LEFT: ArticleSide.TOP, ArticleSide.TOP: ArticleSide.OFF, ArticleSide.OFF: ArticleSide.LEFT}


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """What the reader chose; `zoomed` gives one pane all the room.

    `left` and `top` are the article's part of the room in percent where it stands there.
    """

    side: ArticleSide = ArticleSide.LEFT
    left: int = USUAL_SHARE
    top: int = USUAL_SHARE
    zoomed: bool = False

    def turned(self, columns: int, lines: int) -> PaneLayout:
        """Return it with the article in the next place that looks different in this room."""
        turned = replace(self, side=_NEXT_SIDE[self.side], zoomed=False)
        looks_the_same = turned.fitted(columns, lines) is self.fitted(columns, lines)
        return turned.turned(columns, lines) if looks_the_same else turned

    def resized(self, steps: int, columns: int, lines: int) -> PaneLayout:
        """Return it with the article so many steps larger, or smaller."""
        return self.sized(self.share(columns, lines) + steps * SHARE_STEP, columns, lines)

    def sized(self, share: int, columns: int, lines: int) -> PaneLayout:
        """Return it with this share for the article where it stands now, as far as both panes can be read."""
        match self.fitted(columns, lines):
            case ArticleSide.LEFT:
                return replace(self, left=_readable(share, columns, LEAST_COLUMNS))
            case ArticleSide.TOP:
                return replace(self, top=_readable(share, lines, LEAST_LINES))
            case _:
                return self

    def evened(self) -> PaneLayout:
        """Return it with the usual sizes."""
        return replace(self, left=USUAL_SHARE, top=USUAL_SHARE)

    def share(self, columns: int, lines: int) -> int:
        """Return the article's part of this room in percent: the chosen one, as far as both panes can be read."""
        match self.fitted(columns, lines):
            case ArticleSide.LEFT:
                return _readable(self.left, columns, LEAST_COLUMNS)
            case ArticleSide.TOP:
                return _readable(self.top, lines, LEAST_LINES)
            case _:
                return 100

    def fitted(self, columns: int, lines: int) -> ArticleSide:
        """Return where the article stands in this room; `OFF` shows one pane at a time."""
        if self.zoomed or self.side is ArticleSide.OFF:
            return ArticleSide.OFF
        if self.side is ArticleSide.LEFT and columns >= BESIDE_FROM:
            return ArticleSide.LEFT
        return ArticleSide.TOP if self.side is ArticleSide.TOP or lines >= STACKED_FROM else ArticleSide.OFF


def _readable(share: int, room: int, least: int) -> int:
    """Return a share of a room that leaves both panes so many columns or lines; half where there are fewer."""
    lowest = min(50, max(LEAST_SHARE, -(-100 * (least + 1) // max(1, room))))
    return max(lowest, min(100 - lowest, share))
