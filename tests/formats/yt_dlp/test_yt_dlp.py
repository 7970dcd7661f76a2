"""Films with their comments are read as yt-dlp saves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_forums import assert_cuts_are_told, assert_golden, document, items, messages
from tui_reader.formats.yt_dlp import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["film.info.json", "films.ndjson", "loose.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["film.info.json", "films.ndjson"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_moments_of_youtube_are_said_to_be_estimates() -> None:
    """Once for a film, and not for sites that state moments."""
    found = items(FORMAT, document(HERE / "films.ndjson"))
    assert [message for message in messages(found) if "estimates" in message] == messages(found)
    assert len(messages(found)) == 1
