"""Issues and comments of GitHub are read, from its interface and from gh."""

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
    items,
    messages,
    needs_archives,
)
from tui_reader.formats.base import Document
from tui_reader.formats.github_comments import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["comments.json", "issue.json", "issues.json", "review.json", "gh.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["comments.json", "issue.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_a_comment_is_the_same_in_every_file() -> None:
    """The interface and gh number comments differently; the address tells."""
    names = ("comments.json", "issue.json", "gh.json")
    found = [items(FORMAT, document(HERE / name)) for name in names]
    assert {(articles(each)[0].site, articles(each)[0].source_id) for each in found} == {("github.com", "ada/loom#3")}
    assert {comments(each)[0].source_id for each in found} == {"11"}


def test_pages_one_after_the_other_are_read() -> None:
    """The command writes a list for each page, or a list of lists."""
    page = json.loads((HERE / "comments.json").read_text())[:2]
    for data in (json.dumps(page[:1]) + json.dumps(page[1:]), json.dumps([page[:1], page[1:]])):
        found = items(FORMAT, Document.of("pages.json", "pages.json", data.encode()))
        assert [said.ref for said in comments(found)] == ["11", "12"]
        assert messages(found) == []


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("github/issue-comments.json",), (2, 3, 1, 0)),
        (("github/issues.json",), (0, 0, 0, 0)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures
