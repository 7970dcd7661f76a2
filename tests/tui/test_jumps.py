"""Back and forward go through the places that were left, as in a browser."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.tui.widgets.jumps import MOST, Jumps


def left(*positions: int) -> Jumps:
    """Return jumps that left these places, one after the other."""
    jumps = Jumps()
    for position in positions:
        jumps.leave(position)
    return jumps


def test_where_nobody_jumped_there_is_no_way_back() -> None:
    """Nor a way forward, and asking leaves no trace."""
    jumps = Jumps()
    assert (jumps.back(3), jumps.forward(3), jumps.back(4)) == (None, None, None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20), st.integers(51, 60))
@settings(max_examples=30)
def test_forward_takes_every_step_back_again(positions: list[int], here: int) -> None:
    """The places come in the order in which they were left, and forward ends where the way back began."""
    jumps = left(*positions)
    way = [here]
    while (earlier := jumps.back(way[-1])) is not None:
        way.append(earlier)
    once = [place for number, place in enumerate(positions) if number == 0 or place != positions[number - 1]]
    assert way[:0:-1] == once
    for later in way[-2::-1]:
        assert jumps.forward(way[way.index(later) + 1]) == later
    assert jumps.forward(here) is None


def test_a_new_jump_forgets_what_was_ahead() -> None:
    """What lies behind stays."""
    jumps = left(1, 2)
    assert jumps.back(3) == 2
    jumps.leave(2)
    assert jumps.forward(7) is None
    assert (jumps.back(7), jumps.back(2), jumps.back(1)) == (2, 1, None)


def test_leaving_a_place_twice_is_one_step_and_leaving_none_is_no_step() -> None:
    """A key that is held down fills the way back with nothing; an empty pane has the cursor nowhere."""
    jumps = left(-1, 0, 0, 4, 4, -1)
    assert [jumps.back(9), jumps.back(4), jumps.back(0)] == [4, 0, None]


def test_the_oldest_places_are_forgotten() -> None:
    """As many as are remembered can be gone back to, the latest first."""
    jumps = left(*range(MOST + 5))
    assert [jumps.back(999) for _ in range(MOST)] == list(range(MOST + 4, 4, -1))
    assert jumps.back(999) is None
