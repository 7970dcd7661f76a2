"""Exports of WordPress are read, be they XML or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.site_samples import check_cuts, check_expected, check_golden, items_of
from tui_reader.errors import SourceError
from tui_reader.formats.wxr import FORMAT
from tui_reader.model import Article, Comment, Problem

HERE = Path(__file__).parent
FIXTURES = sorted(path for path in HERE.iterdir() if path.suffix == ".xml")


@pytest.mark.parametrize("fixture", FIXTURES, ids=[path.name for path in FIXTURES])
def test_a_fixture_is_read_as_its_golden_says(fixture: Path, *, update: bool) -> None:
    """Each fixture goes to this format by itself, and gives the records that were looked at once."""
    check_golden(FORMAT, fixture, update=update)


def test_a_file_cut_anywhere_says_so() -> None:
    """What is whole before the cut is read, and the cut is told."""
    check_cuts(FORMAT, (HERE / "damaged.xml").read_bytes(), ())


def test_what_is_no_markup_at_all_is_refused() -> None:
    """There is nothing in it that could be read."""
    with pytest.raises(SourceError, match="holds n"):
        items_of(FORMAT, b"Dear diary, 1 < 2")


@pytest.mark.parametrize("folder", ["wxr", "disqus_wxr"])
def test_real_files_have_the_figures_that_were_counted(shared: Path, folder: str) -> None:
    """Threads, comments, authors and the greatest depth are those that other means found."""
    check_expected(FORMAT, shared, folder)


def test_a_comment_cut_short_is_not_taken_for_a_whole_one() -> None:
    """Neither its text nor a number that may be half of one is told."""
    data = (HERE / "blog.xml").read_bytes()
    items = items_of(FORMAT, data[: data.index(b"Do you?")])
    assert [type(item).__name__ for item in items] == ["Article", "Rejection"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "koi8-r"])
def test_the_encoding_is_the_one_that_the_file_states(encoding: str) -> None:
    """A mark, zero bytes or the declaration say what it is."""
    text = f"<?xml version='1.0' encoding='{encoding.replace('-le', '')}'?><rss xmlns:wp='http://wordpress.org/export/1.2/'>"
    items = items_of(
        FORMAT, f"{text}<item><title>Чай</title><content:encoded>да</content:encoded></item></rss>".encode(encoding)
    )
    assert [getattr(item, "title", "") for item in items] == ["Чай"]


def test_an_export_in_something_else_is_claimed_less() -> None:
    """A mail or a capture that holds one is theirs to read."""
    data = (HERE / "blog.xml").read_bytes()
    assert FORMAT.probe(data, "x").strength > FORMAT.probe(b"WARC/1.0\r\n\r\n" + data, "x").strength > 0
    assert FORMAT.probe(b"<rss><item></item></rss>", "x").strength == 0


@pytest.mark.parametrize(
    "damage",
    ["<wp:post_name>x</wp:post_nam>", "<wp:post_id>1", "<p>", "</item>", "</item><wp:tag>", "<wp:comment><wp:comment_date>"],
)
def test_damage_to_one_element_costs_no_comment_but_its_own(damage: str) -> None:
    """Elements that do not end, or end too early, do not swallow the comments that follow."""
    comments = "".join(f"<wp:comment><wp:comment_id>{number}</wp:comment_id></wp:comment>" for number in (7, 8, 9))
    text = f"<rss><channel><link>http://a.example/<item><title>T</title>{damage}{comments}</item></channel></rss>"
    items = items_of(FORMAT, text.encode())
    found = [item.source_id for item in items if isinstance(item, Comment) and item.source_id]
    assert found == ["7", "8", "9"]
    assert {item.thread for item in items if isinstance(item, Comment)} == {
        item.ref for item in items if isinstance(item, Article)
    }
    assert any(isinstance(item, Problem) for item in items)
