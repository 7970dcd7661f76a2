"""A list of rows, one line each, of which only those in sight are drawn.

Invariant: the cursor is on a row whenever there is one, and in sight; what a row shows is decided by the list that draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui_reader.tui.widgets.line_pane import LinePane
from tui_reader.tui.widgets.pieces import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from tui_reader.tui.widgets.pieces import Piece


MOST_DRAWN = 2_000
"""Rows that are kept as they were drawn; a list of a million would fill the memory with them."""


class RowList(LinePane):
    """Rows with a cursor; a subclass says how many there are and draws each in pieces."""

    DEFAULT_CSS = "RowList { height: 1fr; }"
    INKS: ClassVar[Mapping[str, str]] = {
        "text": "foreground",
        "strong": "bold text-primary",
        "fact": "foreground/60",
        "key": "bold text-accent",
        "plus": "bold text-success",
        "minus": "bold text-error",
        "bar": "text-primary/70",
        "edge": "foreground/40",
        "edge with the keys": "accent",
        "heading": "bold foreground/60",
        "match": "bold underline text-warning",
        "cursor": "foreground on primary/20",
        "cursor-blurred": "foreground on foreground/7",
    }
    ANSI_INKS: ClassVar[Mapping[str, str]] = {
        "strong": "bold primary",
        "fact": "dim foreground",
        "key": "bold accent",
        "plus": "bold success",
        "minus": "bold error",
        "heading": "bold dim foreground",
        "match": "reverse foreground",
        "cursor": "foreground",
        "cursor-blurred": "foreground",
    }
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

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._styles: dict[str, Mapping[str, Style]] = {}
        self._drawn: dict[tuple[int, str, int], Strip] = {}

    # What a subclass says.

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a row in pieces."""
        raise NotImplementedError

    @property
    def takes_keys(self) -> bool:
        """Whether keys move the cursor now."""
        return self.has_focus

    def draw_heading(self, width: int) -> Sequence[Piece]:  # noqa: ARG002
        """Return the line that stays above the rows; nothing for none."""
        return ()

    def draw_nothing(self) -> Sequence[Piece]:
        """Return the line that says why there is no row; nothing where that needs no words."""
        return ()

    def row_clicked(self, column: int, *, again: bool) -> None:
        """Act on a click on a row, where the cursor has gone already; `again` where it was there before."""

    def row_clicked_twice(self) -> None:
        """Act on a double click on a row: take it."""
        self.action_choose()

    def heading_clicked(self, column: int) -> None:
        """Act on a click on the line above the rows."""

    # Moving.

    def row_changed(self) -> None:
        """Draw the rows anew: one of them looks different now."""
        self._drawn.clear()
        self.refresh()

    def rows_changed(self, cursor: int) -> None:
        """Show rows anew with the cursor on one of them."""
        self._drawn.clear()
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
            self.scroll_now(max(0, index if index < top else index - page + 1))
        self.refresh()
        self.post_message(self.CursorMoved(self, index))

    def action_step(self, rows: int) -> None:
        """Go so many rows down."""
        self.cursor += rows

    def action_page(self, direction: int) -> None:
        """Go a screen down (1) or up (-1)."""
        self.cursor += direction * max(1, self._page - 1)

    def action_half_page(self, direction: int) -> None:
        """Go half a screen down (1) or up (-1)."""
        self.cursor += direction * max(1, self._page // 2)

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
        self.fit(self.scrollable_content_region.width, self.count + self._heading_lines)

    def forget_drawn(self) -> None:
        """Draw everything anew."""
        self._styles.clear()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Return a line: the heading, a row, or nothing below the last one."""
        width = self.scrollable_content_region.width
        if y < self._heading_lines:
            return Strip(fitted(self.draw_heading(width), width, self._styles_on("")), width)
        index = self.scroll_offset.y + y - self._heading_lines
        if index >= self.count:
            return Strip(fitted(() if index else self.draw_nothing(), width, self._styles_on("")), width)
        ground = ("cursor" if self.takes_keys else "cursor-blurred") if index == self.cursor else ""
        key = index, ground, width
        if key not in self._drawn:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            self._drawn[key] = self._row(*key)
        return self._drawn[key]

    def _row(self, index: int, ground: str, width: int) -> Strip:
        edge = "▌" if ground else " "
        return Strip(fitted([(edge, "edge"), *self.draw(index, width - 1)], width, self._styles_on(ground)), width)

    def _styles_on(self, ground: str) -> Mapping[str, Style]:
        """Return how each piece looks on a ground, or on that of the list."""
        if ground not in self._styles:
            self._styles[ground] = self._inks_on(ground)
        return self._styles[ground]

    def _inks_on(self, ground: str) -> Mapping[str, Style]:
        below = Style(bgcolor=self.inks[ground or "text"].bgcolor)
        inks = {name: ink + below for name, ink in self.inks.items()}
        return inks | {"edge": inks["edge with the keys"]} if ground == "cursor" else inks

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; take it when it was clicked twice."""
        event.stop()
        if event.y < self._heading_lines:
            self.heading_clicked(event.x)
            return
        index = self.scroll_offset.y + event.y - self._heading_lines
        if index >= self.count:
            return
        again, self.cursor = index == self.cursor, index
        if event.chain == 2:
            self.row_clicked_twice()
        else:
            self.row_clicked(event.x - 1, again=again)


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
