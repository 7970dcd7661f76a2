"""The real app on a real archive, steered by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widgets import Input

from tests.tui.archives import REFS
from tui_reader.archive.reader import Archive
from tui_reader.tui.app import ReaderApp, nothing
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.widgets.bar import Bar
from tui_reader.tui.widgets.jumps import Jumps
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.widget import Widget

    from tui_reader.model import StoredThread
    from tui_reader.settings import Settings
    from tui_reader.tui.app import Choose
    from tui_reader.tui.widgets.article_pane import ArticlePane
    from tui_reader.tui.widgets.comment_pane import CommentPane


@dataclass
class Reader:
    """Somebody in front of the app."""

    app: ReaderApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys and wait for all that follows from them."""
        await self.pilot.press(*keys)
        await self.settle()

    async def write(self, text: str, *keys: str) -> None:
        """Type a text, then press keys."""
        await self.press(*text, *keys)

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal does."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def begin_anew(self) -> None:
        """Read the thread as if it had just been opened, in the same app."""
        self.thread.jumps = Jumps()
        self.pane.show(self.thread.opened.outline, self.thread.opened.fetch)
        await self.settle()

    async def settle(self) -> None:
        """Wait for workers and for what they tell."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    @property
    def thread(self) -> ThreadScreen:
        """The thread on top."""
        assert isinstance(self.app.screen, ThreadScreen)
        return self.app.screen

    @property
    def library(self) -> LibraryScreen:
        """The list of threads on top."""
        assert isinstance(self.app.screen, LibraryScreen)
        return self.app.screen

    @property
    def listed(self) -> list[StoredThread]:
        """The threads of the list in the order in which they stand."""
        threads = self.library.threads
        found = map(threads._thread, threads._shown)
        return [thread for thread in found if thread]

    def is_on(self, kind: type[Screen[Any]]) -> bool:
        """Return whether a screen of this kind is on top."""
        return isinstance(self.app.screen, kind)

    @property
    def pane(self) -> CommentPane:
        """The comments."""
        return self.thread.pane

    @property
    def article(self) -> ArticlePane:
        """The article."""
        return self.thread.panes.article

    @property
    def here(self) -> str:
        """The reference of the comment at the cursor."""
        return REFS[self.thread.position]

    @property
    def shown(self) -> list[str]:
        """The references of all comments that stand on the page, matches and context."""
        return [REFS[position] for position in self.pane.view.shown()]

    @property
    def hits(self) -> list[str]:
        """The references of the comments that the filter asks for."""
        return [REFS[position] for position in self.pane.view.hits or ()]

    def bar(self, name: str) -> str:
        """Return the words of a line: `title`, `status` or `help`."""
        bar = self.app.screen.query_one(f"#{name}", Bar)
        return f"{bar._left.plain} {bar._right.plain}".strip()

    @property
    def status(self) -> str:
        """The words of the status line."""
        return self.bar("status")

    @property
    def help(self) -> str:
        """The words of the help line."""
        return self.bar("help")

    @property
    def keys_go_to(self) -> str:
        """What has the keys: `comments`, `article` or `prompt`; empty for anything else."""
        focused = self.app.focused
        if focused is not None and isinstance(focused.parent, Prompt):
            return "prompt"
        takers: dict[str, Widget] = {"comments": self.pane, "article": self.article}
        return next((name for name, widget in takers.items() if widget is focused), "")

    @property
    def prompt_text(self) -> str:
        """What stands in the line that is typed in."""
        return self.thread.query_one(Prompt).query_one(Input).value

    @property
    def told(self) -> list[str]:
        """What was notified."""
        return [notification.message for notification in self.app._notifications]

    def screen_text(self) -> str:
        """Return every line on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@asynccontextmanager
async def reading(
    path: Path,
    size: tuple[int, int] = (120, 36),
    *,
    dump: Path | None = None,
    settings: Settings | None = None,
    choose: Choose = nothing,
    shows_messages: bool = False,
) -> AsyncIterator[Reader]:
    """Read an archive for as long as a test needs it; what is told appears on the screen where a test looks for it there."""
    with Archive.open(path) as archive:
        app = ReaderApp(archive, dump, settings, choose=choose)
        async with app.run_test(size=size, notifications=shows_messages) as pilot:
            reader = Reader(app, pilot)
            await reader.settle()
            yield reader
