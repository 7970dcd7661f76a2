"""Stories and comments of Lobsters, and of the sites that run its program, as its pages and its JSON both tell them.

Invariant: a comment that is gone has no text; the words the site shows in its place only say who took it away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model import Block, BlockKind, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

SITE = "lobste.rs"


def blocks_of(title: str | None, text: str) -> Iterator[Block]:
    """Yield the title and the paragraphs of a story's text, which is HTML."""
    if title:
        yield Block(BlockKind.TITLE, title)
    for paragraph in readable(text).split("\n\n"):
        if paragraph.strip():
            yield Block(BlockKind.PARAGRAPH, paragraph)


def status_of(words: str) -> Status:
    """Return what became of a comment by the words that stand in its place."""
    return Status.DELETED if "author" in words.lower() else Status.REMOVED
