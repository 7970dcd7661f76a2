"""Stars, tags and notes: whatever is done to them is found again, by comment, in whatever order it was done."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import StateError
from tui_reader.model import NO_ANNOTATION, Annotation
from tui_reader.state.annotations import ThreadAnnotations, known_tags, split_tags

COMMENTS = st.sampled_from("abc")
TAGS = st.lists(st.sampled_from(["ferry", "Tide", "cat", "\x1b[1m", "漢字"]), max_size=3)
NOTES = st.sampled_from(["", " ", "check", "two\nlines", "\x1b]52;c;x\x07", "\ud800", "nul\0"])
DEEDS = st.one_of(
    st.tuples(st.just("star"), COMMENTS, st.booleans()),
    st.tuples(st.just("tag"), COMMENTS, TAGS),
    st.tuples(st.just("write"), COMMENTS, NOTES),
)


def do(added: ThreadAnnotations, deed: tuple[str, str, object]) -> None:
    """Carry out a deed."""
    match deed:
        case ("star", comment, bool(starred)):
            added.star([comment], starred=starred)
        case ("tag", comment, list(tags)):
            added.tag(comment, tags)
        case ("write", comment, str(note)):
            added.write(comment, note)


def meant(deeds: list[tuple[str, str, object]]) -> dict[str, Annotation]:
    """Return what deeds leave: the last star, tags and note of each comment."""
    last = {(kind, comment): value for kind, comment, value in deeds}
    found: dict[str, Annotation] = {}
    for comment in "abc":
        tags = last.get(("tag", comment), [])
        note = str(last.get(("write", comment), "")).strip().replace("\ud800", "?")
        assert isinstance(tags, list)
        sorted_tags = tuple(sorted(set(tags), key=str.casefold))
        found[comment] = Annotation(bool(last.get(("star", comment))), sorted_tags, note)
    return {comment: annotation for comment, annotation in found.items() if annotation != NO_ANNOTATION}


@given(st.lists(DEEDS, max_size=8))
@settings(max_examples=25)
def test_what_was_added_last_is_what_is_there(deeds: list[tuple[str, str, object]]) -> None:
    """To whoever did it and to whoever opens the thread afterwards; a thread with the same comment keys has none of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reader.db"
        added = ThreadAnnotations(path, "thread")
        for deed in deeds:
            do(added, deed)
        assert added.all() == ThreadAnnotations(path, "thread").all() == meant(deeds)
        assert all(added.of(comment) == meant(deeds).get(comment, NO_ANNOTATION) for comment in "abc")
        assert ThreadAnnotations(path, "another").all() == {}


def test_many_comments_are_starred_at_once(tmp_path: Path) -> None:
    """And their stars are taken away at once, tags and notes staying."""
    path = tmp_path / "reader.db"
    added = ThreadAnnotations(path, "t")
    added.write("b", "a note")
    added.star(["a", "b", "c"], starred=True)
    assert [comment for comment, each in ThreadAnnotations(path, "t").all().items() if each.starred] == ["a", "b", "c"]
    added.star(["a", "b"], starred=False)
    assert ThreadAnnotations(path, "t").all() == {"b": Annotation(note="a note"), "c": Annotation(starred=True)}


def test_two_readers_of_a_thread_leave_each_other_what_they_add(tmp_path: Path) -> None:
    """Each keeps the tags that the other gave meanwhile, and does not know of them until the thread is opened again."""
    path = tmp_path / "reader.db"
    first, second = ThreadAnnotations(path, "t"), ThreadAnnotations(path, "t")
    first.tag("a", ["tide"])
    assert first.all() == second.all()
    first.tag("a", ["tide", "ferry"])
    second.tag("a", ["cat"])
    second.star(["a"], starred=True)
    assert ThreadAnnotations(path, "t").of("a") == Annotation(starred=True, tags=("cat", "ferry"))


def test_a_change_that_cannot_be_kept_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown is what is on disk."""

    def fail(*_: object) -> None:
        raise StateError("the disk is full")

    added = ThreadAnnotations(tmp_path / "reader.db", "t")
    added.tag("a", ["tide"])
    monkeypatch.setattr("tui_reader.state.annotations.store", fail)
    for deed in (("star", "a", True), ("tag", "a", ["cat"]), ("write", "a", "a note")):
        with pytest.raises(StateError):
            do(added, deed)
    assert added.all() == {"a": Annotation(tags=("tide",))}


def test_many_may_ask_at_once(tmp_path: Path) -> None:
    """A star that is given while others still read is not lost from what is held."""
    for _ in range(20):
        added = ThreadAnnotations(tmp_path / "reader.db", "t")
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(added.all) for _ in range(3)]
            pool.submit(added.star, ["a"], starred=True).result()
            for each in asked:
                each.result()
        assert added.of("a").starred
        added.star(["a"], starred=False)


def test_known_tags_are_those_of_all_threads_most_used_first(tmp_path: Path) -> None:
    """So that the one that is likely meant is proposed first."""
    path = tmp_path / "reader.db"
    assert known_tags(path) == []
    for thread, tags in {"t": ["tide", "cat"], "u": ["tide", "bat"]}.items():
        ThreadAnnotations(path, thread).tag("a", tags)
    assert known_tags(path) == ["tide", "bat", "cat"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        (" , #, ", ()),
        ("tide", ("tide",)),
        ("#tide, #cat", ("tide", "cat")),
        ("tide,cat  bat", ("tide", "cat", "bat")),
        ("Tide tide TIDE", ("Tide",)),
        ("c# ##x", ("c#", "x")),
        ("новый\u2028zeta", ("новый", "zeta")),
        ("a\x1b[1m", ("a\x1b[1m",)),
    ],
)
def test_what_is_typed_becomes_tags(text: str, tags: tuple[str, ...]) -> None:
    """With or without the mark, between spaces or commas; in whatever case, a tag is given once."""
    assert sorted(split_tags(text)) == sorted(tags)
