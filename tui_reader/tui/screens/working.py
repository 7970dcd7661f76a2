"""What takes longer than a frame in a long thread or a whole archive: done at once where it is little, else behind the screen.

Invariant: the keyboard never waits. What was asked for last under a name is what counts: the answer to anything older is
dropped, and who works on it is told that nobody waits any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import TuiReaderError
from tui_reader.tui.messages import WorkedOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from tui_reader.tui.screens.command_screen import CommandScreen

    Stopped = Callable[[], bool]
    """Says that nobody waits for an answer any more."""

T = TypeVar("T")

AT_ONCE = 30_000
"""Rows that are looked at within a frame, some 6 ms."""

_WATCHED = 0.2
"""Seconds between two looks at how far a work is."""


class Working:
    """The works of one screen, by name: each has one at most that somebody waits for."""

    def __init__(self, screen: CommandScreen) -> None:
        self._screen = screen
        self._asked: dict[str, int] = {}
        self._going_on: set[str] = set()
        self._timer: Timer | None = None

    def do(self, name: str, rows: int | None, work: Callable[[Stopped], T], take: Callable[[T], None]) -> None:
        """Do a work that looks at so many rows, in place of an earlier one of the name, and hand its answer to `take`.

        What asks the disk, or looks at nobody knows how many rows, has None of them and is always done behind the screen.
        `work` may run in another thread of execution, so it touches no widget; `take` always runs in that of the screen.
        """
        ticket = self.drop(name)
        if rows is not None and rows <= AT_ONCE:
            self._screen.attempt(lambda: take(work(lambda: False)))
            self._watch()
            return
        self._going_on.add(name)
        self._watch()
        self._screen.run_worker(lambda: self._work(name, ticket, work, take), thread=True, group=name)

    def drop(self, name: str) -> int:
        """Let nobody wait for a work of this name any more; return the number of the next one."""
        self._going_on.discard(name)
        self._asked[name] = self._asked.get(name, 0) + 1
        return self._asked[name]

    def drop_all(self) -> None:
        """Let nobody wait for anything."""
        for name in list(self._asked):
            self.drop(name)

    def described(self) -> str:
        """Return what is going on; empty where nothing is."""
        return f"{', '.join(sorted(self._going_on))} …" if self._going_on else ""

    def is_going_on(self, name: str) -> bool:
        """Whether an answer is being waited for."""
        return name in self._going_on

    def _work(self, name: str, ticket: int, work: Callable[[Stopped], T], take: Callable[[T], None]) -> None:
        """Work, in a worker, and post the answer, or why there is none."""
        try:
            answer = work(lambda: self._asked[name] != ticket)
        except TuiReaderError as error:
            failed = error
            self._screen.post_message(WorkedOut(name, ticket, lambda: _fail(failed)))
        else:
            self._screen.post_message(WorkedOut(name, ticket, lambda: take(answer)))

    def take(self, event: WorkedOut) -> None:
        """Take an answer, unless something else has been asked under its name since."""
        if self._asked.get(event.name) == event.ticket:
            self._going_on.discard(event.name)
            self._screen.attempt(event.take)
            self._watch()

    def _watch(self) -> None:
        """Show what is going on as long as it does."""
        if self._timer is None and self._going_on:
            self._timer = self._screen.set_interval(_WATCHED, self._watch)
        elif self._timer is not None and not self._going_on:
            self._timer.stop()
            self._timer = None
        self._screen.show_status()


def _fail(error: TuiReaderError) -> None:
    raise error
