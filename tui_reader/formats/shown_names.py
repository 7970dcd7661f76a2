"""What a source lets us say about names, told by the comments that it holds.

Invariant: every record comes out, the comments in their order; the heads come last, when all comments are known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.model import Article, Comment, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.formats.base import Item


def with_names(items: Iterable[Item]) -> Iterator[Item]:
    """Yield records, and of each head whether all comments below it show their author."""
    heads: list[Article] = []
    nameless: set[str] = set()
    for item in items:
        if isinstance(item, Article):
            heads.append(item)
            continue
        if isinstance(item, Comment) and item.author is None:
            nameless.add(item.thread)
        yield item
    yield from (replace(head, names=Names.SOME_LOST) if head.ref in nameless else head for head in heads)
