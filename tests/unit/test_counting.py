"""A number and its word agree."""

from __future__ import annotations

import pytest

from tui_reader.text.counting import counted


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (counted(0, "comment"), "0 comments"),
        (counted(1, "comment"), "1 comment"),
        (counted(1234, "comment"), "1,234 comments"),
        (counted(1, "person", "people"), "1 person"),
        (counted(2, "person", "people"), "2 people"),
    ],
)
def test_one_is_not_many(said: str, words: str) -> None:
    """Nobody reads "1 comments"; large numbers are grouped."""
    assert said == words
