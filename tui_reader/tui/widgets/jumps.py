"""Where a reader jumped from, to go back and forward, as a browser does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.outline import Rearrangement

MOST = 100
"""Places remembered."""


class Jumps:
    """Positions behind and ahead of the present one."""

    def __init__(self) -> None:
        self._behind: list[int] = []
        self._ahead: list[int] = []

    def leave(self, position: int) -> None:
        """Remember a place that is left by a jump; what was ahead is gone."""
        self._ahead.clear()
        if position >= 0 and self._behind[-1:] != [position]:
            self._behind = [*self._behind, position][-MOST:]

    def back(self, position: int) -> int | None:
        """Return the place jumped from last; None where there is none."""
        if not self._behind:
            return None
        self._ahead.append(position)
        return self._behind.pop()

    def forward(self, position: int) -> int | None:
        """Return the place that `back` left; None where there is none."""
        if not self._ahead:
            return None
        self._behind.append(position)
        return self._ahead.pop()

    def rearrange(self, order: Rearrangement) -> None:
        """Follow the comments into another order."""
        self._behind = [order.places[position] for position in self._behind]
        self._ahead = [order.places[position] for position in self._ahead]
