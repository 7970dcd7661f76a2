"""An empty archive is filled without indexes; whoever looks for comments meanwhile has them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.archive.archives import add
from tests.builders import article, thread
from tui_reader.archive import copies, threads
from tui_reader.archive.row_indexes import leave_out_indexes, make_indexes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_INDEXES = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'comment' ORDER BY name"
NAMES = [("comment_author",), ("comment_parent",), ("comment_position",)]


def test_what_is_left_out_is_made_again_as_it_was(tmp_path: Path) -> None:
    """Word by word, since readers compare the schema; and to make them twice is to make them once."""
    add(tmp_path / "a.db", [article("1"), *thread("a(b) c")])
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        before = connection.execute("SELECT sql FROM sqlite_schema WHERE name LIKE 'comment_p%' ORDER BY name").fetchall()
        leave_out_indexes(connection)
        assert connection.execute(_INDEXES).fetchall() == []
        make_indexes(connection)
        make_indexes(connection)
        after = connection.execute("SELECT sql FROM sqlite_schema WHERE name LIKE 'comment_p%' ORDER BY name").fetchall()
        assert (after, connection.execute(_INDEXES).fetchall()) == (before, NAMES)


def test_to_take_out_a_copy_makes_the_indexes(tmp_path: Path) -> None:
    """Else each of many threads told twice would be looked for among all comments."""
    add(tmp_path / "a.db", [article("1"), *thread("a(b) c")])
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        leave_out_indexes(connection)
        assert len(copies.load_copy(connection, 1).comments) == 3
        assert connection.execute(_INDEXES).fetchall() == NAMES


def test_only_an_empty_archive_is_filled_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second source keeps up what is there."""
    dropped: list[sqlite3.Connection] = []
    monkeypatch.setattr(threads, "leave_out_indexes", dropped.append)
    add(tmp_path / "a.db", [article("1"), *thread("a(b) c")], "one")
    add(tmp_path / "a.db", [article("2"), *thread("d(e) f")], "two")
    assert len(dropped) == 1
