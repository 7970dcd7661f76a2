"""Copies of a thread, from whatever source, become one thread that says all that they said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tui_reader.archive.check import check
from tui_reader.archive.identities import names_of
from tui_reader.archive.merging import merged
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import AddedSource, ArchiveWriter, SourceFacts
from tui_reader.model import Article, Comment, Origin, ReplyBasis, Status

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model import Record, StoredComment, StoredThread

HEAD = Article("t", "Locks", site="canal.example", url="https://canal.example/locks/", source_id="7", is_whole=True)


def said(ref: str, body: str, author: str = "Ada", parent: str | None = None, minute: int = 0) -> Comment:
    """Return a comment with an id of its site, said at a minute past nine."""
    basis = ReplyBasis.STATED if parent else None
    return Comment(
        "t",
        ref,
        body,
        author,
        parent=parent,
        reply_basis=basis,
        reply_confidence=1.0 if parent else None,
        posted=f"2020-05-01T09:{minute:02}:00Z",
        source_id=ref,
        score=1,
    )


def add(path: Path, name: str, *records: Record, form: str = "wxr") -> AddedSource:
    """Add a source of a format."""
    with ArchiveWriter(path) as writer:
        origin = Origin(name, form, sha256(name.encode()).hexdigest(), 10)
        return writer.add(SourceFacts(origin, name), records)


def threads(path: Path) -> list[tuple[StoredThread, tuple[StoredComment, ...]]]:
    """Return all threads with their comments; the archive has to be sound."""
    assert check(path) == []
    with Archive.open(path) as archive:
        return [(thread, archive.document(thread.id).comments) for thread in archive.threads()]


def sightings(path: Path, key: str) -> list[tuple[str, int, str, str]]:
    """Return what each source said of a comment: its name, score, status and body."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            """SELECT source.name, sighting.score, sighting.status, coalesce(sighting.body, comment.body)
            FROM sighting JOIN source ON source.id = sighting.source JOIN comment ON comment.id = sighting.comment
            WHERE comment.key = ? ORDER BY source.id""",
            (key,),
        ).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a new archive may be made."""
    return tmp_path / "a.db"


def test_a_later_copy_updates_scores_and_statuses_and_keeps_what_was_said(path: Path) -> None:
    """A comment that was emptied keeps its words and its name; an edited one has the new words, its source the old ones."""
    add(path, "one", HEAD, said("1", "first"), said("2", "second", "Bo", "1", 1), said("3", "third", minute=2))
    later = (
        said("1", "first, better")._replace(edited="", score=9),
        said("2", "[deleted]", "Bo", "1", 1)._replace(author=None, status=Status.DELETED),
        said("3", "third", minute=2),
        said("4", "fourth", minute=3),
    )
    added = add(path, "two", HEAD, *later)
    assert (added.added, added.updated) == (0, 1)
    ((thread, comments),) = threads(path)
    assert [(each.body, each.author, each.score, each.status.value) for each in comments] == [
        ("first, better", "Ada", 9, "present"),
        ("second", "Bo", 1, "deleted"),
        ("third", "Ada", 1, "present"),
        ("fourth", "Ada", 1, "present"),
    ]
    assert sightings(path, comments[0].key) == [("one", 1, "present", "first"), ("two", 9, "present", "first, better")]
    assert sightings(path, comments[1].key) == [("one", 1, "present", "second"), ("two", 1, "deleted", "[deleted]")]
    with Archive.open(path) as archive:
        tells = [source.path for source in archive.sources() if thread in archive.threads_of(source.id)]
        assert tells == ["one", "two"]


def test_what_vanished_is_marked_where_the_later_copy_is_whole_and_of_the_same_kind(path: Path) -> None:
    """A copy of another kind, or of a part, says nothing about what it does not have."""
    add(path, "one", HEAD, said("1", "first"), said("2", "second", minute=1), said("3", "third", minute=2))
    add(path, "part", replace(HEAD, is_whole=False), said("3", "third", minute=2))
    add(path, "other", HEAD, said("3", "third", minute=2), form="page")
    assert {each.status for each in threads(path)[0][1]} == {Status.PRESENT}
    other = path.with_name("b.db")
    add(other, "one", HEAD, said("1", "first"), said("2", "second", minute=1), said("3", "third", minute=2))
    add(other, "two", HEAD, said("1", "first"), said("3", "third", minute=2))
    assert [each.status.value for each in threads(other)[0][1]] == ["present", "vanished", "present"]
    add(other, "three", HEAD, said("1", "first"), said("2", "second", minute=1), said("3", "third", minute=2))
    assert [each.status.value for each in threads(other)[0][1]] == ["present"] * 3


def test_an_older_copy_takes_nothing_back(path: Path) -> None:
    """Where the earlier import knows of edits and deletions that the later one has not, that is the older copy."""
    emptied = said("1", "gone")._replace(status=Status.DELETED)
    add(path, "new", HEAD, emptied, said("2", "second", minute=1), said("3", "third", minute=2))
    add(path, "old", HEAD, said("1", "first"), said("0", "gone since"), said("2", "second", minute=1))
    ((_, comments),) = threads(path)
    assert {each.body: each.status.value for each in comments} == {
        "gone": "deleted",
        "second": "present",
        "third": "present",
        "gone since": "present",
    }


def test_other_ids_are_the_same_comment_where_author_second_and_text_are(path: Path) -> None:
    """What is marked up otherwise is the same text; a page's path is enough where what is said agrees."""
    add(path, "disqus", HEAD, said("d1", "Locks are *fine*."), said("d2", "No.", "Bo", "d1", 1))
    isso = Article("u", "Locks", url="/locks/")
    told = (said("1", "Locks are fine.")._replace(thread="u"), said("2", "No.", "Bo", "1", 1)._replace(thread="u"))
    add(path, "isso", isso, *told, said("3", "New here", "Cy", "2", 2)._replace(thread="u"), form="isso")
    ((_, comments),) = threads(path)
    assert [(each.body, each.depth) for each in comments] == [("Locks are *fine*.", 0), ("No.", 1), ("New here", 2)]


def test_markup_that_comes_out_otherwise_is_no_other_comment(path: Path) -> None:
    """Nobody says two things in a second that begin with the same words."""
    add(path, "disqus", HEAD, said("d1", "Locks, as I said <https://canal.example/2>, are fine."))
    add(path, "isso", HEAD, said("1", "Locks, as I said (canal.example), are fine."), form="isso")
    assert len(threads(path)[0][1]) == 1


def test_threads_at_one_path_of_two_sites_stay_two(path: Path) -> None:
    """Nothing that is said agrees."""
    add(path, "one", HEAD, said("1", "Locks are fine."))
    add(path, "two", Article("t", "Locks", url="/locks/"), said("1", "Otters are fine.", "Bo", minute=5), form="isso")
    assert len(threads(path)) == 2


def test_talk_about_a_page_is_not_the_talk_on_it(path: Path) -> None:
    """What links to a page lies elsewhere, whatever is said in both places."""
    add(path, "one", HEAD, said("1", "Locks are fine."))
    elsewhere = replace(HEAD, site="news.example", source_id="99")
    add(path, "two", elsewhere, said("1", "Locks are fine."), form="hn")
    assert len(threads(path)) == 2


def test_the_same_id_of_two_counters_is_not_the_same_comment(path: Path) -> None:
    """Both count from 1; who spoke, when and what differs."""
    add(path, "one", HEAD, said("1", "Locks are fine."), said("2", "Quite so.", "Bo", minute=1))
    told = (said("1", "Otters!", "Cy", minute=7), said("2", "Locks are fine.", "Ada"))
    add(path, "two", HEAD, *told, form="isso")
    ((_, comments),) = threads(path)
    assert sorted(each.body for each in comments) == ["Locks are fine.", "Otters!", "Quite so."]


def test_a_missing_parent_is_a_visible_gap_until_a_source_has_it(path: Path) -> None:
    """Pages of a thread may come in any order."""
    add(path, "two", replace(HEAD, is_whole=False), said("5", "an answer", "Bo", "2", 5))
    ((thread, comments),) = threads(path)
    assert [(each.status.value, each.depth) for each in comments] == [("lost", 0), ("present", 1)]
    assert (thread.comments, thread.lost) == (1, 1)
    add(path, "one", replace(HEAD, is_whole=False), said("1", "first"), said("2", "second", minute=2))
    ((thread, comments),) = threads(path)
    assert [(each.body, each.depth) for each in comments] == [("first", 0), ("second", 0), ("an answer", 1)]
    assert (thread.comments, thread.lost) == (3, 0)


def test_reading_a_source_in_another_way_leaves_what_others_told(path: Path) -> None:
    """Only what came of that source alone is taken out."""
    add(path, "one", HEAD, said("1", "first"))
    add(path, "two", HEAD, said("1", "first"), said("2", "misread", minute=1), form="page")
    with ArchiveWriter(path) as writer:
        origin = Origin("two", "plain-text", sha256(b"two").hexdigest(), 10)
        added = writer.add(
            SourceFacts(origin, "two"), [Article("x", "Other", source_id="x"), said("9", "right")._replace(thread="x")]
        )
    assert added.replaced
    assert [[each.body for each in comments] for _, comments in threads(path)] == [["first"], ["right"]]


def test_merging_twice_changes_nothing() -> None:
    """What was put together is there already."""
    earlier = [said(ref, f"words {ref}", minute=int(ref))._replace(key=ref) for ref in "123"]
    once = merged(earlier, [said("2", "words 2", minute=2), said("4", "words 4", minute=4)]).comments
    assert [comment.body for comment in once] == ["words 1", "words 2", "words 3", "words 4"]
    keyed = [comment._replace(ref=comment.source_id or "", key=comment.source_id) for comment in once]
    assert merged(keyed, [said("2", "words 2", minute=2), said("4", "words 4", minute=4)]).comments == keyed


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://www.canal.example/locks/?utm_source=x", ("at canal.example/locks", "path /locks")),
        ("http://canal.example/locks/index.html#comments", ("at canal.example/locks", "path /locks")),
        ("https://canal.example/?p=12", ("at canal.example/?p=12", "path /?p=12")),
        ("/locks", ("path /locks",)),
        ("https://canal.example/", ()),
        ("http://[broken", ()),
        (None, ()),
    ],
)
def test_one_page_has_one_name(url: str | None, names: tuple[str, ...]) -> None:
    """Scheme, `www.`, slash, index page and tracking make no other page of it; a site's first page names nothing."""
    assert names_of(Article("t", url=url, site="canal.example")) == names


def test_each_source_is_quoted_with_what_it_said(path: Path) -> None:
    """The words that a later copy changed are those of the earlier one still."""
    add(path, "one", HEAD, said("1", "first"))
    add(path, "two", HEAD, said("1", "first, better")._replace(score=9))
    ((_, comments),) = threads(path)
    with Archive.open(path) as archive:
        told = archive.source_words(comments[0].id)
    assert [(each.source, each.score, each.body) for each in told] == [("one", 1, "first"), ("two", 9, "first, better")]


def test_a_thread_without_a_title_is_called_by_its_first_words(path: Path) -> None:
    """Else by the file that it is from."""
    add(path, "chat.json", Article("t", source_id="1"), said("1", "Hello\nthere")._replace(thread="t"))
    add(path, "empty.json", Article("u", source_id="2"))
    assert [thread.name for thread, _ in threads(path)] == ["Hello there", "empty.json"]
