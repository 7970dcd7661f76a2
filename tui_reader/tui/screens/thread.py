"""A thread: the article beside its comments, and everything a reader does with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content

from tui_reader.errors import ArchiveDamagedError, TuiReaderError
from tui_reader.text.sanitize import one_line
from tui_reader.tui.commands import THREAD_COMMANDS, Command
from tui_reader.tui.content import content
from tui_reader.tui.loader import OpenThread
from tui_reader.tui.messages import Failed, WorkedOut
from tui_reader.tui.screens.command_screen import CommandScreen, too_small
from tui_reader.tui.screens.querying import Querying
from tui_reader.tui.screens.thread_annotations import Annotating
from tui_reader.tui.screens.thread_comment import CommentCommands
from tui_reader.tui.screens.thread_filters import Filtering
from tui_reader.tui.screens.thread_keeping import Keeping
from tui_reader.tui.screens.thread_moves import ARTICLE_MOVES, COMMENT_MOVES, STUCK
from tui_reader.tui.screens.thread_panes import Arranging
from tui_reader.tui.screens.thread_people import Muting
from tui_reader.tui.screens.thread_piping import Piping
from tui_reader.tui.screens.thread_review import Reviewing
from tui_reader.tui.screens.thread_search import Searching
from tui_reader.tui.screens.thread_selecting import Selecting
from tui_reader.tui.screens.thread_sorting import Sorting
from tui_reader.tui.screens.thread_statistics import Counting
from tui_reader.tui.screens.thread_title import facts
from tui_reader.tui.screens.thread_walking import Walking
from tui_reader.tui.screens.working import Working
from tui_reader.tui.widgets.article_pane import ArticlePane
from tui_reader.tui.widgets.bar import Bar, Hint
from tui_reader.tui.widgets.comment_pane import CommentPane
from tui_reader.tui.widgets.jumps import Jumps
from tui_reader.tui.widgets.pane_layout import USUAL_SHARE, ArticleSide, PaneLayout
from tui_reader.tui.widgets.panes import Panes
from tui_reader.tui.widgets.prompt import Asker, Prompt

if TYPE_CHECKING:
    from textual.suggester import Suggester

    from tui_reader.model import StoredThread
    from tui_reader.tables import CommenterTable


class ThreadScreen(CommandScreen):
    """A thread that is being read. `neighbour` opens the thread so many places on, if there is one; `begin` is done first."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = THREAD_COMMANDS

    _told_unreadable = ""

    def __init__(
        self,
        thread: OpenThread,
        neighbour: Callable[[StoredThread, int], bool] = lambda *_: False,
        begin: Callable[[ThreadScreen], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.opened = thread
        self.jumps = Jumps()
        self.working = Working(self)
        self.querying = Querying(self, self._known_people)
        self.filtering = Filtering(self)
        self.searching = Searching(self)
        self.walking = Walking(self)
        self.selecting = Selecting(self)
        self.sorting = Sorting(self)
        self.piping = Piping(self)
        self.counting = Counting(self)
        self.keeping = Keeping(self)
        self.arranging = Arranging(self)
        self.annotating = Annotating(self)
        self.muting = Muting(self)
        self.on_comment = CommentCommands(self)
        self.reviewing = Reviewing(self)
        self._neighbour, self._begin = neighbour, begin

    def compose(self) -> ComposeResult:
        """Lay the lines around the two panes."""
        yield Bar(id="title", classes="-title")
        state = self.host.state
        side = ArticleSide.LEFT if self.opened.blocks else ArticleSide.OFF
        arrangement = PaneLayout(side, state.article_share or USUAL_SHARE, state.article_height or USUAL_SHARE)
        yield Panes(arrangement, self.app.size, reading_article=not self.opened.thread.comments)
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield Prompt()
        yield too_small()

    @property
    def parts(self) -> tuple[object, ...]:
        """Who carries out commands."""
        own = (self, self.filtering, self.searching, self.walking, self.selecting, self.sorting, self.piping, self.on_comment)
        return (*own, self.annotating, self.muting, self.reviewing, self.keeping, self.arranging, self.counting, self.app)

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
        self._show_thread()
        self._begin(self)
        self.panes.take_keys()
        self.call_after_refresh(self._read_ahead)

    def on_screen_resume(self) -> None:
        """Honour what was said of people on a screen above."""
        self.muting.show()

    def _show_thread(self) -> None:
        thread = self.opened.thread
        self.panes.article.show(thread.title, self.opened.blocks)
        self.pane.show(self.opened.outline, self.opened.fetch, starter=thread.author)
        self.muting.show()
        self.selecting.follow(self.opened.outline)
        self.show_title()
        self.show_status()

    def _read_ahead(self) -> None:
        """Read what was added to comments, and who comments before somebody asks."""
        self.annotating.show()
        self.read_ahead(lambda: None)

    @work(group="read ahead", exclusive=True, exit_on_error=False)
    async def read_ahead(self, then: Callable[[], None]) -> None:
        """Read who comments in another thread of execution, then do something, if nothing else is on top by then."""
        opened = self.opened
        try:
            await asyncio.to_thread(lambda: opened.commenters)
        except TuiReaderError as error:
            self.meet_error(error)
            return
        if self.is_current and opened is self.opened:
            self.attempt(then)

    def show_title(self) -> None:
        """Say what is known of the thread."""
        thread = self.opened.thread
        title = content(thread.name)
        self.query_one("#title", Bar).show(title, Content(facts(self.opened, self.app.size.width)))

    def on_resize(self, event: events.Resize) -> None:
        """Say as much in the title as there is room for."""
        super().on_resize(event)
        self.show_title()

    def hints(self) -> list[Hint]:
        """Say first how to get to a pane that is out of sight, and how to keep a dump that is only looked at."""
        hidden = self.panes.out_of_sight if self.opened.blocks else ""
        unsure = [self.hint("review", "unsure: see how it was read")] if self.opened.thread.origin.is_unsure else []
        can_be_kept = self.host.dump is not None and self.host.kept is None
        aside = [self.hint("other-pane", hidden)] if hidden else []
        return [*aside, *unsure, *([self.hint("keep", "keep this dump")] if can_be_kept else []), *super().hints()]

    @property
    def why_nothing(self) -> str:
        """Why no comment is shown."""
        return "no comment is shown: Esc drops the last filter" if len(self.opened.outline) else "this thread has no comments"

    def show_status(self) -> None:
        """Say what is shown, what is hidden and by what, and where the cursor is."""
        total, place, lost = len(self.opened.outline), self.position, self.opened.thread.lost
        everything = f"all {total - lost:,} shown" + (f", and {lost:,} lost" if lost else "")
        left = self.filtering.described() or Content(everything if total else "no comments in this thread")
        keeping = one_line(f"keeping in {self.host.keeping} …") if self.host.keeping else ""
        parts = (self.working, self.selecting, self.sorting, self.searching, self.walking)
        folded = f"{away:,} folded away" if (away := self.pane.view.folded_away) else ""
        said = [keeping, folded, *(part.described() for part in parts)]
        where = f"{place + 1:,}/{total:,} · depth {self.opened.outline.depth[place] + 1}" if place >= 0 else ""
        self.query_one("#status", Bar).show(Content(" · ").join([left, *map(Content, filter(None, said))]), Content(where))

    # Moving and folding.

    def carry_out(self, command: str, count: int | None) -> None:
        """Carry out a command; moves go to the pane that has the keys."""
        article_move = ARTICLE_MOVES.get(command) if self.panes.reading_article else None
        if article_move:
            if not article_move(self.panes.article, count or 1):
                self.say("the article goes no further that way")
        elif command in COMMENT_MOVES:
            self._move(command, count or 1)
        else:
            super().carry_out(command, count)

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
            self.say(self.why_nothing)
            return False
        if not self.show_comment(position):
            return False
        if position != before:
            self.jumps.leave(before)
        return True

    def show_comment(self, position: int) -> bool:
        """Go to a comment; say so where a filter leaves it out."""
        if not self.pane.go_to(position):
            self.say("that comment is not shown: Esc drops the last filter")
            return False
        return True

    # Panes and threads.

    @on(Panes.Dragged)
    def keep_sizes(self) -> None:
        """Keep the sizes of the panes for the next time."""
        self.arranging.keep_sizes()

    def run_next_thread(self, count: int | None) -> None:
        """Read the next thread of the archive."""
        if not self._neighbour(self.opened.thread, count or 1):
            self.say("this is the last thread")

    def run_previous_thread(self, count: int | None) -> None:
        """Read the previous thread of the archive."""
        if not self._neighbour(self.opened.thread, -(count or 1)):
            self.say("this is the first thread")

    def run_leave(self, _count: int | None) -> None:
        """Go back to where this thread was chosen."""
        self.host.leave()

    # What the panes tell.

    @on(CommentPane.CursorMoved)
    @on(CommentPane.FoldChanged)
    def follow_comments(self) -> None:
        """Say where the cursor is and what is folded."""
        self.show_status()

    @on(CommentPane.Opened)
    def read_comment(self, event: CommentPane.Opened) -> None:
        """Show a comment whole."""
        self.attempt(lambda: self.on_comment.read(event.position))

    @on(ArticlePane.BlockChosen)
    def follow_block(self, event: ArticlePane.BlockChosen) -> None:
        """Show who quotes a paragraph."""
        self.attempt(lambda: self.on_comment.quoted_by(event.index))

    @on(events.DescendantFocus)
    def follow_focus(self, event: events.DescendantFocus) -> None:
        """Give the keys to the pane that was clicked; news of a focus that has gone on since would send it back for ever."""
        if event.widget is self.focused and isinstance(event.widget, (ArticlePane, CommentPane)):
            self.panes.reading_article = isinstance(event.widget, ArticlePane)

    # A thread that is not what it was.

    @on(CommentPane.Unreadable)
    def tell_unreadable(self, event: CommentPane.Unreadable) -> None:
        """Read the thread again, or say once what is wrong with it: the rows say it too."""
        if event.outline is not self.opened.outline or self.read_again():
            return
        if str(event.error) != self._told_unreadable:
            self._told_unreadable = str(event.error)
            super().meet_error(event.error)

    def meet_error(self, error: TuiReaderError) -> None:
        """Read the thread again where an import has changed it, else say what could not be done."""
        if not (isinstance(error, ArchiveDamagedError) and self.read_again()):
            super().meet_error(error)

    def read_again(self) -> bool:
        """Show the thread as an import in another place has left it; False where none has."""
        try:
            now = self.opened.now()
        except TuiReaderError:
            return False
        if now is not None:
            self.take(self.sorting.again(now), "this thread was updated by an import; it has been read again")
        return now is not None

    def take(self, opened: OpenThread, words: str) -> None:
        """Show another state of the thread, with the filters that are on, from the same comment as far as it is there."""
        before, place = self.opened.outline, self.position
        same = opened.outline.position_of(before.ids[place]) if place >= 0 else None
        self.opened = opened
        self.working.drop_all()
        self.jumps = Jumps()
        self.searching.forget()
        self.walking.forget()
        self.on_comment.forget_passage()
        self._show_thread()
        self.annotating.show()
        self.filtering.change(self.filtering.stack)
        self.pane.go_to(min(place, len(opened.outline) - 1) if same is None else same)
        self.say(words)

    # What is worked out.

    @on(WorkedOut)
    def take_answer(self, event: WorkedOut) -> None:
        """Hand what was worked out to who asked for it."""
        self.working.take(event)

    def on_unmount(self) -> None:
        """Let nobody work for a screen that is gone."""
        self.working.drop_all()

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what could not be looked for."""
        event.stop()
        self.meet_error(event.error)

    def show_marks(self) -> None:
        """Mark what is looked for, in comments and article."""
        from tui_reader.query.marking import marking

        marks = marking(filter(None, (self.filtering.shown, self.searching.asked)))
        self.pane.set_marks(marks)
        self.panes.article.set_marks(marks)

    # The prompt.

    def _known_people(self) -> CommenterTable | None:
        """Return who comments, None while that is still being read."""
        return self.opened.commenters if self.opened.has_at_hand("commenters") else None

    def ask(self, purpose: str, placeholder: str, text: str = "", suggester: Suggester | None = None) -> None:
        """Let the reader type, in place of the help line."""
        self.query_one("#help").display = False
        self.query_one(Prompt).ask(purpose, placeholder, text, suggester)

    def _asking(self, purpose: str) -> Asker:
        askers = (self.filtering, self.searching, self.walking, self.keeping, self.annotating, self.piping)
        return next(asker for asker in askers if purpose.startswith(asker.purpose))

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
        self.panes.take_keys()
