"""Piping comments into a shell command: as plain text, in a terminal that is the command's own until it has ended.

Invariant: the command is what the reader typed and nothing else; archive text reaches it by its standard input alone, and
without a control character: what the command writes goes to the terminal as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible
from tui_reader.tui.screens.thread_comment import BRANCH, COMMENT, SELECTED
from tui_reader.tui.terminal import lend_terminal, signals_put_off
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui_reader.tui.screens.thread import ThreadScreen

PURPOSE = "pipe"
"""How every purpose begins that this part asks for: what is piped follows."""


class Piping:
    """Giving comments of one thread to other programs."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._scope = COMMENT

    def run_pipe(self, _count: int | None) -> None:
        """Ask for the command that gets the selected comments, or else the one at the cursor, if folded with its branch."""
        screen, position = self._screen, self._screen.position
        if selected := len(screen.selecting.positions):
            self._scope, what = SELECTED, counted(selected, "selected comment")
        elif position < 0:
            screen.say(screen.why_nothing)
            return
        elif screen.pane.view.is_open(position) or not screen.opened.outline.descendants[position]:
            self._scope, what = COMMENT, "this comment"
        else:
            self._scope, what = BRANCH, f"this branch ({counted(screen.opened.outline.descendants[position] + 1, 'comment')})"
        screen.ask(f"{PURPOSE} {what} to", "a command: less, wc -w, cat > FILE …")

    def preview(self, _text: str) -> None:
        """Run nothing before Enter."""
        self._screen.query_one(Prompt).complain("")

    def accept(self, text: str) -> bool:
        """Run a command; False where none is typed."""
        if not text.strip():
            self._screen.query_one(Prompt).complain("type a shell command")
            return False
        words = visible(self._screen.on_comment.written(self._scope, "text"))
        app = self._screen.app
        try:
            with signals_put_off(), app.suspend():
                failure = lend_terminal(text, words)
        except SuspendNotSupported:
            failure = "this terminal cannot be lent to a command"
        if failure:
            app.notify(one_line(failure), severity="warning", markup=False)
        return True

    def cancel(self) -> None:
        """Run nothing."""
        self._screen.show_help()
