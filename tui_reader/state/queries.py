"""Queries that the reader has asked: each once, the last one first, whatever it was asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.state.database import fetch, store
from tui_reader.text.sanitize import storable

if TYPE_CHECKING:
    from pathlib import Path

MOST = 200
"""Queries that are kept; of more the oldest are forgotten."""

_RECENT = "SELECT text FROM query ORDER BY number DESC"
_REMEMBER = "INSERT OR REPLACE INTO query (text) VALUES (?)"
_FORGET = "DELETE FROM query WHERE number NOT IN (SELECT number FROM query ORDER BY number DESC LIMIT ?)"


def remember(path: Path, query: str) -> None:
    """Keep a query as the last one that was asked, a blank one not at all; raise StateError where that cannot be."""
    text = storable(query).strip()
    if text:
        store(path, [(_REMEMBER, [(text,)]), (_FORGET, [(MOST,)])])


def recent(path: Path) -> list[str]:
    """Return the queries that were asked, the last one first; raise StateError where they cannot be read."""
    return [text for (text,) in fetch(path, _RECENT)]
