"""Heads say whether all comments below them show their author."""

from __future__ import annotations

from tui_reader.formats.base import Item, Rejection
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Names


def test_a_head_says_that_some_names_are_lost_where_one_is() -> None:
    """The other threads of the source are whole, and nothing is left out."""
    items: list[Item] = [
        Article(ref="1"),
        Comment("1", "a", "words", author="Ada"),
        Comment("2", "b", "words"),
        Rejection("left out"),
        Article(ref="2"),
    ]
    found = list(with_names(items))
    heads = {item.ref: item.names for item in found if isinstance(item, Article)}
    assert heads == {"1": Names.COMPLETE, "2": Names.SOME_LOST}
    assert [item for item in found if not isinstance(item, Article)] == [items[1], items[2], items[3]]
