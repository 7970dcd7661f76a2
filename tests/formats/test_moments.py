"""Dates as sources state them become moments, and nothing that they say is lost."""

from __future__ import annotations

import pytest

from tui_reader.formats.moments import as_written, of_epoch


@pytest.mark.parametrize("value", [0, 1_300_000_000, -86_400, "1300000000"])
def test_whole_seconds_need_no_words_beside_their_moment(value: object) -> None:
    """The moment says all of them."""
    assert of_epoch(value)
    assert as_written(value, of_epoch(value)) is None


@pytest.mark.parametrize("value", [1_300_000_000.5, "1300000000.5", 1_300_000_000_123, "yesterday", "9" * 5_000, 10**18, True])
def test_what_a_moment_does_not_say_is_kept_as_written(value: object) -> None:
    """Parts of a second, and what was not understood."""
    assert as_written(value, of_epoch(value)) == str(value)


def test_no_date_is_no_words() -> None:
    """Nothing is made up."""
    assert as_written(None, None) is None
