"""Exports of Disqus are read, whatever became of comments and threads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.site_samples import check_cuts, check_expected, check_golden, items_of
from tui_reader.errors import SourceError
from tui_reader.formats.disqus_xml import FORMAT
from tui_reader.model import Comment, Problem

HERE = Path(__file__).parent
FIXTURES = sorted(path for path in HERE.iterdir() if path.suffix == ".xml")


@pytest.mark.parametrize("fixture", FIXTURES, ids=[path.name for path in FIXTURES])
def test_a_fixture_is_read_as_its_golden_says(fixture: Path, *, update: bool) -> None:
    """Each fixture goes to this format by itself, and gives the records that were looked at once."""
    check_golden(FORMAT, fixture, update=update)


def test_a_file_cut_anywhere_says_so() -> None:
    """What is whole before the cut is read, and the cut is told."""
    check_cuts(FORMAT, (HERE / "export.xml").read_bytes(), ())


def test_what_is_no_markup_at_all_is_refused() -> None:
    """There is nothing in it that could be read."""
    with pytest.raises(SourceError, match="holds n"):
        items_of(FORMAT, b"Dear diary, 1 < 2")


def test_real_files_have_the_figures_that_were_counted(shared: Path) -> None:
    """Threads, comments, authors and the greatest depth are those that other means found."""
    check_expected(FORMAT, shared, "disqus_xml")


def test_a_thread_that_does_not_end_does_not_swallow_comments() -> None:
    """Comments lie in no thread; they name it."""
    text = "<disqus><thread dsq:id='1'><link>http://a.example/</link>"
    text += "<post dsq:id='2'><thread dsq:id='1'/></post><post dsq:id='3'><thread dsq:id='1'/></post></disqus>"
    items = items_of(FORMAT, text.encode())
    assert [item.ref for item in items if isinstance(item, Comment)] == ["2", "3"]
    assert any(isinstance(item, Problem) for item in items)
