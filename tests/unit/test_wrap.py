"""Lines fit, nothing is lost, and what belongs together stays together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.text.wrap import wrap

WORDS = st.lists(st.text(st.sampled_from("abcdefghij  日本é\u0301👍ü"), max_size=20), max_size=12).map(" ".join)


def lines_of(text: str, width: int) -> list[str]:
    """Return the lines that a text is broken into."""
    return [text[start:end] for start, end in wrap(text, width, cell_len)]


@given(WORDS, st.integers(1, 30))
def test_lines_fit_and_only_spaces_fall_between_them(text: str, width: int) -> None:
    """No line is wider than the width unless it is one wide character; between lines at most one space is left out."""
    spans = wrap(text, width, cell_len)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    for start, end in spans:
        line = text[start:end]
        assert cell_len(line) <= width or len(line.rstrip("\u0301")) == 1
    for (_, end), (start, _) in pairwise(spans):
        assert text[end:start] in {"", " "}


@given(st.text(st.sampled_from("ab cd"), max_size=80), st.integers(1, 20))
def test_plain_text_is_broken_alike_on_both_ways(text: str, width: int) -> None:
    """The short way for ASCII fits as well as the way by columns and needs no more lines than a line a word."""
    plain = wrap(text, width)
    assert all(end - start <= width for start, end in plain)
    assert len(plain) <= max(1, len(text))


def test_words_stay_whole_where_they_fit() -> None:
    """Lines break at spaces, whatever the script."""
    assert lines_of("one two three", 8) == ["one two", "three"]
    assert lines_of("größer als überall", 10) == ["größer als", "überall"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    """A long address or a row of wide characters goes on in the next line."""
    assert lines_of("see " + "x" * 25, 10) == ["see", "x" * 10, "x" * 10, "x" * 5]
    assert lines_of("日本語のとても長い文章", 10) == ["日本語のと", "ても長い文", "章"]
    assert lines_of("ü" * 12 + " und", 10) == ["ü" * 10, "üü und"]


def test_marks_and_joined_emoji_are_not_torn() -> None:
    """A mark stays on its letter, and a family of emoji in one line."""
    family = "👨\u200d👩\u200d👧"
    assert lines_of("e\u0301" * 6, 3) == ["e\u0301" * 3] * 2
    assert all(line in {family, family * 2} for line in lines_of(family * 4, 6))


def test_indents_stay() -> None:
    """Spaces at the beginning are kept, and an endless run of spaces still ends."""
    assert lines_of("    four in", 8) == ["    four", "in"]
    assert "".join(lines_of(" " * 30, 7)).strip() == ""


def test_lines_are_filled_to_the_last_column() -> None:
    """A word is moved or cut only where not a column more would fit."""
    assert lines_of("日日日日日", 4) == ["日日", "日日", "日"]
    assert lines_of("日日日日日", 5) == ["日日", "日日", "日"]
    assert lines_of("ab cdé fg", 6) == ["ab cdé", "fg"]
    assert lines_of("abcdefg hi", 4) == ["abcd", "efg", "hi"]


@given(WORDS, st.integers(2, 30))
def test_no_line_ends_before_it_has_to(text: str, width: int) -> None:
    """Of words one space apart, the one after a line would not have fitted on it, nor a character of one wider than a line.

    A line of marks that take no column is left out: the first piece of a wider word may fit beside it.
    """
    text = " ".join(text.split())
    spans = wrap(text, width, cell_len)
    for (start, end), (following, last) in pairwise(spans):
        word = text[following : min(at for at in (text.find(" ", following), last) if at >= following)]
        seen = cell_len(text[start:end])
        assert not seen or seen + following - end + cell_len(word) > width or text[following - 1 : following] != " "


def test_a_paragraph_without_width_still_shows_every_character() -> None:
    """No width is treated as one column."""
    assert lines_of("abc", 0) == lines_of("abc", -3) == ["a", "b", "c"]
    assert lines_of("", 5) == [""]


@given(st.lists(st.text("ab", min_size=1, max_size=12), max_size=12).map(" ".join), st.integers(1, 20))
@settings(max_examples=50)
def test_words_are_broken_alike_in_every_script(text: str, width: int) -> None:
    """A letter with an accent takes a column like any other, so it changes no line."""
    assert wrap(text, width) == wrap(text.replace("a", "ä"), width, cell_len)
