"""The dossier of a person: all their comments in the archive in the order of time, and what is counted of them.

Invariant: what grows with the number of comments is read in a worker; a newer wish ends what an older one has begun.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.content import Content

from tui_reader.text.counting import counted
from tui_reader.tui.commands import DOSSIER_COMMANDS, Command
from tui_reader.tui.content import content
from tui_reader.tui.messages import WorkedOut
from tui_reader.tui.screens.command_screen import CommandScreen, too_small
from tui_reader.tui.screens.querying import Querying
from tui_reader.tui.screens.subject import Subject
from tui_reader.tui.screens.thread_moves import COMMENT_MOVES, STUCK
from tui_reader.tui.screens.working import Working
from tui_reader.tui.widgets.bar import Bar
from tui_reader.tui.widgets.comment_pane import CommentPane
from tui_reader.tui.widgets.dossier_pane import DossierPane
from tui_reader.tui.widgets.portrait import PortraitLines
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.archive.reader import Archive
    from tui_reader.query import Condition
    from tui_reader.text.marks import Marks
    from tui_reader.tui.screens.working import Stopped

_PURPOSE = "filter"
LOOKING, COUNTING = "looking", "counting"
"""The works: which comments there are, and what is counted of the person."""

_LOW = 16
"""Lines below which what is counted of the person has no room."""

_MOVES = {"next", "previous", "half-page-down", "half-page-up", "page-down", "page-up"}


class DossierScreen(CommandScreen):
    """All comments of a subject."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = DOSSIER_COMMANDS
    DEFAULT_CSS = """
    DossierScreen > PortraitLines { padding: 0 1; height: auto; max-height: 4; background: $surface; }
    DossierScreen.-low > PortraitLines { display: none; }
    """

    def __init__(self, archive: Archive, authors: Sequence[int]) -> None:
        """Take whom it is about, by the row ids of authors; raise the ArchiveError that says why that fails."""
        super().__init__()
        self._subject = Subject(archive, authors)
        self._total: int | None = None
        self._shown = array("q")
        self._oldest_first = False
        self._condition: Condition | None = None
        self.working = Working(self)
        self.querying = Querying(self)

    def compose(self) -> ComposeResult:
        """Lay the lines around the comments."""
        yield Bar(id="title", classes="-title")
        yield PortraitLines()
        yield DossierPane(id="comments")
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield Prompt()
        yield too_small()

    @property
    def pane(self) -> DossierPane:
        """The comments."""
        return self.query_one(DossierPane)

    def on_mount(self) -> None:
        """Show the person, and find the comments."""
        super().on_mount()
        self.query_one("#title", Bar).show(content(self._subject.title), Content("in the whole archive"))
        self.pane.focus()
        self._find()
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        """Leave what room there is to the comments where there is little."""
        super().on_resize(event)
        self.set_class(event.size.height < _LOW, "-low")

    # Finding.

    def _find(self, at: int | None = None) -> None:
        """Find what is wanted by now; the cursor goes to a comment, by row id, where it is among that."""
        condition, oldest_first = self._condition, self._oldest_first

        def find(is_dropped: Stopped) -> array[int]:
            """Return the row ids of the comments, in a worker."""
            return self._subject.comments(condition, is_dropped, oldest_first=oldest_first)

        self.working.do(LOOKING, None, find, lambda found: self._take_found(found, at))

    def _take_found(self, found: array[int], at: int | None) -> None:
        self._shown = found
        if self._condition is None:
            self._total = len(found)
        pane = self.pane
        pane.empty_text = self._why_nothing()
        pane.show_said(found, self._subject.said, at)
        pane.set_marks(self._marks())

    def _look(self) -> None:
        """Find out what is counted of the person."""
        self.working.do(COUNTING, None, lambda _: self._subject.portrait(), self.query_one(PortraitLines).show)

    @on(WorkedOut)
    def take_answer(self, event: WorkedOut) -> None:
        """Take what was worked out."""
        self.working.take(event)

    def on_unmount(self) -> None:
        """Let nobody work for a screen that is gone."""
        self.working.drop_all()

    def _marks(self) -> Marks:
        """Return what to mark in the comments."""
        from tui_reader.query.marking import marking

        return marking([self._condition] if self._condition else ())

    def _why_nothing(self) -> str:
        if self._condition:
            return content(f"No comment is left: {self._condition.describe()}. Esc takes the filter away.").plain
        return "There is no comment."

    @on(CommentPane.Unreadable)
    def tell_unreadable(self, event: CommentPane.Unreadable) -> None:
        """Say why comments are not shown."""
        self.meet_error(event.error)

    @on(CommentPane.CursorMoved)
    def show_status(self) -> None:
        """Say how many comments are shown, of which, in which order, and where the cursor is."""
        place, shown = self.pane.cursor, len(self._shown)
        if self.working.is_going_on(LOOKING):
            said = "looking …"
        elif self._condition:
            of_all = f" of {self._total:,}" if self._total is not None else ""
            said = f"{shown:,}{of_all} {self._condition.describe()}, Esc shows all"
        else:
            said = counted(shown, "comment")
        parts = [said, "oldest first, S turns" if self._oldest_first else "newest first, S turns"]
        where = f"{place + 1:,}/{shown:,}" if place >= 0 else ""
        self.query_one("#status", Bar).show(content(" · ".join(parts)), Content(where))

    # Commands.

    def carry_out(self, command: str, count: int | None) -> None:
        """Carry out a command; moves go to the comments."""
        if command not in _MOVES:
            super().carry_out(command, count)
        elif not COMMENT_MOVES[command](self.pane, count or 1):
            self.say(STUCK.get(command, "nothing more that way"))

    def run_first(self, count: int | None) -> None:
        """Go to the first comment, or to the one with this number."""
        self.pane.go_to((count or 1) - 1)

    def run_last(self, count: int | None) -> None:
        """Go to the last comment, or to the one with this number."""
        self.pane.go_to(min(count or len(self._shown), len(self._shown)) - 1)

    def run_read(self, _count: int | None) -> None:
        """Read the thread of the comment at the cursor from there on."""
        said = self.pane.current
        if said:
            self.host.read_thread(said.thread, said.comment.id)

    @on(CommentPane.Opened)
    def read_clicked(self) -> None:
        """Read the thread of the comment that was clicked twice."""
        self.run_read(None)

    def run_reverse(self, _count: int | None) -> None:
        """Show the oldest comment first, or the newest again; the cursor stays on its comment."""
        self._oldest_first = not self._oldest_first
        self._find(self._shown[self.pane.cursor] if self.pane.cursor >= 0 else None)

    def run_mute(self, _count: int | None) -> None:
        """Mute the person, or hear them again."""
        muted = self._subject.mute()
        self.say("muted: in threads a line stands for each comment, M hears them again" if muted else "not muted any more")
        self._look()

    def run_quotes(self, _count: int | None) -> None:
        """Hide or show quoted text."""
        shown = self.pane.toggle_quotes()
        self.say("quoted text is shown" if shown else "quoted text is hidden: T shows it")

    def run_back_out(self, _count: int | None) -> None:
        """Drop the filter, or leave."""
        if self._condition is None:
            self.host.leave()
        else:
            self._want(None)

    def run_leave(self, _count: int | None) -> None:
        """Go back to where the person was chosen."""
        self.host.leave()

    # The prompt.

    def run_filter(self, _count: int | None) -> None:
        """Ask for words."""
        self.querying.ask(_PURPOSE, 'words, "a phrase", -not this; Enter filters, empty shows all')

    @on(Prompt.Changed)
    def follow_typing(self, event: Prompt.Changed) -> None:
        """Say what the text asks for so far."""
        self.querying.understood(event.text)

    @on(Prompt.Submitted)
    def take_text(self, event: Prompt.Submitted) -> None:
        """Take a text, unless it cannot be understood."""
        query = self.querying.understood(event.text)
        if query is not None:
            self.querying.keep(event.text)
            self._close_prompt()
            self._want(query.condition)

    @on(Prompt.Cancelled)
    def drop_text(self) -> None:
        """Leave the filter as it was."""
        self._close_prompt()

    def _close_prompt(self) -> None:
        self.query_one(Prompt).close()
        self.query_one("#help").display = True
        self.pane.focus()

    def _want(self, condition: Condition | None) -> None:
        self._condition = condition
        self._find(self._shown[self.pane.cursor] if self.pane.cursor >= 0 else None)
