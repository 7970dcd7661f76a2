"""Moving through the lines of a source that is reviewed: line by line, comment by comment, from doubt to doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.tui.screens.review import ReviewScreen

NOT_KNOWN = "how the lines are read is not known yet"


class LineMoves:
    """Moves of one review; each takes the number typed before its key."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    def run_next(self, count: int | None) -> None:
        """Go so many lines down."""
        self._screen.lines.action_step(count or 1)

    def run_previous(self, count: int | None) -> None:
        """Go so many lines up."""
        self._screen.lines.action_step(-(count or 1))

    def run_half_page_down(self, count: int | None) -> None:
        """Go half a page down."""
        self._screen.lines.action_half_page(count or 1)

    def run_half_page_up(self, count: int | None) -> None:
        """Go half a page up."""
        self._screen.lines.action_half_page(-(count or 1))

    def run_page_down(self, count: int | None) -> None:
        """Go a page down."""
        self._screen.lines.action_page(count or 1)

    def run_page_up(self, count: int | None) -> None:
        """Go a page up."""
        self._screen.lines.action_page(-(count or 1))

    def run_first(self, count: int | None) -> None:
        """Go to the first line, or to the one with this number."""
        self._screen.lines.go_to(count or 0)

    def run_last(self, count: int | None) -> None:
        """Go to the last line, or to the one with this number."""
        self._screen.lines.go_to(count or self._screen.lines.last)

    def run_next_root(self, count: int | None) -> None:
        """Go to where the next comment begins."""
        self._step_comments(count or 1, "no comment begins further down")

    def run_previous_root(self, count: int | None) -> None:
        """Go to where the comment before begins."""
        self._step_comments(-(count or 1), "no comment begins further up")

    def run_next_match(self, count: int | None) -> None:
        """Go to the next line that is doubtful, or that differs from how the thread is read."""
        self._step_stops(count or 1, "further down")

    def run_previous_match(self, count: int | None) -> None:
        """Go to the previous line that is doubtful, or that differs from how the thread is read."""
        self._step_stops(-(count or 1), "further up")

    def _step_comments(self, steps: int, stuck: str) -> None:
        look = self._screen.look
        if look is None:
            self._screen.say(NOT_KNOWN)
        elif not self._screen.lines.step_through(look.seen.margin.beginnings, steps):
            self._screen.say(stuck)

    def _step_stops(self, steps: int, where: str) -> None:
        look = self._screen.look
        if look is None:
            self._screen.say(NOT_KNOWN)
        elif not self._screen.lines.step_through(look.stops, steps):
            self._screen.say(f"nothing is doubtful {where}" if self._screen.is_own else f"no line differs {where}")
