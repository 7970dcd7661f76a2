"""The reader's own database: made when it is first needed, shared by turns, and left alone where it is not ours to write."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import start
from tui_reader.errors import StateError
from tui_reader.state import database
from tui_reader.state.database import fetch, store
from tui_reader.state.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

STARS = "SELECT thread, comment FROM star ORDER BY comment"
STAR = "INSERT INTO star VALUES (?, ?)"


def numbers(path: Path) -> tuple[int, int]:
    """Return what the head of a database says of who made it, and its version."""
    with closing(sqlite3.connect(path)) as connection:
        ((application, version),) = connection.execute("SELECT * FROM pragma_application_id, pragma_user_version")
    return application, version


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """Whoever has added nothing has no database, nor a folder for it."""
    assert fetch(tmp_path / "state" / "reader.db", STARS) == []
    assert list(tmp_path.iterdir()) == []


def test_the_first_change_makes_a_database_for_its_owner_alone(tmp_path: Path) -> None:
    """Nobody else reads what somebody notes; nothing lies beside it when it is closed."""
    path = tmp_path / "deep" / "state" / "reader.db"
    store(path, [(STAR, [("t", "a"), ("t", "b")])])
    assert fetch(path, STARS) == [("t", "a"), ("t", "b")]
    assert numbers(path) == (APPLICATION_ID, len(MIGRATIONS))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["reader.db"]


def test_changes_are_carried_out_wholly_or_not_at_all(tmp_path: Path) -> None:
    """A statement that fails takes those before it back."""
    path = tmp_path / "reader.db"
    store(path, [(STAR, [("t", "a")])])
    with pytest.raises(StateError):
        store(path, [(STAR, [("t", "b")]), (STAR, [("t", "a")])])
    assert fetch(path, STARS) == [("t", "a")]


def test_an_older_database_gets_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, wholly, and with what is in it."""
    path = tmp_path / "reader.db"
    store(path, [(STAR, [("t", "a")])])
    later = (*MIGRATIONS, ("CREATE TABLE mute (name TEXT PRIMARY KEY) STRICT", "INSERT INTO mute VALUES ('troll')"))
    monkeypatch.setattr(database, "MIGRATIONS", later)
    for _ in range(2):
        assert fetch(path, "SELECT * FROM mute") == [("troll",)]
    assert fetch(path, STARS) == [("t", "a")]
    assert numbers(path) == (APPLICATION_ID, len(later))


def test_a_migration_that_fails_leaves_the_older_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As whoever is killed in the middle of one."""
    path = tmp_path / "reader.db"
    store(path, [(STAR, [("t", "a")])])
    before = path.read_bytes()
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE mute (name TEXT) STRICT", "no SQL")))
    with pytest.raises(StateError):
        fetch(path, STARS)
    assert path.read_bytes() == before


def newer(path: Path) -> None:
    """Leave a database of a later version."""
    store(path, [(STAR, [("t", "a")])])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def foreign(path: Path) -> None:
    """Leave a database of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")


def torn(path: Path) -> None:
    """Leave a database with a hole in it."""
    store(path, [(STAR, [("t", f"{number}" * 50) for number in range(500)])])
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 3] = bytes(4096 * 2)
    path.write_bytes(data)


def other_words(path: Path) -> None:
    """Leave a file that is no database."""
    path.write_bytes(b"Dear diary, " * 1000)


REFUSED: dict[str, Callable[[Path], None]] = {
    f"was made by a newer tui-reader (version {len(MIGRATIONS) + 1})": newer,
    "is a database of another program": foreign,
    "is damaged": torn,
    "is no database": other_words,
    "cannot be opened": Path.mkdir,
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_ours_to_use_is_refused_and_left_alone(tmp_path: Path, why: str) -> None:
    """Neither reading nor writing touches it; a line says why and what to do."""
    path = tmp_path / "reader.db"
    REFUSED[why](path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StateError) as reading:
        fetch(path, STARS)
    with pytest.raises(StateError) as writing:
        store(path, [(STAR, [("t", "z")])])
    for caught in (reading, writing):
        assert caught.value.message == f"{path} {why}"
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A home where nothing can be made is read as one where nothing was added."""
    (tmp_path / "state").write_text("no folder")
    path = tmp_path / "state" / "reader.db"
    assert fetch(path, STARS) == []
    with pytest.raises(StateError, match="cannot be used: "):
        store(path, [(STAR, [("t", "a")])])


def test_whoever_writes_too_long_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is told to try again; nothing is lost by it."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    path = tmp_path / "reader.db"
    store(path, [(STAR, [("t", "a")])])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StateError, match="is being written by another program"):
            store(path, [(STAR, [("t", "b")])])
        with pytest.raises(StateError, match="is being written by another program"):
            fetch(path, STARS)
    assert fetch(path, STARS) == [("t", "a")]


def test_readers_at_once_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where all of them make the database: each finds in it what all have added."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 30.0)
    path = tmp_path / "reader.db"
    failures: list[StateError] = []

    def add(reader: int) -> None:
        try:
            for number in range(10):
                store(path, [(STAR, [("t", f"{reader}-{number}")])])
        except StateError as error:
            failures.append(error)

    readers = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(fetch(path, STARS)) == 40


ADDING = """
import sys
from pathlib import Path
from tui_reader.state.database import store
for number in range(10_000):
    store(Path(sys.argv[1]), [("INSERT INTO star VALUES (?, ?)", [("t", f"{number}")])])
    print(number, flush=True)
"""


def test_whoever_is_killed_has_lost_nothing_that_was_told_as_done(tmp_path: Path) -> None:
    """At any moment: what was said to be added is there, and at most the one after it."""
    path = tmp_path / "reader.db"
    with start(ADDING, str(path)) as running:
        assert running.stdout
        told = [int(running.stdout.readline()) for _ in range(25)]
        running.kill()
        told += [int(line) for line in running.stdout if line.endswith("\n")]
    kept = {int(comment) for _, comment in fetch(path, STARS)}
    assert set(told) <= kept <= set(range(len(told) + 1))
