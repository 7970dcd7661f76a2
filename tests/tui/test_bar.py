"""One line across the screen: what goes first where there is no room, and what a click on it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.content import Content
from textual.geometry import Region

from tui_reader.tui.widgets.bar import Bar, Hint

if TYPE_CHECKING:
    from textual.app import ComposeResult

HINTS = tuple(Hint(words.split()[1], words) for words in ("j move", "Space fold", "a 作者", "w export"))
HELP = Hint("help", "? help")
WHOLE = "j move · Space fold · a 作者 · w export"


class BarApp(App[None]):
    """One line, and the commands that were clicked in it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = Bar()
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the line alone."""
        yield self.bar

    def on_bar_picked(self, message: Bar.Picked) -> None:
        """Keep what was clicked."""
        self.picked.append(message.command)

    def shown(self) -> str:
        """Return the text of the line."""
        return self.bar.render_lines(Region(0, 0, self.size.width, 1))[0].text


@pytest.mark.parametrize(
    ("width", "left"),
    [
        (60, WHOLE),
        (48, WHOLE),
        (47, "j move · Space fold · a 作者"),
        (37, "j move · Space fold · a 作者"),
        (36, "j move · Space fold"),
        (28, "j move · Space fold"),
        (15, "j move"),
    ],
)
async def test_hints_are_whole_or_not_there(width: int, left: str) -> None:
    """They go from the right; how to find all others stays."""
    app = BarApp()
    async with app.run_test(size=(width, 3)):
        app.bar.show_hints(HINTS, HELP)
        assert app.shown() == f" {left}{HELP.words:>{width - 2 - len(left) - left.count('作者') * 2}} "


async def test_a_click_on_a_hint_picks_its_command() -> None:
    """On each of its cells, and on nothing between them or beside them."""
    app = BarApp()
    async with app.run_test(size=(40, 3)) as pilot:
        app.bar.show_hints(HINTS, HELP)
        for place in (0, 1, 6, 7, 10, 21, 24, 28, 29, 32, 33, 38, 39):
            await pilot.click(app.bar, offset=(place, 0))
        assert app.picked == ["move", "move", "fold", "作者", "作者", "help", "help"]


async def test_words_that_are_no_hints_cannot_be_clicked() -> None:
    """Nor do they keep what the hints were."""
    app = BarApp()
    async with app.run_test(size=(40, 3)) as pilot:
        app.bar.show_hints(HINTS, HELP)
        app.bar.show(Content("this is the last comment"))
        for place in (2, 36):
            await pilot.click(app.bar, offset=(place, 0))
        assert app.picked == []


@pytest.mark.parametrize(("width", "shown"), [(40, " a long title        33 comments "), (20, " a long title that… ")])
async def test_the_left_part_is_shortened_before_the_right_one_goes(width: int, shown: str) -> None:
    """What is left of the line when it does is the left part alone."""
    app = BarApp()
    async with app.run_test(size=(width, 3)):
        app.bar.show(Content("a long title" if width > 30 else "a long title that goes on"), Content("33 comments"))
        assert app.shown().split() == shown.split()
        assert len(app.shown()) == width
