"""What stands out in a text: where the words stand that somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark; true where there is anything."""

    patterns: tuple[re.Pattern[str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where something to mark begins and ends in a text, in order; two may overlap."""
        found = chain.from_iterable(pattern.finditer(text) for pattern in self.patterns)
        return sorted(match.span() for match in found if match.end() > match.start())


NO_MARKS = Marks()
"""What to mark where nothing is looked for."""
