"""Discussions of the Internet Argument Corpus are read from their first post on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES, assert_cuts_are_told, assert_golden, counted, document, items
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.formats.iac_fourforums import FORMAT
from tui_reader.formats.registry import recognise

HERE = Path(__file__).parent


def test_a_discussion_is_read_as_before(update: bool) -> None:
    """The first post is the article; what answers it stands at the top."""
    source = document(HERE / "77.json")
    assert recognise(source).format is FORMAT
    assert_golden(HERE / "77.golden.json", items(FORMAT, source), update=update)


def test_a_discussion_cut_short_says_so() -> None:
    """Whatever is whole is kept."""
    assert_cuts_are_told(FORMAT, "77.json", (HERE / "77.json").read_bytes())


def test_what_is_no_list_of_posts_is_refused() -> None:
    """An object holds no posts."""
    with pytest.raises(SourceError, match="no discussion"):
        items(FORMAT, Document.of("a.json", "a.json", b"{}"))


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
@pytest.mark.parametrize(("name", "figures"), [("10.json", (1, 61, 28, 22)), ("813.json", (1, 5, 4, 3))])
def test_real_discussions_hold_what_they_hold(name: str, figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by hand."""
    assert counted(items(FORMAT, document(ARCHIVES / "iac_fourforums" / name))) == figures
