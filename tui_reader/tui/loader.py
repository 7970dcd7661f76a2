"""What screens ask of the archive: plain functions that may run in a worker and never touch a widget.

Invariant: everything a screen shows of a thread is in one `OpenThread`; bodies are fetched by the window.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, compress
from typing import TYPE_CHECKING, TypeVar

from tui_reader.archive.reader import Archive
from tui_reader.errors import ArchiveDamagedError
from tui_reader.model import Annotation, Block, Names, Quotation, Status, StoredComment, StoredThread
from tui_reader.outline import Context, Narrowing, Outline, Rearrangement, narrow, sort_siblings, unchanged
from tui_reader.settings import reader_path
from tui_reader.state.annotations import ThreadAnnotations, all_annotations
from tui_reader.text.counting import counted
from tui_reader.tui.names import read_together

if TYPE_CHECKING:
    from tui_reader.archive.rows import Hit
    from tui_reader.archive.search import Hits, Order
    from tui_reader.archive.walks import Way
    from tui_reader.people import Together
    from tui_reader.query import Condition
    from tui_reader.tables import CommenterFacts, CommenterTable

T = TypeVar("T")

_AT_ONCE = 5_000
"""Comments whose authors are counted before a reader would notice."""

_READING = 25
"""How many rows of an outline are looked up in the time that one comment is read in."""


@dataclass(frozen=True, slots=True)
class View:
    """A thread as somebody looked at it: the filter, how much stood around its matches, where the cursor was, the order."""

    thread: StoredThread
    condition: Condition | None = None
    context: Context = Context.PATH
    position: int | None = None
    sort: str | None = None


@dataclass(frozen=True)
class OpenThread:
    """A thread that is being read."""

    archive: Archive
    thread: StoredThread
    blocks: tuple[Block, ...]
    outline: Outline
    annotations: ThreadAnnotations

    def fetch(self, positions: Sequence[int]) -> Mapping[int, StoredComment]:
        """Return comments by position; raise ArchiveDamagedError where the archive holds others than the outline says."""
        ids = self.outline.ids
        found = self.archive.comments([ids[position] for position in positions])
        comments = {comment.position: comment for comment in found.values()}
        if not all(position in comments for position in positions):
            raise self._contradiction()
        return comments

    def comment(self, position: int) -> StoredComment:
        """Return the comment at a position; raise ArchiveDamagedError where the archive holds another one."""
        return self.fetch([position])[position]

    def _contradiction(self) -> ArchiveDamagedError:
        words = f"{self.archive.path} is damaged: its comments are not those of its outline"
        return ArchiveDamagedError(words, "`tui-reader check` says where; importing the sources again makes a new one")

    def now(self) -> OpenThread | None:
        """Return the thread as the archive holds it now; None where no import has changed it since."""
        stored = self.archive.thread(self.thread.key)
        return None if stored == self.thread else open_thread(self.archive, stored)

    @property
    def unsorted(self) -> OpenThread:
        """The thread as the archive has it."""
        return self

    @cached_property
    def order(self) -> Rearrangement:
        """The order that its comments stand in, seen from that of the archive."""
        return unchanged(self.outline)

    @cached_property
    def scores(self) -> array[int]:
        """The scores, one a position; `NO_SCORE` where it is not known."""
        return self.archive.scores(self.thread.id)

    @cached_property
    def together(self) -> Together:
        """Which authors are one person to the reader; where that cannot be read, each is a person."""
        return read_together(self.archive)

    @property
    def people(self) -> int:
        """How many people speak by name, each counted once under whatever names."""
        together = self.unsorted.together
        if not together.chief:
            return self.thread.people
        return len({together.person(author) for author in self.outline.author_ids if author})

    @cached_property
    def commenters(self) -> CommenterTable:
        """Who speaks in the thread, most comments first."""
        self.outline.complete()
        return self.of_outline(lambda: self.archive.commenter_table(self.thread, self.outline, self.together))

    @cached_property
    def commenter_facts(self) -> CommenterFacts:
        """What else is told of those who speak; who is answered is not known where no reply is."""
        facts = self.archive.commenter_facts(self.thread.id, self.commenters)
        return replace(facts, unanswered=None) if self.outline.is_flat else facts

    def of_outline(self, read: Callable[[], T]) -> T:
        """Return what is read out of the outline; raise ArchiveDamagedError where that contradicts itself."""
        try:
            return read()
        except (ValueError, IndexError) as error:
            raise self._contradiction() from error

    def author_at(self, position: int) -> int:
        """Return the row id of who wrote a comment; 0 where there is no name."""
        return self.of_outline(lambda: self.outline.author_of(position))

    def names_at(self, position: int) -> tuple[str | None, ...]:
        """Return all names of who wrote a comment; None for no name."""
        together = self.unsorted.together
        return together.names.get(together.person(self.author_at(position))) or (self.comment(position).author,)

    def positions_of_person(self, position: int) -> array[int]:
        """Return where comments stand by whoever wrote one, under all names, ascending."""
        together = self.unsorted.together
        return self._positions_by(together.everybody([self.author_at(position)]))

    def _positions_by(self, authors: Iterable[int]) -> array[int]:
        groups = self.of_outline(lambda: [self.outline.positions_by(number) for number in self._local(authors)])
        if len(groups) == 1:
            return array("I", groups[0].tobytes())
        return array("I", sorted(chain.from_iterable(group.tolist() for group in groups)))

    def _local(self, authors: Iterable[int]) -> list[int]:
        """Return the numbers that authors have in the outline."""
        return [number for number in map(self.outline.local_author, authors) if number is not None]

    @property
    def is_as_put_together(self) -> bool:
        """Whether those who are one person to the reader are still so."""
        return self.together == read_together(self.archive)

    def forget_people(self) -> None:
        """Read anew who comments: the reader has put others together."""
        for name in ("together", "commenters", "commenter_facts"):
            self.unsorted.__dict__.pop(name, None)

    def has_at_hand(self, name: str) -> bool:
        """Whether `commenters` or `commenter_facts` have been read, or are so few that they are read in no time."""
        return name in self.unsorted.__dict__ or self.thread.comments <= _AT_ONCE

    def quotations(self, position: int) -> tuple[Quotation, ...]:
        """Return what a comment quotes."""
        return self.archive.quotations(self.thread.id, comment=position)

    def quoting(self, block: int) -> list[int]:
        """Return where the comments stand that quote a block of the article, ascending."""
        return sorted({each.comment for each in self.archive.quotations(self.thread.id, block=block)})

    def annotated(self) -> dict[int, Annotation]:
        """Return what the reader has added to comments, by row id; what was added to others, of another state, is left out."""
        added = self.annotations.all()
        return {identity: added[key] for key, identity in self.archive.ids(self.thread.id, added).items()} if added else {}

    @cached_property
    def statuses(self) -> dict[Status, int]:
        """How many comments there are of each status."""
        return self.archive.statuses(self.thread.id)

    @property
    def note_on_names(self) -> str:
        """What is to be said of lost names, empty where none is lost."""
        match self.thread.names:
            case Names.COMPLETE:
                return ""
            case Names.NONE:
                return "the source shows no names"
            case Names.SHORT_LOST:
                return f"{counted(self.thread.unnamed, 'name')} lost; lists of named commenters are complete"
            case Names.SOME_LOST:
                return f"{counted(self.thread.unnamed, 'name')} lost"

    @property
    def note_on_confidence(self) -> str:
        """What is to be said of a layout that is unsure, empty where it is sure."""
        origin = self.thread.origin
        if origin.is_unsure and not self.thread.comments:
            return "no comments recognised"
        return f"layout unsure ({origin.confidence:.0%})" if origin.is_unsure else ""

    def placed(self, positions: array[int]) -> array[int]:
        """Return where comments stand whose positions in the archive are given, both ascending."""
        return positions

    def place_of_line(self, line: int) -> int | None:
        """Return where the comment stands that a line of the source belongs to, None where it belongs to none."""
        position = self.archive.position_at(self.thread.id, line)
        return None if position is None else self.order.places[position]

    def sorted_by(self, keys: Sequence[int]) -> OpenThread:
        """Return the thread with all siblings in the order of their keys, one key a position of the archive's order.

        Raises ArchiveDamagedError where the outline makes no tree.
        """
        order = self.of_outline(lambda: sort_siblings(self.unsorted.outline, keys))
        return SortedThread(self.archive, self.thread, self.blocks, order.outline, self.annotations, self.unsorted, order)

    def effort(self, condition: Condition) -> int:
        """Return how many rows can be looked up in the time that finding what meets a condition takes.

        Whole names are looked up; for all else every comment is read.
        """
        names, is_turned = _whole_names(condition)
        if not names:
            return self.effort_of_reading
        return len(self.outline) if is_turned else sum(map(self.outline.count_by, self._local(self._called(names))))

    @property
    def effort_of_reading(self) -> int:
        """How many rows can be looked up in the time that reading all comments takes."""
        return _READING * len(self.outline)

    def find(self, condition: Condition, stopped: Callable[[], bool] = lambda: False) -> array[int]:
        """Return the positions of comments that meet a condition, ascending, by the order of the archive.

        Whole names are looked up in the outline, in time that grows with the comments found; all else is read through, until
        `stopped` says that nobody waits any more.
        """
        names, is_turned = _whole_names(condition)
        if not names:
            found = self._matching(condition, stopped)
        else:
            found = self._others(self._by(names)) if is_turned else self._by(names)
        if found and found[-1] >= len(self.outline):
            raise self._contradiction()
        return found

    def along(self, way: Way) -> array[int]:
        """Return the positions that a way leads past, by the order of the archive, in that of the way."""
        found = self.archive.along(self.thread.id, way)
        if found and max(found) >= len(self.outline):
            raise self._contradiction()
        return found

    def answers_to(self, position: int) -> array[int]:
        """Return where the answers to whoever wrote a comment stand, under all names, ascending."""
        own = self.positions_of_person(position)
        return self.of_outline(lambda: array("I", sorted(chain.from_iterable(map(self.outline.children, own)))))

    def narrow(self, positions: array[int], context: Context) -> Narrowing:
        """Return what comments, given by the order of the archive, and their context leave of the thread."""
        return self.of_outline(lambda: narrow(self.outline, self.placed(positions), context))

    def _matching(self, condition: Condition, stopped: Callable[[], bool]) -> array[int]:
        from tui_reader.query import asked_of

        added = asked_of(condition, lambda: {self.thread.key: self.annotations.all()}, lambda: self.unsorted.together)
        return self.archive.matching(self.thread.id, condition, added, stopped)

    def _others(self, positions: array[int]) -> array[int]:
        """Return the positions of all other comments, but for slots that are wholly lost: of these nothing can be said."""
        count = len(self.outline)
        marks = bytearray(b"\1" * count)
        lost = self.archive.lost_positions(self.thread)
        if lost and max(lost) >= count:
            raise self._contradiction()
        for position in chain(positions, lost):
            marks[position] = 0
        return array("I", compress(range(count), marks))

    def _by(self, names: Sequence[str]) -> array[int]:
        return self._positions_by(self._called(names))

    def _called(self, names: Sequence[str]) -> list[int]:
        """Return the row ids of those who have one of these names, and of those who are one person with them."""
        return self.unsorted.together.everybody(self.archive.namesakes(names))


@dataclass(frozen=True)
class SortedThread(OpenThread):
    """A thread whose comments stand in another order than in the archive; positions are those of that order."""

    source: OpenThread
    arrangement: Rearrangement

    @property
    def unsorted(self) -> OpenThread:
        """The thread as the archive has it."""
        return self.source

    @cached_property
    def order(self) -> Rearrangement:
        """The order that its comments stand in, seen from that of the archive."""
        return self.arrangement

    def fetch(self, positions: Sequence[int]) -> Mapping[int, StoredComment]:
        """Return comments by position, each with the position that it has here."""
        origins = self.order.origins
        found = self.source.fetch([origins[position] for position in positions])
        return {position: replace(found[origins[position]], position=position) for position in positions}

    @cached_property
    def scores(self) -> array[int]:
        """The scores, one a position; `NO_SCORE` where it is not known."""
        return array("q", map(self.source.scores.__getitem__, self.order.origins))

    @property
    def commenters(self) -> CommenterTable:
        """Who speaks in the thread, most comments first."""
        return self.source.commenters

    @property
    def commenter_facts(self) -> CommenterFacts:
        """What else is told of those who speak."""
        return self.source.commenter_facts

    def quotations(self, position: int) -> tuple[Quotation, ...]:
        """Return what a comment quotes."""
        found = self.source.quotations(self.order.origins[position])
        return tuple(
            replace(each, comment=position, earlier=None if each.earlier is None else self._place(each.earlier))
            for each in found
        )

    def quoting(self, block: int) -> list[int]:
        """Return where the comments stand that quote a block of the article, ascending."""
        return sorted(map(self._place, self.source.quoting(block)))

    def find(self, condition: Condition, stopped: Callable[[], bool] = lambda: False) -> array[int]:
        """Return the positions of comments that meet a condition, ascending, by the order of the archive."""
        return self.source.find(condition, stopped)

    def _place(self, position: int) -> int:
        """Return where a comment stands; one that the outline does not have stays beyond its end."""
        places = self.order.places
        return places[position] if position < len(places) else position

    def placed(self, positions: array[int]) -> array[int]:
        """Return where comments stand whose positions in the archive are given, both ascending."""
        return self.order.moved(positions)


def _whole_names(condition: Condition) -> tuple[tuple[str, ...], bool]:
    """Return the names that a condition asks for if it asks for nothing but whole names, else none; and whether it is "not"."""
    from tui_reader.query import By, Not

    inner = condition.condition if isinstance(condition, Not) else condition
    if not isinstance(inner, By) or not inner.exact:
        return (), False
    names = tuple(name for name in inner.names if name is not None)
    return (names if len(names) == len(inner.names) else ()), inner is not condition


def open_thread(archive: Archive, thread: StoredThread) -> OpenThread:
    """Read what the first screen of a thread needs."""
    annotations = ThreadAnnotations(reader_path(), thread.key)
    return OpenThread(archive, thread, archive.blocks(thread.id), archive.outline(thread.id), annotations)


def search(archive: Archive, condition: Condition | None, order: Order) -> Hits:
    """Return what a condition finds in all threads, and in what the reader has added to any comment."""
    from tui_reader.query import asked_of

    added = asked_of(condition, partial(all_annotations, reader_path()), partial(read_together, archive))
    return archive.search(condition, order, added)


def more_hits(archive: Archive, found: Hits, limit: int, stopped: Callable[[], bool]) -> list[Hit]:
    """Return the next comments that were found; in the place of a title that lacks stands the name of the thread."""
    page = found.more(limit, stopped)
    unnamed = archive.threads_by_id([hit.thread for hit in page if not hit.title])
    return [hit if hit.title or hit.thread not in unnamed else hit._replace(title=unnamed[hit.thread].name) for hit in page]


def known(archive: Archive) -> tuple[CommenterTable, list[str]]:
    """Return who speaks in an archive, most comments first, and the titles of its threads, those of the longest first."""
    return archive.people.everybody(read_together(archive)), archive.titles()
