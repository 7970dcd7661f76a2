"""One line across the screen: a title, a status, or help."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget


class Bar(Widget):
    """A line of two parts, the left one shortened before the right one goes."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; background: $panel; color: $foreground; padding: 0 1; }
    Bar.-title { background: $primary 20%; text-style: bold; }
    Bar.-status { background: $panel; color: $foreground 80%; }
    Bar.-help { background: $background; color: $foreground 60%; }
    """

    _left = Content()
    _right = Content()

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show this from now on."""
        right = right or Content()
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Return both parts with the space between them filled."""
        room = self.size.width
        right = self._right
        if not right.plain or cell_len(right.plain) + 8 > room:
            return self._left.truncate(room, ellipsis=True)
        left = self._left.truncate(room - cell_len(right.plain) - 1, ellipsis=True)
        return Content.assemble(left, " " * (room - cell_len(left.plain) - cell_len(right.plain)), right)
