"""Queries that the reader saved under a name, for any thread of any archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.state.database import fetch, store
from tui_reader.text.sanitize import storable

if TYPE_CHECKING:
    from pathlib import Path

_ALL = "SELECT name, text FROM saved_query ORDER BY name"
_SAVE = "INSERT OR REPLACE INTO saved_query VALUES (?, ?)"
_DROP = "DELETE FROM saved_query WHERE name = ?"


class SavedQueries:
    """The queries with a name in a database. Every method raises StateError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[tuple[str, str]]:
        """Return names and queries, by name."""
        return [(str(name), str(text)) for name, text in fetch(self._path, _ALL)]

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name, in the place of the one that has it; a blank name keeps nothing."""
        if name.strip():
            store(self._path, [(_SAVE, [(storable(name).strip(), storable(query))])])

    def drop(self, name: str) -> None:
        """Forget the query of a name."""
        store(self._path, [(_DROP, [(name,)])])
