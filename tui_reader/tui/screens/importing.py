"""Bringing more into an archive: name a file or folder, see what it is taken for and why, then let it come in.

Invariant: nothing is written before the reader has seen what was recognised; whatever stops an import, sources are in wholly.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from tui_reader.errors import TuiReaderError
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content
from tui_reader.tui.importer import bring_in, look_into
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.path_suggester import PathSuggester
from tui_reader.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_reader.ingest.report import Report
    from tui_reader.tui.importer import SeenSource
    from tui_reader.tui.widgets.pieces import Piece

_PATIENCE = 0.25
"""Seconds between two looks at how far the import is."""

_WELCOME = "Name a file or a folder: dumps, exports, saved pages, mailboxes, zips of them. Tab takes what is suggested."


class ImportScreen(Dialog[bool]):
    """Brings a file or folder into an archive; the answer says whether anything came in."""

    KEYS = (("Enter", "look, then import"), ("Tab", "complete"), ("↑ ↓", "scroll"), ("Esc", "stop, or leave"))
    DEFAULT_CSS = """
    ImportScreen Rows { margin-top: 1; }
    ImportScreen #said { width: 100%; height: auto; max-height: 3; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    @dataclass
    class Looked(Message):
        """It is known what a path holds."""

        path: str
        seen: list[SeenSource]

    @dataclass
    class Ended(Message):
        """An import has ended: with a report, by an error, or because it was stopped."""

        report: Report | None = None
        error: str = ""

    def __init__(self, archive: Path) -> None:
        super().__init__(f"Import into {archive.name}")
        self._archive = archive
        self._seen_path = ""
        self._brought_in = False
        self._begun = self._share = 0.0
        self._is_running = False

    def compose_inside(self) -> ComposeResult:
        """Yield the line for the path, what is said of it, and the list of what it holds."""
        yield Input(placeholder="a file or a folder", select_on_focus=False, suggester=PathSuggester())
        yield Static(content(_WELCOME), id="said")
        yield Rows()

    def on_mount(self) -> None:
        """Keep telling how far an import is."""
        self.query_one(Input).focus()
        self.set_interval(_PATIENCE, self._tell_progress)

    # What the reader does.

    @on(Input.Changed)
    def forget_look(self, event: Input.Changed) -> None:
        """Look anew where another path is typed."""
        event.stop()
        if event.value.strip() != self._seen_path and not self._is_running:
            self._seen_path = ""

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Look at what a path holds; once that was seen, bring it in."""
        event.stop()
        path = event.value.strip()
        if self._is_running or not path:
            return
        if path == self._seen_path:
            self._begin("reading …", lambda: self._bring_in(path))
        else:
            self._begin("looking …", lambda: self._look(path))

    def action_leave(self) -> None:
        """Stop what is going on, or leave."""
        if self._is_running:
            self._say("stopping; what is in wholly stays")
            self.workers.cancel_node(self)
        else:
            self.dismiss(self._brought_in)

    def action_complete(self) -> None:
        """Take what is suggested, as shells do."""
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        field.action_cursor_right()

    def action_scroll(self, rows: int) -> None:
        """Go through the list while the path keeps the keys."""
        self.query_one(Rows).action_step(rows)

    # What goes on in workers.

    def _begin(self, words: str, work: object) -> None:
        self._is_running, self._begun, self._share = True, time.monotonic(), 0.0
        self._say(words)
        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)  # type: ignore[arg-type]

    def _look(self, path: str) -> None:
        """Find out what a path holds, in a worker."""
        worker = get_current_worker()
        try:
            self.post_message(self.Looked(path, look_into(Path(path).expanduser(), lambda: worker.is_cancelled)))
        except (TuiReaderError, OSError, RuntimeError, KeyboardInterrupt) as error:
            self.post_message(self.Ended(error=str(error) or "stopped"))

    def _bring_in(self, path: str) -> None:
        """Import, in a worker."""
        worker = get_current_worker()
        try:
            report = bring_in(self._archive, Path(path).expanduser(), lambda: worker.is_cancelled, tell=self._take_note)
            self.post_message(self.Ended(report))
        except (TuiReaderError, OSError, RuntimeError) as error:
            self.post_message(self.Ended(error=str(error)))
        except KeyboardInterrupt:
            self.post_message(self.Ended(error="stopped: the source that was being read is not in"))

    def _take_note(self, share: float) -> None:
        self._share = share

    # What is told.

    @on(Looked)
    def show_seen(self, event: Looked) -> None:
        """Show what a path holds, and that Enter brings it in."""
        self._is_running = False
        readable = [each for each in event.seen if not each.error]
        top = event.path.rstrip("/").rpartition("/")[0]
        self.query_one(Rows).show([_row(each, top) for each in event.seen])
        if readable:
            self._seen_path = event.path
            size = sum(each.bytes for each in readable)
            self._say(f"{counted(len(readable), 'source')}, {size / 1e6:,.1f} MB: Enter brings it in")
        else:
            self._say("nothing here can be read" if event.seen else "nothing is here", "$text-warning")

    @on(Ended)
    def show_outcome(self, event: Ended) -> None:
        """Show what came in, or why nothing did."""
        self._is_running = False
        self._seen_path = ""
        self._brought_in = True
        if event.report is None:
            self._say(event.error, "$text-warning")
            return
        lines = [line for source in event.report.sources for line in source.narration()]
        self.query_one(Rows).show(
            [[(f" {one_line(line) if not line.startswith('  ') else '  ' + one_line(line)}", "text")] for line in lines]
        )
        self._say(f"{' '.join(event.report.summary())} · Esc goes back")

    def _tell_progress(self) -> None:
        if self._is_running and self._share:
            self._say(f"{self._share:.0%} · {int(time.monotonic() - self._begun)} s · Esc stops")

    def _say(self, words: str, colour: str = "$foreground") -> None:
        self.query_one("#said", Static).update(Content.styled(one_line(words), colour))


def _row(seen: SeenSource, top: str) -> list[Piece]:
    """Return the line of a source: its path below a folder, its format and why, or what is wrong."""
    name = (f" {one_line(seen.path.removeprefix(f'{top}/'))}", "strong")
    if seen.error:
        return [name, (f"  {one_line(seen.error)}", "minus")]
    return [name, (f"  {one_line(seen.format)}", "plus"), (f"  {one_line(seen.reason)}", "fact")]
