"""Searching in a thread: matches are marked and walked, and nothing is hidden."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_reader.outline import Ahead, Rearrangement
from tui_reader.tui.screens.thread_looking import look, shown_after

if TYPE_CHECKING:
    from tui_reader.query import Condition
    from tui_reader.tui.screens.thread import ThreadScreen

PURPOSE = "search"
LOOKING = "searching"


class Searching:
    """What is being looked for in one thread, and where it stands."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._asked: Condition | None = None
        self._matches: array[int] = array("I")
        self._moved = Ahead(Rearrangement.moved)
        self._start = 0
        self._stand_again: Callable[[], None] = lambda: None

    def described(self) -> str:
        """Return what is looked for and which match the cursor is on; empty where nothing is."""
        if self._asked is None:
            return ""
        if self._screen.working.is_going_on(LOOKING):
            return f"for {self._asked.describe()}"
        if not self._matches:
            return f"no match for {self._asked.describe()} in the comments; by:NAME finds commenters"
        place = bisect_right(self._matches, self._screen.position)
        return f"match {place:,}/{len(self._matches):,} of {self._asked.describe()}"

    @property
    def asked(self) -> Condition | None:
        """What is looked for now."""
        return self._asked

    def forget(self) -> bool:
        """Take the marks away; False where there are none."""
        if self._asked is None:
            return False
        self._screen.working.drop(LOOKING)
        self._asked, self._matches = None, array("I")
        self._screen.show_marks()
        self._screen.show_status()
        return True

    def prepare(self, order: Rearrangement) -> None:
        """Work out, in a worker, how to follow the comments into another order."""
        self._moved.prepare(order, self._matches)

    def rearrange(self, order: Rearrangement) -> None:
        """Follow the comments into another order."""
        self._matches = self._moved.take(order, self._matches)
        if self._start < len(order.places):
            self._start = order.places[self._start]

    def run_search(self, _count: int | None) -> None:
        """Ask what to look for."""
        self._start, self._stand_again = max(0, self._screen.position), self._screen.pane.keep_standing()
        self._screen.querying.ask(PURPOSE, 'words, "a phrase", by:name')

    def run_next_match(self, count: int | None) -> None:
        """Go to the next match, around the end; without a search to the next top-level comment."""
        if self._asked is None:
            self._screen.run_command("next-root", count)
        else:
            self._walk(self._matches, count or 1)

    def run_previous_match(self, count: int | None) -> None:
        """Go to the previous match, around the start; without a search to the previous top-level comment."""
        if self._asked is None:
            self._screen.run_command("previous-root", count)
        else:
            self._walk(self._matches, -(count or 1))

    def run_next_by_author(self, count: int | None) -> None:
        """Go to the next comment by the commenter at the cursor."""
        self._walk_author(count or 1)

    def run_previous_by_author(self, count: int | None) -> None:
        """Go to the previous comment by the commenter at the cursor."""
        self._walk_author(-(count or 1))

    def run_back(self, count: int | None) -> None:
        """Go back along the jumps."""
        self._travel([self._screen.jumps.back] * (count or 1))

    def run_forward(self, count: int | None) -> None:
        """Go forward along the jumps."""
        self._travel([self._screen.jumps.forward] * (count or 1))

    def _travel(self, steps: list[Callable[[int], int | None]]) -> None:
        for step in steps:
            place = step(self._screen.position)
            if place is None:
                self._screen.say("no jump further that way")
                return
            self._screen.show_comment(place)

    def begin_at(self, comment: int) -> None:
        """Go to the comment to begin with, by its row id, if the thread still has it."""
        position = self._screen.opened.outline.position_of(comment)
        if position is None:
            self._screen.say("that comment is not in the thread any more")
        else:
            self._screen.show_comment(position)

    def _walk_author(self, steps: int) -> None:
        opened, position = self._screen.opened, self._screen.position
        comment = opened.comment(position) if position >= 0 else None
        if comment and comment.author is None:
            why = "no name is shown" if comment.author_lost is None else "the name is lost"
            self._screen.say(f"{why}: who spoke is unknown")
        else:
            self._walk(opened.positions_of_person(position) if comment else (), steps)

    def _walk(self, places: Sequence[int], steps: int) -> None:
        """Go so many places on, in a ring, passing over those that a filter leaves out."""
        position = self._screen.position
        here = bisect_right(places, position) - 1 if steps > 0 else bisect_left(places, position)
        index = shown_after(self._screen, places, here, steps)
        if index is None:
            self._screen.say("no match is shown: Esc drops the last filter" if len(places) else "no match")
        else:
            self._screen.jump_to(places[index])
            self._screen.show_status()

    # The prompt.

    def preview(self, text: str) -> None:
        """Look for what is typed so far."""
        self._look(text)

    def _look(self, text: str) -> bool:
        """Look for a text; False, and a complaint, where it cannot be understood."""
        query = self._screen.querying.understood(text)
        if query is None:
            return False
        asked = query.condition
        if asked is None:
            self.forget()
            self._stand_again()
        else:
            self._asked = asked
            look(self._screen, LOOKING, asked, self._take_found)
        return True

    def begin(self, asked: Condition) -> None:
        """Mark what was asked in all threads, and let its matches in this one be walked from where the cursor is."""
        self._asked = asked
        self._screen.show_marks()
        look(self._screen, LOOKING, asked, self._keep)

    def _keep(self, found: array[int]) -> None:
        self._matches = self._screen.opened.placed(found)
        self._screen.show_marks()
        self._screen.show_status()

    def _take_found(self, found: array[int]) -> None:
        """Mark what was found and go from where the search began to the first match, around the end, if there is one."""
        self._keep(found)
        positions = self._matches
        first = shown_after(self._screen, positions, bisect_left(positions, self._start) - 1, 1)
        self._stand_again()
        if first is not None:
            self._screen.pane.go_to(positions[first])
        self._screen.show_status()

    def accept(self, text: str) -> bool:
        """Keep a search; False where the text cannot be understood."""
        if not self._look(text):
            return False
        if self._asked is not None:
            self._screen.jumps.leave(self._start)
        self._screen.querying.keep(text)
        return True

    def cancel(self) -> None:
        """Forget the search and leave everything as it was where it began, folds too."""
        self.forget()
        self._stand_again()
