"""What becomes of one thread on its way into the tables: its outcome, its dates, its people, its ids."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.archives import add, commenters, facts
from tests.builders import article, thread
from tui_reader.archive.assemble import assemble
from tui_reader.archive.check import check
from tui_reader.archive.connection import open_for_reading
from tui_reader.archive.outlines import seconds
from tui_reader.archive.reader import Archive
from tui_reader.archive.threads import counts
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveError, ArchiveLockedError
from tui_reader.model import Article, Comment, ReplyBasis, Span, Status

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model import Record


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        (None, 0),
        ("", 0),
        ("yesterday", 0),
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:01Z", 1),
        ("1969-12-31T23:59:59Z", 0),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-02", 86_400),
        ("2019-03-01T08:00:00", 1_551_427_200),
        ("2019-03-01T08:00:00+02:00", 1_551_420_000),
        ("2106-02-07T06:28:15Z", 0xFFFFFFFF),
        ("2106-02-07T06:28:16Z", 0),
        ("9999-12-31T23:59:59-12:00", 0),
        ("0001-01-01T00:00:00+12:00", 0),
    ],
)
def test_dates_are_seconds_where_they_fit(posted: str | None, expected: int) -> None:
    """A date without a zone is read as UTC whatever the clock of the machine says; what does not fit is unknown."""
    assert seconds(posted) == expected


@given(st.datetimes(datetime(1970, 1, 2), datetime(2106, 1, 1), timezones=st.timezones()))
def test_every_zone_is_one_moment(moment: datetime) -> None:
    """The same moment written in any zone is the same number."""
    whole = moment.replace(microsecond=0)
    assert seconds(whole.isoformat()) == seconds(whole.astimezone(UTC).isoformat()) == int(whole.timestamp())


def test_counts_are_of_those_who_said_something() -> None:
    """People are names, not comments; lost slots are counted apart, but their dates still bound the thread."""
    told = [
        Comment("1", "a", "x", "Ann", posted="2020-02-01"),
        Comment("1", "b", "y", "Ann"),
        Comment("1", "c", "z", status=Status.DELETED, posted="2020-03-01"),
        Comment("1", "d", "", "Bo", status=Status.LOST, posted="2020-01-01"),
    ]
    assert counts(told) == (3, 1, 1, 1, "2020-01-01", "2020-03-01")
    assert counts([]) == (0, 0, 0, 0, None, None)


def test_a_source_says_what_became_of_each_of_its_threads(tmp_path: Path) -> None:
    """New, changed and unchanged threads of one source are told apart, their keys in the order in which they came."""
    path = tmp_path / "a.db"

    def told(last: str) -> list[Record]:
        heads = [Article(ref, ref, source_id=ref) for ref in "123"]
        return [*heads[: 2 if last == "old" else 3], Comment("2", "a", last, "Ann"), Comment("1", "b", "same", "Bo")]

    first = add(path, told("old"), "first")
    assert (first.added, first.updated, first.unchanged, first.comments, len(first.keys)) == (2, 0, 0, 2, 2)
    second = add(path, told("new"), "second")
    assert (second.added, second.updated, second.unchanged, second.comments) == (1, 1, 1, 3)
    assert second.keys[:2] == first.keys
    with Archive.open(path) as archive:
        assert [stored.key for stored in archive.threads()] == list(second.keys)
        assert [stored.origin.name for stored in archive.threads()] == ["first", "first", "second"]
    assert check(path) == []


def test_what_a_source_holds_is_counted_where_it_is_stored(tmp_path: Path) -> None:
    """People are counted once over all threads, lost slots and names apart, what stands twice once, known or new alike."""
    heads = [Article(ref, ref, source_id=ref) for ref in "12"]
    said = [Comment("1", "a", "x", "Ann"), Comment("1", "a", "x", "Ann"), Comment("2", "b", "y", "Ann"), Comment("2", "c", "z")]
    told: list[Record] = [*heads, *said, Comment("2", "d", "w", author_lost="worn"), Comment("2", "e", "", status=Status.LOST)]
    for name in ("one", "two"):
        added = add(tmp_path / "a.db", told, name)
        assert (len(added.keys), added.comments, added.people) == (2, 4, 1)
        assert (added.lost, added.unnamed, added.names_lost) == (1, 2, 1)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_thread_that_stands_twice_in_a_source_is_one(tmp_path: Path, *, is_known: bool) -> None:
    """It has the comments of both, as the later place tells them, and the index follows; so does what a source before told."""
    path = tmp_path / "a.db"
    if is_known:
        add(path, [Article("0", "Otters", key="k"), Comment("0", "z", "before", key="z")], "earlier")
    heads = [Article(ref, "Otters", key="k") for ref in "12"]
    told = [Comment("1", "a", "first words", key="a"), Comment("1", "b", "gone", key="b"), Comment("2", "a", "later", key="a")]
    added = add(path, [*heads, *told])
    assert (added.added, added.updated, added.comments, added.keys) == (not is_known, is_known, 2 + is_known, ("k",))
    assert added.problems == ()
    with Archive.open(path) as archive:
        bodies = [comment.body for comment in archive.document(1).comments]
    assert bodies == ["before"] * is_known + ["later", "gone"]
    assert check(path) == []


def test_a_thread_that_is_told_twice_in_the_same_words_is_one(tmp_path: Path) -> None:
    """Nothing is lost by that, so nothing is said."""
    heads = [Article(ref, "Otters", key="k") for ref in "12"]
    added = add(tmp_path / "a.db", [*heads, Comment("1", "a", "words"), Comment("2", "a", "words")])
    assert (added.added, added.unchanged, added.comments, added.problems) == (1, 0, 1, ())
    assert check(tmp_path / "a.db") == []


@pytest.mark.parametrize("claim", [{"reply_basis": ReplyBasis.QUOTED}, {"reply_confidence": 0.5}, {"parent": "gone"}])
def test_a_comment_that_answers_none_claims_no_reply(claim: dict[str, Any]) -> None:
    """Where there is no parent nothing is said of how it is known, whichever part of that the source states."""
    (stored,) = assemble([thread("a")[0]._replace(**claim)]).comments
    assert (stored.parent, stored.reply_basis, stored.reply_confidence) == (None, None, None)


def test_problems_name_a_few_and_count_the_rest() -> None:
    """One line a kind of trouble, at the place of the first, however many comments have it."""

    def said(count: int) -> tuple[str, int | None]:
        told = [Comment("1", f"c{n}", "x", parent="gone", span=Span(10 + n, 10 + n)) for n in range(count)]
        (problem,) = assemble(told).problems
        return problem.message.partition(": ")[2], problem.line

    assert said(5) == ("c0, c1, c2, c3, c4", 10)
    assert said(6) == ("c0, c1, c2, c3, c4 and 1 more", 10)
    assert said(9) == ("c0, c1, c2, c3, c4 and 4 more", 10)


def test_a_comment_told_thrice_in_other_words_is_three() -> None:
    """Every wording under one id is kept and gets a reference of its own; a reply stays with the first."""
    a, b = thread("a(b)")
    told = [a, a._replace(body="two"), a._replace(body="three"), a._replace(body="two", ref="a~2"), b]
    tree = assemble(told)
    assert [(comment.ref, comment.body) for comment in tree.comments] == [
        ("a", "a"),
        ("b", "b"),
        ("a~2", "two"),
        ("a~3", "three"),
    ]
    assert len(set(tree.keys)) == 4


def test_a_source_too_large_to_keep_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its threads go in; only its own lines cannot be shown."""
    raw = random.Random(1).randbytes(3_000)
    for limit, kept in ((2_000, 0), (4_000, 1)):
        monkeypatch.setattr("tui_reader.archive.writer.LARGEST_VALUE", limit)
        path = tmp_path / f"{limit}.db"
        with ArchiveWriter(path) as writer:
            added = writer.add(facts(raw=raw), [article(), *thread("a")])
        assert (added.known, added.added) == (False, 1)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT count(*) FROM raw").fetchone() == (kept,)


def test_people_of_two_sites_are_two_people(tmp_path: Path) -> None:
    """A name is somebody's on a site; the same name in two threads of one site is one person."""
    heads = [Article(ref, ref, site=site) for ref, site in (("1", "lake"), ("2", "lake"), ("3", "river"), ("4", None))]
    add(tmp_path / "a.db", [*heads, *(Comment(ref, f"c{ref}", f"in {ref}", "Ann") for ref in "1234")])
    with Archive.open(tmp_path / "a.db") as archive:
        people = [commenters(archive, stored.id)[0].id for stored in archive.threads()]
    assert people[0] == people[1]
    assert len(set(people)) == 3


def test_a_name_of_nothing_is_not_a_lost_name(tmp_path: Path) -> None:
    """An empty name is stated by the source; a lost one is not known."""
    add(tmp_path / "a.db", [article(), Comment("1", "a", "x", ""), Comment("1", "b", "y")])
    with Archive.open(tmp_path / "a.db") as archive:
        assert [comment.author for comment in archive.document(1).comments] == ["", None]
        assert {person.name for person in commenters(archive, 1)} == {"", None}


def test_what_another_reading_leaves_out_is_taken_out_everywhere(tmp_path: Path) -> None:
    """Blocks, meta lines, quotations, problems and words of the earlier reading do not stay behind."""
    path = tmp_path / "a.db"
    head = Article("1", "Otters", source_id="t", meta=(Span(1, 1),))
    add(path, [head, *thread("old(older)"), Comment("1", "z", "z", parent="gone")], layout="one")
    added = add(path, [replace(head, meta=()), *thread("new")], layout="two")
    assert (added.replaced, added.problems) == (True, ())
    with closing(sqlite3.connect(path)) as connection:
        tables = ("comment", "block", "meta_span", "quotation", "outline")
        left = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
        of_thread = connection.execute("SELECT count(*) FROM problem WHERE thread IS NOT NULL").fetchone()
    assert (left, of_thread) == ({"comment": 1, "block": 0, "meta_span": 0, "quotation": 0, "outline": 1}, (0,))
    assert check(path) == []


def test_a_closed_archive_says_so(tmp_path: Path) -> None:
    """Using it again is an error in one line, closing it again is none, and a connection still in use ends with its use."""
    add(tmp_path / "a.db", [article()])
    with Archive.open(tmp_path / "a.db") as archive:
        archive.close()
        with pytest.raises(ArchiveError, match="was closed"):
            archive.threads()
    pool = open_for_reading(tmp_path / "a.db")
    with pool.use() as connection:
        pool.close()
        assert connection.execute("SELECT count(*) FROM thread").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_reader_who_does_not_let_go_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To begin writing takes a moment in which nobody reads; who waits for it in vain is told, and nothing is half done."""
    path = tmp_path / "a.db"
    add(path, [article("one")], "one")
    monkeypatch.setattr("tui_reader.archive.connection.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM thread").fetchall()
        with pytest.raises(ArchiveLockedError, match="is being written by another program"), ArchiveWriter(path) as writer:
            writer.add(facts("two"), [article("two")])
    add(path, [article("two")], "two")
    with Archive.open(path) as archive:
        assert [stored.title for stored in archive.threads()] == ["one", "two"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
