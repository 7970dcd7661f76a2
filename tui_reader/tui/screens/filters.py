"""The filters of a thread, to be switched off and on, turned round and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui_reader.query import Not
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.filter_stack import FilterEntry
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui_reader.tui.widgets.pieces import Piece


class FiltersScreen(Dialog[tuple[FilterEntry, ...]]):
    """The filters, the latest last; nothing changes in the thread before Enter."""

    KEYS = (
        ("Space", "on or off"),
        ("!", "turn round"),
        ("d", "drop"),
        ("Enter", "apply"),
        ("Esc", "leave"),
    )
    DEFAULT_CSS = """
    FiltersScreen #outcome { width: 100%; height: auto; max-height: 3; margin-top: 1; color: $foreground 60%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", show=False),
        Binding("exclamation_mark", "turn", show=False),
        Binding("d,delete", "drop", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, entries: Sequence[FilterEntry]) -> None:
        super().__init__("Filters", lines=max(6, len(entries) + 3))
        self._entries = list(entries)

    def compose_inside(self) -> ComposeResult:
        """Yield the list and what it amounts to."""
        yield Rows()
        yield Static(id="outcome")

    def on_mount(self) -> None:
        """Begin at the latest filter."""
        self._show(len(self._entries) - 1)

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def _show(self, cursor: int) -> None:
        self._rows.show([_drawn(entry) for entry in self._entries], cursor)
        self.query_one("#outcome", Static).update(Content(self._outcome()))

    def _outcome(self) -> str:
        active = sum(entry.active for entry in self._entries)
        if not active:
            return "No filter is on: Enter shows every comment."
        return (
            "Comments are shown for which this is true." if active == 1 else "Comments are shown for which all of this is true."
        )

    def _change(self, change: Callable[[FilterEntry], FilterEntry]) -> None:
        at = self._rows.cursor
        if at >= 0:
            self._entries[at] = change(self._entries[at])
            self._show(at)

    def action_switch(self) -> None:
        """Switch a filter off, or on again."""
        self._change(FilterEntry.switched)

    def action_turn(self) -> None:
        """Turn a filter into its opposite."""
        self._change(FilterEntry.inverted)

    def action_drop(self) -> None:
        """Take a filter off the list."""
        at = self._rows.cursor
        if at >= 0:
            del self._entries[at]
            self._show(at)

    @on(RowList.Chosen)
    def apply(self) -> None:
        """Answer with the filters as they are now."""
        self.dismiss(tuple(self._entries))


def _drawn(entry: FilterEntry) -> list[Piece]:
    """Return the line of a filter: whether it is on, and what it asks."""
    if not entry.active:
        return [(" ○ ", "fact"), (one_line(entry.describe()), "fact"), ("  off", "fact")]
    mark = "minus" if isinstance(entry.condition, Not) else "plus"
    return [(" ● ", mark), (one_line(entry.describe()), "text")]
