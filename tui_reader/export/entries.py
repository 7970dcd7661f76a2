"""Where each comment stands in what is exported, which may be less than its thread.

Invariant: an entry's parent stands before it in the same document, and its depth is one more than its parent's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model import StoredComment, ThreadDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment in its place: `depth` and `parent` as they are in the document, `is_context` where nobody asked for it."""

    comment: StoredComment
    depth: int
    parent: StoredComment | None
    is_context: bool

    @property
    def parent_left_out(self) -> bool:
        """Whether the comment answers one that is not in the document."""
        return self.parent is None and self.comment.parent_key is not None


def is_part(document: ThreadDocument) -> bool:
    """Whether a document is less than its thread."""
    return document.selection is not None or document.left_out > 0


def entries(document: ThreadDocument) -> Iterator[Entry]:
    """Yield the comments of a document in their order, each with its place in the part that is exported."""
    placed: dict[str, Entry] = {}
    for comment in document.comments:
        above = placed.get(comment.parent_key) if comment.parent_key is not None else None
        entry = Entry(
            comment=comment,
            depth=above.depth + 1 if above else 0,
            parent=above.comment if above else None,
            is_context=comment.position in document.context,
        )
        placed[comment.key] = entry
        yield entry
