"""How the pieces of a pane look, resolved from the theme in one go.

A component class for each piece would say the same in CSS, but Textual styles every one of them anew whenever a pane is
mounted, gets or loses the keys: a tenth of the time to the first frame.

An ink is written as in `italic foreground/55 on panel`: attributes, the name of a theme colour with its strength in percent,
and a ground of its own where it has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget


def resolved(widget: Widget, inks: Mapping[str, str], ansi: Mapping[str, str]) -> dict[str, Style]:
    """Return the style of every ink on the ground of a widget; `ansi` has those that differ where colours cannot be mixed."""
    told = {**inks, **ansi} if widget.app.native_ansi_color else inks
    return {name: _style(ink, widget.app.theme_variables, widget.background_colors[1]) for name, ink in told.items()}


def _style(ink: str, theme: Mapping[str, str], ground: Color) -> Style:
    front, _, own_ground = ink.partition(" on ")
    attributes, _, colour = front.rpartition(" ")
    below = _mixed(own_ground, theme, ground) if own_ground else ground
    return Style.parse(attributes) + Style.from_color(_mixed(colour, theme, below).rich_color, below.rich_color)


def _mixed(name: str, theme: Mapping[str, str], below: Color) -> Color:
    """Return a colour of the theme, mixed with what is below it."""
    name, _, percent = name.partition("/")
    return below + Color.parse(theme[name]).multiply_alpha(int(percent or 100) / 100)
