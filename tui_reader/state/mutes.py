"""People whose comments the reader does not want to see, by site and name; replies to them are others' words and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.state.aliases import Named
from tui_reader.state.database import fetch, store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ALL = "SELECT site, name FROM mute"
_MUTE = "INSERT OR IGNORE INTO mute VALUES (?, ?)"
_UNMUTE = "DELETE FROM mute WHERE site = ? AND name = ?"


def read_mutes(path: Path) -> frozenset[Named]:
    """Return who is muted; raise StateError where it cannot be read."""
    return frozenset(Named(site, name) for site, name in fetch(path, _ALL))


def mute(path: Path, names: Iterable[Named], *, muted: bool) -> None:
    """Mute people, or hear them again."""
    store(path, [(_MUTE if muted else _UNMUTE, list(names))])
