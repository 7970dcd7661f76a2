"""A number and its word agree."""

from __future__ import annotations

import pytest

from tui_reader.text.counting import counted, numbered


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


@pytest.mark.parametrize(
    ("source_id", "number"),
    [("3", "#3"), ("3.1", "#3.1"), ("1009", "#1009"), ("1234567", ""), ("a3", ""), ("", ""), (None, ""), ("３", "")],
)
def test_numbers_that_people_refer_to_are_shown_and_ids_are_not(source_id: str | None, number: str) -> None:
    """Pages count their comments; databases count everything."""
    assert numbered(source_id) == number
