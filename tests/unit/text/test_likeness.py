"""Names that may be one person's, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.likeness import alike, are_alike, bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lund", "ada lund"),
        ("Ada Lund", "AdaLund"),
        ("Ada Lund", "ada_lund."),
        ("José Peña", "Jose Pena"),
        ("Ada", "Ada2"),
        ("Ada", "ada_1987"),
        ("Willing Conscience (The Truths", "Willing Conscience (The Truthseeker)"),
        ("Gordon Thripp", "Gordon Thrip"),
        ("Gordon Thripp", "Gordan Thripp"),
        ("Gordon", "Gordoon"),
        ("...", "..."),
    ],
)
def test_these_may_be_one_person(one: str, other: str) -> None:
    """Case, spaces, punctuation, accents, a number at the end, a cut, a slip in a longer name; either way round."""
    assert are_alike(bare(one), bare(other))
    assert are_alike(bare(other), bare(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "Ida"),
        ("Al", "Al7"),
        ("user_12", "user_123"),
        ("user_1001", "user_1002"),
        ("Ben", "Benjamin"),
        ("Ben1", "Ben2"),
        ("Gordon Thripp", "Gordon Thorpe"),
        ("Marion", "Marianne"),
        ("...", "!!!"),
    ],
)
def test_these_are_told_apart(one: str, other: str) -> None:
    """Short names differ by a letter; numbers are what tells people apart."""
    assert not are_alike(bare(one), bare(other))
    assert not are_alike(bare(other), bare(one))


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    """And everybody is like themselves."""
    assert are_alike(bare(one), bare(other)) == are_alike(bare(other), bare(one))
    assert 0 in alike(one, [bare(one), bare(other)])


NAMES = st.text("abA1.", max_size=8) | st.text("ab", min_size=6, max_size=8)


@given(NAMES, st.lists(NAMES, max_size=6))
def test_the_quick_look_misses_nobody(name: str, others: list[str]) -> None:
    """Whoever is alike is found among many."""
    every = [bare(other) for other in others]
    assert alike(name, every) == [place for place, other in enumerate(every) if are_alike(bare(name), other)]
