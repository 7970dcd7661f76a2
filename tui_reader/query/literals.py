"""What has to stand in a text for a regular expression to find anything in it, as far as that is plain.

Invariant: never more than has to; nothing at all where that cannot be told.
"""

from __future__ import annotations

import re

_PIECE = re.compile(r"\\(?P<escaped>[^\w\s])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}[?+]?|[*+?][?+]?|.", re.DOTALL)
_VARIED = "iIsSkK"
"""Letters that in any case are also letters beyond ASCII."""

_SHORTEST = 3


def longest_literal(source: str, *, in_case: bool) -> str:
    """Return the longest text that has to be found, in lower case unless `in_case`; empty where there is none worth it."""
    allowed = r"[^\n]" if in_case else rf"(?![{_VARIED}])[\x20-\x7e]"
    found = [part for run in _runs(source) for part in re.findall(rf"(?:{allowed})+", run)]
    longest = max(found, key=len, default="")
    return "" if len(longest) < _SHORTEST else longest if in_case else longest.lower()


def beginning(source: str, *, in_case: bool) -> str:
    """Return how a word begins that has to be found, in lower case: one with a plain blank before it; else nothing."""
    letters = "[a-zA-Z0-9]" if in_case else "[a-hj-zA-HJ-Z0-9]"
    found = [word for run in _runs(source) for word in re.findall(rf"(?<= ){letters}+", run)]
    longest = max(found, key=len, default="")
    return longest.lower() if len(longest) >= _SHORTEST else ""


def _runs(source: str) -> list[str]:
    """Return the texts that have to be found whole, outside of all brackets; nothing where there is a choice or a flag."""
    runs, depth = [""], 0
    for match in _PIECE.finditer(source):
        piece = match[0]
        if piece == "|" and not depth:
            return []
        depth += (piece == "(") - (piece == ")")
        if depth or piece in "()":
            runs.append("")
        elif _is_repeated(piece):
            runs = [*runs[:-1], runs[-1] if piece[0] == "+" else runs[-1][:-1], ""]
        elif match["escaped"] or (len(piece) == 1 and piece not in ".^$"):
            runs[-1] += match["escaped"] or piece
        else:
            runs.append("")
    return [] if re.search(r"\(\?[a-zA-Z]", source) else [run for run in runs if run]


def _is_repeated(piece: str) -> bool:
    return piece[0] in "*+?" or (piece[0] == "{" and len(piece) > 1)
