"""Posts of ActivityPub are read alone and in collections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    assert_golden,
    comments,
    document,
    holding,
    items,
    messages,
    needs_archives,
)
from tui_reader.formats.activitypub import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["collection.json", "note.json", "announced.json", "tombstone.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["note.json", "tombstone.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_a_comment_alone_is_in_the_thread_of_its_page() -> None:
    """The page and its comments may come in files of their own."""
    (head,) = articles(items(FORMAT, document(HERE / "collection.json")))
    found = items(FORMAT, document(HERE / "note.json"))
    assert (articles(found)[0].site, articles(found)[0].source_id) == (head.site, head.source_id)
    assert comments(found)[0].parent is None


@pytest.mark.parametrize(
    "post",
    [
        {"type": ["Note", 5], "id": "https://a.example/1", "attributedTo": [7, {"id": "https://a.example/@bo"}]},
        {"type": "Note", "id": "https://[/1", "inReplyTo": {"id": "https://a.example/0"}, "content": 8, "attributedTo": "b"},
        {"type": "Note", "id": "1", "replies": {"first": {"items": [3, "x"]}}, "attachment": {"url": "https://["}, "to": 1}
        | {"published": "never", "source": [], "tag": None, "oneOf": [{}], "contentMap": {"en": "<p>x"}, "audience": ""},
    ],
)
def test_members_of_any_kind_are_borne(post: dict[str, object]) -> None:
    """Servers differ in what they put where."""
    assert len(comments(items(FORMAT, holding(post)))) == 1


@needs_archives
def test_real_objects_are_all_known() -> None:
    """Every object of every server is either a post or told to be none."""
    for path in sorted((ARCHIVES / "activitypub").rglob("*.json")):
        found = items(FORMAT, document(path))
        assert articles(found) or messages(found), path
