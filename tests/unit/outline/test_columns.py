"""Columns hold what was given, in preorder, whatever the order of the comments."""

from __future__ import annotations

import itertools
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.outline.trees import outline_of, parent_lists
from tui_reader.outline import NO_PARENT, Branch, Outline, build_columns, reading_length


@given(parent_lists())
def test_every_comment_stands_once_below_its_parent(parents: list[int]) -> None:
    """Ids, parents, depths and descendants say the same as the list of parents."""
    outline = outline_of(parents)
    assert sorted(outline.ids) == list(range(100, 100 + len(parents)))
    for index, parent in enumerate(parents):
        position = outline.position_of(100 + index)
        assert position is not None
        above = None if parent < 0 else outline.position_of(100 + parent)
        assert outline.parent_of(position) == above
        assert outline.depth[position] == len(list(outline.ancestors(position)))
        assert outline.descendants[position] == sum(position in outline.ancestors(row) for row in range(len(outline)))


@given(parent_lists())
def test_siblings_keep_the_order_of_their_source(parents: list[int]) -> None:
    """The children of a comment, and the comments at top level, ascend by id as they were given."""
    outline = outline_of(parents)
    for position in range(len(outline)):
        replies = list(outline.children(position))
        ids = [outline.ids[reply] for reply in replies]
        assert ids == [100 + index for index, parent in enumerate(parents) if parent == outline.ids[position] - 100]
        assert outline.first_reply(position) == (replies[0] if replies else None)
        for one, other in itertools.pairwise(replies):
            assert outline.next_sibling(one) == other
            assert outline.previous_sibling(other) == one
        if replies:
            assert outline.next_sibling(replies[-1]) is None
            assert outline.previous_sibling(replies[0]) is None


@given(parent_lists(), st.data())
def test_authors_are_grouped(parents: list[int], data: st.DataObject) -> None:
    """Each author's positions ascend, and together they are all positions."""
    authors = data.draw(st.lists(st.integers(0, 4), min_size=len(parents), max_size=len(parents)))
    outline = outline_of(parents, authors)
    seen: list[int] = []
    for row in set(authors):
        number = outline.local_author(row)
        assert number is not None
        positions = outline.positions_by(number).tolist()
        assert positions == sorted(positions)
        assert all(authors[outline.ids[position] - 100] == row for position in positions)
        seen += positions
    assert sorted(seen) == list(range(len(parents)))
    assert outline.local_author(99) is None


def test_a_chain_of_any_depth_is_an_ordinary_thread() -> None:
    """A hundred thousand replies to replies need no recursion; depth stops counting where its column is full."""
    count = 100_000
    outline = Outline(build_columns(range(count), range(-1, count - 1), [1] * count, [1] * count, [0] * count))
    assert outline.descendants[0] == count - 1
    assert outline.depth[-1] == 0xFFFF
    assert outline.root_of(count - 1) == 0
    assert outline.previous_sibling(count - 1) is None


def test_a_circle_of_replies_is_refused() -> None:
    """Cycles are the writer's business; here they are an error, not a hang."""
    with pytest.raises(ValueError, match="3 comments answer each other in a circle"):
        build_columns([1, 2, 3, 4], [-1, 2, 3, 1], [1] * 4, [1] * 4, [0] * 4)


def test_a_branch_is_summed_up() -> None:
    """Replies, names, lost names and dates of a branch are counted; unknown dates and lost names are nobody."""
    columns = build_columns([1, 2, 3, 4, 5], [-1, 0, 1, 0, -1], [7, 8, 0, 8, 9], [5] * 5, [50, 0, 30, 90, 99])
    outline = Outline(columns)
    assert outline.branch(0) == Branch(replies=3, people=1, unnamed=1, first=30, last=90)
    assert outline.branch(4) == Branch(replies=0, people=0, unnamed=0, first=99, last=99)


def test_lengths_become_classes() -> None:
    """Empty bodies are class 0, long ones share the last class, and a newline weighs as the line that it ends."""
    outline = Outline(build_columns([1, 2, 3], [-1] * 3, [1] * 3, [0, reading_length("one\ntwo"), 10**6], [0] * 3))
    assert list(outline.length) == [0, 3, 255]


def test_columns_that_do_not_fit_are_refused() -> None:
    """A damaged archive ends in an error with a reason, not in a crash on some later key."""
    good = build_columns([1, 2], [-1, 0], [1, 1], [1, 1], [0, 0])
    wrong = [
        replace(good, depth=good.depth[:-1]),
        replace(good, author_offsets=b""),
        replace(good, author_ids=good.author_ids + b"\0"),
    ]
    for columns in wrong:
        with pytest.raises(ValueError, match="outline"):
            Outline(columns)
    for by_author in (b"\xff" * 8, array("I", [0, 2]).tobytes()):
        with pytest.raises(ValueError, match="outline"):
            Outline(replace(good, by_author=by_author)).positions_by(0)


def test_contradicting_columns_cannot_loop() -> None:
    """A parent that points at itself or onwards counts as none, and branches stay inside the thread."""
    good = build_columns([1, 2, 3], [-1, 0, 0], [1] * 3, [1] * 3, [0] * 3)
    looped = memoryview(bytearray(good.parent)).cast("I")
    looped[0], looped[1], looped[2] = 2, 1, NO_PARENT
    outline = Outline(replace(good, parent=bytes(looped), descendants=b"\xff" * 12))
    for position in range(3):
        assert list(outline.ancestors(position)) == []
        assert outline.end(position) == 3
        assert len(list(outline.children(position))) <= 3
        assert outline.previous_sibling(position) in {None, 0, 1}


def test_a_comment_that_claims_to_answer_itself_answers_nobody() -> None:
    """Nor one that claims to answer a later one."""
    good = build_columns([1, 2, 3], [-1, 0, 0], [1] * 3, [1] * 3, [0] * 3)
    for claimed in (1, 2):
        parent = memoryview(bytearray(good.parent)).cast("I")
        parent[1] = claimed
        outline = Outline(replace(good, parent=bytes(parent)))
        assert (outline.parent_of(1), list(outline.ancestors(1))) == (None, [])


@pytest.mark.parametrize(
    ("length", "expected"), [(0, 0), (1, 1), (15, 1), (16, 2), (31, 2), (16 * 254 - 1, 254), (16 * 254, 255), (16 * 255, 255)]
)
def test_a_length_class_holds_sixteen_characters(length: int, expected: int) -> None:
    """From one character on; the last class has no end."""
    outline = Outline(build_columns([1], [-1], [1], [length], [0]))
    assert list(outline.length) == [expected]


def test_a_number_is_found_as_a_number_and_not_across_two() -> None:
    """The bytes of two neighbours can look like a third one."""
    outline = Outline(build_columns([0x01000000, 0x00000001, 0x00000100], [-1] * 3, [1] * 3, [0] * 3, [0] * 3))
    assert [outline.position_of(row) for row in (0x01000000, 1, 0x100)] == [0, 1, 2]
    assert outline.position_of(0x00010000) is None


def test_a_branch_without_dates_has_no_days() -> None:
    """Nought stands for unknown, also where only the replies have a date."""
    assert outline_of([-1]).branch(0) == Branch(replies=0, people=0, unnamed=0, first=0, last=0)
    outline = Outline(build_columns([1, 2], [-1, 0], [1, 0], [1, 1], [0, 70]))
    assert outline.branch(0) == Branch(replies=1, people=0, unnamed=1, first=70, last=70)
