"""Long lists as columns: where each thread stands."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.tables import ThreadTable


@given(st.sets(st.integers(-(2**40), 2**40), max_size=20), st.lists(st.integers(-(2**40), 2**40), max_size=5))
def test_a_thread_is_found_by_its_row_id(held: set[int], others: list[int]) -> None:
    """One that is not in the table has no place, and is left out among others."""
    ids = sorted(held)
    table = ThreadTable(array("q", ids), [""] * len(ids), bytes(len(ids)), has_sites=False)
    asked = [*others, *reversed(ids)]
    places = {identity: place for place, identity in enumerate(ids)}
    assert [table.place_of(identity) for identity in asked] == [places.get(identity) for identity in asked]
    assert table.places_of(asked) == [places[identity] for identity in asked if identity in held]
