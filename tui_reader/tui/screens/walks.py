"""Where `>` and `<` go: the ways through a thread, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

QUERY = "what a query finds …"
"""The last way: it has to be typed."""


class WalksScreen(Dialog[int]):
    """Ways in words; the answer is which one, counted from 0, and one more than the last for a query."""

    KEYS = (("Enter", "walk"), ("j k", "move"), ("Esc", "leave"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", show=False)]

    def __init__(self, walks: Sequence[str]) -> None:
        self._walks = [*walks, QUERY]
        super().__init__("Walk", lines=len(self._walks))

    def compose_inside(self) -> ComposeResult:
        """Yield the list."""
        yield Rows()

    def on_mount(self) -> None:
        """Show the ways."""
        self.query_one(Rows).show([[(f" {one_line(words)}", "text")] for words in self._walks])

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Answer with the way at the cursor."""
        if event.index >= 0:
            self.dismiss(event.index)
