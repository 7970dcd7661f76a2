"""Lines of text in pieces: what stands out does, nothing is lost, and a line is exactly as wide as its room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui_reader.tui.widgets.pieces import cut, fitted, pattern_of, shortened

TEXTS = st.text(st.sampled_from("ab c日é"), max_size=20)
STYLES = {"text": Style(), "loud": Style(bold=True)}


@given(TEXTS, st.data())
@settings(max_examples=60)
def test_the_last_paint_over_a_character_is_its_role(text: str, data: st.DataObject) -> None:
    """Pieces put together are the text; each is of one role, and no two neighbours are of the same."""
    places = st.integers(-2, len(text) + 2)
    paints = data.draw(st.lists(st.tuples(places, places, st.sampled_from(["link", "match"])), max_size=4))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    pieces = cut(text, start, end, "text", paints)
    assert "".join(piece for piece, _ in pieces) == text[start:end]
    roles = [role for piece, role in pieces for _ in piece]
    for at, role in enumerate(roles, start):
        assert role == next((paint for first, last, paint in reversed(paints) if first <= at < last), "text")
    if paints:
        assert all(one[1] != other[1] for one, other in pairwise(pieces))


def test_words_are_found_in_any_case_the_longest_first() -> None:
    """Marks of patterns in them are plain characters; no words find nothing, and neither does an empty one."""
    pattern = pattern_of(["rust", "rusty", "", "c++ (new)"])
    assert pattern is not None
    assert pattern.findall("RUSTY Rust C++ (New) c") == ["RUSTY", "Rust", "C++ (New)"]
    assert pattern_of([]) is None
    assert pattern_of(["", ""]) is None


@given(TEXTS, st.integers(0, 25))
@settings(max_examples=60)
def test_a_shortened_text_takes_exactly_its_columns(text: str, width: int) -> None:
    """It ends in an ellipsis only where something is left out, and nothing is where all of it fits."""
    shown = shortened(text, width)
    assert cell_len(shown) == width
    if cell_len(text) <= width:
        assert shown == text + " " * (width - cell_len(text))
    else:
        assert shown.endswith("…") == (width > 0)


@pytest.mark.parametrize(
    ("text", "shown"), [("abcd", "abcd"), ("abcde", "abc…"), ("日本", "日本"), ("日本語", "日 …"), ("", "    ")]
)
def test_a_text_is_cut_only_where_it_has_to_be(text: str, shown: str) -> None:
    """Half of a wide character is a space."""
    assert shortened(text, 4) == shown


def test_no_room_shows_nothing() -> None:
    """Less than none is none."""
    assert (shortened("abc", 0), shortened("abc", -3), shortened("abc", 1)) == ("", "", "…")


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["text", "loud"])), max_size=5), st.integers(0, 40))
@settings(max_examples=60)
def test_pieces_fill_their_room(pieces: list[tuple[str, str]], width: int) -> None:
    """What fits is whole and keeps its style; what is left of the room is plain."""
    segments = fitted(pieces, width, STYLES)
    assert sum(cell_len(segment.text) for segment in segments) == width
    if sum(cell_len(text) for text, _ in pieces) <= width:
        assert [(segment.text, segment.style) for segment in segments[:-1]] == [(text, STYLES[role]) for text, role in pieces]
        assert segments[-1].style == STYLES["text"]


def test_the_piece_that_does_not_fit_is_shortened_and_the_last_one() -> None:
    """In its own style, and what follows it is gone."""
    segments = fitted([("ab", "text"), ("cdef", "loud"), ("gh", "text")], 5, STYLES)
    assert [(segment.text, segment.style) for segment in segments] == [("ab", STYLES["text"]), ("cd…", STYLES["loud"])]
