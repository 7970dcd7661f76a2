"""Where article and comments stand on the screen, as a value that follows from what the reader chose and what room there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

BESIDE_FROM = 100
"""Columns from which both panes stand side by side: 40 % of it still hold a line of an article."""

STACKED_FROM = 36
"""Lines from which both panes stand one above the other where they do not fit side by side."""

LEAST_SHARE, MOST_SHARE, SHARE_STEP = 20, 80, 5


class ArticleSide(StrEnum):
    """Where the reader wants the article."""

    LEFT = "left"
    TOP = "top"
    OFF = "off"


_NEXT_SIDE = {ArticleSide.LEFT: ArticleSide.TOP, ArticleSide.TOP: ArticleSide.OFF, ArticleSide.OFF: ArticleSide.LEFT}


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """What the reader chose; `share` is the article's part of the room in percent, `zoomed` gives one pane all of it."""

    side: ArticleSide = ArticleSide.LEFT
    share: int = 40
    zoomed: bool = False

    def turned(self) -> PaneLayout:
        """Return it with the article in the next place."""
        return replace(self, side=_NEXT_SIDE[self.side], zoomed=False)

    def resized(self, steps: int) -> PaneLayout:
        """Return it with the article so many steps larger, or smaller."""
        return replace(self, share=min(MOST_SHARE, max(LEAST_SHARE, self.share + steps * SHARE_STEP)))

    def fitted(self, columns: int, lines: int) -> ArticleSide:
        """Return where the article stands in this room; `OFF` shows one pane at a time."""
        if self.zoomed or self.side is ArticleSide.OFF:
            return ArticleSide.OFF
        if self.side is ArticleSide.LEFT and columns >= BESIDE_FROM:
            return ArticleSide.LEFT
        return ArticleSide.TOP if self.side is ArticleSide.TOP or lines >= STACKED_FROM else ArticleSide.OFF
