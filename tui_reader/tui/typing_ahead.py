"""Keys one after the other: none is handed on before all that follows from the one before has been done.

Textual hands a key to whatever has the keys when it comes in. A key that is typed ahead would come in before the one before it
has opened or closed a prompt, or moved a cursor, and would mean something else than it does to whoever typed it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump

_PATIENCE = 0.5
"""Seconds after which a part of the app that has not come to its end is not waited for any more."""

_ROUNDS = 10
"""Times that all who may have to do with a key are waited for: what one of them does may be passed on to another."""


class TypingAhead:
    """Keys and pastes that have come in, in order; `take` hands one on, `failed` is told what goes wrong with it."""

    def __init__(self, app: App[None], take: Callable[[Event], Awaitable[None]], failed: Callable[[Exception], None]) -> None:
        self._app = app
        self._take = take
        self._failed = failed
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None

    def add(self, event: Event) -> None:
        """Let a key or a paste have its turn."""
        self._waiting.append(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hand_on())

    async def _hand_on(self) -> None:
        while self._waiting:
            try:
                await self._take(self._waiting.popleft())
            except Exception as error:  # noqa: BLE001  # the app ends with it, as with all that it meets itself
                self._failed(error)
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
