"""A screen that turns keys into commands of the command table.

Invariant: a command `fold-all` is carried out by a method `run_fold_all(count)` of the screen, of one of its parts, or of the
app; a test holds that there is one for every command.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar, TypeVar, cast

from textual import events, on
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_reader.errors import TuiReaderError
from tui_reader.text.sanitize import one_line
from tui_reader.tui.commands import APP_COMMANDS, COMMANDS, Command, shown_key, with_keys
from tui_reader.tui.keys import Keys, Levels, Pending, Run
from tui_reader.tui.messages import ReaderHost
from tui_reader.tui.widgets.bar import Bar, Hint

T = TypeVar("T")

SETTLING = 0.4
"""Seconds after which a number that nothing follows is taken alone."""

SMALLEST = (40, 8)
"""Columns and lines below which nothing can be read."""

_WITHOUT_ROOM = {"leave", "quit"}
"""What can be done where nothing can be read."""

Carrier = Callable[[int | None], None]
"""What carries out a command; it is given the number typed before the key, if any."""


def pressed(event: events.Key) -> str:
    """Return a key as the command table writes it."""
    if event.character and event.is_printable and event.character != " ":
        return event.character
    return event.key


def too_small() -> Static:
    """Return what is shown in place of everything where nothing can be read."""
    columns, lines = SMALLEST
    return Static(f"Make the terminal larger: {columns} columns and {lines} lines at least.", id="too-small", markup=False)


class CommandScreen(Screen[None], inherit_bindings=False):
    """A screen with commands, a help line `#help` and a status line `#status`."""

    AUTO_FOCUS = ""
    BLANK = True
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    DEFAULT_CSS = """
    CommandScreen { background: $background; }
    CommandScreen > #too-small { display: none; }
    CommandScreen.-too-small > * { display: none; }
    CommandScreen.-too-small > #too-small { display: block; }
    """

    focused: reactive[Widget | None] = reactive(None, repaint=False)
    """What keys go to. Who gains and who loses them paint themselves; Textual would paint the whole screen once more."""

    _settling: Timer | None = None
    _keys = Keys({})

    @property
    def host(self) -> ReaderHost:
        """The app, as screens know it."""
        return cast("ReaderHost", self.app)

    @property
    def parts(self) -> tuple[object, ...]:
        """Who carries out commands, in the order in which they are asked."""
        return (self, self.app)

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """All commands that can be given here, with the keys that the user gave them."""
        return with_keys((*self.OWN_COMMANDS, *APP_COMMANDS), self.host.settings.keys)

    def on_mount(self) -> None:
        """Learn the keys."""
        self._keys = Keys({key: command.id for command in self.commands for key in command.keys})
        self.show_help()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is no room to read, and show as many hints as fit; what was begun unseen is forgotten."""
        self._keys.clear()
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")
        self.call_after_refresh(self.show_help)

    @property
    def is_too_small(self) -> bool:
        """Whether there is no room to read."""
        return self.has_class("-too-small")

    def on_key(self, event: events.Key) -> None:
        """Take a key that no widget wanted."""
        if isinstance(self.focused, Input):
            return
        event.stop()
        event.prevent_default()
        if self._settling:
            self._settling.stop()
        answer = self._keys.feed(pressed(event))
        if self.is_too_small and not (isinstance(answer, Run) and answer.command in _WITHOUT_ROOM):
            return
        match answer:
            case Run(command, count):
                self.show_help()
                self.run_command(command, count)
            case Levels(depth):
                self.show_help()
                self.open_levels(depth)
            case Pending() as pending:
                self._await(pending)
            case _:
                self.show_help()

    def _await(self, pending: Pending) -> None:
        """Show what is typed and what may follow."""
        if not pending.typed:
            self.show_help()
            return
        following = [Hint(command, f"{shown_key(key)} {command.replace('-', ' ')}") for key, command in pending.following]
        self.query_one("#help", Bar).show_hints([Hint("", f"{pending.typed}…"), *following], self.hint("help"))
        if self._keys.count_pending:
            self._settling = self.set_timer(SETTLING, self._settle)

    def _settle(self) -> None:
        levels = self._keys.settle()
        if levels:
            self.show_help()
            self.open_levels(levels.depth)

    def open_levels(self, depth: int) -> None:
        """Take a number typed alone."""

    def run_command(self, command: str, count: int | None = None) -> None:
        """Carry out a command by its id, or say why it cannot be; the palette and the help call this too."""
        self.attempt(lambda: self.carry_out(command, count))

    def carry_out(self, command: str, count: int | None) -> None:
        """Carry out a command by its id."""
        method = COMMANDS[command].method
        for part in self.parts:
            carrier: Carrier | None = getattr(part, method, None)
            if carrier:
                carrier(count)
                return

    def attempt(self, action: Callable[[], None]) -> None:
        """Do something that may fail, and go on: whatever the archive or a file answers, the reader keeps his place."""
        try:
            action()
        except TuiReaderError as error:
            self.meet_error(error)

    def attempting(self, take: Callable[[T], None]) -> Callable[[T], None]:
        """Return what takes the answer of a dialog, attempted."""
        return lambda answer: self.attempt(lambda: take(answer))

    def meet_error(self, error: TuiReaderError) -> None:
        """Say what could not be done."""
        self.notify(one_line(str(error)), severity="error", markup=False)

    def show_help(self) -> None:
        """Show the commands that a reader needs most; how to find all others is never cut."""
        self.query_one("#help", Bar).show_hints(self.hints(), self.hint("help"))

    @on(Bar.Picked)
    def run_picked(self, event: Bar.Picked) -> None:
        """Carry out the command that was clicked in the help line."""
        self.run_command(event.command)

    def show_status(self) -> None:
        """Say how things stand, where there is anything to say."""

    def hints(self) -> list[Hint]:
        """Return what the help line shows, what matters most first."""
        return list(self._own_hints)

    @cached_property
    def _own_hints(self) -> list[Hint]:
        return [self.hint(command.id) for command in self.commands if command.hint and command.id != "help"]

    def hint(self, command: str, word: str = "") -> Hint:
        """Return the key of a command and its word on the help line, or another word; no words where it has no key."""
        key, own = self.key_of(command), next(each.hint for each in self.commands if each.id == command)
        return Hint(command, f"{key} {word or own}" if key else "")

    def key_of(self, command: str) -> str:
        """Return the first key of a command as people write it; empty where it has none."""
        found = next(each for each in self.commands if each.id == command)
        return shown_key(found.keys[0]) if found.keys else ""

    def say(self, words: str) -> None:
        """Answer a key that can do nothing here, so that the reader knows why."""
        self.query_one("#help", Bar).show(Content(words))
