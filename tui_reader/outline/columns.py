"""The stored form of an outline: one machine array a column, little-endian, in preorder."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, fields
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_PARENT = 0xFFFFFFFF
"""The parent of a top-level row; greater than every position, so that `parent < position` is false at the top."""

LENGTH_UNIT = 16
"""Characters in one length class; 255 classes cover bodies of 4,000 characters, longer ones are measured when shown."""

_CHARACTERS_LOST_AT_A_NEWLINE = 40
_DEEPEST = 0xFFFF


@dataclass(frozen=True, slots=True)
class OutlineColumns:
    """The columns of one thread, as they lie in the archive; every column is `count` items long but the last three.

    `ids` are comment row ids, `parent` positions (`NO_PARENT` at top level), `author` local author numbers, `length` classes
    of `reading_length`, `posted` seconds since 1970 (0 = unknown). `by_author` holds positions grouped by local author,
    ascending in a group; group `a` is `by_author[author_offsets[a]:author_offsets[a + 1]]`. `author_ids` holds the row id
    of each local author, 0 for the one group without a name. `depth` is u16, `length` u8, all others u32.
    """

    count: int
    ids: bytes
    descendants: bytes
    depth: bytes
    parent: bytes
    author: bytes
    length: bytes
    posted: bytes
    by_author: bytes
    author_offsets: bytes
    author_ids: bytes

    def sizes(self) -> Mapping[str, int]:
        """Return how many bytes each column has, by its name."""
        return {field.name: len(getattr(self, field.name)) for field in fields(self) if field.name != "count"}


def reading_length(body: str) -> int:
    """Return the length of a body in characters, a newline counted as the part of a line that it leaves empty."""
    return len(body) + _CHARACTERS_LOST_AT_A_NEWLINE * body.count("\n")


def build_columns(
    ids: Sequence[int], parents: Sequence[int], authors: Sequence[int], lengths: Sequence[int], posted: Sequence[int]
) -> OutlineColumns:
    """Return the columns of a thread whose comments are given in sibling order.

    `parents[i]` is the index of the parent in the same sequences, or -1; a parent may stand after its child, a cycle may not
    be. `authors` are author row ids (0 = no name), `lengths` come from `reading_length`, `posted` are seconds (0 = unknown).
    Raises ValueError where the parents form a cycle.
    """
    order = preorder(parents)
    position = array("I", bytes(4 * len(order)))
    for place, index in enumerate(order):
        position[index] = place
    parent = array("I", (NO_PARENT if parents[i] < 0 else position[parents[i]] for i in order))
    depth, descendants = _depths(parent), _descendants(parent)
    local: dict[int, int] = {}
    author = array("I", (local.setdefault(authors[i], len(local)) for i in order))
    by_author, offsets = group_by_author(author, len(local))
    return OutlineColumns(
        count=len(order),
        ids=array("I", map(ids.__getitem__, order)).tobytes(),
        descendants=descendants.tobytes(),
        depth=depth.tobytes(),
        parent=parent.tobytes(),
        author=author.tobytes(),
        length=bytes(_length_class(lengths[i]) for i in order),
        posted=array("I", map(posted.__getitem__, order)).tobytes(),
        by_author=by_author.tobytes(),
        author_offsets=offsets.tobytes(),
        author_ids=array("I", local).tobytes(),
    )


def preorder(parents: Sequence[int]) -> array[int]:
    """Return the indexes in preorder: siblings are chained through `following`, the way back is a stack."""
    count = len(parents)
    first = array("q", [-1]) * (count + 1)
    following = array("q", [-1]) * count
    for index in range(count - 1, -1, -1):
        parent = parents[index]
        following[index] = first[parent]
        first[parent] = index
    order = array("I")
    waiting = [first[-1]] if count else []
    while waiting:
        index = waiting.pop()
        if index < 0:
            continue
        order.append(index)
        waiting.append(following[index])
        waiting.append(first[index])
    if len(order) != count:
        raise ValueError(f"{count - len(order)} comments answer each other in a circle")
    return order


def _depths(parent: array[int]) -> array[int]:
    depth = array("H", bytes(2 * len(parent)))
    for place, above in enumerate(parent):
        if above != NO_PARENT:
            depth[place] = min(_DEEPEST, depth[above] + 1)
    return depth


def _descendants(parent: array[int]) -> array[int]:
    descendants = array("I", bytes(4 * len(parent)))
    for place in range(len(parent) - 1, -1, -1):
        if (above := parent[place]) != NO_PARENT:
            descendants[above] += descendants[place] + 1
    return descendants


def group_by_author(author: array[int], authors: int) -> tuple[array[int], array[int]]:
    """Return the positions grouped by author, and where each group begins.

    Raises ValueError where an author has no group. Nothing here takes long in one step, so that others get their turn.
    """
    counts = Counter(author)
    offsets = array("I", accumulate((counts[number] for number in range(authors)), initial=0))
    following, grouped = offsets.tolist(), array("I", bytes(4 * len(author)))
    if offsets[-1] != len(author):
        raise ValueError("the outline's author column does not fit its authors")
    for place, number in enumerate(author):
        grouped[following[number]] = place
        following[number] += 1
    return grouped, offsets


def _length_class(length: int) -> int:
    return min(255, length // LENGTH_UNIT + 1) if length else 0
