"""A line of a long text, with what is looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from tui_reader.text.marks import Marks


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line that a terminal can show, and where something to mark begins and ends in it (half open)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def excerpt(body: str, marks: Marks, room: int) -> Excerpt:
    """Return so many characters of a text around the first thing to mark in it, or its beginning; dots stand for the rest."""
    line = one_line(body)
    spans = marks.spans(line)
    start = line.rfind(" ", 0, max(0, spans[0][0] - room // 3)) + 1 if spans else 0
    end, lead = start + room, "… " if start else ""
    shift = len(lead) - start
    shown = tuple((max(first, start) + shift, min(last, end) + shift) for first, last in spans if first < end and last > start)
    return Excerpt(lead + line[start:end] + ("…" if end < len(line) else ""), shown)
