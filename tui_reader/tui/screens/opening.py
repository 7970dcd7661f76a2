"""What is shown while a dump is read: its name, how large it is, how much of it is read and for how long, and how to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_reader.archive.reader import Archive
from tui_reader.errors import TuiReaderError
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content
from tui_reader.tui.messages import DumpRead, DumpRefused

MakeArchive = Callable[[Callable[[], bool], Callable[[float], None]], Archive]
"""Reads a dump into an archive of its own; it asks one function whether to stop, and tells the other how much is done."""

_PATIENCE = 0.5
"""Seconds between two looks at the clock."""


class OpeningScreen(Screen[None], inherit_bindings=False):
    """Reads a dump in a worker and tells the app what came of it."""

    DEFAULT_CSS = """
    OpeningScreen { align: center middle; background: $background; }
    OpeningScreen > Static { width: auto; max-width: 90%; color: $foreground 80%; }
    """

    def __init__(self, dump: Path, make: MakeArchive) -> None:
        super().__init__()
        self._dump = dump
        self._make = make
        self._begun = time.monotonic()
        self._share = 0.0

    def compose(self) -> ComposeResult:
        """Say what is being read."""
        yield Static(self._words())

    def on_mount(self) -> None:
        """Begin to read, and keep telling that it goes on."""
        self.set_interval(_PATIENCE, lambda: self.query_one(Static).update(self._words()))
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def on_key(self, event: events.Key) -> None:
        """Stop when asked to; nothing is kept."""
        if event.key in {"q", "escape", "ctrl+c"}:
            event.stop()
            self.app.exit()

    def _words(self) -> Content:
        size = self._dump.stat().st_size if self._dump.is_file() else 0
        seconds = int(time.monotonic() - self._begun)
        facts = [f"Reading {one_line(self._dump.name)}", f"{size / 1e6:.1f} MB" if size >= 1e5 else ""]
        facts += [f"{self._share:.0%}" if self._share else "", f"{seconds} s, q stops" if seconds else ""]
        return content(" · ".join(filter(None, facts)))

    def _take_note(self, share: float) -> None:
        """Keep how much is read, for the next look at the clock."""
        self._share = share

    def _read(self) -> None:
        """Read, in a worker."""
        worker = get_current_worker()
        try:
            self.post_message(DumpRead(self._make(lambda: worker.is_cancelled, self._take_note)))
        except TuiReaderError as error:
            self.post_message(DumpRefused(error))
        except KeyboardInterrupt:
            return
