"""What a bench finds: tables of figures, and bars that figures must keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Row = dict[str, float | str]
"""Figures, or words where there is none, by the heading of their column."""


class Bar(NamedTuple):
    """A promise: the figure must be at most `most`, or at least `least`; `figure` is None where it was not measured."""

    id: str
    words: str
    figure: float | None
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether it is kept, None where it was not measured."""
        if self.figure is None:
            return None
        return (self.most is None or self.figure <= self.most) and (self.least is None or self.figure >= self.least)

    @property
    def bound(self) -> str:
        """The bound in words."""
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


@dataclass
class Part:
    """A table of one subject, with words that say what its figures are, and the bars that stand on it."""

    title: str
    words: str
    rows: dict[str, Row] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)

    def figure(self, row: str, column: str) -> float | None:
        """Return a figure, None where there is none."""
        found = self.rows.get(row, {}).get(column)
        return found if isinstance(found, (int, float)) else None

    def ratio(self, upper: tuple[str, str], lower: tuple[str, str]) -> float | None:
        """Return a figure over another one, both by row and column; None where one of them is missing."""
        above, below = self.figure(*upper), self.figure(*lower)
        return above / below if above is not None and below else None


class Scale(NamedTuple):
    """How much is measured: sizes of threads and archives, how often, and whether what takes minutes is left out."""

    sizes: tuple[str, ...]
    rounds: int
    is_quick: bool = False
    has_large: bool = False

    @property
    def largest(self) -> str:
        """The largest size."""
        return self.sizes[-1]


QUICK = Scale(("10k",), 3, is_quick=True)
FULL = Scale(("1k", "10k", "100k", "1m"), 5)
COMMENTS = {"1k": 10**3, "10k": 10**4, "100k": 10**5, "1m": 10**6, "10m": 10**7}
"""Comments by the name of a size."""
