"""What the pieces of a pane look like is taken from the theme."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui_reader.tui.widgets.inks import resolved

INKS = {"plain": "foreground", "faint": "italic foreground/50", "own": "bold background on warning/100"}
ANSI = {"faint": "dim foreground"}


class Themed(App[None]):
    """A widget whose ground is black, in a theme of choice."""

    CSS = "Static { background: black; }"

    def compose(self) -> ComposeResult:
        """Show the widget."""
        yield Static("x")

    async def inks_in(self, theme: str) -> dict[str, Style]:
        """Return the inks as they are in a theme."""
        self.theme = theme
        async with self.run_test():
            self.theme_variables |= {"foreground": "#808080"} if theme == "textual-dark" else {}
            return resolved(self.query_one(Static), INKS, ANSI)


async def test_a_faint_ink_is_mixed_with_what_is_below_it() -> None:
    """Half of grey on black is half as bright; attributes and a ground of its own are taken as written."""
    styles = await Themed().inks_in("textual-dark")
    assert styles["plain"] == Style.parse("#808080 on #000000")
    assert styles["faint"] == Style.parse("italic #404040 on #000000")
    assert styles["own"].bold
    assert styles["own"].bgcolor != styles["plain"].bgcolor


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_a_theme_that_leaves_colours_to_the_terminal_mixes_none(theme: str) -> None:
    """There a faint ink is dimmed by the terminal."""
    styles = await Themed().inks_in(theme)
    assert styles["faint"].dim
    assert not styles["faint"].italic
    assert not styles["plain"].dim
