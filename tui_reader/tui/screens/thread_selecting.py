"""Selecting comments, to export, copy or pipe them together.

Invariant: a selection is of comments, not of places: folds, filters, another order and an import leave it as it is.
"""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.outline import Ahead, Rearrangement
from tui_reader.outline.bits import SET, both, either, table
from tui_reader.text.counting import counted

if TYPE_CHECKING:
    from tui_reader.outline import Outline
    from tui_reader.tui.screens.thread import ThreadScreen

_ONE = table({SET: 1})
_OTHERS = table({1: 0}, otherwise=1)


class Selecting:
    """What is selected in one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._outline: Outline | None = None
        self._marks = bytearray()
        self._count = 0
        self._moved = Ahead(Rearrangement.moved_bytes)

    @property
    def positions(self) -> array[int]:
        """Where the selected comments stand, ascending."""
        return array("I", compress(range(len(self._marks)), self._marks))

    def described(self) -> str:
        """Return how many comments are selected; empty where none is."""
        return f"{self._count:,} selected" if self._count else ""

    def follow(self, outline: Outline) -> None:
        """Keep what is selected in a thread that was read again, as far as it is there."""
        ids = {self._outline.ids[position] for position in self.positions} if self._outline and self._count else set[int]()
        self._outline = outline
        self._take(bytearray(map(ids.__contains__, outline.ids)) if ids else bytearray(len(outline)))

    def prepare(self, order: Rearrangement) -> None:
        """Work out, in a worker, how to follow the comments into another order."""
        if self._count:
            self._moved.prepare(order, bytes(self._marks))

    def rearrange(self, order: Rearrangement) -> None:
        """Follow the comments into another order."""
        self._outline = order.outline
        self._take(bytearray(self._moved.take(order, bytes(self._marks))) if self._count else self._marks)

    def forget(self) -> bool:
        """Select nothing any more; False where nothing was selected."""
        had = self._count > 0
        if had:
            self._take(bytearray(len(self._marks)))
            self._screen.say("nothing is selected any more")
        return had

    def run_select(self, count: int | None) -> None:
        """Select the comment at the cursor, or so many from there on; where all are selected, take that back."""
        screen, view = self._screen, self._screen.pane.view
        if screen.position < 0:
            screen.say(screen.why_nothing)
            return
        rows = bytearray(len(self._marks))
        at: int | None = screen.position
        for _ in range(count or 1):
            if at is not None:
                self._put_in(rows, at)
                at = view.next(at)
        chosen = both(rows, self._marks) != rows
        many = rows.count(1)
        without = both(self._marks, rows.translate(_OTHERS))
        self._take(either(without, rows) if chosen else without)
        what = "this comment" if many == 1 else counted(many, "comment")
        screen.say(f"{'selected' if chosen else 'no longer selected'}: {what}{self._of_branches(count)}")

    def _of_branches(self, count: int | None) -> str:
        """Return what is to be said of a folded comment that was selected with its branch."""
        screen = self._screen
        folded = not count and not screen.pane.view.is_open(screen.position)
        return ", this branch whole" if folded and screen.opened.outline.descendants[screen.position] else ""

    def _put_in(self, rows: bytearray, position: int) -> None:
        """Mark a comment, or where it is folded all of its branch that the filter admits."""
        view = self._screen.pane.view
        end = position + 1 if view.is_open(position) else view.outline.end(position)
        found = view.narrowing
        rows[position:end] = found.admitted[position:end].translate(_ONE) if found else b"\1" * (end - position)

    def _take(self, marks: bytearray) -> None:
        self._marks, self._count = marks, marks.count(1)
        self._screen.pane.set_selected(marks)
        self._screen.show_status()
