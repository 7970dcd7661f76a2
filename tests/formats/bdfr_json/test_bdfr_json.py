"""Threads that the Bulk Downloader for Reddit saved are read with their answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.saved_reddit import assert_cuts_are_told, assert_golden, document, items
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.formats.bdfr_json import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Comment

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["submission", "comment"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """A post with its comments, and a comment by itself, stand as they did."""
    source = document(HERE / f"{name}.json")
    assert recognise(source).format is FORMAT
    assert_golden(HERE / f"{name}.golden.json", items(FORMAT, source), update=update)


def test_a_file_cut_short_says_so() -> None:
    """Whatever is whole is kept."""
    value = json.loads((HERE / "submission.json").read_text())
    assert_cuts_are_told(FORMAT, "a.json", json.dumps(value).encode()[:1500])


def test_an_answer_without_a_parent_answers_what_it_stands_in() -> None:
    """Some scrapers leave `parent_id` out."""
    inner = {"id": "b", "body": "answer", "replies": []}
    data = {
        "id": "t",
        "title": "T",
        "selftext": "",
        "num_comments": 2,
        "comments": [{"id": "a", "body": "said", "replies": [inner]}],
    }
    found = items(FORMAT, Document.of("a.json", "a.json", json.dumps([data]).encode()))
    assert [(item.ref, item.parent) for item in found if isinstance(item, Comment)] == [("t1_a", None), ("t1_b", "t1_a")]


def test_what_holds_no_post_is_refused() -> None:
    """A number, or nothing, is no thread."""
    with pytest.raises(SourceError, match="no post"):
        items(FORMAT, Document.of("a.json", "a.json", b"[]"))
