"""The line in which a reader types what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label


class Asker(Protocol):
    """Who lets the reader type; what is asked for begins with the words of its purpose."""

    purpose: str

    def preview(self, text: str) -> None:
        """Show at once what the text would do."""

    def accept(self, text: str) -> bool:
        """Take a text; False where it cannot be understood."""

    def cancel(self) -> None:
        """Leave everything as it was before the typing."""


class Prompt(Widget):
    """Hidden until it is asked for; tells of every change, of Enter, and of Esc."""

    DEFAULT_CSS = """
    Prompt { width: 1fr; height: 1; layout: horizontal; overflow: hidden; display: none; background: $surface; }
    Prompt > Label { color: $accent; text-style: bold; padding: 0 1; }
    Prompt > #wrong { color: $error; text-style: none; }
    Prompt > Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
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

    def on_mount(self) -> None:
        """Be ready soon; the first frame need not wait for that."""
        self.call_after_refresh(self.make_ready)

    def make_ready(self) -> None:
        """Make what it consists of, unless the app is about to end."""
        if not self.children and self.is_attached:
            line = Input(compact=True, select_on_focus=False)
            self.mount(Label(id="purpose", markup=False), line, Label(id="wrong", markup=False))

    def ask(self, purpose: str, placeholder: str, text: str = "", suggester: Suggester | None = None) -> None:
        """Open for a purpose, with a text to begin with; what `suggester` adds to it is taken with Tab or →."""
        self._purpose = purpose
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

    def complain(self, words: str) -> None:
        """Say what is wrong with the text, or nothing."""
        self.query_one("#wrong", Label).update(Content(words))

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
        """Leave on Esc; on Tab take what is suggested, where anything ever is."""
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
