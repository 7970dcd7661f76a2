"""The long works of a review, one at a time, each in a worker that tells how far it is and can be stopped.

Invariant: what a work answers reaches the screen only if no other has been begun since, and nobody has stopped it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.worker import get_current_worker

from tui_reader.errors import TuiReaderError
from tui_reader.tui.messages import Failed

if TYPE_CHECKING:
    from textual.screen import Screen

T = TypeVar("T")
Tell = Callable[[float], None]
"""Hears how far a work is, from 0 to 1; raises KeyboardInterrupt where it is to stop."""

_GROUP = "review"
_TOLD_EVERY = 0.1
"""Seconds between two words on how far a work is."""


@dataclass
class GoingOn(Message):
    """The work asked for by a request is done to a share, from 0 to 1."""

    request: int
    share: float


@dataclass
class Answered(Message):
    """The work asked for by a request is done; `deliver` hands on what came of it."""

    request: int
    deliver: Callable[[], object]


class ReviewWork:
    """What a screen has asked for last. `doing` says in words what is going on; empty where nothing is."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._request = 0
        self.doing = ""

    def begin(self, words: str, task: Callable[[Tell], T], take: Callable[[T], object]) -> None:
        """Do something in a worker, in place of what was being done, and let `take` have what comes of it."""
        self._request += 1
        self.doing = words
        request = self._request
        self._screen.run_worker(
            lambda: self._run(request, task, take), thread=True, exclusive=True, group=_GROUP, exit_on_error=False
        )

    def stop(self) -> None:
        """Stop whatever is going on."""
        self._request += 1
        self.doing = ""
        self._screen.workers.cancel_group(self._screen, _GROUP)

    def is_awaited(self, request: int) -> bool:
        """Return whether what a work tells is still of interest."""
        return request == self._request and bool(self.doing)

    def take(self, answer: Answered) -> None:
        """Hand on what came of a work, unless it is no longer awaited."""
        if self.is_awaited(answer.request):
            self.doing = ""
            answer.deliver()

    def _run(self, request: int, task: Callable[[Tell], T], take: Callable[[T], object]) -> None:
        """Do it, in the worker."""
        try:
            found = task(self._teller(request))
        except TuiReaderError as error:
            failed = Failed(error)
            self._screen.post_message(Answered(request, lambda: self._screen.post_message(failed)))
        except KeyboardInterrupt:  # whoever stopped it awaits nothing more
            return
        else:
            self._screen.post_message(Answered(request, lambda: take(found)))

    def _teller(self, request: int) -> Tell:
        """Return what a work tells how far it is; it passes that on now and then."""
        worker, told = get_current_worker(), time.monotonic()

        def tell(share: float) -> None:
            """Pass it on if the last word was some time ago, and stop if that is wanted."""
            nonlocal told
            if worker.is_cancelled:
                raise KeyboardInterrupt
            if time.monotonic() - told > _TOLD_EVERY:
                told = time.monotonic()
                self._screen.post_message(GoingOn(request, share))

        return tell
