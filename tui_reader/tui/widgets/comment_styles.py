"""The looks of a comment, resolved from component classes once per theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from textual.widget import Widget

GUIDE_COLOURS = 6
"""Colours that the guides of deeper and deeper levels go through."""

ROLES = (
    "text",
    "author",
    "no-name",
    "fact",
    "mark",
    "quote",
    "code",
    "link",
    "match",
    "stub",
    "bar",
    "starter",
    *(f"guide-{number}" for number in range(GUIDE_COLOURS)),
)
"""What a piece of a comment can be; each is a component class `comment-pane--ROLE`."""

GROUNDS = ("plain", "cursor", "cursor-blurred")
"""What a comment can stand on; each but the first is a component class that gives the background."""

_PREFIX = "comment-pane--"
COMPONENTS = {f"{_PREFIX}{name}" for name in (*ROLES, *GROUNDS[1:], "context")}
"""The component classes that the CSS of the pane gives their looks."""

_OWN_GROUND = frozenset({"code", "match", "starter"})


class CommentStyles:
    """Styles by what a piece is, what it stands on, and whether it is there for context only."""

    def __init__(self, widget: Widget) -> None:
        base = widget.rich_style
        self.base = Style(color=base.color, bgcolor=base.bgcolor)
        context = widget.get_component_rich_style(f"{_PREFIX}context")
        faded = Style(color=context.color, dim=context.dim)
        self._styles: dict[tuple[str, bool], dict[str, Style]] = {}
        for ground in GROUNDS:
            below = self.base if ground == "plain" else widget.get_component_rich_style(f"{_PREFIX}{ground}")
            lit = {role: _on(widget.get_component_rich_style(f"{_PREFIX}{role}"), below, role) for role in ROLES}
            self._styles[ground, False] = lit
            self._styles[ground, True] = {role: _fade(style, faded, role) for role, style in lit.items()}

    def of(self, ground: str, *, context: bool) -> dict[str, Style]:
        """Return the style of every role on a ground."""
        return self._styles[ground, context]


def _on(style: Style, ground: Style, role: str) -> Style:
    """Put a style on a ground unless it brings its own."""
    return style if role in _OWN_GROUND else style + Style(bgcolor=ground.bgcolor)


def _fade(style: Style, faded: Style, role: str) -> Style:
    return style if role in {"match", "bar"} or role.startswith("guide") else style + faded
