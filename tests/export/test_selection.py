"""What of a thread is chosen: a comment, its branch, or what a filter finds, always in preorder and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import add
from tests.builders import article, thread
from tui_reader.archive.reader import Archive
from tui_reader.export.selection import WHOLE, Selection, alone, branch, chosen, document, filtered, first_of
from tui_reader.outline import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive of one tree, whose comments stand at positions 0 to 6."""
    add(tmp_path / "a.db", [article(), *thread("a(b(c d) e) f(g)")])
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def bodies(archive: Archive, selection: Selection) -> str:
    """Return what is said in a selection; a comment that only places others in brackets."""
    held = document(archive, 1, selection)
    return " ".join(f"({each.body})" if each.position in held.context else each.body for each in held.comments)


def test_a_comment_comes_alone_or_with_its_branch(archive: Archive) -> None:
    """The branch ends where the next comment of the same level begins; the words count what is below."""
    comments = archive.document(1).comments
    outline = archive.outline(1)
    for position, below in ((0, "a b c d e"), (1, "b c d"), (2, "c"), (4, "e"), (5, "f g"), (6, "g")):
        comment = comments[position]
        assert bodies(archive, alone(comment)) == comment.body
        with_replies = branch(outline, comment)
        assert bodies(archive, with_replies) == below
        assert with_replies.words == f"one comment ({comment.key}) and the {len(below.split()) - 1} below it"
        assert alone(comment).words == f"one comment ({comment.key})"


def test_what_somebody_selected_comes_with_nothing_around_it(archive: Archive) -> None:
    """In preorder, counted in words."""
    assert bodies(archive, chosen([1, 3, 6])) == "b d g"
    assert chosen([1, 3, 6]).words == "3 selected comments"
    assert chosen([2]).words == "1 selected comment"


def test_a_selection_in_another_order_is_of_the_same_comments(archive: Archive) -> None:
    """Where each one stands there is given; what places others still only places them, and all is still all."""
    places = [5, 6, 0, 1, 2, 3, 4]
    shown = Selection((0, 1, 5), "x", frozenset({0}))
    assert shown.at(places) == Selection((3, 5, 6), "x", frozenset({5}))
    assert bodies(archive, shown.at(places)) == "d (f) g"
    assert WHOLE.at(places) == WHOLE


@pytest.mark.parametrize(
    ("context", "found", "words"),
    [
        (Context.MATCHES, "b g", "x, without context"),
        (Context.PATH, "(a) b (f) g", "x, with the comments they answer"),
        (Context.REPLIES, "(a) b (c) (d) (f) g", "x, with the comments they answer and direct replies"),
        (Context.BRANCH, "(a) b (c) (d) (f) g", "x, with the comments they answer and all replies"),
    ],
)
def test_a_filter_brings_what_is_shown_around_it(archive: Archive, context: Context, found: str, words: str) -> None:
    """Matches are told from what is there only to place them, as on the screen."""
    shown = filtered(archive.outline(1), [1, 6], context, "x")
    assert bodies(archive, shown) == found
    assert shown.words == words


def test_replies_to_replies_come_with_a_branch_only(archive: Archive) -> None:
    """What answers a match directly is nearer than what answers the answer."""
    outline = archive.outline(1)
    assert bodies(archive, filtered(outline, [0], Context.REPLIES, "x")) == "a (b) (e)"
    assert bodies(archive, filtered(outline, [0], Context.BRANCH, "x")) == "a (b) (c) (d) (e)"
    assert bodies(archive, filtered(outline, [0, 2], Context.PATH, "x")) == "a (b) c"


def test_the_whole_thread_is_no_part(archive: Archive) -> None:
    """Nothing is left out and nothing has to be said."""
    held = document(archive, 1, WHOLE)
    assert (held.selection, held.left_out, held.context) == (None, 0, frozenset())
    assert bodies(archive, WHOLE) == "a b c d e f g"
    part = document(archive, 1, filtered(archive.outline(1), [3], Context.PATH, "x"))
    assert (part.left_out, part.selection) == (4, "x, with the comments they answer")


def test_the_first_comments_of_many_are_a_part_that_says_so(archive: Archive) -> None:
    """Of a few nothing is left away."""
    some = Selection((0, 1, 5), "x", frozenset({0, 5}))
    assert first_of(some, 7, 3) == some
    assert first_of(WHOLE, 7, 7) == WHOLE
    assert first_of(some, 7, 2) == Selection((0, 1), "the first 2 of 3 comments", frozenset({0}))
    assert bodies(archive, first_of(WHOLE, 7, 4)) == "a b c d"
