"""A thread: the article beside its comments, and everything a reader does with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui_reader.errors import TuiReaderError
from tui_reader.text.counting import counted
from tui_reader.tui.commands import COMMANDS, THREAD_COMMANDS, Command
from tui_reader.tui.content import content
from tui_reader.tui.loader import OpenThread, is_at_hand
from tui_reader.tui.messages import Failed, Found, Kept
from tui_reader.tui.screens.command_screen import CommandScreen
from tui_reader.tui.screens.thread_comment import CommentCommands
from tui_reader.tui.screens.thread_filters import PURPOSE as FILTER
from tui_reader.tui.screens.thread_filters import Filtering
from tui_reader.tui.screens.thread_keeping import PURPOSE as KEEPING
from tui_reader.tui.screens.thread_keeping import Keeping
from tui_reader.tui.screens.thread_moves import ARTICLE_MOVES, COMMENT_MOVES, STUCK
from tui_reader.tui.screens.thread_search import Searching
from tui_reader.tui.widgets.article_pane import ArticlePane
from tui_reader.tui.widgets.bar import Bar, Hint
from tui_reader.tui.widgets.comment_pane import CommentPane
from tui_reader.tui.widgets.jumps import Jumps
from tui_reader.tui.widgets.pane_layout import USUAL_SHARE, PaneLayout
from tui_reader.tui.widgets.panes import Panes
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui_reader.query import Condition

LEAST_TITLE = 30
"""Columns that facts leave to the title."""


class ThreadScreen(CommandScreen):
    """A thread that is being read. `neighbour` opens the thread so many places further in the archive, if there is one."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = THREAD_COMMANDS

    def __init__(self, thread: OpenThread, neighbour: Callable[[int], bool] = lambda _: False) -> None:
        super().__init__()
        self.opened = thread
        self.jumps = Jumps()
        self.filtering = Filtering(self)
        self.searching = Searching(self)
        self.keeping = Keeping(self)
        self.on_comment = CommentCommands(self)
        self._neighbour = neighbour

    def compose(self) -> ComposeResult:
        """Lay the lines around the two panes."""
        yield Bar(id="title", classes="-title")
        state = self.host.state
        arrangement = PaneLayout(left=state.article_share or USUAL_SHARE, top=state.article_height or USUAL_SHARE)
        yield Panes(arrangement, self.app.size, reading_article=not self.opened.thread.comments)
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield Prompt()
        yield Static("Make the terminal larger: 40 columns and 8 lines at least.", id="too-small", markup=False)

    @property
    def parts(self) -> tuple[object, ...]:
        """Who carries out commands."""
        return (self, self.filtering, self.searching, self.keeping, self.on_comment, self.app)

    @property
    def panes(self) -> Panes:
        """Article and comments."""
        return self.query_one(Panes)

    @property
    def pane(self) -> CommentPane:
        """The comments."""
        return self.panes.comments

    @property
    def position(self) -> int:
        """Where the cursor is; -1 where no comment is shown."""
        return self.pane.cursor

    def on_mount(self) -> None:
        """Show the thread."""
        super().on_mount()
        thread = self.opened.thread
        self.panes.article.show(thread.title, self.opened.blocks)
        self.pane.show(self.opened.outline, self.opened.fetch, starter=thread.author)
        self._focus_pane()
        self._show_title()
        self.show_status()
        self.call_after_refresh(self._read_ahead)

    def _read_ahead(self) -> None:
        """Read who comments before the first filter asks, and make the prompt."""
        self.query_one(Prompt).make_ready()
        self.run_worker(lambda: self.opened.commenters, thread=True, group="read ahead", exit_on_error=False)

    def _show_title(self) -> None:
        thread = self.opened.thread
        title = content(thread.title or thread.origin.name)
        self.query_one("#title", Bar).show(title, Content(self._facts(self.app.size.width - LEAST_TITLE)))

    def _facts(self, room: int) -> str:
        """Return what is to be known of the thread: in fewer words where there is less room, then fewer facts."""
        thread, names, unsure = self.opened.thread, self.opened.note_on_names, self.opened.note_on_confidence
        people = f" by {counted(thread.people, 'person', 'people')}" if thread.people else ""
        counts = f"{counted(thread.comments, 'comment')}{people}" if thread.comments else "no comments"
        lost = f"{counted(thread.lost, 'comment')} lost" if thread.lost else ""
        brief = names.partition(";")[0]
        offers = (
            [counts, lost, names, unsure],
            [counts, lost, brief, unsure],
            [counts, brief, unsure],
            [counts, unsure or brief],
        )
        said = (" · ".join(filter(None, offer)) for offer in offers)
        return next((each for each in said if cell_len(each) <= room), counts)

    def on_resize(self, event: events.Resize) -> None:
        """Say as much in the title as there is room for."""
        super().on_resize(event)
        self._show_title()
        self.call_after_refresh(self.show_help)

    def hints(self) -> list[Hint]:
        """Say first how to get to a pane that is out of sight."""
        hidden = self.panes.out_of_sight
        return ([self.hint(COMMANDS["other-pane"], hidden)] if hidden else []) + super().hints()

    def show_status(self) -> None:
        """Say what is shown, what is hidden and by what, and where the cursor is."""
        total, place = len(self.opened.outline), self.position
        left = self.filtering.described() or Content(f"all {total:,} shown" if total else "no comments in this thread")
        said = [part for part in (self._folded(), self.searching.described()) if part]
        where = f"{place + 1:,}/{total:,} · depth {self.opened.outline.depth[place] + 1}" if place >= 0 else ""
        self.query_one("#status", Bar).show(Content(" · ").join([left, *map(Content, said)]), Content(where))

    def _folded(self) -> str:
        hidden = self.pane.view.folded_away
        return f"{hidden:,} folded away" if hidden else ""

    # Moving and folding.

    def run_command(self, command: str, count: int | None = None) -> None:
        """Carry out a command; moves go to the pane that has the keys."""
        article_move = ARTICLE_MOVES.get(command) if self.panes.reading_article else None
        if article_move:
            if not article_move(self.panes.article, count or 1):
                self.say("the article goes no further that way")
        elif command in COMMENT_MOVES:
            self._move(command, count or 1)
        else:
            super().run_command(command, count)

    def _move(self, command: str, count: int) -> None:
        if not COMMENT_MOVES[command](self.pane, count):
            self.say(STUCK.get(command, "nothing more that way"))
        self.show_status()

    def run_first(self, count: int | None) -> None:
        """Go to the first comment, or to the one with this number."""
        self._jump_to_number(count, self.pane.view.first())

    def run_last(self, count: int | None) -> None:
        """Go to the last comment, or to the one with this number."""
        self._jump_to_number(count, self.pane.view.last())

    def _jump_to_number(self, number: int | None, otherwise: int | None) -> None:
        self.jump_to(min(number, len(self.opened.outline)) - 1 if number else otherwise)

    def open_levels(self, depth: int) -> None:
        """Open the thread to a depth; 0 opens all."""
        if depth:
            self.pane.fold_level(depth)
        else:
            self.pane.unfold_all()

    def jump_to(self, position: int | None) -> bool:
        """Go to a comment and remember where from; False where it is not shown."""
        before = self.position
        if position is None:
            self.say("no comment is shown")
            return False
        if not self._show_comment(position):
            return False
        if position != before:
            self.jumps.leave(before)
        return True

    def _show_comment(self, position: int) -> bool:
        """Go to a comment; say so where a filter leaves it out."""
        if not self.pane.go_to(position):
            self.say("that comment is not shown: Esc drops the last filter")
            return False
        return True

    def run_back(self, count: int | None) -> None:
        """Go back along the jumps."""
        self._travel([self.jumps.back] * (count or 1))

    def run_forward(self, count: int | None) -> None:
        """Go forward along the jumps."""
        self._travel([self.jumps.forward] * (count or 1))

    def _travel(self, steps: list[Callable[[int], int | None]]) -> None:
        for step in steps:
            place = step(self.position)
            if place is None:
                self.say("no jump further that way")
                return
            self._show_comment(place)

    # Panes.

    def run_other_pane(self, _count: int | None) -> None:
        """Give the keys to the other pane."""
        self.panes.reading_article = not self.panes.reading_article
        self.show_help()

    def run_layout(self, _count: int | None) -> None:
        """Put the article left, on top, or away."""
        self.panes.turn()
        hidden = self.panes.out_of_sight
        self.say(f"one pane at a time: Tab shows the {hidden}" if hidden else f"article: {self.panes.fitted}")

    def run_zoom(self, _count: int | None) -> None:
        """Give this pane the whole screen, or give it back."""
        self.panes.arrangement = replace(self.panes.arrangement, zoomed=not self.panes.arrangement.zoomed)
        self.show_help()

    def run_narrower(self, count: int | None) -> None:
        """Make the article smaller."""
        self._resize(-(count or 1))

    def run_wider(self, count: int | None) -> None:
        """Make the article larger."""
        self._resize(count or 1)

    def run_even(self, _count: int | None) -> None:
        """Give article and comments their usual sizes."""
        self.panes.arrangement = self.panes.arrangement.evened()
        self.keep_sizes()

    def _resize(self, steps: int) -> None:
        if self.panes.out_of_sight:
            self.say(f"only one pane is shown: {self.hint(COMMANDS['layout'], 'shows both').words}")
        self.panes.resize(steps)
        self.keep_sizes()

    @on(Panes.Dragged)
    def keep_sizes(self) -> None:
        """Keep the sizes for the next time."""
        arrangement = self.panes.arrangement
        self.host.remember(replace(self.host.state, article_share=arrangement.left, article_height=arrangement.top))

    def run_next_thread(self, count: int | None) -> None:
        """Read the next thread of the archive."""
        if not self._neighbour(count or 1):
            self.say("this is the last thread")

    def run_previous_thread(self, count: int | None) -> None:
        """Read the previous thread of the archive."""
        if not self._neighbour(-(count or 1)):
            self.say("this is the first thread")

    def run_leave(self, _count: int | None) -> None:
        """Go back to where this thread was chosen."""
        self.host.leave()

    # What the panes tell.

    @on(CommentPane.CursorMoved)
    def follow_cursor(self) -> None:
        """Say where the cursor is."""
        self.show_status()

    @on(CommentPane.FoldChanged)
    def follow_folds(self) -> None:
        """Say what is folded."""
        self.show_status()

    @on(CommentPane.Opened)
    def read_comment(self, event: CommentPane.Opened) -> None:
        """Show a comment whole."""
        self.on_comment.read(event.position)

    @on(ArticlePane.BlockChosen)
    def follow_block(self, event: ArticlePane.BlockChosen) -> None:
        """Show who quotes a paragraph."""
        self.on_comment.quoted_by(event.index)

    @on(events.DescendantFocus)
    def follow_focus(self, event: events.DescendantFocus) -> None:
        """Give the keys to the pane that was clicked; news of a focus that has gone on since would send it back for ever."""
        if event.widget is self.focused and isinstance(event.widget, (ArticlePane, CommentPane)):
            self.panes.reading_article = isinstance(event.widget, ArticlePane)

    # Looking for comments.

    def look_for(self, purpose: str, condition: Condition) -> None:
        """Look for comments in a worker; whole names are found at once."""
        if is_at_hand(condition):
            self.take_found(Found(purpose, condition, self.opened.find(condition)))
            return
        self.run_worker(lambda: self._look(purpose, condition), thread=True, exclusive=True, group=purpose, exit_on_error=False)

    def _look(self, purpose: str, condition: Condition) -> None:
        """Look, in a worker."""
        try:
            self.post_message(Found(purpose, condition, self.opened.find(condition)))
        except TuiReaderError as error:
            self.post_message(Failed(str(error)))

    @on(Found)
    def take_found(self, event: Found) -> None:
        """Hand what was found to who asked for it."""
        asking = self.filtering if event.purpose == FILTER else self.searching
        asking.found(event.condition, event.positions)

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what could not be done."""
        self.notify(content(event.words).plain, severity="error", markup=False)

    @on(Kept)
    def tell_kept(self, event: Kept) -> None:
        """Say where a dump is kept."""
        self.show_help()
        self.notify(content(f"kept in {event.archive}").plain, markup=False)

    def show_marks(self) -> None:
        """Mark what is looked for, in comments and article."""
        words = (*self.filtering.words(), *self.searching.words())
        self.pane.set_marks(words)
        self.panes.article.set_marks(words)

    # The prompt.

    def ask(self, purpose: str, placeholder: str, text: str = "") -> None:
        """Let the reader type, in place of the help line: nothing else has to move."""
        self.query_one("#help").display = False
        self.query_one(Prompt).ask(purpose, placeholder, text)

    def _asking(self, purpose: str) -> Filtering | Searching | Keeping:
        if purpose == KEEPING:
            return self.keeping
        return self.filtering if purpose == FILTER else self.searching

    @on(Prompt.Changed)
    def follow_typing(self, event: Prompt.Changed) -> None:
        """Show at once what the text would do."""
        self._asking(event.purpose).preview(event.text)

    @on(Prompt.Submitted)
    def take_text(self, event: Prompt.Submitted) -> None:
        """Take a text, unless it cannot be understood."""
        if self._asking(event.purpose).accept(event.text):
            self._close_prompt()

    @on(Prompt.Cancelled)
    def drop_text(self, event: Prompt.Cancelled) -> None:
        """Leave everything as it was before the typing."""
        self._close_prompt()
        self._asking(event.purpose).cancel()

    def _close_prompt(self) -> None:
        self.query_one(Prompt).close()
        self.query_one("#help").display = True
        self._focus_pane()

    def _focus_pane(self) -> None:
        (self.panes.article if self.panes.reading_article else self.pane).focus(scroll_visible=False)
