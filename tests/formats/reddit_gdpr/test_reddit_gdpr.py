"""Somebody's own data as Reddit gives it is read with and without their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_reddit import assert_cuts_are_told, assert_golden, bundle, document, items
from tui_reader.formats.base import Document
from tui_reader.formats.reddit_gdpr import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Comment

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["comments", "posts"])
def test_a_table_is_read_as_before(name: str, update: bool) -> None:
    """A table by itself does not say whose it is."""
    source = document(HERE / f"{name}.csv")
    assert recognise(source).format is FORMAT
    assert_golden(HERE / f"{name}.golden.json", items(FORMAT, source), update=update)


def test_all_tables_together_tell_whose_they_are() -> None:
    """The post is the article of the comments on it, and the statistics name the person."""
    assert FORMAT.bundle is not None
    tables = bundle(HERE)
    assert FORMAT.bundle.probe(list(tables.members)).strength > 0.5
    comments = [item for item in FORMAT.bundle.read(tables) if isinstance(item, Comment)]
    assert [(comment.author, comment.thread) for comment in comments] == [("net_nora", "t3_t9")] * 2


def test_a_table_cut_short_says_so() -> None:
    """All but the last row is kept."""
    assert_cuts_are_told(FORMAT, "comments.csv", (HERE / "comments.csv").read_bytes(), lines=True)


def test_a_table_whose_field_has_no_end_is_told() -> None:
    """A field beyond all measure ends the table, in words."""
    data = (HERE / "comments.csv").read_bytes() + b'x,"' + b"y" * (17 << 20)
    assert "no table" in str(items(FORMAT, Document.of("comments.csv", "comments.csv", data))[-2:])
