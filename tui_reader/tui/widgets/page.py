"""A page of text to read: passages of any length, broken into lines as they are needed and drawn only where they are in sight.

Invariant: the first screen of lines is there at once, however long the text is; the rest is broken a slice at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.strip import Strip

from tui_reader.text.prose import PartKind, links, parts
from tui_reader.text.sanitize import visible
from tui_reader.text.wrap import wrap
from tui_reader.tui.widgets.line_pane import LinePane
from tui_reader.tui.widgets.pieces import cut, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual import events

    from tui_reader.tui.widgets.pieces import Paint, Piece

WIDEST_TEXT = 92
"""Columns of text in a line."""

LONGEST_LINK = 2048
"""Characters of an address that are looked for around a line."""

SLICE = 1000
"""Lines that are broken before other work gets its turn."""

_PIECE = 4096
_TAB = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """Visible text of one kind; `first` and `following` stand before its first line and before the others."""

    text: str
    role: str = "text"
    first: str = ""
    following: str = ""


GAP = Passage("")
"""An empty line."""


def plain(text: str, role: str = "text", first: str = "", following: str | None = None) -> Passage:
    """Return archive text as a passage, by default with its lines below each other."""
    return Passage(shown(text), role, first, " " * cell_len(first) if following is None else following)


def prose(body: str) -> Iterator[Passage]:
    """Yield the parts of a comment, quotes and code and items each in their way."""
    for part in parts(shown(body.strip("\n"))):
        if part.apart:
            yield GAP
        if part.kind is PartKind.QUOTE:
            bars = "▎ " * min(part.level, 4)
            yield Passage(part.text, "quote", bars, bars)
        elif part.kind is PartKind.ITEM:
            marker = f"{' ' * min(part.level, 12)}{part.marker} "
            yield Passage(part.text, "text", marker, " " * cell_len(marker))
        else:
            yield Passage(part.text, "code" if part.kind is PartKind.CODE else "text")


def shown(text: str) -> str:
    """Return text as a page shows it: safe, with tabs expanded."""
    return visible(text).expandtabs(_TAB)


_Line = tuple[int, int, int]
"""A line: the index of its passage and the characters (half open) of it."""


class Page(LinePane):
    """Passages below each other at a readable measure."""

    DEFAULT_CSS = "Page { height: 1fr; }"
    INKS: ClassVar[Mapping[str, str]] = {
        "text": "foreground",
        "strong": "bold text-primary",
        "fact": "foreground/60",
        "mark": "text-warning",
        "quote": "foreground/65",
        "code": "foreground on panel",
        "link": "underline text-accent",
        "heading": "bold text-primary",
    }
    ANSI_INKS: ClassVar[Mapping[str, str]] = {
        "strong": "bold primary",
        "fact": "dim foreground",
        "quote": "dim foreground",
        "heading": "bold primary",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("d,ctrl+d", "half_page(1)", show=False),
        Binding("u,ctrl+u", "half_page(-1)", show=False),
        Binding("space,pagedown,ctrl+f", "page(1)", show=False),
        Binding("b,pageup,ctrl+b", "page(-1)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "bottom", show=False),
    ]

    def __init__(self, passages: Iterable[Passage], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._passages = tuple(passages)
        self._lines: list[_Line] = []
        self._rest: Iterator[_Line] = iter(())
        self._width = 0

    # Breaking lines.

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines for a new width; what is at the top stays there."""
        event.stop()
        width = self.scrollable_content_region.width
        if width == self._width:
            return
        top = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)] if self._lines else (0, 0, 0)
        self._width = width
        self._lines, self._rest = [], self._broken()
        self._break_to(top)
        self.call_later(self._break_on, self._rest)

    def _broken(self) -> Iterator[_Line]:
        for index, passage in enumerate(self._passages):
            room = max(1, min(WIDEST_TEXT, self._width) - cell_len(passage.following))
            start = 0
            for paragraph in passage.text.split("\n"):
                for begin, end in _pieces(paragraph):
                    for first, last in wrap(paragraph[begin:end], room, cell_len):
                        yield index, start + begin + first, start + begin + last
                start += len(paragraph) + 1

    def _break_to(self, place: _Line) -> None:
        """Break lines until a place and a screen below it are there, and scroll to it."""
        at = 0
        for line in self._rest:
            self._lines.append(line)
            if line[:2] <= place[:2]:
                at = len(self._lines) - 1
            elif len(self._lines) > at + self.size.height:
                break
        self._fit()
        self.scroll_now(at)

    def _break_on(self, rest: Iterator[_Line]) -> None:
        """Break a slice of lines, then let other work have its turn; stop when the width has changed since."""
        if rest is not self._rest:
            return
        before = len(self._lines)
        self._lines += islice(rest, SLICE)
        if len(self._lines) > before:
            self._fit()
            self.call_later(self._break_on, rest)

    def _fit(self) -> None:
        self.fit(self._width, len(self._lines))

    # Moving.

    def _scroll_by(self, lines: int) -> None:
        self.scroll_now(self.scroll_offset.y + lines)

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll_by(lines)

    def action_half_page(self, direction: int) -> None:
        """Scroll half a screen down (1) or up (-1)."""
        self._scroll_by(direction * max(1, self.size.height // 2))

    def action_page(self, direction: int) -> None:
        """Scroll a screen down (1) or up (-1), a line kept."""
        self._scroll_by(direction * max(1, self.size.height - 1))

    def action_top(self) -> None:
        """Go to the first line."""
        self.scroll_now(0)

    def action_bottom(self) -> None:
        """Go to the last line; whatever is not broken yet is broken now."""
        self._lines += self._rest
        self._fit()
        self.scroll_now(len(self._lines))

    # Onto the screen.

    def render_line(self, y: int) -> Strip:
        """Return a line of the text, or an empty one below its end."""
        styles, at = self.inks, self.scroll_offset.y + y
        if at >= len(self._lines):
            return Strip.blank(self._width, styles["text"])
        return Strip(fitted(self._drawn(self._lines[at]), self._width, styles), self._width)

    def _drawn(self, line: _Line) -> list[Piece]:
        index, start, end = line
        passage = self._passages[index]
        margin = passage.following if start else passage.first
        pieces = cut(passage.text, start, end, passage.role, _links_in(passage, start, end))
        if passage.role == "code":
            room = min(WIDEST_TEXT, self._width) - cell_len(margin) - cell_len(passage.text[start:end])
            pieces.append((" " * room, "code"))
        return [(margin, "quote" if passage.role == "quote" else "fact"), *pieces]


def _pieces(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield where a very long paragraph can be broken before its lines are looked for, at a space if there is one."""
    start = 0
    while len(paragraph) - start > 2 * _PIECE:
        space = paragraph.rfind(" ", start + 1, start + _PIECE)
        end = start + _PIECE if space < 0 else space
        yield start, end
        start = end if space < 0 else space + 1
    yield start, len(paragraph)


def _links_in(passage: Passage, start: int, end: int) -> list[Paint]:
    """Return the addresses in a line, found from what stands around it so that a broken one is marked in both lines."""
    if passage.role not in {"text", "quote"}:
        return []
    first = max(0, start - LONGEST_LINK)
    around = passage.text[first : end + LONGEST_LINK]
    return [(first + begin, first + after, "link") for begin, after in links(around)] if "://" in around else []
