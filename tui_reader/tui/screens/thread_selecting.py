"""Selecting comments, to export, copy or pipe them together.

Invariant: a selection is of comments, not of places: folds, filters, another order and an import leave it as it is.
"""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.outline import Outline
    from tui_reader.tui.screens.thread import ThreadScreen


class Selecting:
    """What is selected in one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._outline: Outline | None = None
        self._marks = bytearray()

    @property
    def positions(self) -> array[int]:
        """Where the selected comments stand, ascending."""
        return array("I", compress(range(len(self._marks)), self._marks))

    def described(self) -> str:
        """Return how many comments are selected; empty where none is."""
        count = self._marks.count(1)
        return f"{count:,} selected" if count else ""

    def follow(self, outline: Outline) -> None:
        """Keep what is selected in a thread that was put in another order or read again, as far as it is there."""
        ids = {self._outline.ids[position] for position in self.positions} if self._outline else set[int]()
        self._marks = bytearray(map(ids.__contains__, outline.ids)) if ids else bytearray(len(outline))
        self._outline = outline
        self._screen.pane.set_selected(self._marks)

    def forget(self) -> bool:
        """Select nothing any more; False where nothing was selected."""
        had = any(self._marks)
        if had:
            self._mark(range(len(self._marks)), chosen=False)
            self._screen.say("nothing is selected any more")
        return had

    def run_select(self, count: int | None) -> None:
        """Select the comment at the cursor, or so many from there on; where all are selected, take that back."""
        screen, view = self._screen, self._screen.pane.view
        if screen.position < 0:
            screen.say(screen.why_nothing)
            return
        rows: list[int] = []
        at: int | None = screen.position
        for _ in range(count or 1):
            if at is not None:
                rows += self._stands_for(at)
                at = view.next(at)
        chosen = not all(map(self._marks.__getitem__, rows))
        self._mark(rows, chosen=chosen)
        what = "this comment" if len(rows) == 1 else counted(len(rows), "comment")
        screen.say(f"{'selected' if chosen else 'no longer selected'}: {what}{self._of_branches(count)}")

    def _of_branches(self, count: int | None) -> str:
        """Return what is to be said of a folded comment that was selected with its branch."""
        screen = self._screen
        folded = not count and not screen.pane.view.is_open(screen.position)
        return ", this branch whole" if folded and screen.opened.outline.descendants[screen.position] else ""

    def _stands_for(self, position: int) -> Iterable[int]:
        """Return a comment, or where it is folded all of its branch that the filter admits."""
        view = self._screen.pane.view
        return (position,) if view.is_open(position) else filter(view.admits, range(position, view.outline.end(position)))

    def _mark(self, rows: Iterable[int], *, chosen: bool) -> None:
        for row in rows:
            self._marks[row] = chosen
        self._screen.pane.set_selected(self._marks)
        self._screen.show_status()
