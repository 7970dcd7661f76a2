"""Long lists as columns: where each thread stands."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader import tables
from tui_reader.tables import Beginnings, ThreadTable


@given(st.sets(st.integers(-(2**40), 2**40), max_size=20), st.lists(st.integers(-(2**40), 2**40), max_size=5))
def test_a_thread_is_found_by_its_row_id(held: set[int], others: list[int]) -> None:
    """One that is not in the table has no place, and is left out among others."""
    ids = sorted(held)
    table = ThreadTable(array("q", ids), [""] * len(ids), bytes(len(ids)), has_sites=False)
    asked = [*others, *reversed(ids)]
    places = {identity: place for place, identity in enumerate(ids)}
    assert [table.place_of(identity) for identity in asked] == [places.get(identity) for identity in asked]
    assert table.places_of(asked) == [places[identity] for identity in asked if identity in held]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("ab\U0010ffff", max_size=4), max_size=20), st.lists(st.text("ab\U0010ffff", max_size=3), max_size=4))
def test_the_first_text_that_begins_so_is_found(monkeypatch: pytest.MonkeyPatch, texts: list[str], typed: list[str]) -> None:
    """By pieces, which are sorted once however often they are looked through."""
    monkeypatch.setattr(tables, "_PIECE", 3)
    beginnings = Beginnings(texts)
    for begun in typed:
        found = next((place for place in beginnings.places(begun) if place is not None), None)
        assert found == next((place for place, text in enumerate(texts) if text.startswith(begun)), None)
