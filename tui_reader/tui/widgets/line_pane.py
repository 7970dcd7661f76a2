"""What all panes and lists share: they draw their own lines, and only those in sight.

Invariant: a line passes the filters of the app before it is handed on; what was drawn is forgotten when the theme changes, and
only then, since Textual tells of every change of focus in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.tui.widgets.inks import resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.color import Color
    from textual.geometry import Region


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A widget of lines. A subclass draws one in `render_line`, or keeps finished ones and hands them on in `lines_in`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinePane {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """
    INKS: ClassVar[Mapping[str, str]] = {}
    """What a piece of a line can be, and its ink."""

    ANSI_INKS: ClassVar[Mapping[str, str]] = {}
    """The inks that differ in themes that leave the colours to the terminal."""

    _theme_drawn: tuple[str, Color] | None = None
    _inks: Mapping[str, Style] | None = None

    @property
    def inks(self) -> Mapping[str, Style]:
        """How each piece looks in the theme there is."""
        if self._inks is None:
            self._inks = resolved(self, self.INKS, self.ANSI_INKS)
        return self._inks

    def notify_style_update(self) -> None:
        """Forget what is drawn when the theme has changed."""
        super().notify_style_update()
        theme = self.app.theme, self.background_colors[1]
        if theme != self._theme_drawn:
            self._theme_drawn, self._inks = theme, None
            self.forget_drawn()

    def forget_drawn(self) -> None:
        """Drop what is kept of lines that were drawn."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = PlainScrollBar(vertical=True, name="vertical")
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001  # as Textual starts its own
        return self._vertical_scrollbar

    def fit(self, width: int, lines: int) -> None:
        """Take a number of lines, past the reactive that would lay the whole screen out anew."""
        size = Size(width, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = lines

    def scroll_now(self, line: int) -> None:
        """Bring a line to the top, as far as there are lines below it."""
        self.scroll_to(y=line, animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in sight, past the cache of Textual that would copy every one of them."""
        strips = self.lines_in(crop.y, crop.height)
        if crop.x or crop.width != self.outer_size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def lines_in(self, y: int, count: int) -> list[Strip]:
        """Return so many finished lines of the screen from one on."""
        return self.finished([self.render_line(at) for at in range(y, y + count)])

    @property
    def ground(self) -> Color:
        """The colour that everything stands on."""
        return self._theme_drawn[1] if self._theme_drawn else self.background_colors[1]

    def finished(self, strips: list[Strip]) -> list[Strip]:
        """Return lines as the filters of the app leave them, as wide as the widget: below the scroll bar they go on."""
        width, below = self.outer_size.width, Style(bgcolor=self.ground.rich_color)
        return self.filtered([strip.extend_cell_length(width, below) for strip in strips])

    def filtered(self, strips: list[Strip]) -> list[Strip]:
        """Return lines as the filters of the app leave them."""
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.ground) for strip in strips]
        return strips


class PlainScrollBar(ScrollBar):
    """A scroll bar of whole cells, drawn without a renderable; where nothing is out of sight it is not there to be seen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the bar; a press on the thumb takes hold of it, one beside it scrolls."""
        height = self.size.height
        first, last = self._thumb(height)
        above, thumb, below = self._cells()
        bar = [above] * first + [thumb] * (last - first) + [below] * (height - last)
        return bar[crop.y : crop.bottom]

    def _thumb(self, height: int) -> tuple[int, int]:
        """Return the cells (half open) that stand for what is in sight."""
        total, shown = self.window_virtual_size, self.window_size
        if not shown or total <= shown:
            return 0, 0
        size = max(1, round(height * shown / total))
        first = round((height - size) * min(1, self.position / (total - shown)))
        return first, first + size

    def _cells(self) -> tuple[Strip, Strip, Strip]:
        """Return a line above the thumb, one of it, and one below."""
        pane = self.parent
        if not isinstance(pane, LinePane):
            return (Strip.blank(1),) * 3
        styles, ground = pane.styles, pane.ground
        hovered = self.mouse_over or self.grabbed
        track = ground + (styles.scrollbar_background_hover if hovered else styles.scrollbar_background)
        thumb = track + (
            styles.scrollbar_color_active
            if self.grabbed
            else styles.scrollbar_color_hover
            if hovered
            else styles.scrollbar_color
        )
        if self.window_virtual_size <= self.window_size:
            track = ground
        looks = (("scroll_up", track), ("grab", thumb), ("scroll_down", track))
        strips = [Strip.blank(1, Style(bgcolor=colour.rich_color, meta={"@mouse.down": does})) for does, colour in looks]
        above, on, below = pane.filtered(strips)
        return above, on, below
