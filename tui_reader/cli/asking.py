"""Asking a query of the comments of an archive, and of what the user of this machine has added to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.query import asks_of_annotations
from tui_reader.settings import reader_path

if TYPE_CHECKING:
    from array import array

    from tui_reader.archive.reader import Archive
    from tui_reader.archive.search import Hits, Order
    from tui_reader.model import StoredThread
    from tui_reader.query import Condition


def matching(archive: Archive, thread: StoredThread, condition: Condition) -> array[int]:
    """Return the positions of the comments that meet a condition, as the filter of the reader finds them."""
    if not asks_of_annotations(condition):
        return archive.matching(thread.id, condition)
    from tui_reader.state.annotations import ThreadAnnotations

    return archive.matching(thread.id, condition, ThreadAnnotations(reader_path(), thread.key).all())


def searching(archive: Archive, condition: Condition, order: Order, thread_id: int | None) -> Hits:
    """Return what meets a condition in all threads, or in one."""
    if not asks_of_annotations(condition):
        return archive.search(condition, order, thread_id=thread_id)
    from tui_reader.state.annotations import all_annotations

    return archive.search(condition, order, all_annotations(reader_path()), thread_id)
