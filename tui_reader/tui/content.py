"""The gate to widgets: archive text becomes `Content` here and nowhere else, and a filter under all widgets makes sure of it.

Invariant: after `SafeLines`, no segment holds a control character or a bidirectional control, and no link leads anywhere
but to a plain web address, whichever widget made it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from tui_reader.text.sanitize import visible

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
_SAFE_LINK = re.compile(r"https?://[!-~]+\Z")


def content(text: str) -> Content:
    """Return archive text as something a widget can show; no bracket in it is markup."""
    return Content(visible(text))


class SafeLines(LineFilter):
    """The last line of defence, under every widget of the app."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments with unsafe characters replaced and unsafe links dropped."""
        return [Segment(_safe(text), _without_unsafe_link(style), control) for text, style, control in segments]


def _safe(text: str) -> str:
    return text if text.isprintable() else _UNSAFE.sub("\ufffd", text)


def _without_unsafe_link(style: Style | None) -> Style | None:
    if style is None or style.link is None or _SAFE_LINK.match(style.link):
        return style
    return style.update_link(None)
