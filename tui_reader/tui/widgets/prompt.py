"""The line in which a reader types what to look for."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Paste


class Asker(Protocol):
    """Who lets the reader type; what is asked for begins with the words of its purpose."""

    purpose: str

    def preview(self, text: str) -> None:
        """Show at once what the text would do."""

    def accept(self, text: str) -> bool:
        """Take a text; False where it cannot be understood."""

    def cancel(self) -> None:
        """Leave everything as it was before the typing."""


class Finisher(Suggester):
    """Suggests how a text goes on, and what becomes of it when that is taken."""

    @abstractmethod
    def finished(self, suggestion: str) -> str:
        """Return the text that a suggestion stands for."""


class Line(Input):
    """What is typed; a suggestion that is taken becomes what it stands for, and what is pasted becomes one line."""

    def _on_paste(self, event: Paste) -> None:
        """Put spaces between the lines of what is pasted, of which the field itself would take the first alone."""
        event.text = " ".join(event.text.splitlines())

    def action_cursor_right(self, select: bool = False) -> None:  # as Textual calls it
        """Go right, or take what is suggested."""
        before = self.value
        super().action_cursor_right(select)
        if self.value != before and isinstance(self.suggester, Finisher):
            self.value = self.suggester.finished(self.value)
            self.cursor_position = len(self.value)


class Prompt(Widget):
    """Hidden until it is asked for; tells of every change, of Enter, and of Esc. What is said of the text stands below it."""

    DEFAULT_CSS = """
    Prompt { width: 1fr; height: auto; layout: grid; grid-size: 2; grid-columns: auto 1fr; grid-rows: 1 auto; }
    Prompt { overflow: hidden; display: none; background: $surface; }
    Prompt > Label { color: $accent; text-style: bold; padding: 0 1; }
    Prompt > Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt > #said { column-span: 2; height: auto; max-height: 3; padding: 0 1; color: $foreground 60%; display: none; }
    Prompt > #said.-wrong { color: $text-error; }
    """

    @dataclass
    class Changed(Message):
        """Something was typed."""

        purpose: str
        text: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        purpose: str
        text: str

    @dataclass
    class Cancelled(Message):
        """Esc was pressed."""

        purpose: str

    _purpose = ""

    def __init__(self) -> None:
        super().__init__()
        self._earlier = Recall()

    def on_mount(self) -> None:
        """Be ready soon; the first frame need not wait for that."""
        self.call_after_refresh(self.make_ready)

    def make_ready(self) -> None:
        """Make what it consists of, unless the app is about to end."""
        if not self.children and self.is_attached:
            line = Line(compact=True, select_on_focus=False)
            self.mount(Label(id="purpose", markup=False), line, Static(id="said", markup=False))

    def ask(self, purpose: str, placeholder: str, text: str = "", suggester: Suggester | None = None) -> None:
        """Open for a purpose, with a text to begin with; what `suggester` adds to it is taken with Tab or →."""
        self._purpose = purpose
        self.look_back_at(())
        self.make_ready()
        self.query_one("#purpose", Label).update(Content(f"{purpose}:"))
        self.complain("")
        line = self.query_one(Input)
        line.placeholder = placeholder
        line.suggester = suggester
        with line.prevent(Input.Changed):
            line.value = text
            line.cursor_position = len(text)
        self.display = True
        self.screen.set_focus(line, scroll_visible=False)

    def look_back_at(self, past: Sequence[str]) -> None:
        """Let ↑ and ↓ bring back texts of before, the last one first."""
        self._earlier.take(past)

    def complain(self, words: str) -> None:
        """Say what is wrong with the text, or nothing."""
        self.explain(words)
        self.query_one("#said").add_class("-wrong")

    def explain(self, words: str) -> None:
        """Say what the text means, or nothing."""
        said = self.query_one("#said", Static)
        said.update(Content(one_line(words)))
        said.remove_class("-wrong")
        said.display = bool(words)

    def close(self) -> None:
        """Hide."""
        self._purpose = ""
        self.display = False

    @on(Input.Changed)
    def tell_change(self, event: Input.Changed) -> None:
        """Tell what is typed so far."""
        event.stop()
        if self._purpose:
            self.post_message(self.Changed(self._purpose, event.value))

    @on(Input.Submitted)
    def tell_submission(self, event: Input.Submitted) -> None:
        """Tell what was typed."""
        event.stop()
        self.post_message(self.Submitted(self._purpose, event.value))

    def on_key(self, event: events.Key) -> None:
        """Leave on Esc; on Tab take what is suggested, where anything ever is; on ↑ and ↓ bring back texts of before."""
        if event.key in {"up", "down"} and self._earlier.queries:
            event.stop()
            self._look_back(1 if event.key == "up" else -1)
        if event.key not in {"escape", "tab"}:
            return
        line = self.query_one(Input)
        if event.key == "tab" and not line.suggester:
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.post_message(self.Cancelled(self._purpose))
        elif line.cursor_at_end:
            line.action_cursor_right()

    def _look_back(self, steps: int) -> None:
        """Show a text of before, or again what was typed."""
        line = self.query_one(Input)
        text = self._earlier.step(steps, line.value)
        if text is not None:
            line.value = text
            line.cursor_position = len(text)
