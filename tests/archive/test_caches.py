"""The search index and the outlines can be dropped: what is read stays the same, and the next write makes them again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import add, folder_bytes
from tests.builders import article, thread
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveDamagedError
from tui_reader.model import Comment, Status
from tui_reader.query import parse

if TYPE_CHECKING:
    from pathlib import Path

DROPS = ["DROP TABLE outline", "DELETE FROM outline", "DROP TABLE comment_fts", "DROP TABLE outline; DROP TABLE comment_fts"]
LOST = Comment("1", "x", "", parent="b", posted="2020-01-01T10:00:00Z", status=Status.LOST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive of a tree with dates, people and a slot that is lost."""
    add(tmp_path / "a.db", [article(), *thread("a(b(c)) d(a2)"), LOST])
    return tmp_path / "a.db"


def run(path: Path, statements: str) -> None:
    """Do to an archive what somebody may do with another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


def tables(path: Path) -> set[str]:
    """Return the names of all that an archive consists of."""
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def read(path: Path) -> object:
    """Return what a reader is shown of the shape of a thread, and what a search for words finds."""
    condition = parse("c")
    assert condition
    with Archive.open(path) as archive:
        outline = archive.outline(1)._columns
        columns = [getattr(outline, name) for name in outline.sizes()]
        return columns, archive.document(1, [0, 2]), list(archive.matching(1, condition))


@pytest.mark.parametrize("drop", DROPS)
def test_reading_does_without_and_changes_nothing(path: Path, drop: str) -> None:
    """Outline, selection and search are what they were, the archive is sound, and nothing is written."""
    before = read(path)
    run(path, drop)
    dropped = folder_bytes(path.parent)
    assert (read(path), check(path)) == (before, [])
    assert folder_bytes(path.parent) == dropped


@pytest.mark.parametrize("drop", DROPS)
def test_the_next_write_makes_them_again(path: Path, drop: str) -> None:
    """Old threads are indexed and outlined again beside the new one."""
    whole = tables(path)
    run(path, drop)
    add(path, [article("more"), *thread("e(f)")], "more")
    assert tables(path) == whole
    assert check(path) == []
    with closing(sqlite3.connect(path)) as connection:
        found = "SELECT count(*) FROM comment_fts WHERE comment_fts MATCH ?"
        assert [connection.execute(found, (word,)).fetchone() for word in ("c", "f")] == [(1,), (1,)]
        assert connection.execute("SELECT thread FROM outline ORDER BY thread").fetchall() == [(1,), (2,)]


def test_a_thread_is_replaced_after_its_caches_were_dropped(path: Path) -> None:
    """What the index says of the old words goes with them, though the index had to be made again first."""
    run(path, DROPS[-1])
    with ArchiveWriter(path) as writer:
        assert not writer.known("")
    assert not tables(path) & {"outline", "comment_fts"}
    with Archive.open(path) as archive:
        key = archive.threads()[0].key
    added = add(path, [replace(article(), key=key), *thread("n(a)")], "later")
    assert (added.updated, check(path)) == (1, [])


@pytest.mark.parametrize("damage", ["SET parent = 3 WHERE id = 1", "SET parent = 99 WHERE id = 2", "SET id = -1 WHERE id = 5"])
def test_comments_that_make_no_tree_are_damage(path: Path, damage: str) -> None:
    """A circle, a parent that is not there, an id that cannot be: one line, not an exception of ours or of SQLite."""
    run(path, f"DROP TABLE outline; UPDATE comment {damage}")
    with Archive.open(path) as archive, pytest.raises(ArchiveDamagedError, match="make no tree"):
        archive.outline(1)
