"""Sorting a piece at a time: the order is that of sorting at once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.tui.widgets import sorting

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = st.lists(st.integers(0, 9) | st.integers(0, 10**6)) | st.lists(st.text("ab", max_size=3))


@given(KEYS, st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_are_sorted_as_the_whole(monkeypatch: pytest.MonkeyPatch, keys: Sequence[int | str], falling: bool) -> None:
    """Ties stay as they were, whichever way it goes, and however many there are, few are added at a time."""
    monkeypatch.setattr(sorting, "_PIECE", 4)
    monkeypatch.setattr(sorting, "_BOUNDS", 3)
    order = array("I")
    before = 0
    for _ in sorting.sort_in_pieces(len(keys), keys.__getitem__, order, falling=falling):
        assert len(order) <= before + 4
        before = len(order)
    assert list(order) == sorted(range(len(keys)), key=keys.__getitem__, reverse=falling)
