"""What an archive answers: threads, windows of comments, commenters, matches, parts, lines of the source."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import Commenter, add, commenters, facts
from tests.builders import article, thread
from tests.conftest import ROOT
from tui_reader.archive.reader import NO_SCORE, Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveDamagedError, NothingFoundError
from tui_reader.model import Annotation, Article, Comment, Span, Status
from tui_reader.query import Additions, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOLD = [
    Comment("1", "1", "One two three", author="Ann", posted="2020-01-02"),
    Comment("1", "2", "four", author="Bo", parent="1", posted="2020-01-01"),
    Comment("1", "3", "five six", author="Ann", parent="2", posted="2020-01-03"),
    Comment("1", "4", "seven", author_lost="one word"),
    Comment("1", "5", "", status=Status.LOST),
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive of the comments above."""
    add(tmp_path / "a.db", [article(), *TOLD])
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def test_threads_are_found_by_key(archive: Archive) -> None:
    """A key leads to its thread, and another to an error that says so."""
    (only,) = archive.threads()
    assert archive.thread(only.key) == only
    with pytest.raises(NothingFoundError, match="no thread with key nothing"):
        archive.thread("nothing")
    with pytest.raises(NothingFoundError):
        archive.document(99)


def test_row_ids_are_found_by_key(archive: Archive) -> None:
    """Those of one thread; a key of no comment has none."""
    comments = archive.comments(archive.outline(1).ids)
    wanted = {comment.key: comment.id for comment in list(comments.values())[1:3]}
    assert archive.ids(1, [*wanted, "nothing"]) == wanted
    assert archive.ids(2, list(wanted)) == {}
    assert archive.ids(1, []) == {}


def test_what_a_reader_added_is_asked_for_beside_the_archive(archive: Archive) -> None:
    """It comes by comment key; what was added to nothing in the thread, or to a slot that is lost, is found nowhere."""
    keys = [comment.key for comment in archive.comments(archive.outline(1).ids).values()]
    added = {keys[0]: Annotation(starred=True), keys[2]: Annotation(note="six?"), keys[4]: Annotation(starred=True)}
    for query, found in {"is:starred": [0], "has:note -is:starred": [2], "-is:starred by:ann": [2], "has:tag": []}.items():
        condition = parse(query)
        assert condition
        annotations = {archive.threads()[0].key: added | {"nothing": Annotation(starred=True)}}
        assert list(archive.matching(1, condition, Additions(annotations))) == found
        assert list(archive.matching(1, condition)) == ([0, 2] if query.startswith("-") else [])


def test_comments_come_in_the_order_asked_for(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of ids gives a window of comments, however many windows that takes."""
    monkeypatch.setattr("tui_reader.archive.reader._WINDOW", 2)
    ids = archive.outline(1).ids
    assert list(archive.comments([ids[3], ids[0], ids[2]])) == [ids[3], ids[0], ids[2]]
    assert archive.comments([]) == {}
    assert archive.comments(ids)[ids[1]].body == "four"


def test_a_thread_of_any_length_is_read_in_windows(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has the time of a query for itself, so that a million comments are no query that takes too long."""
    whole = archive.document(1).comments
    assert len(whole) > 2
    for window in (1, 2, len(whole)):
        monkeypatch.setattr("tui_reader.archive.reader._WINDOW", window)
        assert archive.document(1).comments == whole


def test_a_comment_that_is_not_there_is_damage(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks by the ids of an outline gets every one of them, or an error of ours that says which is missing."""
    monkeypatch.setattr("tui_reader.archive.reader._WINDOW", 2)
    with pytest.raises(ArchiveDamagedError, match="comment 998 is not there") as caught:
        archive.comments([1, 999, 2, 998])
    assert "tui-reader check" in caught.value.hint


def test_what_is_counted_of_a_thread(archive: Archive, tmp_path: Path) -> None:
    """States, scores where they are known, and the comment of the most words; without comments there is none."""
    assert archive.statuses(1) == {Status.PRESENT: 4, Status.LOST: 1}
    assert archive.longest(1) == (0, 3)
    assert list(archive.scores(1)) == [NO_SCORE] * 5
    rated = [Comment("1", str(number), "word " * number, score=number - 2 or None) for number in range(1, 5)]
    add(tmp_path / "b.db", [article(), *rated])
    with Archive.open(tmp_path / "b.db") as other:
        assert list(other.scores(1)) == [-1, NO_SCORE, 1, 2]
        assert other.longest(1) == (3, 4)
    with pytest.raises(NothingFoundError, match="no comments"):
        archive.longest(99)


def test_commenters_are_counted_with_one_bucket_for_lost_names(archive: Archive) -> None:
    """Who speaks most stands first; a slot with nothing in it is nobody's."""
    people = {person.name: person for person in commenters(archive, 1)}
    assert next(iter(people)) == "Ann"
    assert people["Ann"] == Commenter(people["Ann"].id, "Ann", 2, 5, "2020-01-02", "2020-01-03")
    assert people[None] == Commenter(0, None, 1, 1, None, None)
    outline = archive.outline(1)
    local = outline.local_author(people["Ann"].id)
    assert local is not None
    assert list(outline.positions_by(local)) == [0, 2]


def test_a_part_says_what_it_is_and_what_it_leaves_out(archive: Archive) -> None:
    """Positions come in preorder and once, and the rest is counted."""
    part = archive.document(1, [2, 0, 2], "chosen by hand")
    assert [comment.position for comment in part.comments] == [0, 2]
    assert (part.left_out, part.selection) == (3, "chosen by hand")
    assert archive.document(1).left_out == 0


@pytest.mark.parametrize(
    "raw", [b"one\ntwo\nthree\n", b"one\r\ntwo\r\nthree", b"one\rtwo\rthree\r", b"\xef\xbb\xbfone\ntwo\nthree"]
)
def test_lines_of_the_source_are_shown_as_they_were(tmp_path: Path, raw: bytes) -> None:
    """Any line end, a byte order mark, spans beyond the end."""
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(facts(raw=raw), [article()])
    with Archive.open(tmp_path / "a.db") as archive:
        assert archive.source_lines(1, Span(1, 2)) == ("one", "two")
        assert [line for line in archive.source_lines(1, Span(3, 99)) if line] == ["three"]


def test_a_source_that_is_not_kept_has_no_lines(archive: Archive) -> None:
    """Structured sources are not kept; there is nothing to show, and no error."""
    assert archive.source_lines(1, Span(1, 1)) == ()


def test_a_source_is_handed_out_as_it_came_in(tmp_path: Path, archive: Archive) -> None:
    """Its bytes, whatever they are, and where it was found; nothing where it is not kept."""
    raw = b"\xef\xbb\xbfone\r\ntwo\x00\xff"
    with ArchiveWriter(tmp_path / "b.db") as writer:
        writer.add(facts("x.txt", raw=raw), [article()])
    with Archive.open(tmp_path / "b.db") as kept:
        assert kept.source(1) == ("in/x.txt", raw)
        assert kept.source(99) is None
    assert archive.source(1) is None


def test_a_line_of_the_source_leads_to_its_comment(tmp_path: Path) -> None:
    """To the innermost one where spans overlap; lines of the article, and those of no comment, lead to none."""
    spans = [Span(5, 20), Span(8, 12), None, Span(21, 21)]
    told = [Comment("1", str(number), "words", span=span) for number, span in enumerate(spans)]
    add(tmp_path / "a.db", [article(), *told])
    with Archive.open(tmp_path / "a.db") as archive:
        found = {line: archive.position_at(1, line) for line in (1, 4, 5, 7, 8, 12, 13, 20, 21, 22)}
    assert found == {1: None, 4: None, 5: 0, 7: 0, 8: 1, 12: 1, 13: 0, 20: 0, 21: 3, 22: None}


def test_many_threads_of_execution_read_at_once(tmp_path: Path) -> None:
    """Each use has a connection of its own; answers do not mix."""
    with ArchiveWriter(tmp_path / "a.db") as writer:
        for name in "abcdefgh":
            writer.add(facts(name), [Article(ref="1", title=name), *thread(f"{name}({name}1 {name}2)")])
    with Archive.open(tmp_path / "a.db") as archive, ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(archive.document, [1 + number % 8 for number in range(200)]))
    for number, document in enumerate(documents):
        name = "abcdefgh"[number % 8]
        assert [comment.body for comment in document.comments] == [name, f"{name}1", f"{name}2"]


def test_reading_loads_nothing_that_writing_needs(archive: Archive) -> None:
    """In a fresh interpreter, a whole document is read without sqlite_utils."""
    program = """import sys, pathlib
from tui_reader.archive.reader import NO_SCORE, Archive
with Archive.open(pathlib.Path(sys.argv[1])) as archive:
    assert len(archive.document(1).comments) == 5
print("sqlite_utils" in sys.modules)"""
    command = [sys.executable, "-c", program, str(archive.path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
