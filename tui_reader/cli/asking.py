"""Asking a query of the comments of an archive, and of what the user of this machine has added to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import NothingFoundError
from tui_reader.query import asked_of
from tui_reader.query.completion import nearly_a_field
from tui_reader.settings import reader_path
from tui_reader.state.aliases import read_groups
from tui_reader.state.annotations import ThreadAnnotations, all_annotations

if TYPE_CHECKING:
    from array import array

    from tui_reader.archive.reader import Archive
    from tui_reader.archive.search import Hits, Order
    from tui_reader.model import StoredThread
    from tui_reader.people import Together
    from tui_reader.query import Condition


def matching(archive: Archive, thread: StoredThread, condition: Condition) -> array[int]:
    """Return the positions of the comments that meet a condition, as the filter of the reader finds them."""
    added = asked_of(
        condition,
        lambda: {thread.key: ThreadAnnotations(reader_path(), thread.key).all()},
        partial(read_together, archive),
    )
    return archive.matching(thread.id, condition, added)


def searching(archive: Archive, condition: Condition, order: Order, thread_id: int | None) -> Hits:
    """Return what meets a condition in all threads, or in one."""
    added = asked_of(condition, partial(all_annotations, reader_path()), partial(read_together, archive))
    return archive.search(condition, order, added, thread_id)


def read_together(archive: Archive) -> Together:
    """Return which authors are one person to the user; raise StateError where that cannot be read."""
    return archive.people.together(read_groups(reader_path()))


def nothing_matches(query: str) -> NothingFoundError:
    """Return the error that says that a query finds nothing, and why that may be."""
    hint = nearly_a_field(query) or "a word is found where a word begins with it, in any case"
    return NothingFoundError(f"no comment matches {query!r}", hint)
