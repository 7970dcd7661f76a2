"""One line across the screen: a title, a status, or help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from typing import Self

    from textual.geometry import Region
    from textual.strip import Strip


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
    _drawn: tuple[Region, list[Strip]] | None = None

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

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the line anew."""
        self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the line as it was drawn last: Textual asks for it whenever a line above and one below it change."""
        if self._drawn is None or self._drawn[0] != crop:
            self._drawn = crop, super().render_lines(crop)
        return self._drawn[1]
