"""Names that are one person to the reader, kept by site and name: no archive knows of it, and every copy of one honours it.

Invariant: a group of names has one chief, which is one of them, and no name is in two groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.state.database import fetch, store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_ALL = "SELECT site, name, chief_site, chief_name FROM alias"
_LEAD = """UPDATE alias SET chief_site = ?, chief_name = ? WHERE (chief_site, chief_name) IN
(SELECT chief_site, chief_name FROM alias WHERE site = ? AND name = ?)"""
_JOIN = "INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)"
_PART = """DELETE FROM alias WHERE (chief_site, chief_name) IN
(SELECT chief_site, chief_name FROM alias WHERE site = ? AND name = ?)"""
_NAMES = """SELECT DISTINCT name FROM alias WHERE (chief_site, chief_name) IN
(SELECT chief_site, chief_name FROM alias WHERE name = ?)"""


class Named(NamedTuple):
    """Somebody as a site calls them; `site` is empty where it is not known."""

    site: str
    name: str


def read_aliases(path: Path) -> dict[Named, Named]:
    """Return the chief of every name that is in a group, the chief itself among them; raise StateError where that fails."""
    return {Named(site, name): Named(chief_site, chief) for site, name, chief_site, chief in fetch(path, _ALL)}


def put_together(path: Path, names: Iterable[Named], chief: Named) -> None:
    """Take names for one person that is called as one of them; whoever they were one with comes along."""
    everybody = dict.fromkeys((chief, *names))
    store(
        path,
        [
            (_LEAD, [(*chief, *name) for name in everybody]),
            (_JOIN, [(*name, *chief) for name in everybody]),
        ],
    )


def take_apart(path: Path, name: Named) -> None:
    """Take every name of a group for a person of its own again."""
    store(path, [(_PART, [name])])


def all_names(path: Path, name: str) -> frozenset[str]:
    """Return all names of the person with a name, on whatever site, itself among them."""
    return frozenset({name, *(other for (other,) in fetch(path, _NAMES, name))})


def groups(aliases: Mapping[Named, Named]) -> dict[Named, list[Named]]:
    """Return the names of each group by its chief, the chief first and then in their order."""
    found: dict[Named, list[Named]] = {}
    for name, chief in sorted(aliases.items(), key=lambda item: (item[0] != item[1], item[0])):
        found.setdefault(chief, []).append(name)
    return found
