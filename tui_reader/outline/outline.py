"""A stored outline, read without copying it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.outline.bits import SET, either, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.outline.columns import OutlineColumns

_DEEPEST_IN_A_BYTE = 255
_LARGE_BRANCH = 1_000
_ITEM_SIZES = {"ids": 4, "descendants": 4, "depth": 2, "parent": 4, "author": 4, "length": 1, "posted": 4, "by_author": 4}


@dataclass(frozen=True, slots=True)
class Branch:
    """What lies below a comment, for the line that stands for it when folded.

    `people` counts distinct names among the replies, `unnamed` the replies without a name; `first` and `last` are seconds
    since 1970 over the comment and its replies, 0 where no date is known.
    """

    replies: int
    people: int
    unnamed: int
    first: int
    last: int


class Outline:
    """The rows of one thread; positions count from 0 in preorder, and "none" is None.

    Columns that contradict themselves cannot lead into an endless loop: every step goes strictly up or strictly on.
    """

    def __init__(self, columns: OutlineColumns) -> None:
        """Raise ValueError where the columns do not have the sizes that they claim."""
        _require_sizes(columns.count, columns.sizes())
        self._columns = columns
        self.ids = memoryview(columns.ids).cast("I")
        self.descendants = memoryview(columns.descendants).cast("I")
        self.depth = memoryview(columns.depth).cast("H")
        self.parent = memoryview(columns.parent).cast("I")
        self.length = columns.length
        self._branches: dict[int, Branch] = {}

    @cached_property
    def author(self) -> memoryview[int]:
        """The local number of who wrote each comment."""
        return memoryview(self._columns.author).cast("I")

    @cached_property
    def posted(self) -> memoryview[int]:
        """The seconds since 1970 of each comment, 0 where they are not known."""
        return memoryview(self._columns.posted).cast("I")

    @cached_property
    def author_ids(self) -> memoryview[int]:
        """The row id of each author by the local number, 0 for the one group without a name."""
        return memoryview(self._columns.author_ids).cast("I")

    @cached_property
    def _by_author(self) -> memoryview[int]:
        return memoryview(self._columns.by_author).cast("I")

    @cached_property
    def _author_offsets(self) -> memoryview[int]:
        return memoryview(self._columns.author_offsets).cast("I")

    def complete(self) -> None:
        """Fetch every column now, so that none has to be fetched when a row is drawn."""
        for name in ("author", "posted", "author_ids", "_by_author", "_author_offsets"):
            getattr(self, name)

    @cached_property
    def is_flat(self) -> bool:
        """Whether no comment answers another, as far as is known."""
        return not self._columns.depth.strip(b"\0")

    @cached_property
    def shallow(self) -> bytes:
        """The depth of every row in a byte, 255 for all that are deeper."""
        low, high = self._columns.depth[::2], self._columns.depth[1::2]
        return bytes(either(low, high.translate(table({0: 0}, otherwise=SET)))) if high.strip(b"\0") else low

    def __len__(self) -> int:
        return self._columns.count

    def position_of(self, comment_id: int) -> int | None:
        """Return where a comment stands."""
        return _place_in(self._columns.ids, comment_id)

    def end(self, position: int) -> int:
        """Return the position after the branch of a comment."""
        return min(len(self), position + self.descendants[position] + 1)

    def parent_of(self, position: int) -> int | None:
        """Return the comment that this one answers."""
        above = self.parent[position]
        return above if above < position else None

    def ancestors(self, position: int) -> Iterator[int]:
        """Yield the comments above, nearest first."""
        parent = self.parent
        while (above := parent[position]) < position:
            yield above
            position = above

    def root_of(self, position: int) -> int:
        """Return the top-level comment of the branch that a comment stands in."""
        found = self.shallow.rfind(0, 0, position + 1)
        return found if found >= 0 else position

    def ancestor_at(self, position: int, depth: int) -> int | None:
        """Return the row of a depth in whose branch a row stands, itself included; None where it stands less deep."""
        if depth < _DEEPEST_IN_A_BYTE:
            found = self.shallow.rfind(depth, 0, position + 1)
            return found if found >= 0 and position < self.end(found) else None
        return next((row for row in (position, *self.ancestors(position)) if self.depth[row] == depth), None)

    def children(self, position: int) -> Iterator[int]:
        """Yield the direct replies in their order."""
        end, reply = self.end(position), position + 1
        while reply < end:
            yield reply
            reply = self.end(reply)

    def first_reply(self, position: int) -> int | None:
        """Return the first direct reply."""
        return position + 1 if self.end(position) > position + 1 else None

    def next_sibling(self, position: int) -> int | None:
        """Return the next comment that answers the same one."""
        following = self.end(position)
        return following if following < len(self) and self.parent[following] == self.parent[position] else None

    def previous_sibling(self, position: int) -> int | None:
        """Return the comment before that answers the same one."""
        above, before = self.parent[position], position - 1
        while before >= 0 and before != above:
            if self.parent[before] == above:
                return before
            climbed = self.parent[before]
            if climbed >= before:
                return None
            before = climbed
        return None

    def author_of(self, position: int) -> int:
        """Return the row id of who wrote a comment, 0 for "no name"; raise ValueError where the outline tells of nobody."""
        local = self.author[position]
        if local >= len(self.author_ids):
            raise ValueError("the outline's author column does not fit its authors")
        return self.author_ids[local]

    def positions_by(self, local_author: int) -> memoryview[int]:
        """Return the positions of an author's comments, ascending; raise ValueError where they are not in the thread."""
        found = self._by_author[self._author_offsets[local_author] : self._author_offsets[local_author + 1]]
        if len(found) and max(found) >= len(self):
            raise ValueError("the outline's author column does not fit its rows")
        return found

    def count_by(self, local_author: int) -> int:
        """Return how many comments an author has."""
        return self._author_offsets[local_author + 1] - self._author_offsets[local_author]

    def author_counts(self) -> list[int]:
        """Return how many comments each author has, by local number."""
        return [end - start for start, end in pairwise(self._author_offsets)]

    def local_author(self, author_id: int) -> int | None:
        """Return the local number of an author row id (0 for "no name")."""
        return _place_in(self._columns.author_ids, author_id)

    def branch(self, position: int) -> Branch:
        """Return what lies below a comment; a large branch is counted once."""
        found = self._branches.get(position)
        if found is None:
            found = self._counted(position, self.end(position))
            if found.replies > _LARGE_BRANCH:
                self._branches[position] = found
        return found

    def _counted(self, position: int, end: int) -> Branch:
        numbers = self.author[position + 1 : end].tolist()
        nameless = self.local_author(0)
        unnamed = numbers.count(nameless) if nameless is not None else 0
        dates = self.posted[position:end].tolist()
        first, people = min(filter(None, dates), default=0), len(set(numbers)) - bool(unnamed)
        return Branch(len(numbers), people, unnamed, first, max(dates, default=0))


def _place_in(column: bytes, value: int) -> int | None:
    """Return where a number first stands in a u32 column, found as bytes: a search at the speed of memory."""
    wanted = value.to_bytes(4, sys.byteorder)
    found = column.find(wanted)
    while found >= 0 and found % 4:
        found = column.find(wanted, found + 1)
    return found // 4 if found >= 0 else None


def _require_sizes(count: int, sizes: Mapping[str, int]) -> None:
    """Raise where a column is too short; what it says of rows and authors is looked at when it is used."""
    for name, size in _ITEM_SIZES.items():
        if sizes[name] != size * count:
            raise ValueError(f"the outline's column {name!r} does not have {count} rows")
    authors = sizes["author_ids"] // 4
    if sizes["author_ids"] % 4 or sizes["author_offsets"] != 4 * (authors + 1):
        raise ValueError("the outline's authors do not fit together")
