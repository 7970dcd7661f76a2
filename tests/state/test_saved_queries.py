"""Queries with a name: each name once, kept where nothing else is lost, and forgotten when the reader says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.state import database
from tui_reader.state.queries import recent, remember
from tui_reader.state.saved_queries import SavedQueries
from tui_reader.state.schema import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_name_stands_for_the_last_query_that_it_was_given(tmp_path: Path) -> None:
    """By name, spaces around it make no other, and a blank one is none."""
    saved = SavedQueries(tmp_path / "reader.db")
    for name, query in (("long", "words:>200"), (" ferry\ud800", "ferry"), ("long ", "words:>300"), (" ", "nothing")):
        saved.save(name, query)
    assert saved.all() == [("ferry?", "ferry"), ("long", "words:>300")]
    saved.drop("long")
    saved.drop("nobody")
    assert saved.all() == [("ferry?", "ferry")]


def test_a_database_of_an_earlier_version_learns_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it stays; where there is none, reading makes none."""
    path = tmp_path / "reader.db"
    assert SavedQueries(path).all() == []
    assert not path.exists()
    with monkeypatch.context() as before:
        before.setattr(database, "MIGRATIONS", MIGRATIONS[:-1])
        remember(path, "ferry")
    SavedQueries(path).save("ferries", "ferry")
    assert (SavedQueries(path).all(), recent(path)) == ([("ferries", "ferry")], ["ferry"])
