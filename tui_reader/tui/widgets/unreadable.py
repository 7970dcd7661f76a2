"""What stands in the place of a comment that cannot be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model import Status, StoredComment

if TYPE_CHECKING:
    from tui_reader.outline import Outline

UNREADABLE = "This comment cannot be read from the archive."
"""What is said in the place of a comment that cannot be fetched."""


def unreadable(outline: Outline, position: int) -> StoredComment:
    """Return what stands in the place of a comment that cannot be fetched."""
    return StoredComment(
        id=outline.ids[position],
        key="",
        position=position,
        depth=outline.depth[position],
        descendants=outline.descendants[position],
        parent_key=None,
        author=None,
        author_lost=None,
        posted=None,
        posted_text=None,
        score=None,
        status=Status.PRESENT,
        body=UNREADABLE,
        reply_basis=None,
        reply_confidence=None,
        source_id=None,
        span=None,
    )
