"""One line across the screen: a title, a status, or help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Hint:
    """A command and the words that stand for it in a line of help; without a command they are only words."""

    command: str
    words: str


class Bar(Widget):
    """A line of two parts, the left one shortened before the right one goes. Hints are shown whole or not at all."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; background: $panel; color: $foreground; padding: 0 1; }
    Bar.-title { background: $primary 20%; text-style: bold; }
    Bar.-status { background: $panel; color: $foreground 80%; }
    Bar.-help { background: $background; color: $foreground 60%; }
    """

    @dataclass
    class Picked(Message):
        """A hint was clicked."""

        bar: Bar
        command: str

        @property
        def control(self) -> Bar:
            """The line that it happened in."""
            return self.bar

    _hints: Sequence[Hint] = ()
    """What there is to click: the last one stands on the right."""

    _left = Content()
    _right = Content()
    _drawn: tuple[Region, list[Strip]] | None = None

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show this from now on."""
        self._show(left, right or Content(), ())

    def show_hints(self, hints: Sequence[Hint], last: Hint) -> None:
        """Show these from now on, as many as there is room for, and the last one always; those without words are left out."""
        hints = [hint for hint in hints if hint.words]
        self._show(Content(_BETWEEN.join(hint.words for hint in hints)), Content(last.words), (*hints, last))

    def _show(self, left: Content, right: Content, hints: Sequence[Hint]) -> None:
        if (left, right, hints) != (self._left, self._right, self._hints):
            self._left, self._right, self._hints = left, right, hints
            self.refresh()

    def render(self) -> Content:
        """Return both parts with the space between them filled."""
        room, right = self.size.width, self._right
        if self._hints:
            left = Content(_BETWEEN.join(hint.words for _, hint in self._places()))
        elif not right.plain or cell_len(right.plain) + 8 > room:
            return self._left.truncate(room, ellipsis=True)
        else:
            left = self._left.truncate(room - cell_len(right.plain) - 1, ellipsis=True)
        return Content.assemble(left, " " * (room - cell_len(left.plain) - cell_len(right.plain)), right)

    def _places(self) -> Iterator[tuple[int, Hint]]:
        """Yield where each hint begins for which there is room, but for the last."""
        at, room = 0, self.size.width - cell_len(self._right.plain) - 1
        for hint in self._hints[:-1]:
            if at + cell_len(hint.words) > room:
                return
            yield at, hint
            at += cell_len(hint.words + _BETWEEN)

    def on_click(self, event: events.Click) -> None:
        """Tell which hint was clicked."""
        if self._hints and (place := event.get_content_offset(self)) is not None:
            last = self._hints[-1]
            for at, hint in (*self._places(), (self.size.width - cell_len(last.words), last)):
                if hint.command and at <= place.x < at + cell_len(hint.words):
                    self.post_message(self.Picked(self, hint.command))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the line anew."""
        self._drawn = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the line as it was drawn last: Textual asks for it whenever a line above and one below it change."""
        if self._drawn is None or self._drawn[0] != crop:
            self._drawn = crop, super().render_lines(crop)
        return self._drawn[1]
