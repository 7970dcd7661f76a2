"""Channels of Discord are read as DiscordChatExporter saves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    assert_cuts_are_told,
    assert_golden,
    counted,
    document,
    items,
    needs_archives,
)
from tui_reader.formats.discord import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["channel.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


def test_a_file_cut_short_says_so() -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / "channel.json")


@needs_archives
@pytest.mark.parametrize(
    ("name", "figures"), [("discord/DM_2A_2M.json", (1, 3, 2, 0)), ("discord/GC_3A_5M.json", (1, 6, 3, 1))]
)
def test_real_files_hold_what_they_hold(name: str, figures: tuple[int, int, int, int]) -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    assert counted(items(FORMAT, document(ARCHIVES / name))) == figures
