"""The looks of a comment, resolved once per theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from tui_reader.tui.widgets.inks import resolved

if TYPE_CHECKING:
    from textual.widget import Widget

GUIDE_COLOURS = 6
"""Colours that the guides of deeper and deeper levels go through."""

ROLES = {
    "text": "foreground",
    "author": "bold text-primary",
    "no-name": "italic foreground/55",
    "fact": "foreground/55",
    "mark": "text-warning",
    "quote": "foreground/65",
    "code": "foreground on panel",
    "link": "underline text-accent",
    "match": "bold background on warning",
    "stub": "italic foreground/50",
    "selected": "bold text-success",
    "bar": "foreground/40",
    "starter": "bold background on primary",
    "star": "bold text-warning",
    "tag": "text-accent",
    "note": "italic foreground/60",
    "note-label": "bold foreground/60",
    "thread": "bold foreground/70",
    "answered": "foreground/45",
    "guide-0": "text-primary/60",
    "guide-1": "text-success/60",
    "guide-2": "text-warning/60",
    "guide-3": "text-accent/60",
    "guide-4": "text-secondary/60",
    "guide-5": "text-error/60",
}
"""What a piece of a comment can be, and its ink."""

_OTHERS = {
    "context": "foreground/45",
    "bar with the keys": "accent",
    "plain": "foreground",
    "cursor": "foreground on primary/12",
    "cursor-blurred": "foreground on foreground/7",
}
_ANSI = {
    "no-name": "italic dim foreground",
    "stub": "italic dim foreground",
    "fact": "dim foreground",
    "quote": "dim foreground",
    "note": "italic dim foreground",
    "note-label": "bold dim foreground",
    "thread": "bold dim foreground",
    "answered": "dim foreground",
    "context": "dim foreground",
    "author": "bold primary",
    "selected": "bold success",
    "match": "reverse foreground",
    "starter": "reverse foreground",
    "cursor": "foreground",
    "cursor-blurred": "foreground",
}
"""The inks of themes that leave the colours to the terminal, which cannot mix them."""

GROUNDS = ("plain", "cursor", "cursor-blurred")
"""What a comment can stand on; the cursor is blurred where the pane does not have the keys."""

_OWN_GROUND = frozenset({"code", "match", "starter"})


class CommentStyles:
    """Styles by what a piece is, what it stands on, and whether it is there for context only."""

    def __init__(self, widget: Widget) -> None:
        base = widget.rich_style
        self.base = Style(color=base.color, bgcolor=base.bgcolor)
        inks = resolved(widget, ROLES | _OTHERS, _ANSI)
        faded = Style(color=inks["context"].color, dim=inks["context"].dim)
        self._styles: dict[tuple[str, bool], dict[str, Style]] = {}
        for ground in GROUNDS:
            lit = {role: _on(inks[role], inks[ground], role) for role in ROLES}
            if ground == "cursor":
                lit["bar"] = _on(inks["bar with the keys"], inks[ground], "bar")
            self._styles[ground, False] = lit
            self._styles[ground, True] = {role: _fade(style, faded, role) for role, style in lit.items()}

    def of(self, ground: str, *, context: bool) -> dict[str, Style]:
        """Return the style of every role on a ground."""
        return self._styles[ground, context]


def _on(style: Style, ground: Style, role: str) -> Style:
    """Put a style on a ground unless it brings its own."""
    return style if role in _OWN_GROUND else style + Style(bgcolor=ground.bgcolor)


def _fade(style: Style, faded: Style, role: str) -> Style:
    return style if role in {"match", "bar", "selected"} or role.startswith("guide") else style + faded
