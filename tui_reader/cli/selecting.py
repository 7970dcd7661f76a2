"""What of a thread is asked for on the command line: a comment with what answers it, what a filter finds, or all of it.

Invariant: a comment beside a filter is where the cursor stands, and selects nothing: the filter does. An order that a filter
asks for is that of the screen; what is written stands in the order of the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.cli.asking import matching
from tui_reader.cli.choosing import find_comment
from tui_reader.export import selection
from tui_reader.outline import Context

if TYPE_CHECKING:
    from tui_reader.archive.reader import Archive
    from tui_reader.cli.choosing import Wish
    from tui_reader.export.selection import Selection
    from tui_reader.model import StoredThread


def selected(archive: Archive, thread: StoredThread, wish: Wish) -> Selection | None:
    """Return what is asked for of a thread; None where a filter finds nothing."""
    comment = None if wish.comment is None else find_comment(archive, thread, wish.comment)
    if wish.query is not None:
        return _filtered(archive, thread, wish)
    if comment is None:
        return selection.WHOLE
    return selection.alone(comment) if wish.only else selection.branch(archive.outline(thread.id), comment)


def _filtered(archive: Archive, thread: StoredThread, wish: Wish) -> Selection | None:
    query = wish.read_query()
    if query.condition is None:
        return selection.WHOLE
    hits = matching(archive, thread, query.condition)
    if not hits:
        return None
    around = Context(wish.context) if wish.context else Context.called(query.context)
    return selection.filtered(archive.outline(thread.id), hits, around, query.condition.describe())
