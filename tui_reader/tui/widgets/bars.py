"""Numbers as lengths and heights, in characters of eight steps each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LENGTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = " ▁▂▃▄▅▆▇█"


def bar(number: int, largest: int, width: int) -> str:
    """Return a bar as long as a number's share of the largest one, filled up to a width; something for the least."""
    eighths = max(1, round(number / max(1, largest) * width * 8))
    return f"{'█' * (eighths // 8) + _LENGTHS[eighths % 8].strip():<{width}}"


def sparkline(numbers: Sequence[int]) -> str:
    """Return numbers as heights beside each other: nothing for none, something for the least."""
    largest = max(numbers, default=0)
    return "".join(_HEIGHTS[-(-number * 8 // largest)] if number else " " for number in numbers)
