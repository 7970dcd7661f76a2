"""What the exports of chats have in common: every message is a comment, and nothing stands at the head of a thread.

Invariant: a thread's only block is its title.
"""

from __future__ import annotations

from tui_reader.model import Article, Block, BlockKind


def chat_article(
    ref: str, title: str | None, site: str, *, source_id: str | None, url: str | None = None, claimed: int | None = None
) -> Article:
    """Return the head of a channel or chat, which is nothing but its name."""
    blocks = (Block(BlockKind.TITLE, title),) if title else ()
    return Article(ref, title=title, site=site, url=url, blocks=blocks, source_id=source_id, claimed=claimed)


def lines_of(*parts: str | None) -> str:
    """Return the parts of a message that say something, one below the other."""
    return "\n".join(part for part in parts if part)
