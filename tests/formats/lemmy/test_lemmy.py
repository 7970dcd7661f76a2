"""Posts and comments of Lemmy are read from its interface."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.saved_forums import articles, assert_cuts_are_told, assert_golden, comments, document, holding, items
from tui_reader.formats import activitypub
from tui_reader.formats.lemmy import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["comments.json", "post.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["comments.json", "post.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_names_are_those_of_activitypub() -> None:
    """A thread saved from the interface and one saved as objects are the same."""
    theirs = items(activitypub.FORMAT, document(HERE.parent / "activitypub" / "collection.json"))
    for name in ("comments.json", "post.json"):
        (head,) = articles(items(FORMAT, document(HERE / name)))
        assert (head.site, head.source_id) == (articles(theirs)[0].site, articles(theirs)[0].source_id)
    ours = items(FORMAT, document(HERE / "comments.json"))
    assert comments(ours)[0].source_id == comments(theirs)[0].source_id
    assert comments(ours)[0].author == comments(theirs)[0].author


def test_a_post_with_its_comments_is_one_thread() -> None:
    """Tools keep both answers in one file."""
    post, said = (json.loads((HERE / name).read_text()) for name in ("post.json", "comments.json"))
    found = items(FORMAT, holding(post | said))
    assert [(head.title, head.author) for head in articles(found)] == [("Old trees", "kim@lemmy.example")]
    assert len(comments(found)) == 3
