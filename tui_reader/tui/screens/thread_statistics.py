"""A thread in numbers: what is counted, and where the reader goes from there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.model import StoredComment

if TYPE_CHECKING:
    from tui_reader.outline import Outline
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.statistics import Goal, Statistics
    from tui_reader.tui.screens.thread import ThreadScreen

_ANSWERED = 5
"""How many of the comments that were answered most are shown."""


class Counting:
    """The numbers of one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen

    def run_statistics(self, _count: int | None) -> None:
        """Show the thread in numbers, whatever is filtered."""
        from tui_reader.tui.screens.statistics import StatisticsScreen

        opened = self._screen.opened.unsorted
        self._screen.app.push_screen(
            StatisticsScreen(lambda stretches: gather(opened, stretches)), self._screen.attempting(self._go)
        )

    def _go(self, goal: Goal | None) -> None:
        """Go to a comment, or show only a commenter."""
        if isinstance(goal, StoredComment):
            place = self._screen.opened.outline.position_of(goal.id)
            if place is not None:
                self._screen.jump_to(place)
        elif goal is not None:
            self._screen.filtering.change(self._screen.filtering.stack.choose_people(goal))


def gather(opened: OpenThread, stretches: int) -> Statistics:
    """Count what there is in a thread, its time in so many stretches at most; raise the ArchiveError that says why it fails."""
    from tui_reader.outline.activity import activity_of
    from tui_reader.tui.screens.statistics import Statistics

    archive, thread, outline = opened.archive, opened.thread, opened.outline
    levels = max(outline.depth, default=-1) + 1
    deepest = outline.depth.tolist().index(levels - 1) if levels else None
    longest = archive.longest(thread.id) if levels else None
    answered = _most_answered(outline)
    wanted = {deepest, *((longest[0],) if longest else ()), *answered} - {None}
    comments = opened.fetch([position for position in wanted if position is not None])
    return Statistics(
        thread=thread,
        statuses=archive.statuses(thread.id),
        commenters=opened.commenters,
        words=archive.words(thread.id),
        activity=activity_of(outline.posted.tolist(), stretches),
        levels=levels,
        deepest=None if deepest is None else comments[deepest],
        longest=(comments[longest[0]], longest[1]) if longest else None,
        answered=[(comments[position], replies) for position, replies in answered.items()],
    )


def _most_answered(outline: Outline) -> dict[int, int]:
    """Return which comments got the most direct replies, and how many each."""
    replies = Counter(above for row, above in enumerate(outline.parent.tolist()) if above < row)
    return dict(replies.most_common(_ANSWERED))
