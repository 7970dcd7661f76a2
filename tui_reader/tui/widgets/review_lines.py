"""A source line by line behind its margin: what each line was taken for, the comment it belongs to, how sure that is, and why.

Invariant: what a line was taken for is told in words and signs; colours only repeat it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui_reader.model import Label
from tui_reader.text.sanitize import one_line, visible
from tui_reader.tui.widgets.pieces import shortened
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.margin import Margin
    from tui_reader.tui.widgets.pieces import Piece

_LABEL_WIDTH = max(map(len, Label))
_SHORT_LABEL = 4
_SURE_WIDTH = len("100% ")
_ALL_FROM, _REASON_FROM = 64, 40
"""Columns of the pane from which labels are whole and sureness is told, and columns of text from which there are reasons."""

_TAB = 4
_MARKS_PER_COLUMN = 8
"""Characters of a line that are looked at for each column of it: some letters bear several marks."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the columns before the text are; 0 for one that there is no room for."""

    number: int
    comment: int
    label: int
    sure: int


class ReviewLines(RowList):
    """The lines of a source, a row each; they can be moved through before anything is known of them."""

    INKS: ClassVar[Mapping[str, str]] = {
        **RowList.INKS,
        "title": "bold text-primary",
        "heading": "bold foreground",
        "byline": "text-secondary",
        "caption": "italic foreground/60",
        "date": "text-secondary",
        "paragraph": "foreground/70",
        "author": "bold text-success",
        "body": "text-primary",
        "meta": "foreground/55",
        "boilerplate": "italic foreground/45",
        "lost": "italic text-error",
        "doubt": "bold text-warning",
        "other": "bold text-error",
        "begin": "bold text-primary",
        "number": "foreground/40",
    }
    ANSI_INKS: ClassVar[Mapping[str, str]] = {
        **RowList.ANSI_INKS,
        "title": "bold primary",
        "caption": "italic dim foreground",
        "paragraph": "dim foreground",
        "author": "bold success",
        "body": "primary",
        "begin": "bold primary",
        "meta": "dim foreground",
        "boilerplate": "italic dim foreground",
        "number": "dim foreground",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[str] = ()
        self._above = 0
        self._margin: Margin | None = None
        self._others: array[int] = array("I")

    def show_lines(self, lines: Sequence[str], line: int, above: int = 0) -> None:
        """Show lines of a source, below so many others of it, with the cursor on one, counted from 1 in the source."""
        self._lines, self._above = lines, above
        self.rows_changed(line - above - 1)

    def show_margin(self, margin: Margin, others: array[int]) -> None:
        """Show what is known of the lines; `others` are those that another reading takes for something else, ascending."""
        self._margin, self._others = margin, others
        self.row_changed()

    # Where the cursor is and where it can go.

    @property
    def line(self) -> int:
        """The line at the cursor, counted from 1; 0 where there is none."""
        return self.cursor + self._above + 1 if self.cursor >= 0 else 0

    @property
    def last(self) -> int:
        """The last line, counted from 1; 0 where there is none."""
        return self._above + self.count if self.count else 0

    @property
    def text(self) -> str:
        """What stands in the line at the cursor."""
        return self._lines[self.cursor] if self.cursor >= 0 else ""

    def is_other(self, line: int) -> bool:
        """Return whether another reading takes a line for something else."""
        at = bisect_left(self._others, line)
        return at < len(self._others) and self._others[at] == line

    def go_to(self, line: int) -> None:
        """Go to a line and show some of what stands above it."""
        self.cursor = max(0, line - self._above - 1)
        top = self.scroll_offset.y
        if not top + 2 <= self.cursor < top + self._page - 2:
            self.scroll_now(max(0, self.cursor - self._page // 3))

    def step_through(self, places: array[int], steps: int) -> bool:
        """Go so many places on, or back; return whether there are any more that way."""
        at = bisect_right(places, self.line) + steps - 1 if steps > 0 else bisect_left(places, self.line) + steps
        if not 0 <= at < len(places):
            return False
        self.go_to(places[at])
        return True

    # Drawing.

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a line in pieces."""
        line, columns = self._above + index + 1, self._columns(width)
        number = (f"{line:>{columns.number}} ", "number")
        if self._margin is None:
            return [number, (_shown(self._lines[index], width), "text")]
        before = [number, *self._beside(self._margin, line, columns)]
        room = max(1, width - sum(cell_len(text) for text, _ in before))
        return [*before, *_said(self._margin, line, self._lines[index], room)]

    def _columns(self, width: int) -> _Columns:
        number = len(str(self.last))
        comment = len(str(len(self._margin.authors))) if self._margin is not None and self._margin.authors else 1
        return (
            _Columns(number, comment, _LABEL_WIDTH, _SURE_WIDTH)
            if width >= _ALL_FROM
            else _Columns(number, comment, _SHORT_LABEL, 0)
        )

    def _beside(self, margin: Margin, line: int, columns: _Columns) -> list[Piece]:
        """Return what stands between the number of a line and its text."""
        doubtful = margin.is_doubtful(line)
        sign = ("≠", "other") if self.is_other(line) else ("?", "doubt") if doubtful else (" ", "text")
        comment = str(margin.comment(line)) if margin.begins(line) else ""
        word = margin.word(line)
        pieces = [sign, (f"{_bracket(margin, line)}{comment:>{columns.comment}} ", "begin")]
        pieces.append((f"{word[: columns.label]:<{columns.label}} ", word or "text"))
        if columns.sure:
            sure = margin.sureness(line)
            told = "" if sure is None else f"{sure:.0%}"
            pieces.append((f"{told:>{columns.sure - 1}} ", "doubt" if doubtful else "number"))
        return pieces


def _bracket(margin: Margin, line: int) -> str:
    """Return the piece of the bracket around a comment that stands beside a line."""
    begins, ends = margin.begins(line), margin.ends(line)
    if begins:
        return "╺" if ends else "┏"
    return "┗" if ends else "┃" if margin.comment(line) else " "


_TEXT_INKS = {
    Label.TITLE: "title",
    Label.HEADING: "heading",
    Label.AUTHOR: "author",
    Label.BODY: "text",
    Label.PARAGRAPH: "paragraph",
    Label.BOILERPLATE: "boilerplate",
}


def _said(margin: Margin, line: int, text: str, room: int) -> list[Piece]:
    """Return the text of a line, and the reason for what it was taken for as far as there is room."""
    label = margin.label(line)
    ink = _TEXT_INKS.get(label, "meta") if label else "text"
    reason = one_line(margin.reason(line)) if room >= _REASON_FROM else ""
    words = _shown(text, room)
    if not reason:
        return [(words, ink)]
    width = min(cell_len(reason), max(room // 3, room - cell_len(words) - 2))
    return [(shortened(words, room - width - 2), ink), ("  ", "text"), (shortened(reason, width), "fact")]


def _shown(text: str, width: int) -> str:
    """Return as much of a line as a row can show: safe, on one line, tabs expanded."""
    return visible(text[: width * _MARKS_PER_COLUMN]).replace("\n", " ").expandtabs(_TAB)
