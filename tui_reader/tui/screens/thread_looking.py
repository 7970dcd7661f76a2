"""Looking for comments on behalf of filters and searches, where it may take a while in a worker.

Invariant: what was found goes to who asked for it, by the places that comments have by then; what was found in a thread that
has been read again since goes to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import TuiReaderError
from tui_reader.tui.loader import OpenThread, is_at_hand
from tui_reader.tui.messages import Failed, Found
from tui_reader.tui.screens.thread_filters import PURPOSE as FILTER

if TYPE_CHECKING:
    from tui_reader.query import Condition
    from tui_reader.tui.screens.thread import ThreadScreen


class Looking:
    """The searches through one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen

    def look_for(self, purpose: str, condition: Condition) -> None:
        """Look for comments in a worker; whole names are found at once."""
        screen, opened = self._screen, self._screen.opened.unsorted
        if is_at_hand(condition):
            screen.attempt(lambda: self.take(_found(opened, purpose, condition)))
            return
        screen.run_worker(
            lambda: self._look(opened, purpose, condition), thread=True, exclusive=True, group=purpose, exit_on_error=False
        )

    def _look(self, opened: OpenThread, purpose: str, condition: Condition) -> None:
        """Look, in a worker."""
        try:
            self._screen.post_message(_found(opened, purpose, condition))
        except TuiReaderError as error:
            self._screen.post_message(Failed(error))

    def take(self, event: Found) -> None:
        """Hand what was found to who asked for it, unless the thread has been read again meanwhile."""
        opened = self._screen.opened
        if event.outline is not opened.unsorted.outline:
            return
        asking = self._screen.filtering if event.purpose == FILTER else self._screen.searching
        asking.found(event.condition, opened.placed(event.positions))


def _found(opened: OpenThread, purpose: str, condition: Condition) -> Found:
    """Look for comments, by their places in the archive: the order that is shown may change meanwhile."""
    return Found(purpose, condition, opened.find(condition), opened.outline)
