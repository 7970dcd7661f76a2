"""Who comments in a thread or in a whole archive, as the tables of commenters ask for it, and what the reader does with names.

All but what changes a name may run in a worker.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from tui_reader.errors import StateError
from tui_reader.settings import reader_path
from tui_reader.state.aliases import put_together, take_apart
from tui_reader.text.likeness import alike, bare
from tui_reader.tui.names import muted_authors, named, read_together, turn_mute
from tui_reader.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.archive.people import People
    from tui_reader.archive.reader import Archive
    from tui_reader.state.aliases import Named
    from tui_reader.tables import CommenterFacts, CommenterTable
    from tui_reader.tui.loader import OpenThread

_SUGGESTED_AMONG = 100_000
"""People among whom those who are called nearly alike are looked for unasked: of more that takes half a second."""

_REMEMBERED = 500
"""Portraits that are kept."""


class Crowd:
    """Everybody in an archive; `table` and `facts` are None until they have been read."""

    title = "Commenters of the archive"
    note = ""
    thread: int | None = None
    """The row id of the one thread that is told of."""

    knows_replies = True
    """Whether it is known who answers whom, in one place at least."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._lock = Lock()
        self._portraits: tuple[CommenterTable | None, dict[int, Portrait]] = None, {}
        self._bare_names: tuple[CommenterTable | None, Sequence[str]] = None, ()
        self.table: CommenterTable | None = None
        self.facts: CommenterFacts | None = None

    @property
    def people(self) -> People:
        """Who speaks in the archive."""
        return self.archive.people

    def read(self) -> CommenterTable:
        """Return who comments, as the reader has put them together by now."""
        with self._lock:
            together = read_together(self.archive)
            if self.table is None or self.table.together != together:
                self.table, self.facts = self.people.everybody(together), None
            return self.table

    def count(self, table: CommenterTable, stopped: Callable[[], bool]) -> CommenterFacts:
        """Return what else is told of those in a table."""
        facts = self.people.facts(table, stopped)
        if table is self.table and not stopped():
            self.facts = facts
        return facts

    @property
    def is_as_put_together(self) -> bool:
        """Whether those who were read are still who is one person to the reader."""
        return self.table is not None and self.table.together == read_together(self.archive)

    # One person.

    def portrait(self, table: CommenterTable, place: int) -> Portrait:
        """Return what is known of whoever is at a place of a table, remembered for some of those who were looked at last."""
        if self._portraits[0] is not table or len(self._portraits[1]) >= _REMEMBERED:
            self._portraits = table, {}
        known = self._portraits[1]
        if place not in known:
            known[place] = self._fresh_portrait(table, place)
        return known[place]

    def _fresh_portrait(self, table: CommenterTable, place: int) -> Portrait:
        person = table.ids[place]
        told = next(self.people.figures(table, self.thread, [place]))[person]
        talk = self.people.partners(table, [place], self.thread)[person]
        posted = self.people.posted(table, place, self.thread)
        site = self.people.names([person]).get(person, ("", ""))[0]
        names = [name for name in table.names_at(place) if name is not None]
        found = self.alike(table, place) if len(table) <= _SUGGESTED_AMONG else []
        similar = [table.names[each] or "" for each in found]
        muted = person in self.muted(table)
        return Portrait(told, talk, posted, site, names[1:], similar, is_muted=muted, knows_replies=self.knows_replies)

    def alike(self, table: CommenterTable, place: int) -> list[int]:
        """Return the places of others who may be whoever is at a place, by what they are called."""
        names = [name for name in table.names_at(place) if name is not None]
        found = {other for name in names for other in alike(name, self._bare(table))}
        return sorted(found - {place, table.unnamed})

    def _bare(self, table: CommenterTable) -> Sequence[str]:
        if self._bare_names[0] is not table:
            self._bare_names = table, [bare(name or "") for name in table.names]
        return self._bare_names[1]

    # What the reader does with names.

    def put_together(self, table: CommenterTable, places: Iterable[int], chief: int) -> None:
        """Take those at some places for one person, called as the one at a place; raise StateError where that fails."""
        put_together(reader_path(), self._named(table, places), self._named(table, [chief])[0])

    def take_apart(self, table: CommenterTable, place: int) -> None:
        """Take every name of whoever is at a place for a person of its own again."""
        take_apart(reader_path(), self._named(table, [place])[0])

    def _named(self, table: CommenterTable, places: Iterable[int]) -> list[Named]:
        """Return all names of some people, each with its site, that of the one who stands for them first."""
        return named(self.archive, [author for place in places for author in table.together.ids_of(table.ids[place])])

    def mute(self, table: CommenterTable, place: int) -> bool:
        """Mute whoever is at a place, or hear them again; return whether they are muted now."""
        muted = turn_mute(self.archive, table.together, [table.ids[place]])
        self._portraits = None, {}
        return muted

    def muted(self, table: CommenterTable) -> frozenset[int]:
        """Return the authors who are muted, by row id; nobody where that cannot be read."""
        try:
            return muted_authors(self.archive, table.together)
        except StateError:
            return frozenset()


class ThreadCrowd(Crowd):
    """Everybody in a thread."""

    title = "Commenters"

    def __init__(self, opened: OpenThread) -> None:
        super().__init__(opened.archive)
        self._opened = opened.unsorted
        self.note = opened.note_on_names
        self.knows_replies = not opened.outline.is_flat
        self.thread = opened.thread.id
        self.table = opened.commenters if opened.has_at_hand("commenters") else None
        self.facts = opened.commenter_facts if opened.has_at_hand("commenter_facts") else None

    def read(self) -> CommenterTable:
        """Return who comments, as the reader has put them together by now."""
        if not self._opened.is_as_put_together:
            self._opened.forget_people()
        self.table, self.facts = self._opened.commenters, None
        return self.table

    def count(self, table: CommenterTable, stopped: Callable[[], bool]) -> CommenterFacts:  # noqa: ARG002  # all at once
        """Return what else is told of those who comment."""
        self.facts = self._opened.commenter_facts
        return self.facts
