"""Refrains: lines that most comments of a dump repeat at their top or their end, such as buttons in an unknown language.

Invariant: a comment keeps at least one row of body.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import chrome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.lines import Page
    from tui_reader.structure.reading import Part

_LEAST = 3
_SHARE = 0.5
"""A line is a refrain where so many comments, and so large a share of them, have it at the same end."""

_LONGEST = 80
_DEEPEST = 8
"""So many rows at each end of a comment are looked at."""

_DIGITS = re.compile(r"\d+")


def set_aside(page: Page, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts with the refrains among their rows no longer body; numbers in a refrain may differ."""
    bodies = [
        [row for row in range(part.first, part.end) if row not in part.roles and not chrome.is_button(page.rows[row].text)]
        for part in parts
    ]
    aside: list[dict[int, Label]] = [{} for _ in parts]
    for end in (-1, 0):
        for _ in range(_DEEPEST):
            if not _peel(page, bodies, aside, end):
                break
    return tuple(
        replace(part, roles={**part.roles, **found}) if found else part for part, found in zip(parts, aside, strict=True)
    )


def _peel(page: Page, bodies: Sequence[list[int]], aside: Sequence[dict[int, Label]], end: int) -> bool:
    """Move the row at one end of each body aside where it is a refrain, and return whether there was any."""
    shown = [_DIGITS.sub("0", page.rows[body[end]].text) if len(body) > 1 else "" for body in bodies]
    times = Counter(text for text in shown if text and len(text) <= _LONGEST and not chrome.addresses(text))
    refrains = {text for text, count in times.items() if count >= max(_LEAST, _SHARE * len(bodies))}
    for body, found, text in zip(bodies, aside, shown, strict=True):
        if text in refrains:
            found[body.pop(end)] = Label.META
    return bool(refrains)
