"""Which words of a comment are another's: lines with a mark before them, and passages that are known to repeat something."""

from __future__ import annotations

import re

_MARKED_LINE = re.compile(r"^ {0,3}(?:> ?)++(?![\d_:;.<=-]).*$", re.MULTILINE)


def has_marked_line(body: str) -> bool:
    """Return whether a line of a comment is marked as a quotation."""
    return ">" in body and _MARKED_LINE.search(body) is not None


def parted(body: str, passages: str | None) -> tuple[list[str], list[str]]:
    """Return the pieces of a comment that are quoted, and those that are its own.

    `passages` has the first and the last offset (half open) of each passage that is known to be quoted: `0-12,40-80`.
    """
    quoted, own, place = list[str](), list[str](), 0
    for start, end in _merged(body, passages):
        own.append(body[place:start])
        quoted.append(body[start:end])
        place = end
    own.append(body[place:])
    return quoted, own


def _merged(body: str, passages: str | None) -> list[tuple[int, int]]:
    """Return the stretches that are quoted, in order, those that touch each other as one."""
    marked = [match.span() for match in _MARKED_LINE.finditer(body)] if ">" in body else []
    known = [tuple(map(int, passage.split("-"))) for passage in passages.split(",")] if passages else []
    merged: list[tuple[int, int]] = []
    for start, end in sorted([*marked, *((known_start, min(known_end, len(body))) for known_start, known_end in known)]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
