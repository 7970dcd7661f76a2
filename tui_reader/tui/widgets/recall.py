"""What was asked before, brought back step by step into the line that it is typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Recall:
    """Queries, the last one first, and which of them stands in the line."""

    def __init__(self) -> None:
        self._queries: list[str] = []
        self._place = -1
        self._typed = ""

    @property
    def queries(self) -> Sequence[str]:
        """What was asked, the last one first."""
        return self._queries

    @property
    def is_going_on(self) -> bool:
        """Whether the line holds a query that was brought back, as it was."""
        return self._place >= 0

    def take(self, queries: Sequence[str]) -> None:
        """Bring these back from now on, beginning with the last one."""
        self._queries = list(queries)
        self.leave()

    def add(self, query: str) -> bool:
        """Put a query before all others, where it is not there already; return whether that changed anything."""
        if self._queries[:1] == [query]:
            return False
        self._queries = [query, *(each for each in self._queries if each != query)]
        return True

    def step(self, steps: int, typed: str = "") -> str | None:
        """Return the query so many steps further back, after the last what was typed; None where there is none that far."""
        place = self._place + steps
        if not -1 <= place < len(self._queries):
            return None
        if not self.is_going_on:
            self._typed = typed
        self._place = place
        return self._queries[place] if self.is_going_on else self._typed

    def leave(self) -> None:
        """Begin anew with the last one."""
        self._place = -1
