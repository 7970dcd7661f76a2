"""Long lists as columns: the threads of an archive, the commenters of a thread.

Invariant: the columns of a table are equally long, and a place in one is the same thread, or the same person, in all others.
What a list shows only of the rows in sight is in none of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.people import APART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.people import Together


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many threads and comments an archive holds; `silent` threads have no comment, nor is one known to be lost."""

    threads: int
    comments: int
    silent: int


@dataclass(frozen=True, slots=True)
class ThreadTable:
    """Threads in the order in which they came in, 17 bytes each and the words that they do not share.

    `ids` are row ids, ascending; `texts` what typed words are looked for in, casefolded; `silent` is 1 where nobody said
    anything, nor is anything known to be lost; `has_sites` says whether any thread tells its site.
    """

    ids: array[int]
    texts: Sequence[str]
    silent: bytes | bytearray
    has_sites: bool

    def __len__(self) -> int:
        return len(self.ids)

    def place_of(self, identity: int) -> int | None:
        """Return where a thread stands, by its row id."""
        place = bisect_left(self.ids, identity)
        return place if place < len(self.ids) and self.ids[place] == identity else None

    def places_of(self, ids: Iterable[int]) -> list[int]:
        """Return where threads stand, by their row ids; those that are not in the table are left out."""
        places = dict(zip(self.ids, range(len(self.ids)), strict=True))
        return [places[identity] for identity in ids if identity in places]


@dataclass(frozen=True, slots=True)
class CommenterFacts:
    """What is told of commenters beside names and counts, by their places in a `CommenterTable`.

    `words` they wrote; `first` and `last` days as far as known, as in ISO 8601; `recency` is the less the later the last;
    `unanswered` comments got no reply, nothing where no replies are known; `threads` they speak in, nothing for a single one.
    """

    words: array[int]
    first: Sequence[str | None]
    last: Sequence[str | None]
    recency: array[int]
    unanswered: array[int] | None
    threads: array[int] | None = None


@dataclass(frozen=True, slots=True)
class CommenterTable:
    """Who speaks in a thread or an archive, most comments first and then by name, 20 bytes each and the name.

    `ids` are row ids of authors; the one with id 0 and no name stands for all comments without a name, at the place `unnamed`.
    `folded` is what typed words are looked for in, casefolded. `together` says which of them are several authors.
    """

    ids: array[int]
    names: Sequence[str | None]
    folded: Sequence[str]
    comments: array[int]
    unnamed: int | None
    together: Together = APART

    def __len__(self) -> int:
        return len(self.ids)

    def names_at(self, place: int) -> tuple[str | None, ...]:
        """Return all names of the person at a place, None for no name."""
        return self.together.names.get(self.ids[place]) or (self.names[place],)


_PIECE = 4_096
"""Texts that are sorted within a frame, some 2 ms."""


class Beginnings:
    """Which of many texts begin with what was typed. They are sorted by the piece, each when it is first looked through."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._pieces: list[array[int]] = []

    def places(self, begun: str) -> Iterator[int | None]:
        """Yield the first place of each piece in turn at which a text begins so, None where none does.

        A step takes no longer than a frame, however many there are; the first place that comes is the first of all.
        """
        for number in range(-(-len(self._texts) // _PIECE)):
            if number == len(self._pieces):
                self._pieces.append(self._sorted(number * _PIECE))
            piece = self._pieces[number]
            low = bisect_left(piece, begun, key=self._texts.__getitem__)
            high = bisect_right(piece, begun, low, key=lambda place: self._texts[place][: len(begun)])
            yield min(piece[low:high], default=None)

    def _sorted(self, start: int) -> array[int]:
        return array("I", sorted(range(start, min(start + _PIECE, len(self._texts))), key=self._texts.__getitem__))
