"""The layouts that a source can be read in, a row each, with how well each explains it.

Invariant: the list never has the keys: it says what keys of the screen choose, and a click chooses too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.text.counting import counted
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.tui.widgets.pieces import Piece


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """A layout and its score, None where nothing speaks for or against it; `comments` are known once it has been looked at."""

    layout: str
    score: float | None
    comments: int | None = None

    @property
    def told_score(self) -> str:
        """The score as it is shown; empty where there is none."""
        return "" if self.score is None else f"{self.score:.0%}"


class LayoutChoices(RowList, can_focus=False):
    """Layouts with the one that is shown marked, and the one that the thread is read in."""

    DEFAULT_CSS = "LayoutChoices { height: auto; overflow-y: hidden; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices: Sequence[LayoutChoice] = ()
        self._own = ""

    def show(self, choices: Sequence[LayoutChoice], shown: int, own: str) -> None:
        """Show these layouts, with one of them marked; `own` is that of the thread."""
        self._choices, self._own = choices, own
        self.styles.height = len(choices) + 1
        self.rows_changed(shown)

    @property
    def count(self) -> int:
        """How many layouts there are."""
        return len(self._choices)

    def draw_heading(self, width: int) -> Sequence[Piece]:  # noqa: ARG002
        """Return the line above the layouts."""
        return [("  read as", "heading")]

    def draw(self, index: int, width: int) -> Sequence[Piece]:  # noqa: ARG002
        """Return a layout in pieces."""
        choice, names = self._choices[index], max(len(each.layout) for each in self._choices)
        shown = index == self.cursor
        comments = "" if choice.comments is None else counted(choice.comments, "comment")
        return [
            ("▸" if shown else " ", "key"),
            (f"{index + 1} ", "key"),
            (f"{choice.layout:<{names}}", "strong" if shown else "text"),
            (f" {choice.told_score:>4}", "text"),
            (" now  " if choice.layout == self._own else "      ", "plus"),
            (comments, "fact"),
        ]

    def row_clicked(self, column: int, *, again: bool) -> None:  # noqa: ARG002
        """Choose the layout that was clicked."""
        self.action_choose()

    def row_clicked_twice(self) -> None:
        """Choose nothing more: the first click has."""
