"""Chats are read as Telegram Desktop exports them."""

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
from tui_reader.formats import json_stream
from tui_reader.formats.telegram import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["chat.json", "account.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


def test_a_file_cut_short_says_so() -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / "account.json")


@needs_archives
@pytest.mark.parametrize(("name", "figures"), [("telegram/DM_2A_7M.json", (1, 8, 2, 0))])
def test_real_files_hold_what_they_hold(name: str, figures: tuple[int, int, int, int]) -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    assert counted(items(FORMAT, document(ARCHIVES / name))) == figures


@pytest.mark.parametrize("name", ["chat.json", "account.json"])
def test_an_export_of_any_size_is_read_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large to be held comes as a stream."""
    whole = items(FORMAT, document(HERE / name))
    monkeypatch.setattr(json_stream, "WHOLE", 10)
    assert items(FORMAT, document(HERE / name)) == whole


def test_a_large_export_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream keeps all whole messages."""
    monkeypatch.setattr(json_stream, "WHOLE", 10)
    assert_cuts_are_told(FORMAT, HERE / "account.json")
