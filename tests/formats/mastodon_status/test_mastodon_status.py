"""Statuses from the interface of Mastodon are read, by context and in lists."""

from __future__ import annotations

import json
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
from tui_reader.formats import mastodon_outbox
from tui_reader.formats.mastodon_status import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["context.json", "below.json", "list.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["below.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_a_status_with_its_context_is_one_thread() -> None:
    """Tools keep the status beside or around its context."""
    context = json.loads((HERE / "context.json").read_text())
    status = context["ancestors"][0] | {"id": "102", "in_reply_to_id": "101", "uri": "https://toot.example/102"}
    for saved in (context | {"status": status}, context | status):
        found = items(FORMAT, holding(saved))
        assert [head.source_id for head in articles(found)] == ["https://toot.example/users/lena/statuses/101"]
        assert sorted((said.ref, said.parent) for said in comments(found)) == [
            ("101", None),
            ("102", "101"),
            ("103", "102"),
            ("104", "103"),
        ]


def test_the_same_toot_has_the_same_name_in_an_outbox() -> None:
    """Site and id of a thread, id and account of a toot are those of ActivityPub."""
    outbox = HERE.parent / "mastodon_outbox" / "outbox.json"
    theirs = items(mastodon_outbox.FORMAT, document(outbox))
    ours = items(FORMAT, document(HERE / "context.json"))
    assert comments(theirs)[0].author == comments(ours)[0].author == "lena@toot.example"
    assert articles(ours)[0].site == articles(theirs)[0].site


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("mastodon/context_entity.json",), (1, 2, 1, 0)),
        (("mastodon/context_status.json",), (0, 0, 0, 0)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures
