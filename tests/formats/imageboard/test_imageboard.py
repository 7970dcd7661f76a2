"""Threads of imageboards are read, whatever software wrote them."""

from __future__ import annotations

from dataclasses import replace
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
    messages,
    needs_archives,
)
from tui_reader.formats.imageboard import FORMAT
from tui_reader.model import Article

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["thread.json", "foolfuuka.json", "makaba.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["thread.json", "makaba.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_an_archive_has_the_names_of_the_board_itself() -> None:
    """A thread that links to itself says which board it is from."""
    heads = [articles(items(FORMAT, document(HERE / name)))[0] for name in ("thread.json", "foolfuuka.json")]
    assert {(head.site, head.source_id) for head in heads} == {("4chan.org", "n/100")}


def test_a_page_of_threads_has_them_all() -> None:
    """Boards list their threads with the last answers."""
    post = {"no": 7, "resto": 0, "com": "Head", "time": 1672653600, "omitted_posts": 4}
    answer = {"no": 12, "resto": 7, "com": "&gt;&gt;7 yes", "time": 1672653601}
    for page in ({"threads": [{"posts": [post, answer]}]}, [{"page": 1, "threads": [post | {"last_replies": [answer]}]}]):
        found = items(FORMAT, holding(page))
        assert [(said.ref, said.parent, said.author) for said in comments(found)] == [("12", None, None)]
        assert messages(found) == ["posts that are not in the file: 4"]


def test_a_captured_thread_is_of_the_board_in_its_address() -> None:
    """What a container knows of the address tells site and board."""
    hints = Article(ref="", url="https://boards.4chan.org/po/thread/100")
    (head,) = articles(items(FORMAT, replace(document(HERE / "thread.json"), hints=hints)))
    assert (head.site, head.source_id) == ("4chan.org", "po/100")


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (("fourchan/po_570368_thread.json",), (1, 2, 1, 0)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures
