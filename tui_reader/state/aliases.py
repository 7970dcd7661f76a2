"""Names that are one person to the reader, kept by site and name: no archive knows of it, and every copy of one honours it.

Invariant: a group of names has one chief, which is one of them, and no name is in two groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.state.database import fetch, store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ALL = """SELECT site, name, chief_site, chief_name FROM alias
ORDER BY (site, name) <> (chief_site, chief_name), site, name"""
_LEAD = """UPDATE alias SET chief_site = ?, chief_name = ? WHERE (chief_site, chief_name) IN
(SELECT chief_site, chief_name FROM alias WHERE site = ? AND name = ?)"""
_JOIN = "INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)"
_PART = """DELETE FROM alias WHERE (chief_site, chief_name) IN
(SELECT chief_site, chief_name FROM alias WHERE site = ? AND name = ?)"""


class Named(NamedTuple):
    """Somebody as a site calls them; `site` is empty where it is not known."""

    site: str
    name: str


def read_groups(path: Path) -> list[list[Named]]:
    """Return the names of each person that has several, the chief first and then in their order.

    Raises StateError where they cannot be read.
    """
    found: dict[tuple[str, str], list[Named]] = {}
    for site, name, *chief in fetch(path, _ALL):
        found.setdefault((chief[0], chief[1]), []).append(Named(site, name))
    return list(found.values())


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
