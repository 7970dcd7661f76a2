"""The rows of an outline in another order: siblings change places, and each takes its branch along.

Invariant: the rows of a rearranged outline stand in preorder, below the same comments as before, whatever the keys are.
A long thread is sorted while its reader goes on, so nothing here holds the interpreter for longer than `_TURN` rows take.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from heapq import merge
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.outline.columns import NO_PARENT, OutlineColumns, group_by_author
from tui_reader.outline.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Sequence


_TURN = 20_000
"""Rows that are moved or sorted in one step, some 2 ms."""

_MANY = 50_000
"""Positions from which on marking every row is quicker than sorting them."""

_NO_TREE = "the outline's rows do not make a tree"


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
        places = _moved("I", self.places, earlier.origins)
        return Rearrangement(self.outline, places, _moved("I", earlier.places, self.origins))

    def moved_bytes(self, column: bytes) -> bytes:
        """Return what there is a byte of for every row, in this order."""
        return _moved("B", column, self.origins).tobytes()

    def moved(self, positions: Sequence[int]) -> array[int]:
        """Return where rows stand now, ascending."""
        if len(positions) < _MANY:
            return array("I", sorted(map(self.places.__getitem__, positions)))
        marks, places = bytearray(len(self.places)), self.places
        for position in positions:
            marks[places[position]] = 1
        return array("I", compress(range(len(marks)), marks))


def unchanged(outline: Outline) -> Rearrangement:
    """Return the order that an outline has."""
    return Rearrangement(outline, range(len(outline)), range(len(outline)))


def sort_siblings(outline: Outline, keys: Sequence[int]) -> Rearrangement:
    """Return an outline with all siblings in the order of their keys, one key a row; equal ones stand as they did.

    Raises ValueError where the columns contradict themselves, so that the rows make no tree.
    """
    places = _places(outline, keys)
    origins = array("I", bytes(4 * len(places)))
    for row, place in enumerate(places):
        origins[place] = row
    return Rearrangement(Outline(_columns(outline, places, origins)), places, origins)


def _places(outline: Outline, keys: Sequence[int]) -> array[int]:
    """Return where each row stands: below its parent, after the branches of the siblings before it."""
    descendants, count = outline.descendants, len(outline)
    places = array("I", bytes(4 * count))
    for above in range(-1, count):
        end = count if above < 0 else above + 1 + descendants[above]
        if end == above + 1:
            continue
        siblings = _siblings(outline, above, end)
        if len(siblings) > 1:
            siblings = _in_order(siblings, keys)
        place = 0 if above < 0 else places[above] + 1
        for row in siblings:
            places[row] = place
            place += descendants[row] + 1
    return places


def _in_order(siblings: list[int], keys: Sequence[int]) -> list[int]:
    """Return rows in the order of their keys; very many in runs that are merged."""
    key = keys.__getitem__
    runs = [sorted(siblings[at : at + _TURN], key=key) for at in range(0, len(siblings), _TURN)]
    return runs[0] if len(runs) == 1 else [*merge(*runs, key=key)]


def _siblings(outline: Outline, above: int, end: int) -> list[int]:
    """Return the rows that answer one row, -1 for the top level; raise ValueError unless their branches fill its own."""
    parent, descendants, row = outline.parent, outline.descendants, above + 1
    expected, last = NO_PARENT if above < 0 else above, min(end, len(outline))
    found: list[int] = []
    while row < last:
        if parent[row] != expected:
            raise ValueError(_NO_TREE)
        found.append(row)
        row += descendants[row] + 1
    if row != end:
        raise ValueError(_NO_TREE)
    return found


def _columns(outline: Outline, places: Sequence[int], origins: Sequence[int]) -> OutlineColumns:
    """Return the columns of an outline in another order."""
    above = map(outline.parent.__getitem__, origins)
    author = _moved("I", outline.author, origins)
    by_author, offsets = group_by_author(author, len(outline.author_ids))
    return OutlineColumns(
        count=len(outline),
        ids=_moved("I", outline.ids, origins).tobytes(),
        descendants=_moved("I", outline.descendants, origins).tobytes(),
        depth=_moved("H", outline.depth, origins).tobytes(),
        parent=array("I", (places[up] if up < row else NO_PARENT for up, row in zip(above, origins, strict=True))).tobytes(),
        author=author.tobytes(),
        length=_moved("B", outline.length, origins).tobytes(),
        posted=_moved("I", outline.posted, origins).tobytes(),
        by_author=by_author.tobytes(),
        author_offsets=offsets.tobytes(),
        author_ids=outline.author_ids.tobytes(),
    )


def _moved(kind: str, column: Sequence[int], origins: Sequence[int]) -> array[int]:
    found = array(kind)
    for at in range(0, len(origins), _TURN):
        found.extend(map(column.__getitem__, origins[at : at + _TURN]))
    return found
