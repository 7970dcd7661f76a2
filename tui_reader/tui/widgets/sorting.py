"""Sorting a long list a piece at a time, so that keys are answered in between.

Invariant: the order is that of `sorted`, ties included; no piece takes longer than sorting some thousand places.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator

_PIECE = 10_000
_BOUNDS = 512


def sort_in_pieces(count: int, key: Callable[[int], Any], order: array[int], *, falling: bool = False) -> Iterator[None]:
    """Add the places from 0 on to an order, sorted by their keys: parted by a sample of them first, then each part alone.

    Whose key is one of the sample is equal to all others of its part, however many these are.
    """
    sample = sorted(set(map(key, range(0, count, max(1, count // _BOUNDS)))))
    between: list[list[int]] = [[] for _ in range(len(sample) + 1)]
    equal: list[list[int]] = [[] for _ in sample]
    for start in range(0, count, _PIECE):
        for place in range(start, min(count, start + _PIECE)):
            its_key = key(place)
            part = bisect_left(sample, its_key)
            parts = equal if part < len(sample) and sample[part] == its_key else between
            parts[part].append(place)
        yield
    for part in range(len(sample), -1, -1) if falling else range(len(sample) + 1):
        between[part].sort(key=key, reverse=falling)
        ties = equal[part] if part < len(sample) else []
        for some in (ties, between[part]) if falling else (between[part], ties):
            for start in range(0, len(some), _PIECE):
                order.extend(some[start : start + _PIECE])
                yield
