"""Messages that name what they answer, put together into threads by their replies.

Invariant: a thread is named by its topmost message, be it in the file or only named there; time is linear, circles end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Link:
    """A message, what it answers, and what else says which conversation it belongs to."""

    ref: str
    parent: str | None = None
    conversation: str | None = None


def threads_of(links: Iterable[Link]) -> dict[str, str]:
    """Return the topmost message of the thread of each message: one that answers none, else one that is only answered."""
    known = list(links)
    groups = _Groups()
    for link in known:
        for other in (link.parent, link.conversation and f"conversation {link.conversation}"):
            if other:
                groups.join(link.ref, other)
    parents = {link.ref: link.parent for link in reversed(known)}
    heads: dict[str, str] = {}
    for link in known:
        if link.parent is None:
            heads.setdefault(groups.top(link.ref), link.ref)
    for link in known:
        if (group := groups.top(link.ref)) not in heads:
            heads[group] = _topmost(link.ref, parents)
    return {link.ref: heads[groups.top(link.ref)] for link in known}


def _topmost(ref: str, parents: dict[str, str | None]) -> str:
    """Return what stands at the upper end of a chain of answers; where it is a circle, its least member."""
    passed: dict[str, None] = {}
    while ref not in passed:
        passed[ref] = None
        above = parents.get(ref)
        if above is None:
            return ref
        ref = above
    return min(passed)


class _Groups:
    """Sets that grow together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, ref: str) -> str:
        """Return what stands for the set of a member."""
        above = self._above
        while (up := above.get(ref, ref)) != ref:
            above[ref] = ref = above.get(up, up)
        return ref

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        self._above[self.top(one)] = self.top(other)
