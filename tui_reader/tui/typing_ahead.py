"""Keys one after the other: none is handed on before all that follows from the one before has been done.

Textual hands a key to whatever has the keys when it comes in. A key that is typed ahead would come in before the one before it
has opened or closed a prompt, or moved a cursor, and would mean something else than it does to whoever typed it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual.events import Key, Paste
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.worker import Worker

_PATIENCE = 0.5
"""Seconds after which a part of the app that has not come to its end is not waited for any more."""

_ROUNDS = 10
"""Times that all who may have to do with a key are waited for: what one of them does may be passed on to another."""


_BEAT = 0.005
"""Seconds between two looks at a work."""

_WORK = 0.3
"""Seconds that a key that came with a command waits for what that began, such as looking for comments; then it goes on."""

_TOGETHER = 0.02
"""Seconds between keys that were typed ahead, or come from a program; a key that is held comes every 30 ms."""

_BREAKS_OFF = {"escape", "ctrl+c", "ctrl+q"}
"""Keys that nobody presses to see the end of something."""


def meant(event: Event, bound: Collection[str]) -> list[Event]:
    """Return the keys that a key stands for unless it is `bound`: what a terminal tells in another way than one by one.

    Enter that was pressed before the program had the terminal comes as Ctrl-J, and Esc with a letter right after it as Alt.
    """
    if not isinstance(event, Key) or event.key in bound:
        return [event]
    if event.key == "ctrl+j":
        return [Key("enter", "\r")]
    if event.key.startswith("alt+") and event.character:
        return [Key("escape", "\x1b"), Key(event.character, event.character)]
    return [event]


class TypingAhead:
    """Keys and pastes that have come in, in order; `take` hands one on, `failed` is told what goes wrong with it."""

    def __init__(self, app: App[None], take: Callable[[Event], Awaitable[None]], failed: Callable[[Exception], None]) -> None:
        self._app = app
        self._take = take
        self._failed = failed
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None
        self._begun: list[Worker[object]] = []
        self._patient_until = 0.0
        self._last = 0.0

    def add(self, event: Event) -> None:
        """Let a key or a paste have its turn."""
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hand_on())

    async def _hand_on(self) -> None:
        while self._waiting and self._app.is_running:
            if self._is_ahead(self._waiting[0]):
                await self._work_done()
            event, works = self._waiting.popleft(), set(self._app.workers)
            self._last = event.time
            try:
                await self._take(event)
            except Exception as error:  # noqa: BLE001  # the app ends with it, as with all that it meets itself
                self._failed(error)
            await self._come_to_an_end()
            if not self._is_text(event):
                self._begun = [work for work in self._app.workers if work not in works]
                self._patient_until = monotonic() + _WORK

    def _is_ahead(self, event: Event) -> bool:
        """Whether a key came with the one before it, faster than anybody types who looks at the screen."""
        breaks_off = isinstance(event, Key) and event.key in _BREAKS_OFF
        return event.time - self._last < _TOGETHER and not breaks_off

    def _is_text(self, event: Event) -> bool:
        """Whether a key or a paste is one of many that make a text, each of which may begin a work that the next one drops."""
        return isinstance(self._app.focused, Input) and (
            isinstance(event, Paste) or (isinstance(event, Key) and event.is_printable)
        )

    async def _work_done(self) -> None:
        """Wait for what the last command began, as long as that is worth it, and for what follows from it."""
        while monotonic() < self._patient_until and not all(work.is_finished for work in self._begun):
            await asyncio.sleep(_BEAT)
        if self._begun:
            self._begun = []
            await self._come_to_an_end()

    async def _come_to_an_end(self) -> None:
        """Wait until all who may have to do with a key have done what there was to do."""
        for _ in range(_ROUNDS):
            concerned = self._concerned()
            for pump in concerned:
                await _done(pump)
            after = self._concerned()
            if after == concerned and not any(pump.message_queue_size for pump in concerned):
                return

    def _concerned(self) -> list[MessagePump]:
        """Return what has the keys, all that it is in, and the app."""
        if not self._app.is_running or not self._app.screen_stack:
            return []
        focused = self._app.focused or self._app.screen
        return [*focused.ancestors_with_self]


async def _done(pump: MessagePump) -> None:
    """Wait until a part of the app has done what it had been told by now."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
