"""Siblings are sorted, each with its branch, and nothing else about a thread changes."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.outline.trees import outline_of, parent_lists
from tui_reader.outline import Outline, Rearrangement, build_columns, sort_siblings, unchanged


@st.composite
def sorted_threads(draw: st.DrawFn) -> tuple[Outline, list[int], Rearrangement]:
    """A thread, a key for each row, and the thread with its siblings in the order of the keys."""
    parents = draw(parent_lists())
    authors = draw(st.lists(st.integers(0, 4), min_size=len(parents), max_size=len(parents)))
    outline = outline_of(parents, authors)
    keys = draw(st.lists(st.integers(0, 5), min_size=len(parents), max_size=len(parents)))
    return outline, keys, sort_siblings(outline, keys)


@given(sorted_threads())
def test_siblings_stand_in_the_order_of_their_keys(thread: tuple[Outline, list[int], Rearrangement]) -> None:
    """Those whose keys are equal stand as they did before."""
    _, keys, order = thread
    origins = order.origins
    tops = [row for row in range(len(order.outline)) if not order.outline.depth[row]]
    for siblings in (tops, *(list(order.outline.children(row)) for row in range(len(order.outline)))):
        for one, other in pairwise(siblings):
            assert (keys[origins[one]], origins[one]) < (keys[origins[other]], origins[other])


@given(sorted_threads())
def test_every_row_keeps_what_it_is_and_whom_it_answers(thread: tuple[Outline, list[int], Rearrangement]) -> None:
    """Ids, authors, dates, lengths, depths, branches and parents go along."""
    before, _, order = thread
    after = order.outline
    assert sorted(order.places) == list(range(len(before)))
    for row, place in enumerate(order.places):
        assert order.origins[place] == row
        for column in ("ids", "author", "posted", "length", "depth", "descendants"):
            assert getattr(after, column)[place] == getattr(before, column)[row], column
        above = before.parent_of(row)
        assert after.parent_of(place) == (None if above is None else order.places[above])
    for author in range(len(before.author_ids)):
        assert after.positions_by(author).tolist() == order.moved(before.positions_by(author)).tolist()
    assert after.author_ids == before.author_ids


@given(sorted_threads(), st.data())
def test_one_order_can_be_seen_from_another(thread: tuple[Outline, list[int], Rearrangement], data: st.DataObject) -> None:
    """Whoever stood somewhere in the one order is found in the other."""
    before, keys, order = thread
    other = sort_siblings(before, data.draw(st.permutations(keys)))
    change = other.since(order)
    for row in range(len(before)):
        assert change.places[order.places[row]] == other.places[row]
        assert change.origins[other.places[row]] == order.places[row]
    back = unchanged(before).since(order)
    assert list(back.places) == list(order.origins)


def test_a_chain_and_a_crowd_are_sorted_without_recursion() -> None:
    """A branch 50,000 deep below one of 50,000 siblings."""
    count = 100_000
    parents = [-1] * (count // 2) + [number - 1 for number in range(count // 2, count)]
    order = sort_siblings(outline_of(parents), [-number for number in range(count)])
    assert order.places[0] == count - 1
    assert order.places[count // 2 - 1] == 0
    assert order.places[count - 1] == count // 2


@pytest.mark.parametrize("descendants", [[0, 0, 0], [2, 0, 0], [0xFFFFFFFF, 0, 0]])
def test_columns_that_contradict_themselves_are_refused(descendants: list[int]) -> None:
    """No row gets lost or stands twice: what makes no tree is not sorted."""
    columns = build_columns([1, 2, 3], [-1, 0, -1], [1, 1, 1], [0, 0, 0], [0, 0, 0])
    damaged = replace(columns, descendants=array("I", descendants).tobytes())
    with pytest.raises(ValueError, match="tree"):
        sort_siblings(Outline(damaged), [0, 0, 0])
