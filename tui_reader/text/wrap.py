"""Breaking text into lines of a given width, as offsets, so that what is known about places in the text stays true.

Invariant: the spans of `wrap` ascend, cover every character but the spaces at which a line was broken, and none is wider
than the width unless a single character is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JOINER = "\u200d"
"""Holds the parts of one emoji together."""


def wrap(text: str, width: int, cells: Callable[[str], int] = len) -> list[tuple[int, int]]:
    """Return where each line of one paragraph begins and ends; `cells` tells how many columns a string takes.

    A newline in the text is an ordinary character: split at newlines first.
    """
    width = max(1, width)
    if len(text) <= width and (text.isascii() or cells(text) <= width):
        return [(0, len(text))]
    if text.isascii():
        return list(_by_characters(text, width))
    return list(_by_cells(text, width, cells))


def _by_characters(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Break text whose every character takes one column."""
    start, end = 0, len(text)
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space <= start or text[start:space].isspace():
            yield start, start + width
            start += width
        else:
            yield start, space
            start = space + 1
    yield start, end


def _by_cells(text: str, width: int, cells: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Break text by the columns of its words; a word wider than a line is broken between characters."""
    start = position = used = 0
    for word in text.split(" "):
        wide = cells(word)
        if position > start and used + 1 + wide > width:
            yield start, position - 1
            start, used = position, 0
        elif position > start:
            used += 1
        if used + wide > width:
            *whole, (start, _) = _pieces(text, start, position + len(word), width, cells)
            yield from whole
            used = cells(text[start : position + len(word)])
        else:
            used += wide
        position += len(word) + 1
    yield start, len(text)


def _pieces(text: str, start: int, end: int, width: int, cells: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Cut a stretch without a usable space, never before a mark or inside a joined emoji."""
    used, line = 0, start
    for at in range(start, end):
        wide = cells(text[at])
        if used + wide > width and wide and at > line and text[at - 1] != JOINER:
            yield line, at
            line, used = at, 0
        used += wide
    yield line, end
