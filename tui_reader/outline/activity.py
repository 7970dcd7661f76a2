"""When the comments of a thread were written: how many in each of equal stretches of time.

Invariant: every dated comment is counted in exactly one stretch; those without a date are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 24 * 60 * 60
"""Seconds."""

_STRETCHES = {
    60: "a minute",
    600: "10 minutes",
    3_600: "an hour",
    6 * 3_600: "6 hours",
    DAY: "a day",
    7 * DAY: "a week",
    28 * DAY: "4 weeks",
    91 * DAY: "13 weeks",
    364 * DAY: "52 weeks",
    3_640 * DAY: "520 weeks",
}
"""The lengths that a stretch may have, in seconds and in words."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Comments in stretches of time one after the other, the first from `start` on (seconds since 1970, UTC).

    `length` is that of a stretch in seconds, `words` say it. `first` and `last` are the earliest and the latest date; all are 0
    where no comment has one. `undated` counts the comments without a date.
    """

    start: int
    length: int
    words: str
    counts: tuple[int, ...]
    first: int
    last: int
    undated: int


def activity_of(posted: Sequence[int], most: int) -> Activity:
    """Return when comments were written (seconds since 1970, 0 where that is not known), in `most` stretches at most.

    The last length is taken for what no other one is long enough for. Stretches of a day and more begin at midnight; none is
    shorter where every date is at midnight, as dates without a time of day are.
    """
    dates = [seconds for seconds in posted if seconds]
    undated = len(posted) - len(dates)
    if not dates:
        return Activity(0, 0, "", (), 0, 0, undated)
    first, last = min(dates), max(dates)
    shortest = 0 if any(seconds % DAY for seconds in dates) else DAY
    fitting = (each for each in _STRETCHES if each >= shortest and _count(first, last, each) <= most)
    length = next(fitting, max(_STRETCHES))
    start = _start(first, length)
    counts = Counter((seconds - start) // length for seconds in dates)
    filled = tuple(counts[at] for at in range(_count(first, last, length)))
    return Activity(start, length, _STRETCHES[length], filled, first, last, undated)


def _start(first: int, length: int) -> int:
    return first - first % min(length, DAY)


def _count(first: int, last: int, length: int) -> int:
    return (last - _start(first, length)) // length + 1
