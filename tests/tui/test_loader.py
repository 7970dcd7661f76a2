"""What a screen asks of the archive comes out as if every comment had been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui import archives
from tests.tui.archives import REFS
from tui_reader.archive.reader import Archive
from tui_reader.query import All, By, CommentFacts, Condition, Either, Not, Text
from tui_reader.tui.loader import OpenThread, bring_in, is_at_hand, open_thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = st.sampled_from(["ada", "ADA", "ben", "e", "nobody", "name lost", None])
CONDITIONS = st.recursive(
    st.builds(Text, st.sampled_from(["rust", "RAIN", "e", "zebra", "-50", "ü"]))
    | st.builds(By, st.lists(NAMES, min_size=1, max_size=3).map(tuple), st.booleans()),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenThread]:
    """The thread about the clock."""
    path: Path = archives.clock(tmp_path_factory.mktemp("loader"))
    with Archive.open(path) as archive:
        yield open_thread(archive, archive.threads()[0])


@given(condition=CONDITIONS)
def test_what_is_found_is_what_every_comment_says_of_itself(clock: OpenThread, condition: Condition) -> None:
    """Whole names by the outline, all else by the archive: both find what looking at each comment finds."""
    comments = [clock.comment(position) for position in range(len(REFS))]
    meant = [each.position for each in comments if condition.matches(CommentFacts(each.author, each.body))]
    assert list(clock.find(condition)) == meant


@pytest.mark.parametrize(
    ("condition", "at_hand"),
    [(By(("ada",)), True), (By(("ada",), exact=False), False), (By((None,)), False), (Text("ada"), False)],
)
def test_only_whole_names_are_found_without_reading(condition: Condition, at_hand: bool) -> None:
    """All else goes to a worker."""
    assert is_at_hand(condition) is at_hand


@pytest.mark.parametrize("words", [0, 1, 5])
def test_a_dump_is_stopped_inside_and_leaves_nothing(tmp_path: Path, words: int) -> None:
    """Whoever stops does not wait for the end of a source, and is told so by an exception and no error."""
    dump = tmp_path / "talk.txt"
    dump.write_text("A talk\n\nSome words on it.\n\nComments\n\nada\nFirst words.\n\nben\nSecond words.\n", encoding="utf-8")
    asked = iter([False] * words + [True])
    with pytest.raises(KeyboardInterrupt):
        bring_in(tmp_path / "a.db", dump, lambda: next(asked))
    assert next(asked, None) is None
    assert not (tmp_path / "a.db").exists() or not bring_in(tmp_path / "a.db", dump, lambda: False).interrupted
