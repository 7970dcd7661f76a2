"""What a filter leaves of a thread: its matches, and as much of the conversation around them as is wanted.

Invariant: a `Narrowing` is worked out once, by whoever has the time, and never changes; a view only takes it over.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_reader.outline.bits import SET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.outline.outline import Outline


class Context(StrEnum):
    """How much is shown around a match; each shows what the one before shows, and more."""

    MATCHES = "matches"
    PATH = "path"
    REPLIES = "replies"
    BRANCH = "branch"

    @property
    def word(self) -> str:
        """How it is asked for after `ctx:` in a query."""
        return "match" if self is Context.MATCHES else self.value

    @classmethod
    def called(cls, word: str | None) -> Context:
        """Return what a word after `ctx:` asks for; without one what is usual."""
        return next((each for each in cls if each.word == word), cls.PATH)


_NEIGHBOURS = {Context.PATH: (1, 0), Context.REPLIES: (1, 1), Context.BRANCH: (3, 3)}
"""How many comments before and after a match are its context in a thread that states no replies."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Matches (ascending positions) with their context, as a byte a row: `SET` in `matching` and `admitted`, else 0.

    `around` counts what is admitted only as context. `keeps_paths` says that with every row those above it are admitted.
    """

    hits: array[int]
    context: Context
    matching: bytes
    admitted: bytes
    around: int
    keeps_paths: bool

    def finds_the_same(self, other: Narrowing | None) -> bool:
        """Whether the matches are those of another one, whatever stands around them."""
        return other is not None and self.hits.tobytes() == other.hits.tobytes()


def narrow(outline: Outline, hits: Sequence[int], context: Context) -> Narrowing:
    """Return what these rows (ascending) and their context leave; raise ValueError where the outline does not have them.

    In a flat thread what stands beside a match is its context. It takes some 0.2 us a match, and what is in the branches.
    """
    hits = array("I", hits)
    try:
        matching = _mark(bytearray(len(outline)), hits.tolist())
        admitted = bytearray(matching)
        if context is not Context.MATCHES:
            _mark_around(admitted, outline, hits.tolist(), context)
    except IndexError as error:
        raise ValueError("the outline's rows do not hold what was found") from error
    around = admitted.count(SET) - matching.count(SET)
    closed = context is not Context.MATCHES or outline.is_flat
    return Narrowing(hits, context, bytes(matching), bytes(admitted), around, closed)


def _mark(mask: bytearray, positions: Sequence[int]) -> bytearray:
    for position in positions:
        mask[position] = SET
    return mask


def _mark_around(mask: bytearray, outline: Outline, hits: Sequence[int], context: Context) -> None:
    if outline.is_flat:
        _mark_neighbours(mask, hits, *_NEIGHBOURS[context])
        return
    _mark_paths(mask, outline, hits)
    if context is Context.REPLIES:
        for hit in hits:
            _mark(mask, [*outline.children(hit)])
    elif context is Context.BRANCH:
        _mark_branches(mask, outline, hits)


def _mark_paths(mask: bytearray, outline: Outline, hits: Sequence[int]) -> None:
    """Mark what stands above; hits ascend, so a row above that is marked already has its own way up marked too."""
    parent = outline.parent
    for hit in hits:
        row = hit
        while (above := parent[row]) < row and not mask[above]:
            mask[above] = SET
            row = above


def _mark_branches(mask: bytearray, outline: Outline, hits: Sequence[int]) -> None:
    """Mark what stands below, once where a match stands in the branch of another one."""
    marked = 0
    for hit in hits:
        end = outline.end(hit)
        if end > marked:
            mask[hit:end] = bytes([SET]) * (end - hit)
            marked = end


def _mark_neighbours(mask: bytearray, hits: Sequence[int], before: int, after: int) -> None:
    for hit in hits:
        first, end = max(0, hit - before), min(len(mask), hit + after + 1)
        mask[first:end] = bytes([SET]) * (end - first)
