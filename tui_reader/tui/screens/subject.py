"""Who a dossier is about: one person, or several who are shown together, and what the archive says of them."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.people import Together
from tui_reader.query import asked_of
from tui_reader.settings import reader_path
from tui_reader.state.annotations import all_annotations
from tui_reader.tables import CommenterTable
from tui_reader.tui.names import muted_authors, named, read_together, turn_mute
from tui_reader.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui_reader.archive.reader import Archive
    from tui_reader.people import Said
    from tui_reader.query import Condition

_NAMED_IN_A_TITLE = 3


class Subject:
    """People of an archive, by the row ids of authors, each with all names that the reader has put together."""

    def __init__(self, archive: Archive, authors: Sequence[int]) -> None:
        """Look the people up; raise the ArchiveError that says why that fails."""
        self._archive = archive
        together = read_together(archive)
        people = dict.fromkeys(together.person(author) for author in authors)
        self._authors = tuple(member for person in people for member in together.ids_of(person))
        self._named = dict(zip(self._authors, named(archive, self._authors), strict=True))
        self._called = [together.names.get(person, (self._named[person].name,))[0] for person in people]
        self._names = tuple(dict.fromkeys([*self._called, *(each.name for each in self._named.values())]))
        first = self._authors[0]
        self._together = Together(
            {**together.chief, **dict.fromkeys(self._authors, first)},
            {**together.members, first: self._authors},
            {**together.names, first: self._names},
        )

    @property
    def title(self) -> str:
        """What the people are called."""
        more = len(self._called) - _NAMED_IN_A_TITLE
        return ", ".join(self._called[:_NAMED_IN_A_TITLE]) + (f" and {more:,} more" if more > 0 else "")

    def comments(
        self, condition: Condition | None, stopped: Callable[[], bool] = lambda: False, *, oldest_first: bool
    ) -> array[int]:
        """Return the row ids of their comments in the order of time: of all of them, or of those that meet a condition."""
        people, authors = self._archive.people, self._authors
        if condition is None:
            return people.said(authors, oldest_first=oldest_first)
        added = asked_of(condition, partial(all_annotations, reader_path()), partial(read_together, self._archive))
        return people.said_of(authors, condition, added, stopped, oldest_first=oldest_first)

    def said(self, comments: Sequence[int]) -> Mapping[int, Said]:
        """Return comments by row id, each with its thread and what it answers."""
        return self._archive.said(comments)

    def portrait(self) -> Portrait:
        """Return what is counted of them, as if they were one."""
        people, person = self._archive.people, self._authors[0]
        count = self._archive.holdings().comments
        table = CommenterTable(array("I", [person]), self._names[:1], (), array("I", [count]), None, self._together)
        told = next(people.figures(table))[person]
        talk, posted = people.partners(table, [0])[person], people.posted(table, 0)
        others = self._names[1:] if len(self._called) == 1 else ()
        return Portrait(told, talk, posted, self._site, others, is_muted=self._are_muted)

    @property
    def _site(self) -> str:
        return ", ".join(dict.fromkeys(each.site for each in self._named.values() if each.site))

    @property
    def _are_muted(self) -> bool:
        return not muted_authors(self._archive, self._together).isdisjoint(self._authors)

    def mute(self) -> bool:
        """Mute them, or hear them again; return whether they are muted now. Raises StateError where that cannot be kept."""
        return turn_mute(self._archive, self._together, self._authors)
