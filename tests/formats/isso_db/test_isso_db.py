"""The database of isso is read, of every generation and however damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.formats.saved_forums import ARCHIVES, articles, comments, counted, items, messages, needs_archives
from tui_reader.archive.foreign import open_foreign
from tui_reader.errors import SourceError
from tui_reader.formats.base import HEAD_BYTES, Document, PlainText
from tui_reader.formats.isso_db import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Status

if TYPE_CHECKING:
    from pathlib import Path

THREADS = "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))"
COLUMNS = (
    "tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL, modified FLOAT, mode INTEGER"
)
OLDEST = f"CREATE TABLE comments ({COLUMNS}, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR)"
NEWEST = f"{OLDEST[:-1]}, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB, notification INTEGER DEFAULT 0)"
INSERT = "INSERT INTO comments (tid, id, parent, created, modified, mode, text, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
ROWS = (
    (1, 1, None, 1.5e9, None, 1, "Good *bread*, see [this](https://example.org/a)", "Ola &amp; Per"),
    (1, 2, 1, 1.5e9 + 60.5, 1.5e9 + 90, 1, "<p>It is &amp; <b>was</b></p>", None),
    (1, 3, 1, 1.5e9 + 30, None, 4, "", None),
    (2, 4, None, 1.5e9 + 99, None, 2, "Let me in", "Anonymous"),
    (9, 5, None, 1.5e9 + 99, None, 1, "Whose page is this?", "Pia"),
)


def saved(path: Path, comments_table: str = NEWEST, copies: int = 1) -> bytes:
    """Return a database with these comments, each so many times."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute(THREADS)
        connection.execute(comments_table)
        connection.execute("INSERT INTO threads VALUES (1, '/loaf/', 'A loaf'), (2, 'https://example.org/rye', NULL)")
        for copy in range(copies):
            for tid, ident, *rest in ROWS:
                connection.execute(INSERT, (tid, ident + 10 * copy, *rest))
    return path.read_bytes()


def holding(data: bytes) -> Document:
    """Return a database as the pipeline hands it to a format."""
    return Document(
        "comments.db",
        "comments.db",
        "",
        data[:HEAD_BYTES],
        lambda: BytesIO(data),
        len(data),
        open_foreign(lambda: BytesIO(data)),
    )


def test_pages_and_comments_are_read_in_the_order_of_isso(tmp_path: Path) -> None:
    """By time, whatever their ids are; with what became of them."""
    found = items(FORMAT, holding(saved(tmp_path / "comments.db")))
    told = [(one.thread, one.ref, one.parent, one.author, one.status, one.body) for one in comments(found)]
    assert told == [
        ("1", "1", None, "Ola & Per", Status.PRESENT, "Good *bread*, see this <https://example.org/a>"),
        ("1", "3", "1", None, Status.DELETED, ""),
        ("1", "2", "1", None, Status.PRESENT, "It is & **was**"),
        ("2", "4", None, "Anonymous", Status.PENDING, "Let me in"),
        ("9", "5", None, "Pia", Status.PRESENT, "Whose page is this?"),
    ]
    last = comments(found)[2]
    assert (last.posted, last.edited, last.original) == ("2017-07-14T02:41:00Z", "2017-07-14T02:41:30Z", ROWS[1][6])


def test_a_page_is_known_by_its_path_alone(tmp_path: Path) -> None:
    """The site is there where the whole address is kept."""
    found = articles(items(FORMAT, holding(saved(tmp_path / "comments.db"))))
    assert {(one.ref, one.title, one.site, one.url, one.source_id) for one in found} == {
        ("1", "A loaf", None, "/loaf/", None),
        ("2", None, "example.org", "https://example.org/rye", None),
        ("9", None, None, None, None),
    }


def test_an_old_database_has_no_votes(tmp_path: Path) -> None:
    """What its tables lack is unknown."""
    old = comments(items(FORMAT, holding(saved(tmp_path / "old.db", OLDEST))))
    new = comments(items(FORMAT, holding(saved(tmp_path / "new.db"))))
    assert {one.score for one in old} == {None}
    assert {one.score for one in new} == {0}


def test_another_database_is_not_claimed(tmp_path: Path) -> None:
    """Tables called threads and comments are not enough."""
    data = saved(tmp_path / "other.db", OLDEST).replace(b"(tid ", b"(tad ")
    assert FORMAT.probe(data, "other.db").strength == 0
    assert recognise(holding(saved(tmp_path / "isso.db"))).format is FORMAT


def test_a_database_cut_short_keeps_what_can_be_read(tmp_path: Path) -> None:
    """However much is gone, nothing fails in another way than a source may."""
    data = saved(tmp_path / "comments.db", copies=8)
    kept = set()
    for end in range(100, len(data), 301):
        try:
            read = FORMAT.read(holding(data[:end]))
            assert not isinstance(read, PlainText)
            found = list(read)
        except SourceError:
            continue
        assert messages(found) or len(comments(found)) == 40
        kept.add(len(comments(found)))
    assert kept


def test_a_document_that_is_no_database_is_refused() -> None:
    """Nothing else can be asked."""
    with pytest.raises(SourceError, match="no database"):
        list(FORMAT.read(Document.of("a.db", "a.db", b"words")))  # type: ignore[arg-type]


@needs_archives
def test_a_real_database_holds_what_it_holds() -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    data = (ARCHIVES / "isso_sqlite" / "incolumitas_comments.db").read_bytes()
    assert counted(items(FORMAT, holding(data))) == (63, 434, 195, 1)
