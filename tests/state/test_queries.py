"""Queries that were asked: the last one first, each once, and not without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.state import database, queries
from tui_reader.state.annotations import ThreadAnnotations
from tui_reader.state.queries import recent, remember
from tui_reader.state.schema import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_last_query_comes_first_and_each_is_there_once(tmp_path: Path) -> None:
    """One that is asked again moves to the front; spaces around it make no other, and nothing is none."""
    path = tmp_path / "reader.db"
    for query in ("ferry", "by:ada tide", "  ferry ", "", " \n", "\ud800"):
        remember(path, query)
    assert recent(path) == ["?", "ferry", "by:ada tide"]


def test_the_oldest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that grows for years helps nobody."""
    monkeypatch.setattr(queries, "MOST", 3)
    for number in range(5):
        remember(tmp_path / "reader.db", f"q{number}")
    assert recent(tmp_path / "reader.db") == ["q4", "q3", "q2"]


def test_whoever_has_asked_nothing_has_no_database(tmp_path: Path) -> None:
    """Reading makes no file."""
    assert recent(tmp_path / "reader.db") == []
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_the_first_version_learns_of_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it stays."""
    path = tmp_path / "reader.db"
    with monkeypatch.context() as before:
        before.setattr(database, "MIGRATIONS", MIGRATIONS[:1])
        ThreadAnnotations(path, "t").star(["a"], starred=True)
    remember(path, "ferry")
    assert recent(path) == ["ferry"]
    assert ThreadAnnotations(path, "t").of("a").starred
