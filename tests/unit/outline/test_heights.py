"""Heights beyond a byte count in full, and only while they are meant to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.outline.heights import Heights

LINES = st.one_of(st.integers(0, 3), st.sampled_from([253, 254, 255, 256, 5_000]))


@given(st.lists(LINES, min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 59), LINES), max_size=20))
def test_sums_follow_every_change(lines: list[int], changes: list[tuple[int, int]]) -> None:
    """Totals and places are those of a plain list, after growing, shrinking and hiding rows."""
    heights = Heights(bytearray(len(lines)))
    for position, count in [*enumerate(lines), *((at % len(lines), count) for at, count in changes)]:
        lines[position] = heights[position] = count
    assert heights.total == sum(lines)
    assert [heights[position] for position in range(len(lines))] == lines
    assert [heights.line_of(position) for position in range(len(lines))] == [sum(lines[:at]) for at in range(len(lines))]


def test_a_hidden_row_keeps_what_is_beyond_its_byte() -> None:
    """A tall row that is zeroed and restored takes all its lines again; folded to one line it takes one."""
    heights = Heights(bytearray(3))
    heights[1] = 1_000
    for byte, total in ((0, 0), (1, 1), (254, 1_000)):
        heights.lines[1] = byte
        heights.update(0, 3)
        assert heights.total == total


def test_rows_are_found_across_blocks() -> None:
    """Empty stretches of any length are skipped in both directions, and lines outside belong to the ends."""
    heights = Heights(bytearray(10_000))
    heights[3], heights[9_000] = 2, 300
    assert (heights.next(0), heights.next(4), heights.next(9_001)) == (3, 9_000, None)
    assert (heights.previous(10_000), heights.previous(9_000), heights.previous(3)) == (9_000, 3, None)
    assert [heights.row_at(line) for line in (-5, 1, 2, 301, 999)] == [(3, 0), (3, 1), (9_000, 0), (9_000, 299), (9_000, 299)]


@given(st.lists(LINES, min_size=1, max_size=30), st.integers(-5, 9_000))
@settings(max_examples=50)
def test_a_line_belongs_to_the_row_that_takes_it(lines: list[int], line: int) -> None:
    """Every line of every row, tall or not; a row of no lines has none."""
    heights = Heights(bytearray(len(lines)))
    for position, count in enumerate(lines):
        heights[position] = count
    taken = [(position, place) for position, count in enumerate(lines) for place in range(count)]
    if taken:
        assert heights.row_at(line) == taken[max(0, min(line, len(taken) - 1))]
    shown = [position for position, count in enumerate(lines) if count]
    for position in range(len(lines)):
        assert heights.next(position) == next((row for row in shown if row >= position), None)
        assert heights.previous(position) == next((row for row in reversed(shown) if row < position), None)
