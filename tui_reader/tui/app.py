"""The app: it opens an archive, holds what all screens share, and gives the terminal back however it ends."""

from __future__ import annotations

import signal
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui_reader.archive.reader import Archive
from tui_reader.errors import TuiReaderError, UsageError
from tui_reader.settings import (
    Settings,
    State,
    example_archive,
    read_state,
    state_path,
    write_state,
)
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import SafeLines
from tui_reader.tui.loader import open_thread
from tui_reader.tui.messages import Done, DumpRead, DumpRefused, Failed, KeepingEnded
from tui_reader.tui.readiness import make_ready
from tui_reader.tui.screens.command_screen import CommandScreen
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.terminal import SIGNALLED, follow_signals
from tui_reader.tui.typing_ahead import TypingAhead, meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.notifications import SeverityLevel

    from tui_reader.ingest.choices import Choices
    from tui_reader.model import StoredThread
    from tui_reader.tui.loader import OpenThread, View
    from tui_reader.tui.screens.library import LibraryScreen
    from tui_reader.tui.screens.opening import MakeArchive
    from tui_reader.tui.screens.thread import ThreadScreen

    Begin = Callable[[ThreadScreen], None]
    Choose = Callable[[Archive], View | None]


def nothing(_archive: Archive) -> View | None:
    """Choose nothing to be shown first."""
    return None


def _command_provider() -> type[Provider]:
    from tui_reader.tui.providers import CommandProvider

    return CommandProvider


class ReaderApp(App[None], inherit_bindings=False):
    """Reads an archive, or a dump that `make` first reads into one; `failure` is why it had to end.

    `choose` says what to show first, None for whatever there is, or raises the TuiReaderError that says why it cannot be.
    """

    TITLE = "tui_reader"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    DEFAULT_CSS = """
    ReaderApp ToastRack { margin-bottom: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit_now", id="quit", priority=True, show=False),
        Binding("ctrl+p", "command_palette", id="palette", show=False),
    ]

    def __init__(
        self,
        archive: Archive | None,
        dump: Path | None = None,
        settings: Settings | None = None,
        make: MakeArchive | None = None,
        choose: Choose = nothing,
    ) -> None:
        super().__init__()
        self._filters.append(SafeLines())
        self.archive = archive
        self.dump = dump
        self.kept: Path | None = None
        self.keeping: Path | None = None
        self._typing = TypingAhead(self, super().on_event, self._handle_exception)
        self.readings: dict[str, Choices] = {}
        self._warned = False
        self.failure: Exception | None = None
        self.last_export: tuple[str, Path] | None = None
        self.told_unread = ""
        self._make = make
        self._choose = choose
        self._view = choose(archive) if archive else None
        self.settings = settings or Settings()
        self.state = read_state(state_path())
        self._library: LibraryScreen | None = None
        theme = self.settings.theme or self.state.theme
        if theme in self.available_themes:
            self.theme = theme

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the archive, or what is shown until there is one."""
        if self.archive:
            return self._first_screen(self.archive)
        if self.dump is None or self._make is None:
            raise UsageError("nothing to read")
        from tui_reader.tui.screens.opening import OpeningScreen

        return OpeningScreen(self.dump, self._make)

    def _first_screen(self, archive: Archive) -> Screen[None]:
        """Return the only thread of an archive, or the list of them."""
        first = archive.thread_table(2).ids
        if len(first) == 1:
            opened = open_thread(archive, archive.threads_by_id(first)[first[0]])
            return _thread_screen(opened, lambda *_: False, partial(_begin_as, self._view))
        from tui_reader.tui.screens.library import LibraryScreen

        self._library = LibraryScreen(archive, self.read_thread, self._view.thread if self._view else None)
        return self._library

    def _show_view(self) -> None:
        """Open the thread that is to be shown first, above the list of threads."""
        if self._view and self._library:
            self._open(self._view.thread, partial(_begin_as, self._view))

    @on(DumpRead)
    def show_dump(self, event: DumpRead) -> None:
        """Show a dump as soon as it is read."""
        self.archive = event.archive
        try:
            self._view = self._choose(event.archive)
        except TuiReaderError as error:
            self._give_up(error)
            return
        self.push_screen(self._first_screen(event.archive))
        self._show_view()
        self.call_after_refresh(self._settle)

    @on(DumpRefused)
    def leave_dump(self, event: DumpRefused) -> None:
        """Leave where a dump cannot be read."""
        self._give_up(event.error)

    def _give_up(self, error: TuiReaderError) -> None:
        """Leave, and let whoever started the app say why."""
        self.failure = error
        self.exit()

    def on_mount(self) -> None:
        """Learn the user's keys, and take signals as a wish to leave in good order."""
        changed = self.settings.keys.get("quit")
        if changed:
            self.set_keymap({"quit": ",".join(changed)})
        if self.dump is None and self.archive:
            self._show_view()
            self.call_after_refresh(self._settle)
        follow_signals(self._leave_for)

    def _settle(self) -> None:
        """Do what the first frame need not wait for."""
        if self.dump is None and self.archive and self.archive.path.resolve() != example_archive().resolve():
            self.remember(replace(self.state, last_archive=str(self.archive.path.resolve())))
        self.run_worker(make_ready, thread=True, exit_on_error=False)

    def _leave_for(self, number: signal.Signals) -> None:
        self.exit(return_code=SIGNALLED + number)

    def stop_reading_keys(self) -> None:
        """End the thread that reads keys: where the terminal was closed it may have been missed, and would never end."""
        ended = getattr(self._driver, "exit_event", None)
        if ended is not None:
            ended.set()

    @on(Driver.SignalResume)
    def paint_all_anew(self) -> None:
        """Paint every line when the program comes back from behind the shell: the terminal has kept none of them."""
        self.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Take an event; keys and pastes have their turn one after the other."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            for each in meant(event, set(chain.from_iterable(self.settings.keys.values()))):
                self._typing.add(each)
        else:
            await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """Let nothing that goes wrong in what is half built, when the app is told to end, change how it ends."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if not self._exit:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave at once, and let whoever started the app say why: archive text stays off the terminal."""
        self.failure = self._exception
        self._close_messages_no_wait()

    # What workers tell.

    @on(Done)
    def tell_done(self, event: Done) -> None:
        """Say what was done, on whatever screen the reader is by now, and open next time what a dump was kept in."""
        if event.kept:
            self.kept = event.kept
            self.remember(replace(self.state, last_archive=str(event.kept.resolve())))
        self._tell(event.words, "information" if event.wholly else "warning")

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what could not be done."""
        self._tell(str(event.error), "error")

    @on(KeepingEnded)
    def stop_keeping(self) -> None:
        """Let the reader leave unasked again."""
        self.keeping = None
        for screen in self._command_screens:
            screen.show_status()

    @property
    def _command_screens(self) -> list[CommandScreen]:
        return [screen for screen in self.screen_stack if isinstance(screen, CommandScreen)]

    def _tell(self, words: str, severity: SeverityLevel) -> None:
        for screen in self._command_screens:
            screen.show_help()
        self.notify(one_line(words), severity=severity, markup=False)

    # What screens ask for.

    @property
    def opened_path(self) -> Path | None:
        """What is being read, so that it can be opened again: an archive, or a dump as long as it is kept in none."""
        path = self.kept or self.dump or (self.archive.path if self.archive else None)
        return path and path.absolute()

    def read_thread(self, thread: StoredThread, comment: int | None = None) -> None:
        """Open a thread above the screen there is, at a comment where its row id is given."""
        self._open(thread, partial(_begin_at, comment))

    def _open(self, thread: StoredThread, begin: Begin) -> None:
        if self.archive is None:
            return
        try:
            opened = open_thread(self.archive, thread)
        except TuiReaderError as error:
            self.notify(one_line(str(error)), severity="error", markup=False)
            return
        self.push_screen(_thread_screen(opened, self._read_neighbour, begin))

    def _read_neighbour(self, thread: StoredThread, steps: int) -> bool:
        """Open a thread further down the list in place of this one; False where there is none."""
        following = self._library.neighbour(thread, steps) if self._library else None
        if following is None:
            return False
        self.pop_screen()
        self.read_thread(following)
        return True

    def run_find(self, _count: int | None) -> None:
        """Ask all threads of the archive, or go back to what was asked."""
        from tui_reader.tui.screens.finding import FindingScreen

        if any(isinstance(screen, FindingScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, FindingScreen):
                self.pop_screen()
        elif self.archive:
            self.push_screen(FindingScreen(self.archive))

    def renew_threads(self, current: StoredThread) -> None:
        """Show in the list of threads what the archive holds by now."""
        if self._library:
            self._library.renew(current)

    def leave(self) -> None:
        """Go back to the screen before, or quit."""
        below = self.screen_stack[-2:-1]
        if below and isinstance(below[0], (CommandScreen, Dialog)):
            self.pop_screen()
        else:
            self.quit()

    def quit(self) -> None:
        """End the app, at the second wish where a dump is still being kept."""
        if self.keeping and not self._warned:
            self._warned = True
            self._tell(f"still keeping in {self.keeping}: to quit now, once more, keeps nothing", "warning")
        else:
            self.exit()

    def remember(self, state: State) -> None:
        """Keep what was chosen for the next run."""
        self.state = state
        write_state(state_path(), state)

    # Commands.

    def run_command_by_name(self, command: str) -> None:
        """Carry out a command on the screen below the palette or the help."""
        try:
            screen = self.screen
        except ScreenStackError:
            return
        if isinstance(screen, CommandScreen):
            screen.run_command(command)

    def run_help(self, _count: int | None) -> None:
        """Show all keys and commands; the chosen one is carried out."""
        from tui_reader.tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, CommandScreen):
            self.push_screen(HelpScreen(screen.commands), self._run_chosen)

    def _run_chosen(self, command: str | None) -> None:
        if command:
            self.run_command_by_name(command)

    def run_palette(self, _count: int | None = None) -> None:
        """Find a command by name."""
        from tui_reader.tui.providers import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    action_command_palette = run_palette

    def run_redraw(self, _count: int | None) -> None:
        """Draw every cell of the screen anew."""
        self.refresh(layout=True)

    def run_next_theme(self, count: int | None) -> None:
        """Use the next theme."""
        self._turn_theme(count or 1)

    def run_previous_theme(self, count: int | None) -> None:
        """Use the previous theme."""
        self._turn_theme(-(count or 1))

    def _turn_theme(self, steps: int) -> None:
        names = sorted(self.available_themes)
        self.theme = names[(names.index(self.theme) + steps) % len(names)]
        self.remember(replace(self.state, theme=self.theme))
        self.notify(self.theme, timeout=1.5, markup=False)

    def run_leave(self, _count: int | None) -> None:
        """Go back, or quit."""
        self.leave()

    def run_quit(self, _count: int | None) -> None:
        """Quit at once."""
        self.quit()

    def action_quit_now(self) -> None:
        """Quit from any screen."""
        self.quit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a key alone that the user took from quitting without giving it another."""
        if action == "quit_now" and self.settings.keys.get("quit") == ():
            return False
        return super().check_action(action, parameters)

    def run_suspend(self, _count: int | None) -> None:
        """Put the program aside."""
        self.action_suspend_process()


def _thread_screen(opened: OpenThread, neighbour: Callable[[StoredThread, int], bool], begin: Begin) -> ThreadScreen:
    """Return the screen of a thread, imported when the first one is shown."""
    from tui_reader.tui.screens.thread import ThreadScreen

    return ThreadScreen(opened, neighbour, begin)


def _begin_as(view: View | None, screen: ThreadScreen) -> None:
    if view is not None:
        screen.filtering.begin(view)


def _begin_at(comment: int | None, screen: ThreadScreen) -> None:
    if comment is not None:
        screen.call_after_refresh(screen.searching.begin_at, comment)
