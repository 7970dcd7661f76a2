"""Whatever ends an import, whole sources only are in the archive, and it is one file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import DELETE_MODE, add, facts, folder_bytes, start
from tests.builders import article, thread
from tui_reader.archive import writer as writer_module
from tui_reader.archive.check import check
from tui_reader.archive.connection import begin_writing, open_for_writing
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import AddedSource, ArchiveWriter
from tui_reader.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.model import Record

IMPORTER = """
import sys
from pathlib import Path
from tests.archive.archives import facts
from tests.builders import article, thread
from tui_reader.archive.writer import ArchiveWriter

def told(title):
    yield article(title)
    yield from thread(" ".join(f"{title}{number}" for number in range(300)))
    if title == stop:
        print("in the middle", flush=True)
        sys.stdin.readline()
    yield from thread(f"{title}(last)")

path, stop, *titles = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
with ArchiveWriter(Path(path)) as writer:
    for title in titles:
        writer.add(facts(title), told(title))
"""


def titles_in(path: Path) -> list[str | None]:
    """Return the titles of all threads, each of which must have all its comments."""
    with Archive.open(path) as archive:
        threads = archive.threads()
    assert {stored.comments for stored in threads} <= {302}
    return [stored.title for stored in threads]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
def test_an_exception_takes_back_its_source_alone(tmp_path: Path, kind: type[BaseException]) -> None:
    """Sources before it stay, nothing of its own does, and the writer can go on."""
    path = tmp_path / "a.db"

    def failing() -> Iterator[Record]:
        yield article("half")
        yield from thread("a(b) c")
        raise kind

    with ArchiveWriter(path) as writer:
        writer.add(facts("one"), [article("one")])
        with pytest.raises(kind):
            writer.add(facts("half"), failing())
        assert not writer.known(facts("half").origin.sha256)
        writer.add(facts("two"), [article("two")])
    with Archive.open(path) as archive:
        assert [stored.title for stored in archive.threads()] == ["one", "two"]
    assert check(path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_an_exception_through_the_writer_leaves_one_file(tmp_path: Path) -> None:
    """Ctrl-C in the middle of an import closes the archive as a finished import does."""

    def interrupted() -> Iterator[Record]:
        yield article("half")
        raise KeyboardInterrupt

    def run() -> None:
        with ArchiveWriter(tmp_path / "a.db") as writer:
            writer.add(facts("one"), [article("one")])
            writer.add(facts("half"), interrupted())

    with pytest.raises(KeyboardInterrupt):
        run()
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
    assert (tmp_path / "a.db").read_bytes()[18:20] == DELETE_MODE


def test_a_killed_import_keeps_whole_sources_and_the_next_one_completes(tmp_path: Path) -> None:
    """After SIGKILL in the middle of a source the archive reads well, unchanged; the second run brings in the rest."""
    path = tmp_path / "a.db"
    with start(IMPORTER, str(path), "c", "a", "b", "c", "d") as importer:
        assert importer.stdin
        assert importer.stdout
        importer.stdin.write("go\n")
        importer.stdin.flush()
        assert [importer.stdout.readline(), importer.stdout.readline()] == ["ready\n", "in the middle\n"]
        importer.kill()
    left_behind = folder_bytes(tmp_path)
    assert "a.db-wal" in left_behind
    assert titles_in(path) == ["a", "b"]
    assert check(path) == []
    assert folder_bytes(tmp_path) == left_behind
    with start(IMPORTER, str(path), "", "a", "b", "c", "d") as importer:
        importer.communicate("go\n")
    assert importer.returncode == 0
    assert titles_in(path) == ["a", "b", "c", "d"]
    assert check(path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_another_program_reads_whole_sources_while_one_writes(tmp_path: Path) -> None:
    """In the middle of a source the ones before it are there and sound; readers that stay open see the rest come in."""
    path = tmp_path / "a.db"
    with start(IMPORTER, str(path), "c", "a", "b", "c", "d") as importer:
        assert importer.stdin
        assert importer.stdout
        importer.stdin.write("go\n")
        importer.stdin.flush()
        assert [importer.stdout.readline(), importer.stdout.readline()] == ["ready\n", "in the middle\n"]
        beside = {file.name for file in tmp_path.iterdir()}
        assert titles_in(path) == ["a", "b"]
        assert check(path) == []
        assert {file.name for file in tmp_path.iterdir()} == beside
        importer.communicate("go on\n")
    assert importer.returncode == 0
    assert titles_in(path) == ["a", "b", "c", "d"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_two_importers_at_once_both_finish(tmp_path: Path) -> None:
    """Neither is told that the other is writing, a source both have is in once, and one file is left."""
    path = tmp_path / "a.db"
    with (
        start(IMPORTER, str(path), "", *"abcdex") as one,
        start(IMPORTER, str(path), "", *"fghijx") as other,
    ):
        for importer in (one, other):
            assert importer.stdout
            assert importer.stdout.readline() == "ready\n"
        for importer in (one, other):
            assert importer.stdin
            importer.stdin.write("go\n")
            importer.stdin.flush()
        one.communicate()
        other.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(titles_in(path), key=str) == [*"abcdefghijx"]
    assert check(path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
    assert path.read_bytes()[18:20] == DELETE_MODE


def test_a_source_that_came_in_meanwhile_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two importers of the same source, the one that has to wait finds it there and reads nothing."""
    path = tmp_path / "a.db"

    def overtaken(connection: sqlite3.Connection) -> None:
        monkeypatch.setattr(writer_module, "begin_writing", begin_writing)
        add(path, [article("first")], "same")
        begin_writing(connection)

    monkeypatch.setattr(writer_module, "begin_writing", overtaken)
    assert add(path, [article("second")], "same") == AddedSource(known=True)
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_the_last_to_close_tidies_up_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writers that end at the same moment are in each other's way once, not for ever."""
    path = tmp_path / "a.db"
    other = open_for_writing(path)
    waited: list[float] = []

    def let_go(seconds: float) -> None:
        waited.append(seconds)
        other.close()

    with ArchiveWriter(path) as writer:
        writer.add(facts("one"), [article("one")])
        other.execute("SELECT count(*) FROM thread").fetchall()
        monkeypatch.setattr("tui_reader.archive.connection.time.sleep", let_go)
    assert len(waited) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
    assert path.read_bytes()[18:20] == DELETE_MODE


def test_a_reader_that_is_open_sees_whole_sources_and_leaves_one_file(tmp_path: Path) -> None:
    """Reading goes on while the same program writes, and does not keep the writer from tidying up."""
    path = tmp_path / "a.db"
    add(path, [article("one")], "one")
    opened_meanwhile: list[Archive] = []
    with Archive.open(path) as archive:

        def told() -> Iterator[Record]:
            yield article("two")
            opened_meanwhile.append(Archive.open(path))
            for reader in (archive, *opened_meanwhile):
                assert len(reader.threads()) == 1

        with ArchiveWriter(path) as writer:
            writer.add(facts("two"), told())
            for reader in (archive, *opened_meanwhile):
                assert len(reader.threads()) == 2
        assert len(archive.threads()) == 2
    opened_meanwhile[0].close()
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
    assert path.read_bytes()[18:20] == DELETE_MODE


def test_a_full_disk_is_an_error_in_one_line(tmp_path: Path) -> None:
    """When there is no room, the source is taken back and what was there stays."""
    path = tmp_path / "a.db"
    add(path, [article("one")], "one")
    with closing(sqlite3.connect(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    with ArchiveWriter(path) as writer:
        assert not writer.known("")
        assert writer._connection
        writer._connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(ArchiveError, match=r"^the disk is full while writing .*a\.db"):
            writer.add(facts("two"), [article("two"), *thread(" ".join(f"w{number}" for number in range(2_000)))])
    assert check(path) == []
    with Archive.open(path) as archive:
        assert [stored.title for stored in archive.threads()] == ["one"]
