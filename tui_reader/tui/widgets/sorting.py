"""Sorting a long list a piece at a time, so that keys are answered in between.

Invariant: the order is that of `sorted`, ties included; no piece takes longer than sorting some thousand places.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator

_PIECE = 10_000
_BOUNDS = 512


def sort_in_pieces(count: int, key: Callable[[int], Any], order: array[int], *, falling: bool = False) -> Iterator[None]:
    """Add the places from 0 on to an order, sorted by their keys: parted by a sample of them first, then each part alone."""
    bounds = sorted(map(key, range(0, count, max(1, count // _BOUNDS))))
    parts: list[list[int]] = [[] for _ in range(len(bounds) + 1)]
    for start in range(0, count, _PIECE):
        for place in range(start, min(count, start + _PIECE)):
            parts[bisect(bounds, key(place))].append(place)
        yield
    for part in reversed(parts) if falling else parts:
        part.sort(key=key, reverse=falling)
        order.extend(part)
        yield
