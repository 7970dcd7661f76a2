"""From the rows of a comment to what is kept of it: its body, what falls off its end, and slots for what is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.model import Comment, Label, ReplyBasis, Span, Status
from tui_reader.structure import assembly
from tui_reader.structure.lines import Page, prepare
from tui_reader.structure.reading import LostRun, Part, Reading


def made(lines: list[str], *parts: Part, lost: tuple[LostRun, ...] = ()) -> tuple[Comment, ...]:
    """Return the comments of a page whose parts are given."""
    page = prepare(lines)
    reading = Reading("any", 0.9, parts, lost, "only a blank line is left of it")
    return assembly.comments(page, reading, [assembly.trim(page, part) for part in parts])


def whole(page: Page) -> Part:
    """Return all rows of a page as one part."""
    return Part(0, len(page.rows))


def body(*lines: str) -> str:
    """Return the body of a comment that is all there is."""
    (comment,) = made(list(lines), whole(prepare(list(lines))))
    return comment.body


def test_buttons_fall_off_the_end_and_stay_within() -> None:
    """What falls off is kept among the lines of the page, what stands between paragraphs among those of the comment."""
    page = prepare(["I saw it.", "Reply", "Twice.", "+3", "Share"])
    trimmed = assembly.trim(page, whole(page))
    assert trimmed.part.end == 3
    assert [trimmed.roles[row] for row in range(5)] == [Label.BODY, Label.META, Label.BODY, Label.META, Label.META]
    assert body("I saw it.", "Reply", "Twice.", "+3", "Share") == "I saw it.\nTwice."


@pytest.mark.parametrize("text", ["+1", "Like", "Reply"])
def test_a_comment_can_say_no_more_than_a_button_does(text: str) -> None:
    """Then that is its body, and the first such line alone."""
    assert body(text, "Share") == text
    assert body("Share", text) == "Share"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["  one", "    two", "  three"], "one\n  two\nthree"),
        (["    one", "  two"], "  one\ntwo"),
        (["\tone", "    two"], "one\ntwo"),
        (["3. one", "   two", "", "   three"], "one\ntwo\n\nthree"),
        (["• one", "", "    two", "      three"], "one\n\ntwo\n  three"),
        (["3.", "   two"], "two"),
        (["one", "", "", "two"], "one\n\ntwo"),
        (["", "", "one"], "one"),
    ],
)
def test_what_all_lines_of_a_body_share_goes_and_the_rest_stays(lines: list[str], kept: str) -> None:
    """The marker of the item that it is, and the indentation that is common to it; however many blank lines, one is kept."""
    assert body(*lines) == kept


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["one", "I saw it.", "two words"])), min_size=1, max_size=8))
@settings(max_examples=40)
def test_bodies_keep_every_word_and_the_shape_of_their_lines(said: list[tuple[int, str]]) -> None:
    """Whatever the indentation, some line begins at the margin, and the distances between lines are what they were."""
    found = body(*(" " * indent + text for indent, text in said)).split("\n")
    assert [line.strip() for line in found] == [text for _, text in said]
    least = min(indent for indent, _ in said)
    assert [len(line) - len(line.lstrip()) for line in found] == [indent - least for indent, _ in said]


def test_an_author_who_is_deleted_is_none_and_one_who_is_lost_another() -> None:
    """The reason says which of the two; whoever is named has none."""
    lines = ["one", "two", "three", "four"]
    authors = ["Mira", None, "[deleted]", "[removed]"]
    comments = made(lines, *(Part(row, row + 1, author) for row, author in enumerate(authors)))
    lost = "only a blank line is left of it"
    assert [comment.author for comment in comments] == ["Mira", None, None, None]
    assert [comment.author_lost for comment in comments] == [None, lost, *[assembly.ACCOUNT_DELETED] * 2]


def test_lost_comments_stand_where_they_were_and_are_answered_by_nobody() -> None:
    """Numbers run through all comments in the order of the source; a link goes on pointing at whom it pointed at."""
    lines = ["one", "", "", "", "two", "three"]
    parts = [Part(0, 1, "Mira", level=0), Part(1, 2, "Jo", level=4), Part(2, 3, "Ada", level=8)]
    first, *slots, second, third = made(lines, *parts, lost=(LostRun(2, 4, 2),))
    assert [(slot.status, slot.body, slot.parent) for slot in slots] == [(Status.LOST, "", None)] * 2
    assert [slot.span for slot in slots] == [Span(2, 2), Span(3, 4)]
    assert [comment.ref for comment in (first, *slots, second, third)] == ["1", "2", "3", "4", "5"]
    assert (first.parent, second.parent, third.parent) == (None, "1", "4")
    assert second.reply_basis is ReplyBasis.INDENTED


@given(st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=40)
def test_blank_lines_are_shared_out_among_lost_comments(lines: int, count: int) -> None:
    """Each line goes to one of them, in order; comments beyond the number of lines have no place of their own."""
    slots = [slot for slot in made(["one", *[""] * lines, "two"], lost=(LostRun(2, lines + 1, count),)) if slot.span or count]
    spans = [slot.span for slot in slots if slot.span is not None]
    assert len(slots) == count
    assert len(spans) == min(lines, count)
    assert [line for span in spans for line in range(span.first, span.last + 1)] == list(range(2, lines + 2))
