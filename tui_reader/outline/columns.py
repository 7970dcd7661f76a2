"""The stored form of an outline: one machine array a column, little-endian, in preorder."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, fields
from itertools import accumulate, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NO_PARENT = 0xFFFFFFFF
"""The parent of a top-level row; greater than every position, so that `parent < position` is false at the top."""

LENGTH_UNIT = 16
"""Characters in one length class; 255 classes cover bodies of 4,000 characters, longer ones are measured when shown."""

_CHARACTERS_LOST_AT_A_NEWLINE = 40
_DEEPEST = 0xFFFF
_TOP = -1


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


def _length_class(length: int) -> int:
    return min(255, length // LENGTH_UNIT + 1) if length else 0


def build_columns(
    ids: Sequence[int], parents: Sequence[int], authors: Sequence[int], lengths: Sequence[int], posted: Sequence[int]
) -> OutlineColumns:
    """Return the columns of a thread whose comments are given in sibling order.

    `parents[i]` is the index of the parent in the same sequences, or -1; a parent may stand after its child, a cycle may not
    be. `authors` are author row ids (0 = no name), `lengths` come from `reading_length`, `posted` are seconds (0 = unknown).
    Raises ValueError where the parents form a cycle.
    """
    order = preorder(parents)
    position = array("i", bytes(4 * len(order))) + array("i", [_TOP])
    for place, index in enumerate(order):
        position[index] = place
    parent = array("i", map(position.__getitem__, map(parents.__getitem__, order)))
    ordered = (map(column.__getitem__, order) for column in (ids, authors, lengths, posted))
    return columns_in_preorder(parent, *shape(parent), *ordered)


def columns_in_preorder(
    parents: array[int],
    depths: array[int],
    descendants: array[int],
    ids: Iterable[int],
    authors: Iterable[int],
    lengths: Iterable[int],
    posted: Iterable[int],
) -> OutlineColumns:
    """Return the columns of a thread whose comments stand in preorder already; `shape` tells depths and descendants."""
    local: dict[int, int] = {}
    author = array("I", (local.setdefault(each, len(local)) for each in authors))
    by_author, offsets = group_by_author(author, len(local))
    return OutlineColumns(
        count=len(parents),
        ids=array("I", ids).tobytes(),
        descendants=descendants.tobytes(),
        depth=array("H", map(min, depths, repeat(_DEEPEST))).tobytes(),
        parent=parents.tobytes(),
        author=author.tobytes(),
        length=bytes(map(_length_class, lengths)),
        posted=array("I", posted).tobytes(),
        by_author=by_author.tobytes(),
        author_offsets=offsets.tobytes(),
        author_ids=array("I", local).tobytes(),
    )


def flat_columns(ids: Sequence[int], length: int) -> OutlineColumns:
    """Return the columns of comments that answer nobody, in their order, all of one length and by one author of row id 0."""
    count = len(ids)
    return OutlineColumns(
        count=count,
        ids=array("I", ids).tobytes(),
        descendants=bytes(4 * count),
        depth=bytes(2 * count),
        parent=b"\xff" * (4 * count),
        author=bytes(4 * count),
        length=bytes([_length_class(length)]) * count,
        posted=bytes(4 * count),
        by_author=array("I", range(count)).tobytes(),
        author_offsets=array("I", (0, count)).tobytes(),
        author_ids=array("I", (0,)).tobytes(),
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
        while index >= 0:
            order.append(index)
            if following[index] >= 0:
                waiting.append(following[index])
            index = first[index]
    if len(order) != count:
        raise ValueError(f"{count - len(order)} comments answer each other in a circle")
    return order


def shape(parents: Sequence[int]) -> tuple[array[int], array[int]]:
    """Return the depth of each comment and the number of comments below it, from the parents in preorder."""
    depths, descendants = (array("i", bytes(4 * len(parents))) for _ in range(2))
    for place, parent in enumerate(parents):
        if parent != _TOP:
            depths[place] = depths[parent] + 1
    for place in range(len(parents) - 1, -1, -1):
        if (parent := parents[place]) != _TOP:
            descendants[parent] += descendants[place] + 1
    return depths, descendants


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
