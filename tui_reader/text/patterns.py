"""Regular expressions that somebody types: which of them may take for ever.

Python's `re` tries every way in which a text can be matched, and can neither be stopped nor lets another thread run. What may
repeat without end and can itself vary may be matched in more ways than can be tried.
"""

from __future__ import annotations

import re

FINITE = "with a + behind it, as in (ab?)*+, it does not"
"""What to do about a repeat that may take for ever."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<close>\))"
    r"|(?P<open>\((?:(?P<atomic>\?>)|\?(?:P<\w+>|P=\w+|<?[=!]|#|[a-zA-Z-]*:|[a-zA-Z-]+))?)"
    r"|(?:[*+?]|\{(?:\d+|\d*,\d*)\})(?P<manner>[+?]?)|(?P<either>\|)|.",
    re.DOTALL,
)
_FEW = re.compile(r"\?|\{(?:\d*,)?\d\}")
_FIXED = re.compile(r"\{(\d+)(?:,\1)?\}")


def endless(expression: str) -> int | None:
    """Return the place of a repeat that may try the same characters in more ways than can be tried, or None."""
    groups: list[tuple[bool, bool]] = [(False, False)]
    closed = False
    for token in _TOKEN.finditer(expression):
        atomic, varies = groups[-1]
        repeats = token["manner"] is not None
        if repeats and closed and token["manner"] != "+" and not _FEW.match(token[0]):
            return token.start()
        closed = False
        if token["open"]:
            groups.append((bool(token["atomic"]), False))
        elif token["close"] and len(groups) > 1:
            closed = varies and not atomic
            outer_atomic, outer_varies = groups[-2]
            groups[-2:] = [(outer_atomic, outer_varies or closed)]
        elif token["either"] or (repeats and token["manner"] != "+" and not _FIXED.match(token[0])):
            groups[-1] = (atomic, True)
    return None
