"""Parting a text by hand: a thread begins at each line in which a regular expression is found.

Invariant: no expression that is accepted takes for ever: those that would are refused, and long lines are not looked at.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field

from tui_reader.errors import UsageError
from tui_reader.text.patterns import FINITE, endless

LONGEST_LINE = 1000
"""Longer lines are text and part nothing."""

_AT = "at lines that match "


@dataclass(frozen=True, slots=True)
class Splitter:
    """Says at which lines threads begin; an empty expression keeps every text whole. Making one may raise UsageError."""

    expression: str
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", _compiled(self.expression))

    @classmethod
    def behind(cls, reason: str) -> Splitter | None:
        """Return who parted a text for a reason: nobody where it was not parted by hand, an empty one where it is whole."""
        if reason and not reason.startswith(_AT):
            return None
        return cls(ast.literal_eval(reason.removeprefix(_AT)) if reason else "")

    @property
    def reason(self) -> str:
        """At what it parts a text, in words that can follow "parted"."""
        return f"{_AT}{self.expression!r}" if self.expression else ""

    def begins(self, line: str) -> bool:
        """Return whether a thread begins at a line."""
        return bool(self.expression) and len(line) <= LONGEST_LINE and self._pattern.search(line) is not None


def _compiled(expression: str) -> re.Pattern[str]:
    """Return an expression ready to be looked for; raise UsageError where it is none, or may take for ever."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pattern = re.compile(expression)
    except re.error as error:
        raise UsageError(f"--split: {error.msg} at column {(error.pos or 0) + 1}", "it takes a regular expression") from error
    except (RecursionError, OverflowError) as error:
        raise UsageError("--split: the regular expression is too large", "a shorter one says as much") from error
    if (place := endless(expression)) is not None:
        said = f"--split: a repeat at column {place + 1} of something that can vary may take for ever"
        raise UsageError(said, FINITE)
    return pattern
