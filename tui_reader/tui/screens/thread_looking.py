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
    view = screen.pane.view
    for _ in range(abs(steps)):
        ways = (
            (view.first_admitted(places, start) for start in (here + 1, 0))
            if steps > 0
            else (view.last_admitted(places, end) for end in (here, len(places)))
        )
        found = next((index for index in ways if index is not None), None)
        if found is None:
            return None
        here = found
    return here
