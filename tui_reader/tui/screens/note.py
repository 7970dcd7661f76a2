"""Writing a note: in the editor that $VISUAL or $EDITOR names, with the terminal to itself, or else in a dialog."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App, ComposeResult

_LEAVING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


class NoteScreen(Dialog[str]):
    """A few lines to write; the answer is the note, an empty one where it was wiped out."""

    KEYS = (("Ctrl-S", "keep"), ("Esc", "leave it as it was"))
    DEFAULT_CSS = """
    NoteScreen #frame > TextArea {
        height: 1fr;
        border: none;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "keep", show=False, priority=True)]

    def __init__(self, note: str) -> None:
        super().__init__("Your note on this comment", lines=16)
        self._note = note
        self._warned = False

    def compose_inside(self) -> ComposeResult:
        """Yield the lines, with what is there already."""
        yield TextArea(self._note, soft_wrap=True, tab_behavior="focus")
        yield Static(id="unkept", classes="warning")

    def on_mount(self) -> None:
        """Go on writing at the end."""
        text = self.query_one(TextArea)
        text.focus()
        text.move_cursor(text.document.end)

    def action_keep(self) -> None:
        """Answer with what is written."""
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Leave the note as it was; where something else is written by now, at the second wish."""
        if self._warned or self.query_one(TextArea).text == self._note:
            super().action_leave()
        self._warned = True
        self.query_one("#unkept", Static).update(Content("What you have written is not kept: Ctrl-S keeps it, Esc drops it."))


def written_in_editor(app: App[None], note: str) -> str | None:
    """Return what became of a note in the reader's editor; None where they named none, or it cannot be used here.

    An editor that ends with a failure leaves the note as it was.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named:
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="tui-reader-") as folder:
            file = Path(folder) / "note.txt"
            file.write_text(note, encoding="utf-8", errors="replace")
            code = _run(app, [*shlex.split(named), str(file)])
            after = file.read_text(encoding="utf-8", errors="replace")
    except SuspendNotSupported:
        return None
    except (OSError, ValueError) as error:
        _warn(app, f"{named} cannot be used as an editor: {error}")
        return None
    if code:
        _warn(app, f"{named} ended with {code}: the note is as it was")
    return note if code else after


def _warn(app: App[None], words: str) -> None:
    app.notify(one_line(words), severity="warning", markup=False)


def _run(app: App[None], command: list[str]) -> int:
    """Give the terminal to a program until it ends and return its exit code; raise why it cannot be started afterwards."""
    with _signals_put_off(), app.suspend():
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603  # the reader's own editor, and no shell
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def _signals_put_off() -> Iterator[None]:
    """Put off what asks this program to leave until the editor has ended; Ctrl-C is meant for the editor alone."""
    caught: list[int] = []
    loop_told_by = signal.set_wakeup_fd(-1)
    numbers = [getattr(signal, name) for name in _LEAVING if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda taken, _: caught.append(taken)) for number in numbers}
    try:
        yield
    finally:
        for number, taker in before.items():
            signal.signal(number, taker)
        signal.set_wakeup_fd(loop_told_by)
        for number in caught:
            if number != signal.SIGINT:
                signal.raise_signal(number)
