"""Random trees, and the plain way to say what of a tree is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tui_reader.outline import Context, Outline, Rearrangement, build_columns

NOWHERE = -1


def outline_of(parents: list[int], authors: list[int] | None = None) -> Outline:
    """Return the outline of comments with ids from 100 whose parents are given by index."""
    count = len(parents)
    ids = range(100, 100 + count)
    posted = [1_000 * number for number in range(count)]
    return Outline(build_columns(ids, parents, authors or [1] * count, [number * 7 for number in range(count)], posted))


@st.composite
def parent_lists(draw: st.DrawFn, least: int = 0) -> list[int]:
    """Parents by index for up to 40 comments; half of the time a parent may stand after its child."""
    count = draw(st.integers(least, 40))
    parents = [draw(st.integers(NOWHERE, index - 1)) for index in range(count)]
    if not draw(st.booleans()):
        return parents
    places = draw(st.permutations(range(count)))
    shuffled = [NOWHERE] * count
    for index, parent in enumerate(parents):
        shuffled[places[index]] = NOWHERE if parent == NOWHERE else places[parent]
    return shuffled


def moved(folds: dict[int, str], order: Rearrangement) -> dict[int, str]:
    """Return the folds of rows that stand in another order now."""
    return {order.places[row]: fold for row, fold in folds.items()}


@dataclass
class NaiveView:
    """What `OutlineView` promises, worked out row by row without any cleverness."""

    outline: Outline
    lines: list[int]
    lasting: dict[int, str] = field(default_factory=dict)
    filtered: dict[int, str] = field(default_factory=dict)
    hits: list[int] | None = None
    context: Context = Context.PATH

    @property
    def folds(self) -> dict[int, str]:
        """The folds that count now."""
        return self.lasting if self.hits is None else self.filtered

    def passes(self, position: int) -> bool:
        """Whether the filter leaves a row in."""
        if self.hits is None or position in self.hits:
            return True
        above = list(self.outline.ancestors(position))
        if self.context is Context.MATCHES:
            return False
        if not any(self.outline.depth):
            reach = {Context.PATH: (1, 0), Context.REPLIES: (1, 1), Context.BRANCH: (3, 3)}[self.context]
            return any(hit - reach[0] <= position <= hit + reach[1] for hit in self.hits)
        if any(position in self.outline.ancestors(hit) for hit in self.hits):
            return True
        if self.context is Context.REPLIES:
            return bool(above) and above[0] in self.hits
        return self.context is Context.BRANCH and any(row in self.hits for row in above)

    def height(self, position: int) -> int:
        """The lines that a row takes now."""
        covered = any(row in self.folds and self.passes(row) for row in self.outline.ancestors(position))
        if covered or not self.passes(position):
            return 0
        return 1 if position in self.folds else self.lines[position]

    def rearrange(self, order: Rearrangement) -> None:
        """Take the rows in another order."""
        self.outline = order.outline
        self.lines = [self.lines[origin] for origin in order.origins]
        self.lasting, self.filtered = moved(self.lasting, order), moved(self.filtered, order)
        if self.hits is not None:
            self.hits = sorted(order.places[hit] for hit in self.hits)

    def shown(self) -> list[int]:
        """The rows that take lines."""
        return [position for position in range(len(self.outline)) if self.height(position)]
