"""Looking in one thread for what meets a condition, behind the screen where that takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable

    from tui_reader.query import Condition
    from tui_reader.tui.screens.thread import ThreadScreen


def look(screen: ThreadScreen, name: str, condition: Condition, take: Callable[[array[int]], None]) -> None:
    """Find comments as the work of a name, and hand `take` their positions by the archive's order; say why that cannot be."""
    opened = screen.opened.unsorted
    screen.attempt(
        lambda: screen.working.do(name, opened.effort(condition), lambda stopped: opened.find(condition, stopped), take)
    )
