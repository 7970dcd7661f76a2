"""Where article and comments stand, for every choice in every room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.tui.widgets.pane_layout import LEAST_COLUMNS, LEAST_LINES, ArticleSide, PaneLayout

ROOMS = st.tuples(st.integers(1, 300), st.integers(1, 100))
SHARES = st.integers(-50, 150)
LAYOUTS = st.builds(PaneLayout, st.sampled_from(ArticleSide), SHARES, SHARES, st.booleans())


@given(LAYOUTS, ROOMS)
def test_the_next_place_looks_different_and_all_that_differ_come_round(layout: PaneLayout, room: tuple[int, int]) -> None:
    """No key press is without effect, and none of the looks that a room has is out of reach."""
    looks = {PaneLayout(side).fitted(*room) for side in ArticleSide}
    seen = [layout.fitted(*room)]
    for _ in looks:
        layout = layout.turned(*room)
        assert layout.fitted(*room) is not seen[-1]
        seen.append(layout.fitted(*room))
    assert set(seen) == looks


@given(LAYOUTS, ROOMS)
def test_side_by_side_both_panes_can_be_read(layout: PaneLayout, room: tuple[int, int]) -> None:
    """Whatever share was chosen, and in whatever other room."""
    if layout.fitted(*room) is ArticleSide.LEFT:
        article = room[0] * layout.share(*room) // 100
        assert min(article - 1, room[0] - article) >= LEAST_COLUMNS


@given(LAYOUTS, ROOMS, st.integers(-9, 9))
def test_a_size_belongs_to_the_place_that_the_article_has(layout: PaneLayout, room: tuple[int, int], steps: int) -> None:
    """Another place keeps its own; what is not shown has none to change; there is always a way back to the usual ones."""
    resized = layout.resized(steps, *room)
    side = layout.fitted(*room)
    assert resized.left == layout.left or side is ArticleSide.LEFT
    assert resized.top == layout.top or side is ArticleSide.TOP
    assert (resized.side, resized.zoomed) == (layout.side, layout.zoomed)
    assert resized.evened() == PaneLayout(layout.side, zoomed=layout.zoomed)


def test_a_larger_article_is_larger_at_once_after_a_smaller_room() -> None:
    """Steps count from what is seen, not from what was once chosen and does not fit."""
    wide = PaneLayout(left=80)
    assert wide.share(100, 30) == 63
    assert wide.resized(-1, 100, 30).share(100, 30) == 58


@pytest.mark.parametrize(
    ("columns", "lines", "side"),
    [
        (100, 10, ArticleSide.LEFT),
        (99, 36, ArticleSide.TOP),
        (99, 35, ArticleSide.OFF),
        (300, 1, ArticleSide.LEFT),
    ],
)
def test_the_article_stands_where_there_is_room_for_it(columns: int, lines: int, side: ArticleSide) -> None:
    """Beside the comments, else above them, else away; who wants it on top has it there in any room."""
    assert PaneLayout().fitted(columns, lines) is side
    assert PaneLayout(ArticleSide.TOP).fitted(columns, lines) is ArticleSide.TOP
    assert PaneLayout(ArticleSide.OFF).fitted(columns, lines) is ArticleSide.OFF
    assert PaneLayout(zoomed=True).fitted(columns, lines) is ArticleSide.OFF
    assert PaneLayout(zoomed=True).share(columns, lines) == 100


@given(SHARES, st.integers(1, 300))
@settings(max_examples=50)
def test_a_share_leaves_room_on_both_sides(share: int, lines: int) -> None:
    """What is chosen where it can be; half where both cannot be read; a fifth at least."""
    found = PaneLayout(ArticleSide.TOP, top=share).share(80, lines)
    assert 20 <= found <= 80
    if lines >= 25:
        assert found == max(20, min(80, share))
    if lines <= 2 * LEAST_LINES:
        assert found == 50


def test_turning_goes_round_in_one_direction() -> None:
    """Left, top, away; turning gives a zoomed pane back first."""
    sides = [PaneLayout()]
    for _ in range(3):
        sides.append(sides[-1].turned(120, 40))
    assert [layout.side for layout in sides] == [ArticleSide.LEFT, ArticleSide.TOP, ArticleSide.OFF, ArticleSide.LEFT]
    assert not PaneLayout(zoomed=True).turned(120, 40).zoomed
