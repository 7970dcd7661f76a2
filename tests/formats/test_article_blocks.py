"""The head of a thread is cut into its blocks."""

from __future__ import annotations

from tui_reader.formats.article_blocks import blocks_of
from tui_reader.model import Block, BlockKind


def test_a_text_is_cut_at_blank_lines() -> None:
    """Quotations are told by their marks, and lines within a paragraph stay."""
    blocks = blocks_of("Title", "\nOne\ntwo\n \n\n> Three\n>\n> four\n\n    code\n")
    assert blocks == (
        Block(BlockKind.TITLE, "Title"),
        Block(BlockKind.PARAGRAPH, "One\ntwo"),
        Block(BlockKind.QUOTE, "Three\n\nfour"),
        Block(BlockKind.PARAGRAPH, "    code"),
    )


def test_a_head_may_have_neither_title_nor_text() -> None:
    """Nothing gives no blocks."""
    assert blocks_of(None, " \n\n") == ()
