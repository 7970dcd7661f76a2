"""A comment's body in the pieces that formats write differently: paragraphs, quoted lines, code.

Invariant: passages hold visible text, and every line of a body that is not blank stands in exactly one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from textwrap import dedent

from tui_reader.text.sanitize import visible

DEEPEST_QUOTE = 4
"""Levels of quoting told apart; deeper ones look like the last."""

_QUOTED = re.compile(r" {0,3}((?:> ?)+)(?!\d+\s*$)(.*)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


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
    lines = visible(body).split("\n")
    kinds = _kinds(lines)
    found = []
    for (kind, level), numbers in groupby(range(len(lines)), key=kinds.__getitem__):
        if kind is None:
            continue
        held = [lines[number] for number in numbers]
        if kind is PassageKind.QUOTE:
            held = [_unmarked(line) for line in held]
        elif kind is PassageKind.CODE:
            held = dedent("\n".join(held)).split("\n")
        found.append(Passage(kind, tuple(line.rstrip() for line in held), level))
    return found


def _kinds(lines: list[str]) -> list[tuple[PassageKind | None, int]]:
    """Return the kind and quote level of each line; None for the blank lines between passages and for fences."""
    kinds: list[tuple[PassageKind | None, int]] = []
    flush = any(line[:1].strip() for line in lines)
    fences = _fences(lines)
    for number, line in enumerate(lines):
        above = kinds[-1][0] if kinds else None
        if number in fences:
            kinds.append((None, 0) if fences[number] else (PassageKind.CODE, 0))
        elif not line.strip():
            kinds.append((None, 0))
        elif flush and line.startswith(("    ", "\t")) and above in {None, PassageKind.CODE}:
            kinds.append((PassageKind.CODE, 0))
        elif quoted := _QUOTED.match(line):
            kinds.append((PassageKind.QUOTE, min(quoted[1].count(">"), DEEPEST_QUOTE)))
        else:
            kinds.append((PassageKind.TEXT, 0))
    return kinds


def _fences(lines: list[str]) -> dict[int, bool]:
    """Return the lines of fenced code, True for the fences themselves; a fence that nothing closes is text."""
    found: dict[int, bool] = {}
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if opened is None:
            opened = (number, fence[1]) if fence else None
        elif fence and fence[1].startswith(opened[1]):
            found |= {inside: inside in {opened[0], number} for inside in range(opened[0], number + 1)}
            opened = None
    return found


def _unmarked(line: str) -> str:
    match = _QUOTED.match(line)
    return match[2] if match else line
