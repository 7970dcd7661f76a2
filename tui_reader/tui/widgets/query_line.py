"""The line in which all threads are asked, with what it asks in words below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui_reader.tui.content import content
from tui_reader.tui.widgets.prompt import Line
from tui_reader.tui.widgets.query_suggester import QuerySuggester

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui_reader.tables import CommenterTable


class QueryLine(Widget):
    """A line that always has the keys, and takes with → what is suggested; its `Input` tells of every change by hand."""

    DEFAULT_CSS = """
    QueryLine { height: auto; }
    QueryLine > Horizontal { height: 1; background: $surface; }
    QueryLine Label { color: $accent; text-style: bold; padding: 0 1; }
    QueryLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    QueryLine > Static { height: auto; min-height: 1; max-height: 4; padding: 0 1; color: $foreground 60%; }
    QueryLine.-wrong > Static { color: $text-error; }
    """

    def __init__(self, people: Callable[[], CommenterTable | None], titles: Callable[[], Sequence[str] | None]) -> None:
        """Be a line of which `people` and `titles` say what may stand after by: and title:, once that is known."""
        super().__init__()
        self._suggester = QuerySuggester(people, ("in",), titles)

    def compose(self) -> ComposeResult:
        """Yield what is typed in, and the words below it."""
        with Horizontal():
            yield Label("find:", markup=False)
            yield Line(
                placeholder='words, "a phrase", by:name, title:word …',
                compact=True,
                select_on_focus=False,
                suggester=self._suggester,
            )
        yield Static(markup=False)

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self.query_one(Input).value

    @property
    def is_wrong(self) -> bool:
        """Whether the words say what is wrong."""
        return self.has_class("-wrong")

    def take_keys(self) -> None:
        """Be what is typed in."""
        self.screen.set_focus(self.query_one(Input), scroll_visible=False)

    def write(self, text: str) -> None:
        """Put a text in place of what is typed, without a word of it."""
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = text
            line.cursor_position = len(text)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say below the line what it asks, or what is wrong with it."""
        self.set_class(wrong, "-wrong")
        self.query_one(Static).update(content(words))
