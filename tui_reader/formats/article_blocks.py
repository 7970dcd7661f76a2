"""The head of a thread as blocks: its title, and its text cut at blank lines.

Invariant: nothing of the text is lost but blank lines and the marks of quotations that are told by their kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = re.compile(r"\n(?:[ \t]*\n)+")


def blocks_of(title: str | None, text: str) -> tuple[Block, ...]:
    """Return the title and the paragraphs of a text to be read, quotations among them."""
    head = [Block(BlockKind.TITLE, title)] if title else []
    return (*head, *_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Block]:
    for piece in _GAP.split(text):
        if not piece.strip():
            continue
        lines = piece.strip("\n").split("\n")
        if all(line.startswith(">") for line in lines):
            yield Block(BlockKind.QUOTE, "\n".join(line[1:].removeprefix(" ") for line in lines))
        else:
            yield Block(BlockKind.PARAGRAPH, "\n".join(lines).rstrip())
