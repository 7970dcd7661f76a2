"""Looking in one thread for what meets a condition, behind the screen where that takes long, and walking what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from tui_reader.query import Condition
    from tui_reader.tui.screens.thread import ThreadScreen


def look(screen: ThreadScreen, name: str, condition: Condition, take: Callable[[array[int]], None]) -> None:
    """Find comments as the work of a name, and hand `take` their positions by the archive's order; say why that cannot be."""
    opened = screen.opened.unsorted
    screen.attempt(
        lambda: screen.working.do(name, opened.effort(condition), lambda stopped: opened.find(condition, stopped), take)
    )


def shown_after(screen: ThreadScreen, places: Sequence[int], here: int, steps: int) -> int | None:
    """Return the index of the place so many places on from that with an index, in a ring, past those that a filter leaves out.

    None where the filter leaves out all of them.
    """
    admits, way = screen.pane.view.admits, 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        ring = ((here + way * step) % len(places) for step in range(1, len(places) + 1))
        found = next((index for index in ring if admits(places[index])), None)
        if found is None:
            return None
        here = found
    return here
