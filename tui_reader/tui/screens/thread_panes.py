"""Where article and comments stand, and how much room each has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.tui.screens.thread import ThreadScreen


class Arranging:
    """What a reader does with the panes of one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen

    def run_other_pane(self, _count: int | None) -> None:
        """Give the keys to the other pane."""
        panes = self._screen.panes
        panes.reading_article = not panes.reading_article
        self._screen.show_help()

    def run_layout(self, _count: int | None) -> None:
        """Put the article left, on top, or away."""
        panes = self._screen.panes
        panes.turn()
        hidden = panes.out_of_sight
        self._screen.say(f"one pane at a time: Tab shows the {hidden}" if hidden else f"article: {panes.fitted}")

    def run_zoom(self, _count: int | None) -> None:
        """Give this pane the whole screen, or give it back."""
        panes = self._screen.panes
        panes.arrangement = replace(panes.arrangement, zoomed=not panes.arrangement.zoomed)
        self._screen.show_help()

    def run_narrower(self, count: int | None) -> None:
        """Make the article smaller."""
        self._resize(-(count or 1))

    def run_wider(self, count: int | None) -> None:
        """Make the article larger."""
        self._resize(count or 1)

    def run_even(self, _count: int | None) -> None:
        """Give article and comments their usual sizes."""
        panes = self._screen.panes
        panes.arrangement = panes.arrangement.evened()
        self.keep_sizes()

    def _resize(self, steps: int) -> None:
        panes = self._screen.panes
        if panes.out_of_sight:
            self._screen.say(f"only one pane is shown: {self._screen.hint('layout', 'shows both').words}")
        panes.resize(steps)
        self.keep_sizes()

    def keep_sizes(self) -> None:
        """Keep the sizes for the next time."""
        arrangement, host = self._screen.panes.arrangement, self._screen.host
        host.remember(replace(host.state, article_share=arrangement.left, article_height=arrangement.top))
