"""The filters of a thread, to be switched off and on, turned round, dropped and saved; below them those that were saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.errors import QueryError, StateError
from tui_reader.query import Not, parse
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.filter_stack import FilterEntry
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui_reader.state.saved_queries import SavedQueries
    from tui_reader.tui.widgets.pieces import Piece


class FiltersScreen(Dialog[tuple[FilterEntry, ...]]):
    """The filters, the latest last; nothing changes in the thread before Enter, but what is saved is saved at once."""

    KEYS = (
        ("Space", "on or off"),
        ("!", "turn round"),
        ("d", "drop"),
        ("n", "save"),
        ("Enter", "apply"),
        ("Esc", "leave"),
    )
    DEFAULT_CSS = """
    FiltersScreen #outcome { width: 100%; height: auto; max-height: 3; margin-top: 1; color: $foreground 60%; }
    FiltersScreen Input { display: none; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", show=False),
        Binding("exclamation_mark", "turn", show=False),
        Binding("d,delete", "drop", show=False),
        Binding("n", "name", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, entries: Sequence[FilterEntry], kept: SavedQueries) -> None:
        self._entries, self._kept = list(entries), kept
        self._saved: list[tuple[str, str]] = []
        super().__init__("Filters")

    def compose_inside(self) -> ComposeResult:
        """Yield the list, what it amounts to, and the line for a name."""
        yield Rows()
        yield Static(id="outcome")
        yield Input(placeholder="a name for this filter; Enter saves it", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin at the latest filter."""
        self._rows.focus()
        self._keep(lambda: None, len(self._entries) - 1)

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _at(self) -> int | None:
        """Which filter the cursor is on, None where it is on a saved one, or on nothing."""
        return self._rows.cursor if 0 <= self._rows.cursor < len(self._entries) else None

    @property
    def _at_saved(self) -> tuple[str, str] | None:
        """The name and the query at the cursor."""
        place = self._rows.cursor - len(self._entries)
        return self._saved[place] if 0 <= place < len(self._saved) else None

    def _show(self, cursor: int) -> None:
        rows = [*map(_drawn, self._entries), *map(_drawn_saved, self._saved)]
        self.fit(max(6, len(rows) + 3) + 2 * self.query_one(Input).display)
        self._rows.show(rows, max(0, cursor))
        self.query_one("#outcome", Static).update(Content(self._outcome()))

    def _outcome(self) -> str:
        active = sum(entry.active for entry in self._entries)
        if not self._entries and not self._saved:
            return "No filter is on, and none is saved: f filters by words, a by commenter."
        if not active:
            return "No filter is on: Enter shows every comment."
        return (
            "Comments are shown for which this is true." if active == 1 else "Comments are shown for which all of this is true."
        )

    # The filters of the thread.

    def _change(self, change: Callable[[FilterEntry], FilterEntry]) -> None:
        if self._at is not None:
            self._entries[self._at] = change(self._entries[self._at])
            self._show(self._at)

    def action_switch(self) -> None:
        """Switch a filter off, or on again; add a saved one."""
        if self._at_saved:
            self._add(self._at_saved[1])
        else:
            self._change(FilterEntry.switched)

    def action_turn(self) -> None:
        """Turn a filter into its opposite."""
        self._change(FilterEntry.inverted)

    def action_drop(self) -> None:
        """Take a filter off the list, or forget a saved one."""
        if self._at is not None:
            del self._entries[self._at]
            self._show(self._rows.cursor)
        elif self._at_saved:
            name = self._at_saved[0]
            self._keep(lambda: self._kept.drop(name), self._rows.cursor)

    @on(RowList.Chosen)
    def apply(self) -> None:
        """Answer with the filters as they are now; of a saved one make a filter first."""
        if self._at_saved:
            self._add(self._at_saved[1])
        else:
            self.dismiss(tuple(self._entries))

    # What is saved.

    def _keep(self, change: Callable[[], None], cursor: int) -> None:
        """Change what is saved and show what is then; say so where that cannot be."""
        try:
            change()
            self._saved = self._kept.all()
        except StateError as error:
            self._tell(error)
        self._show(cursor)

    def _tell(self, error: StateError | QueryError) -> None:
        self.notify(one_line(str(error)), severity="error", markup=False)

    def _add(self, query: str) -> None:
        """Put a saved query on top of the filters, with the cursor on it."""
        try:
            condition = parse(query)
        except QueryError as error:
            self._tell(error)
            return
        if condition is not None:
            self._entries.append(FilterEntry(condition))
            self._show(len(self._entries) - 1)

    def action_name(self) -> None:
        """Ask under which name to save a filter."""
        if self._at is not None:
            self.query_one(Input).display = True
            self.query_one(Input).focus()
            self._show(self._at)

    @on(Input.Submitted)
    def save(self, event: Input.Submitted) -> None:
        """Save the filter at the cursor under the name that was typed."""
        event.stop()
        if self._at is not None and event.value.strip():
            query = self._entries[self._at].condition.query()
            self._keep(lambda: self._kept.save(event.value, query), self._at)
            self._end_naming()

    def _end_naming(self) -> None:
        self.query_one(Input).value = ""
        self.query_one(Input).display = False
        self._rows.focus()
        self._show(self._rows.cursor)

    def action_leave(self) -> None:
        """Leave the name as it was; when none is asked for, leave."""
        if self.query_one(Input).display:
            self._end_naming()
        else:
            self.dismiss(None)


def _drawn(entry: FilterEntry) -> list[Piece]:
    """Return the line of a filter: whether it is on, and what it asks."""
    if not entry.active:
        return [(" ○ ", "fact"), (one_line(entry.describe()), "fact"), ("  off", "fact")]
    mark = "minus" if isinstance(entry.condition, Not) else "plus"
    return [(" ● ", mark), (one_line(entry.describe()), "text")]


def _drawn_saved(saved: tuple[str, str]) -> list[Piece]:
    """Return the line of a saved filter: its name, and its query."""
    name, query = map(one_line, saved)
    return [(" ★ ", "key"), (name, "strong"), (f"  {query}", "fact"), ("  saved: Space adds it", "fact")]
