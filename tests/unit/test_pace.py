"""Whoever works says how far it is, in shares of the whole, and is stopped at the next word."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.pace import Pace, without_collections

SHARES = st.floats(0, 1)


@given(SHARES, SHARES, SHARES)
def test_a_part_goes_from_one_share_of_the_whole_to_another(first: float, last: float, share: float) -> None:
    """A part of a part is in place too, and no word is outside of what the part was given."""
    first, last = sorted((first, last))
    told: list[float] = []
    part = Pace(told.append).part(first, last)
    part.reach(share)
    part.tick()
    part.part(0.5, 1).reach(0)
    part.reach(1)
    assert told[0] == told[1] == pytest.approx(first + share * (last - first))
    assert told[2:] == pytest.approx([(first + last) / 2, last])


@given(st.lists(st.integers(), max_size=30), st.integers(0, 5_000))
def test_what_is_walked_through_is_what_was_given(items: list[int], more: int) -> None:
    """Items come in their order, once each walk, and a walk is a tuple to all who only look at places of it."""
    whole = (*items, *range(more))
    walk = Pace().walk(whole)
    assert (tuple(walk), tuple(Pace().each(whole))) == (whole, whole)
    assert (walk == whole, len(walk), walk[-1:], list(reversed(walk))) == (True, len(whole), whole[-1:], list(whole)[::-1])


def test_a_long_walk_says_now_and_then_that_it_goes_on() -> None:
    """Each time somebody goes through it, and never less than once in a few thousand items."""
    told: list[float] = []
    walk = Pace(told.append).walk(range(100_000))
    for _ in range(2):
        assert sum(walk) == sum(range(100_000))
    assert 2 * 100_000 / 4_000 <= len(told) <= 2 * 100_000 / 100


def test_a_word_may_stop_the_work() -> None:
    """What the listener raises comes through, and nothing more is handed out."""

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(Pace(stop).each([1, 2]))


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_looked_for_afterwards_as_it_was_before(was_on: bool) -> None:
    """Also where the work is stopped half-way."""
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(KeyboardInterrupt):
            _be_stopped()
        assert gc.isenabled() == was_on
    finally:
        gc.enable()


@without_collections()
def _be_stopped() -> None:
    assert not gc.isenabled()
    raise KeyboardInterrupt


def test_what_is_gone_over_says_how_much_of_it_is_done() -> None:
    """All items come, in order, and the share grows to that of the whole part."""
    told: list[float] = []
    items = range(5_000)
    assert list(Pace(told.append).part(0.5, 0.9).over(items)) == list(items)
    assert told == sorted(told)
    assert (told[0], told[-1], len(told)) == (0.5, 0.9, 6)
    assert list(Pace(told.append).over([])) == []
