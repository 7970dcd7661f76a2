"""What of a thread is exported: all of it, one comment, a branch, what somebody selected, or what a filter finds.

Invariant: a selection says in words what it is, and tells comments that were asked for from those that only place them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.outline import Context, narrow
from tui_reader.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.archive.reader import Archive
    from tui_reader.model import StoredComment, ThreadDocument
    from tui_reader.outline import Outline

_CONTEXTS = {
    Context.MATCHES: "without context",
    Context.PATH: "with the comments they answer",
    Context.REPLIES: "with the comments they answer and direct replies",
    Context.BRANCH: "with the comments they answer and all replies",
}
_IN_FLAT_THREADS = {
    Context.MATCHES: "without context",
    Context.PATH: "with the comment before each",
    Context.REPLIES: "with the comments before and after each",
    Context.BRANCH: "with three comments before and after each",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Positions in preorder, ascending, and what they are in words; both None for the whole thread."""

    positions: tuple[int, ...] | None = None
    words: str | None = None
    context: frozenset[int] = frozenset()

    def at(self, places: Sequence[int]) -> Selection:
        """Return the same comments where they stand in another order, by the positions that they have here."""
        if self.positions is None:
            return self
        positions = tuple(sorted(map(places.__getitem__, self.positions)))
        return replace(self, positions=positions, context=frozenset(map(places.__getitem__, self.context)))


WHOLE = Selection()
"""The whole thread."""


def alone(comment: StoredComment) -> Selection:
    """Return a comment without its replies."""
    return Selection((comment.position,), f"one comment ({comment.key})")


def branch(outline: Outline, comment: StoredComment) -> Selection:
    """Return a comment with all that answers it."""
    positions = tuple(range(comment.position, outline.end(comment.position)))
    return Selection(positions, f"one comment ({comment.key}) and the {len(positions) - 1:,} below it")


def chosen(positions: Sequence[int]) -> Selection:
    """Return comments that somebody selected one by one, and nothing around them."""
    return Selection(tuple(positions), counted(len(positions), "selected comment"))


def filtered(outline: Outline, hits: Sequence[int], context: Context, words: str) -> Selection:
    """Return what a filter finds, with as much around it as on the screen; `words` say what was looked for."""
    positions = tuple(compress(range(len(outline)), narrow(outline, hits, context).admitted))
    around = (_IN_FLAT_THREADS if outline.is_flat else _CONTEXTS)[context]
    return Selection(positions, f"{words}, {around}", frozenset(positions).difference(hits))


def first_of(selection: Selection, comments: int, most: int) -> Selection:
    """Return the first comments of what is selected of a thread of so many; the same selection where it has no more."""
    chosen = range(comments) if selection.positions is None else selection.positions
    if len(chosen) <= most:
        return selection
    positions = tuple(chosen[:most])
    return Selection(positions, f"the first {most:,} of {len(chosen):,} comments", selection.context & frozenset(positions))


def document(archive: Archive, thread_id: int, selection: Selection = WHOLE) -> ThreadDocument:
    """Return what is selected of a thread, ready to be written."""
    read = archive.document(thread_id, selection.positions, selection.words)
    return replace(read, context=selection.context)
