"""A body in the pieces that formats write differently: lines of text, quoted lines, code.

Invariant: passages hold visible text; a marker of a list stays in front of its line as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tui_reader.text.prose import Part, PartKind, parts
from tui_reader.text.sanitize import visible

DEEPEST_QUOTE = 4
"""Levels of quoting told apart; deeper ones look like the last."""


class PassageKind(Enum):
    """How a passage is written."""

    TEXT = auto()
    QUOTE = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together; `level` counts the marks in front of a quotation, which the lines no longer have."""

    kind: PassageKind
    lines: tuple[str, ...]
    level: int = 0


def passages(body: str) -> list[Passage]:
    """Return the passages of a body in their order."""
    found: list[tuple[PassageKind, int, list[str]]] = []
    for part in parts(visible(body)):
        kind, level, lines = _kind(part), _level(part), _lines(part)
        if found and kind is PassageKind.TEXT is found[-1][0] and not part.apart:
            found[-1][2].extend(lines)
        else:
            found.append((kind, level, lines))
    return [Passage(kind, tuple(lines), level) for kind, level, lines in found]


def _kind(part: Part) -> PassageKind:
    if part.kind is PartKind.QUOTE:
        return PassageKind.QUOTE
    return PassageKind.CODE if part.kind is PartKind.CODE else PassageKind.TEXT


def _level(part: Part) -> int:
    return min(part.level, DEEPEST_QUOTE) if part.kind is PartKind.QUOTE else 0


def _lines(part: Part) -> list[str]:
    lines = part.text.split("\n")
    if part.kind is PartKind.ITEM:
        lines[0] = f"{' ' * part.level}{part.marker} {lines[0]}"
    return lines
