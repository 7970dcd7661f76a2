"""Threads and feeds of Bluesky are read, with links at the places that its bytes say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    assert_golden,
    comments,
    counted,
    document,
    holding,
    items,
    needs_archives,
)
from tui_reader.formats.base import Document
from tui_reader.formats.bluesky import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["thread.json", "feed.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["feed.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_links_stand_where_their_bytes_are() -> None:
    """A place that is no place in the text costs the link and no more."""
    said = comments(items(FORMAT, document(HERE / "thread.json")))
    assert said[1].body == "Größe: read https://bees.example/long 🐝 here <https://hive.example>"
    assert said[1].original == "Größe: read bees.example/lo... 🐝 here"


def test_a_very_deep_thread_is_read() -> None:
    """Replies within replies are no recursion."""
    uri = "at://did:plc:a/app.bsky.feed.post/"
    start = "".join(f'{{"post": {{"uri": "{uri}{n}", "record": {{"text": "x"}}}}, "replies": [' for n in range(5_000))
    data = f'{{"thread": {start}{"]}" * 5_000}}}'.encode()
    found = items(FORMAT, Document.of("deep.json", "deep.json", data))
    assert len(comments(found)) == 5_000
    assert len(articles(found)) == 1


def test_a_chain_of_parents_is_read_from_its_top() -> None:
    """Each parent stands above the post that was asked for."""
    thread = [{"uri": f"at://a/app.bsky.feed.post/{n}", "record": {"text": str(n)}} for n in range(4)]
    node: dict[str, object] = {"post": thread[0]}
    for post in thread[1:]:
        node = {"post": post, "parent": node, "replies": []}
    found = comments(items(FORMAT, holding({"thread": node})))
    assert [(said.body, said.parent) for said in found][1:] == [(str(n), thread[n - 1]["uri"]) for n in (1, 2, 3)]


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("bluesky/thread_view_post.json",), (1, 1, 1, 0)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures
