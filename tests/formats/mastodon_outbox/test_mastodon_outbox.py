"""An outbox of Mastodon is read into the threads of its toots."""

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
from tui_reader.formats.mastodon_outbox import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["outbox.json", "short.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["short.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_a_thread_is_named_by_the_toot_at_its_top() -> None:
    """Answers to somebody else name what they answer, and stay together where their conversation says so."""
    found = items(FORMAT, document(HERE / "outbox.json"))
    assert [(head.site, head.source_id) for head in articles(found)][1] == (
        "far.example",
        "https://far.example/users/mo/statuses/7",
    )
    answers = [said for said in comments(found) if said.thread == "https://far.example/users/mo/statuses/7"]
    assert [said.parent for said in answers] == [f"https://far.example/users/mo/statuses/{n}" for n in (7, 8)]


def test_very_long_threads_are_read() -> None:
    """A chain of answers is no nesting."""
    toots = [
        {
            "type": "Note",
            "id": f"https://t.example/{n}",
            "inReplyTo": f"https://t.example/{n - 1}" if n else None,
            "content": "x",
        }
        for n in range(5_000)
    ]
    activities = [{"type": "Create", "actor": "https://t.example/u", "object": toot} for toot in reversed(toots)]
    found = items(FORMAT, holding({"type": "OrderedCollection", "orderedItems": activities}))
    assert [head.ref for head in articles(found)] == ["https://t.example/0"]


def test_answers_in_a_circle_are_one_thread() -> None:
    """Whichever it is named by, it is always the same."""
    toots = [
        {"type": "Note", "id": f"https://t.example/{n}", "inReplyTo": f"https://t.example/{(n + 1) % 3}", "content": "x"}
        for n in range(3)
    ]
    activities = [{"type": "Create", "actor": "https://t.example/u", "object": toot} for toot in toots]
    found = items(FORMAT, holding({"type": "OrderedCollection", "orderedItems": activities}))
    assert [head.ref for head in articles(found)] == ["https://t.example/0"]


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("mastodon/hikurry_outbox.json.gz",), (1267, 1425, 1, 2)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures
