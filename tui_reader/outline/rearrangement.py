"""The rows of an outline in another order: siblings change places, and each takes its branch along.

Invariant: the rows of a rearranged outline stand in preorder, below the same comments as before, whatever the keys are.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.outline.columns import NO_PARENT, OutlineColumns, group_by_author
from tui_reader.outline.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """An outline in an order, seen from an earlier one.

    `places` says by the earlier position where each row stands now, `origins` by the present position where it stood before.
    """

    outline: Outline
    places: Sequence[int]
    origins: Sequence[int]

    def since(self, earlier: Rearrangement) -> Rearrangement:
        """Return this order seen from another one of the same rows."""
        places = array("I", map(self.places.__getitem__, earlier.origins))
        return Rearrangement(self.outline, places, array("I", map(earlier.places.__getitem__, self.origins)))

    def moved(self, positions: Iterable[int]) -> array[int]:
        """Return where rows stand now, ascending."""
        return array("I", sorted(map(self.places.__getitem__, positions)))


def unchanged(outline: Outline) -> Rearrangement:
    """Return the order that an outline has."""
    return Rearrangement(outline, range(len(outline)), range(len(outline)))


def sort_siblings(outline: Outline, keys: Sequence[int]) -> Rearrangement:
    """Return an outline with all siblings in the order of their keys, one key a row; equal ones stand as they did.

    Raises ValueError where the columns contradict themselves, so that the rows make no tree.
    """
    try:
        places = _places(outline, sorted(range(len(outline)), key=keys.__getitem__))
        origins = _inverse(places)
    except (IndexError, OverflowError) as error:
        raise ValueError("the outline's rows do not make a tree") from error
    return Rearrangement(Outline(_columns(outline, places, origins)), places, origins)


def _inverse(places: Sequence[int]) -> array[int]:
    """Return which row stands at each place; raise IndexError where a place has none."""
    origins = array("I", [NO_PARENT]) * len(places)
    for row, place in enumerate(places):
        origins[place] = row
    if NO_PARENT in origins:
        raise IndexError
    return origins


def _places(outline: Outline, ranked: Iterable[int]) -> array[int]:
    """Return where each row stands: how far below its parent by the branches ranked before it, then, from the top, where."""
    parent, descendants, count = outline.parent, outline.descendants, len(outline)
    places, taken = array("I", bytes(4 * count)), [0] * (count + 1)
    for row in ranked:
        above = parent[row]
        if above >= row:
            above = count
        places[row] = taken[above]
        taken[above] += descendants[row] + 1
    for row, above in enumerate(parent):
        if above < row:
            places[row] += places[above] + 1
    return places


def _columns(outline: Outline, places: Sequence[int], origins: Sequence[int]) -> OutlineColumns:
    """Return the columns of an outline in another order."""

    def moved(kind: str, column: Sequence[int]) -> array[int]:
        return array(kind, map(column.__getitem__, origins))

    above = map(outline.parent.__getitem__, origins)
    author = moved("I", outline.author)
    by_author, offsets = group_by_author(author, len(outline.author_ids))
    return OutlineColumns(
        count=len(outline),
        ids=moved("I", outline.ids).tobytes(),
        descendants=moved("I", outline.descendants).tobytes(),
        depth=moved("H", outline.depth).tobytes(),
        parent=array("I", (places[up] if up < row else NO_PARENT for up, row in zip(above, origins, strict=True))).tobytes(),
        author=author.tobytes(),
        length=moved("B", outline.length).tobytes(),
        posted=moved("I", outline.posted).tobytes(),
        by_author=by_author.tobytes(),
        author_offsets=offsets.tobytes(),
        author_ids=outline.author_ids.tobytes(),
    )
