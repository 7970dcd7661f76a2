"""A list of rows, one line each, of which only those in sight are drawn.

Invariant: the cursor is on a row whenever there is one, and in sight; what a row shows is decided by the list that draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_reader.tui.widgets.pieces import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui_reader.tui.widgets.pieces import Piece

_PREFIX = "row-list--"
_ROLES = ("text", "strong", "fact", "key", "plus", "minus", "bar", "edge", "heading", "match")
_GROUNDS = ("cursor", "cursor-blurred")


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor; a subclass says how many there are and draws each in pieces."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"{_PREFIX}{name}" for name in (*_ROLES, *_GROUNDS)}
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & .row-list--text { color: $foreground; }
        & .row-list--strong { color: $text-primary; text-style: bold; }
        & .row-list--fact { color: $foreground 60%; }
        & .row-list--key { color: $text-accent; text-style: bold; }
        & .row-list--plus { color: $text-success; text-style: bold; }
        & .row-list--minus { color: $text-error; text-style: bold; }
        & .row-list--bar { color: $text-primary 70%; }
        & .row-list--edge { color: $foreground 40%; }
        & .row-list--heading { color: $foreground 60%; text-style: bold; }
        & .row-list--match { color: $text-warning; text-style: bold underline; }
        & .row-list--cursor { background: $primary 20%; }
        & .row-list--cursor-blurred { background: $foreground 7%; }
        &:focus .row-list--edge { color: $accent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
    ]

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)
    """The current row, counted from 0; -1 where there is none."""

    @dataclass
    class CursorMoved(Message):
        """The reader went to another row; -1 where there is none."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that it happened in."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """The reader takes the row at the cursor; -1 where there is none."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that it happened in."""
            return self.rows

    _styles: dict[tuple[str, str], Style] | None = None

    # What a subclass says.

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a row in pieces."""
        raise NotImplementedError

    def draw_heading(self, width: int) -> Sequence[Piece]:  # noqa: ARG002
        """Return the line that stays above the rows; nothing for none."""
        return ()

    def row_clicked(self, column: int) -> None:
        """Act on a click on a row, where the cursor has gone already."""

    def heading_clicked(self, column: int) -> None:
        """Act on a click on the line above the rows."""

    # Moving.

    def rows_changed(self, cursor: int) -> None:
        """Show rows anew with the cursor on one of them."""
        self._fit()
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        self.watch_cursor(self.cursor)

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(index, self.count - 1)) if self.count else -1

    def watch_cursor(self, index: int) -> None:
        """Bring the row into sight and tell of it."""
        page, top = self._page, self.scroll_offset.y
        if page > 0 and not top <= index < top + page:
            self.scroll_to(y=max(0, index if index < top else index - page + 1), animate=False, force=True)
        self.refresh()
        self.post_message(self.CursorMoved(self, index))

    def action_step(self, rows: int) -> None:
        """Go so many rows down."""
        self.cursor += rows

    def action_page(self, direction: int) -> None:
        """Go a screen down (1) or up (-1)."""
        self.cursor += direction * max(1, self._page - 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self.count - 1

    def action_choose(self) -> None:
        """Take the row at the cursor."""
        self.post_message(self.Chosen(self, self.cursor))

    # Onto the screen.

    @property
    def _heading_lines(self) -> int:
        return 1 if self.draw_heading(self.size.width) else 0

    @property
    def _page(self) -> int:
        return self.size.height - self._heading_lines

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        event.stop()
        self._fit()
        self.watch_cursor(self.cursor)

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count + self._heading_lines)

    def notify_style_update(self) -> None:
        """Draw everything anew when the theme or the focus changes."""
        super().notify_style_update()
        self._styles = None

    def render_line(self, y: int) -> Strip:
        """Return a line: the heading, a row, or nothing below the last one."""
        width = self.scrollable_content_region.width
        if y < self._heading_lines:
            return Strip(fitted(self.draw_heading(width), width, self._styles_on("")), width)
        index = self.scroll_offset.y + y - self._heading_lines
        if index >= self.count:
            return Strip.blank(width, self._styles_on("")["text"])
        ground = ("cursor" if self.has_focus else "cursor-blurred") if index == self.cursor else ""
        edge = "▌" if ground else " "
        return Strip(fitted([(edge, "edge"), *self.draw(index, width - 1)], width, self._styles_on(ground)), width)

    def _styles_on(self, ground: str) -> dict[str, Style]:
        if self._styles is None:
            self._styles = {}
            for name in ("", *_GROUNDS):
                below = self.get_component_rich_style(f"{_PREFIX}{name}") if name else self.rich_style
                under = Style(bgcolor=below.bgcolor)
                self._styles |= {(name, role): self.get_component_rich_style(f"{_PREFIX}{role}") + under for role in _ROLES}
        return {role: self._styles[ground, role] for role in _ROLES}

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; take it when it was clicked twice."""
        event.stop()
        if event.y < self._heading_lines:
            self.heading_clicked(event.x)
            return
        index = self.scroll_offset.y + event.y - self._heading_lines
        if index >= self.count:
            return
        self.cursor = index
        if event.chain == 2:
            self.action_choose()
        else:
            self.row_clicked(event.x - 1)


class Rows(RowList):
    """Rows that are drawn beforehand and where letters are free to move: for lists that are not long."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: Sequence[Sequence[Piece]] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        """Return a row as it was given."""
        return self._rows[index]

    def show(self, rows: Sequence[Sequence[Piece]], cursor: int = 0) -> None:
        """Show these rows, with the cursor on one of them."""
        self._rows = rows
        self.rows_changed(cursor)
