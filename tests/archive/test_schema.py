"""What lies on disk is what the schema says, what readers expect, and what other tools understand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from tests.archive.archives import add, facts
from tests.builders import article, thread
from tui_reader.archive.migrations import migrate
from tui_reader.archive.schema import APPLICATION_ID, KNOWN_SQL, SCHEMA_VERSION
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article, Block, Comment, Origin, Quotation, StoredComment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to an archive with one tree."""
    path = tmp_path / "a.db"
    add(path, [Article("1", "Otters", url="https://river.example/1"), *thread("swim(swam(swum)) otter")])
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of the columns of a table or view."""
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def test_the_file_holds_exactly_what_readers_expect(connection: sqlite3.Connection) -> None:
    """Every object has the SQL that readers compare it with, SQLite's own parts of the index included."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    ours = {name: sql for name, sql in found.items() if "_sqlite_migrations" not in sql}
    assert ours == KNOWN_SQL
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_every_field_has_its_column(connection: sqlite3.Connection) -> None:
    """A value that gains a field gains a column, or this fails."""
    renamed = {"original": "id", "span": "first_line", "thread": "thread", "parent_key": "parent", "ref": "id"}
    for value, table in (
        (Comment, "comment"),
        (StoredComment, "comment"),
        (Block, "block"),
        (Quotation, "quotation"),
        (Origin, "source"),
    ):
        fields = {renamed.get(field, field) for field in value.__match_args__}
        assert fields <= columns(connection, table), value


def test_tables_refuse_what_does_not_belong(connection: sqlite3.Connection) -> None:
    """Types are strict, and references are real."""
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        connection.execute("UPDATE comment SET score = 'high'")
    connection.execute("PRAGMA foreign_keys = on")
    for statement in (
        "UPDATE comment SET parent = 99",
        "UPDATE comment SET author = 99",
        "DELETE FROM thread",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_migrating_again_does_nothing(connection: sqlite3.Connection) -> None:
    """An archive that is up to date is not touched."""
    before = connection.total_changes
    migrate(connection)
    assert connection.total_changes == before


def test_other_tools_find_the_search_index(connection: sqlite3.Connection) -> None:
    """sqlite-utils, and Datasette like it, see that the comments can be searched."""
    assert Database(connection)["comment"].detect_fts() == "comment_fts"  # type: ignore[union-attr]
    found = connection.execute("SELECT rowid FROM comment_fts WHERE comment_fts MATCH 'swam'").fetchall()
    assert found == connection.execute("SELECT id FROM comment WHERE body = 'swam'").fetchall()


def test_search_follows_what_is_replaced(tmp_path: Path) -> None:
    """After a later snapshot the old words are gone and the new ones found."""
    path = tmp_path / "a.db"
    head = Article("1", "Otters", source_id="t")
    add(path, [head, Comment("1", "a", "old words", source_id="a")], "one")
    add(path, [head, Comment("1", "a", "new words", source_id="a"), Comment("1", "b", "more words")], "two")
    with closing(sqlite3.connect(path)) as connection:
        count = "SELECT count(*) FROM comment_fts WHERE comment_fts MATCH ?"
        assert [connection.execute(count, (word,)).fetchone()[0] for word in ("old", "new", "words")] == [0, 1, 2]


def test_the_wide_view_serves_other_programs(connection: sqlite3.Connection) -> None:
    """One row a comment with its thread, its author and the way from the root."""
    assert columns(connection, "comments") == {
        "id",
        "thread",
        "title",
        "author",
        "posted",
        "depth",
        "path",
        "score",
        "body",
        "url",
    }
    rows = connection.execute("SELECT title, author, depth, path, url FROM comments ORDER BY id").fetchall()
    url = "https://river.example/1"
    assert rows == [
        ("Otters", "swim", 0, "1", url),
        ("Otters", "swam", 1, "1/2", url),
        ("Otters", "swum", 2, "1/2/3", url),
        ("Otters", "otter", 0, "4", url),
    ]


def test_a_source_keeps_its_counts(tmp_path: Path) -> None:
    """What an import brought in is known without counting."""
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(facts(), [article(), *thread("a(b)"), Comment("1", "c", "c", parent="gone")])
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT path, threads, comments, problems FROM source").fetchall() == [
            ("in/dump.txt", 1, 3, 1)
        ]


def test_what_was_written_again_leaves_no_empty_pages(tmp_path: Path) -> None:
    """A thread that another reading makes shorter makes its archive smaller."""
    path = tmp_path / "a.db"
    long = [Comment("1", str(number), "otters swim " * 300, "Ann") for number in range(300)]
    add(path, [Article("1", "Otters"), *long])
    size = path.stat().st_size
    add(path, [Article("1", "Otters"), *long[:3]], layout="another")
    assert path.stat().st_size < size / 2
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA freelist_count").fetchone() == (0,)
