"""Whatever the shape of a thread, SQLite gives it back, and its numbers describe it."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.archives import add
from tests.builders import article
from tui_reader.archive.assemble import assemble
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.model import Comment, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.none() | st.sampled_from(["Ann", "Bo", "ann", "Çelik", ""])


@st.composite
def forests(draw: st.DrawFn) -> list[Comment]:
    """Draw comments that answer any other, earlier or later, one that is missing, or none."""
    count = draw(st.integers(0, 14))
    parents = st.none() | st.integers(0, count).map(str)
    return [
        Comment("1", str(number), draw(TEXT), draw(NAMES), parent=draw(parents), status=draw(st.sampled_from(Status)))
        for number in range(count)
    ]


@given(forests())
def test_a_tree_keeps_every_comment_once(told: list[Comment]) -> None:
    """No comment is lost, every parent stands before its replies, and siblings keep the order of the source."""
    tree = assemble(told)
    assert sorted(int(comment.ref) for comment in tree.comments) == list(range(len(told)))
    assert len(set(tree.keys)) == len(told)
    for place, parent in enumerate(tree.parents):
        assert parent < place
        assert tree.depths[place] == (0 if parent < 0 else tree.depths[parent] + 1)
        assert tree.descendants[place] == sum(_is_below(tree.parents, other, place) for other in range(len(told)))
    siblings: dict[int, list[int]] = {}
    for comment, parent in zip(tree.comments, tree.parents, strict=True):
        siblings.setdefault(parent, []).append(int(comment.ref))
    assert all(first < second for numbers in siblings.values() for first, second in pairwise(numbers))


@given(forests())
def test_stated_parents_hold_unless_they_cannot(told: list[Comment]) -> None:
    """A comment stands under the comment it answers unless that is missing or part of a circle."""
    tree = assemble(told)
    moved = [
        comment
        for comment, parent in zip(tree.comments, tree.parents, strict=True)
        if (told[int(comment.ref)].parent if parent < 0 else None) is not None
    ]
    refs = {comment.ref: comment.parent for comment in told}
    for comment in moved:
        assert refs[comment.ref] not in refs or _in_circle(refs, comment.ref)
    for comment, parent in zip(tree.comments, tree.parents, strict=True):
        if parent >= 0:
            assert tree.comments[parent].ref == refs[comment.ref]


@given(forests())
@settings(max_examples=40)
def test_a_forest_comes_back_from_disk_as_it_was_assembled(told: list[Comment]) -> None:
    """Rows, outline and checks agree with the tree in memory."""
    tree = assemble(told)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        add(path, [article(), *told])
        assert check(path) == []
        with Archive.open(path) as archive:
            stored = archive.document(1).comments
            outline = archive.outline(1)
            assert [archive.comments([identity])[identity] for identity in outline.ids] == list(stored)
    assert [comment.body for comment in stored] == [comment.body for comment in tree.comments]
    assert [comment.author for comment in stored] == [comment.author for comment in tree.comments]
    assert [comment.depth for comment in stored] == list(tree.depths) == list(outline.depth)
    assert [comment.descendants for comment in stored] == list(tree.descendants) == list(outline.descendants)


def test_a_chain_of_a_hundred_thousand_replies(tmp_path: Path) -> None:
    """Depth costs no recursion, neither in writing nor in reading nor in checking, and is stored as it is."""
    count = 100_000
    chain = (Comment("1", str(number), f"{number}", parent=str(number - 1) if number else None) for number in range(count))
    add(tmp_path / "a.db", [article(), *chain])
    with Archive.open(tmp_path / "a.db") as archive:
        last = archive.outline(1).ids[-1]
        assert archive.comments([last])[last].depth == count - 1
        assert len(archive.document(1).comments) == count
    assert check(tmp_path / "a.db") == []


def _is_below(parents: Sequence[int], place: int, ancestor: int) -> bool:
    while (place := parents[place]) >= 0:
        if place == ancestor:
            return True
    return False


def _in_circle(refs: dict[str, str | None], start: str) -> bool:
    seen: set[str] = set()
    ref: str | None = refs[start]
    while ref in refs and ref not in seen:
        if ref == start:
            return True
        seen.add(ref)
        ref = refs[ref]
    return False
