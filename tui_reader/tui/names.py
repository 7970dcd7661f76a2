"""What the reader does with names, as far as they are in one archive: who is one person, and who is muted.

Plain functions that may run in a worker. An author is told by its row id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import ArchiveDamagedError, StateError
from tui_reader.people import APART
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, read_groups
from tui_reader.state.mutes import mute, read_mutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.archive.reader import Archive
    from tui_reader.people import Together


def read_together(archive: Archive) -> Together:
    """Return which authors are one person to the reader; where that cannot be read, each is a person."""
    try:
        return archive.people.together(read_groups(reader_path()))
    except StateError:
        return APART


def named(archive: Archive, authors: Iterable[int]) -> list[Named]:
    """Return some authors by site and name, in their order; raise ArchiveDamagedError where one is not in the archive."""
    wanted = list(authors)
    found = archive.people.names(wanted)
    if missing := set(wanted).difference(found):
        words = f"{archive.path} is damaged: it holds comments by author {min(missing)}, who is not there"
        raise ArchiveDamagedError(words, "`tui-reader check` says what else is wrong")
    return [Named(*found[author]) for author in wanted]


def muted_authors(archive: Archive, together: Together) -> frozenset[int]:
    """Return the authors whom the reader has muted under any of their names; raise StateError where that cannot be read."""
    muted = archive.people.ids(read_mutes(reader_path()))
    return frozenset(each for author in muted.values() for each in together.ids_of(together.person(author)))


def turn_mute(archive: Archive, together: Together, authors: Iterable[int]) -> bool:
    """Mute people under all their names, or hear them again where any of them is muted; return whether they are muted now."""
    every = dict.fromkeys(member for author in authors for member in together.ids_of(together.person(author)))
    muted = muted_authors(archive, together).isdisjoint(every)
    mute(reader_path(), named(archive, every), muted=muted)
    return muted
