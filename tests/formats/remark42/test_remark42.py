"""Backups of remark42 and the answers of its interface are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    assert_cuts_are_told,
    assert_golden,
    comments,
    counted,
    document,
    items,
    needs_archives,
)
from tui_reader.formats.base import Document
from tui_reader.formats.remark42 import FORMAT

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["backup.jsonl", "tree.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


def test_a_file_cut_short_says_so() -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / "tree.json")


@needs_archives
@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("remark42/tree.json", (1, 12, 0, 2)),
        ("remark42/tree_bench.json", (1, 58, 38, 3)),
        ("remark42/tree_del.json", (1, 9, 0, 3)),
    ],
)
def test_real_files_hold_what_they_hold(name: str, figures: tuple[int, int, int, int]) -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    assert counted(items(FORMAT, document(ARCHIVES / name))) == figures


def test_a_tree_of_any_depth_is_read() -> None:
    """Nothing recurses."""
    levels = 20_000
    opening = "".join(
        f'{{"comment": {{"id": "{number}", "pid": "{number - 1 or ""}", "text": "x", "locator": {{"url": "u"}}}}, "replies": ['
        for number in range(1, levels + 1)
    )
    data = f'{{"comments": [{opening}{"]}" * levels}]}}'.encode()
    found = comments(items(FORMAT, Document.of("tree.json", "tree.json", data)))
    assert (len(found), found[-1].parent) == (levels, str(levels - 1))
