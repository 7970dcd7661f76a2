"""Bars and heights say how much, and never nothing where there is something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.tui.widgets.bars import bar, sparkline


def test_a_bar_is_as_long_as_its_share() -> None:
    """In eighths of a column, filled up with spaces; the least is seen."""
    assert [bar(number, 8, 2) for number in (8, 4, 1, 0)] == ["██", "█ ", "▎ ", "▏ "]
    assert bar(1, 1_000_000, 10) == "▏" + " " * 9


@given(st.lists(st.integers(0, 1_000), max_size=40))
def test_heights_keep_their_order(numbers: list[int]) -> None:
    """A higher number never stands lower, none is empty, the highest fills its line."""
    heights = sparkline(numbers)
    assert len(heights) == len(numbers)
    for number, height in zip(numbers, heights, strict=True):
        assert (height == " ") is (number == 0)
    drawn = sorted(zip(numbers, heights, strict=True))
    assert [height for _, height in drawn] == sorted(heights)
    if any(numbers):
        assert "█" in heights
