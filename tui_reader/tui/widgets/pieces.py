"""Lines of text cut into pieces, each with one role to play."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.style import Style

Piece = tuple[str, str]
"""Text and the role it plays."""

Paint = tuple[int, int, str]
"""A stretch of a text (half open) and the role it plays in place of the usual one."""


def cut(text: str, start: int, end: int, role: str, paints: list[Paint]) -> list[Piece]:
    """Return a stretch of a text in pieces of one role each; where paints overlap, the last one wins."""
    if not paints:
        return [(text[start:end], role)]
    roles = [role] * (end - start)
    for first, last, paint in paints:
        for at in range(max(first, start), min(last, end)):
            roles[at - start] = paint
    edges = [0, *(at for at in range(1, len(roles)) if roles[at] != roles[at - 1]), len(roles)]
    return [(text[start + first : start + last], roles[first]) for first, last in pairwise(edges) if last > first]


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds any of these words, in whatever case; None for no words."""
    found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    return re.compile(found, re.IGNORECASE) if found else None


def fitted(pieces: Iterable[Piece], width: int, styles: Mapping[str, Style]) -> list[Segment]:
    """Return pieces as segments that fill a width, the last one shortened where there are too many; needs a style "text"."""
    segments: list[Segment] = []
    used = 0
    for text, role in pieces:
        wide = cell_len(text)
        if used + wide > width:
            segments.append(Segment(shortened(text, width - used), styles[role]))
            return segments
        segments.append(Segment(text, styles[role]))
        used += wide
    segments.append(Segment(" " * (width - used), styles["text"]))
    return segments


def shortened(text: str, width: int) -> str:
    """Return a text in exactly so many columns: filled with spaces, or cut with an ellipsis at its end."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""
