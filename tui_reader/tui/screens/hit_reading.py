"""Reading what was found: its thread, at the comment, with what was asked marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import NothingFoundError
from tui_reader.tui.loader import open_thread
from tui_reader.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from tui_reader.archive.reader import Archive
    from tui_reader.archive.rows import Hit
    from tui_reader.model import StoredThread
    from tui_reader.query import Condition
    from tui_reader.tui.widgets.hit_list import HitList


def reading(archive: Archive, hits: HitList, hit: Hit, asked: Condition) -> ThreadScreen:
    """Return the thread of a comment in a list, from which the threads of the other heads can be read.

    Raises NothingFoundError where it is not there any more.
    """
    stored = archive.threads_by_id([hit.thread]).get(hit.thread)
    if stored is None:
        raise NothingFoundError("this thread is not in the archive any more", "ask again")

    def neighbour(_thread: StoredThread, steps: int) -> bool:
        """Open the thread so many heads further on in place of one that is read; False where there is none."""
        other = hits.step_thread(steps)
        if other:
            hits.app.switch_screen(reading(archive, hits, other, asked))
        return other is not None

    def begin(screen: ThreadScreen) -> None:
        """Go to the comment and search."""
        screen.searching.begin_at(hit.id)
        screen.searching.begin(asked)

    return ThreadScreen(open_thread(archive, stored), neighbour, begin)
