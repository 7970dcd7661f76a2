"""What a screen asks of the archive comes out as if every comment had been looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.judged import Judged
from tests.cli.program import DUMP
from tests.tui import archives
from tests.tui.archives import REFS
from tui_reader.archive.reader import Archive
from tui_reader.model import NO_ANNOTATION, Annotation
from tui_reader.query import Additions, All, By, Condition, Either, Not, Noted, Starred, Tagged, Text
from tui_reader.settings import reader_path
from tui_reader.state.annotations import ThreadAnnotations
from tui_reader.tui.importer import bring_in, look_at
from tui_reader.tui.loader import OpenThread, open_thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = st.sampled_from(["ada", "ADA", "ben", "e", "nobody", "name lost", None])
CONDITIONS = st.recursive(
    st.builds(Text, st.sampled_from(["rust", "RAIN", "e", "zebra", "-50", "ü"]))
    | st.builds(By, st.lists(NAMES, min_size=1, max_size=3).map(tuple), st.booleans())
    | st.sampled_from([Starred(), Tagged(), Tagged(("FERRY",)), Noted(), Noted("rust")]),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenThread]:
    """The thread about the clock, with something added to some comments."""
    path: Path = archives.clock(tmp_path_factory.mktemp("loader"))
    with Archive.open(path) as archive:
        opened = open_thread(archive, archive.threads()[0])
        keys = [opened.comment(position).key for position in range(len(REFS))]
        added = ThreadAnnotations(path.with_name("reader.db"), opened.thread.key)
        added.star([keys[0], keys[3]], starred=True)
        added.tag(keys[3], ["Ferry"])
        added.write(keys[5], "rust, again")
        yield replace(opened, annotations=added)


@given(condition=CONDITIONS, group=st.permutations(["ada", "ben", "eve", "fay"]), size=st.integers(0, 4))
def test_what_is_found_is_what_every_comment_says_of_itself(
    clock: OpenThread, condition: Condition, group: list[str], size: int
) -> None:
    """Whole names by the outline, all else by the archive: both find what looking at each comment finds."""
    together = clock.archive.people.together([[(clock.thread.site or "", name) for name in group[:size]]] if size > 1 else [])
    assert bool(together.members) == (size > 1)
    opened = replace(clock)
    opened.__dict__["together"] = together
    judged = Judged.read(clock.archive, clock.thread, Additions({clock.thread.key: clock.annotations.all()}, together))
    assert list(opened.find(condition)) == judged.positions(condition)


@pytest.mark.parametrize(
    ("condition", "rows"),
    [(By(("ada",)), 4), (By(("ada", "nobody")), 4), (By(("nobody",)), 0), (Text("ada"), 25 * len(REFS))],
)
def test_whole_names_are_found_without_reading(clock: OpenThread, condition: Condition, rows: int) -> None:
    """In as many steps as they have comments; for all else every comment is read, which takes longer."""
    assert clock.effort(condition) == rows


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


def test_bringing_in_tells_how_much_is_done(tmp_path: Path) -> None:
    """Of all sources together, by their bytes."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{name}\n\n{DUMP}", encoding="utf-8")
    told: list[float] = []
    bring_in(tmp_path / "a.db", folder, lambda: False, tell=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.5 in told
    assert 0.5 < told[-1] <= 1


def test_what_was_added_comes_by_row_id(clock: OpenThread) -> None:
    """As a pane knows comments; what was added to none of them is left out."""
    added = clock.annotated()
    assert {clock.outline.position_of(identity): annotation for identity, annotation in added.items()} == {
        0: Annotation(starred=True),
        3: Annotation(starred=True, tags=("Ferry",)),
        5: Annotation(note="rust, again"),
    }
    other = ThreadAnnotations(reader_path(), clock.thread.key)
    other.star(["of another state"], starred=True)
    assert replace(clock, annotations=other).annotated() == {}
    assert replace(clock, annotations=ThreadAnnotations(reader_path(), "another")).annotated() == {}


def test_what_is_added_to_a_dump_is_there_once_it_is_kept(tmp_path: Path) -> None:
    """Its keys are those of what it says: in the archive that it is kept in, in a copy of that, after another import of it."""
    dump = tmp_path / "talk.txt"
    dump.write_text(DUMP, encoding="utf-8")
    with look_at(dump, tmp_path / "looked-at.db", lambda: False) as archive:
        looked_at = open_thread(archive, archive.threads()[0])
        looked_at.annotations.write(looked_at.comment(1).key, "true")
    for name in ("kept.db", "kept.db", "another.db"):
        bring_in(tmp_path / name, dump, lambda: False)
        with Archive.open(tmp_path / name) as archive:
            kept = open_thread(archive, archive.threads()[0])
            assert kept.annotations.of(kept.comment(1).key).note == "true"
            assert kept.annotations.of(kept.comment(0).key) == NO_ANNOTATION
