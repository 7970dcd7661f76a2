"""Lines of text cut into pieces, each with one role to play."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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
