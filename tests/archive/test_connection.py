"""A file from anybody is data: it is looked at before it is trusted, and never changed by reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import add, facts, folder_bytes
from tests.builders import article, thread
from tui_reader.archive.connection import open_for_reading
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveDamagedError, ArchiveError, ArchiveLockedError, ArchiveVersionError
from tui_reader.model import Article, Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_EDIT = """PRAGMA writable_schema = on;
UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}';
PRAGMA writable_schema = reset"""
HOSTILE = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON comment BEGIN DELETE FROM comment; END",
    "view": "CREATE VIEW other AS SELECT 1",
    "a view in place of a table": "DROP TABLE quotation; CREATE VIEW quotation AS SELECT 1 AS thread",
    "our view with another body": "DROP VIEW comments; CREATE VIEW comments AS SELECT 1",
    "generated column": "ALTER TABLE thread ADD COLUMN bomb TEXT AS (zeroblob(600000000))",
    "dropped table": "DROP TABLE quotation",
    "half an index": "PRAGMA writable_schema = on; DELETE FROM sqlite_schema WHERE name = 'comment_fts'",
    "a view in place of a cache": "DROP TABLE outline; CREATE VIEW outline AS SELECT 1 AS thread",
    "other application": "PRAGMA application_id = 7",
    "newer version": "PRAGMA user_version = 9999",
    "other tokenizer": SCHEMA_EDIT.format(name="comment_fts", old="unicode61", new="nonsense1"),
}
MESSAGES = {
    "trigger": "has a trigger that is not ours: t",
    "view": "has a view that is not ours: other",
    "a view in place of a table": "has a view that is not ours: quotation",
    "our view with another body": "has a view that is not ours: comments",
    "generated column": "has a table that is not ours: thread",
    "dropped table": "lacks quotation",
    "half an index": "lacks comment_fts",
    "a view in place of a cache": "has a view that is not ours: outline",
    "other application": "is a database of another program",
    "newer version": "was made by a newer tui-reader",
    "other tokenizer": "has a table that is not ours: comment_fts",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with one thread in a folder of its own."""
    add(tmp_path / "a.db", [article(), *thread("a(b(c)) d")])
    return tmp_path / "a.db"


def one_line(error: ArchiveError) -> str:
    """Return what a user reads, which must be one line."""
    assert "\n" not in str(error)
    return error.message


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_schema_that_is_not_ours_is_refused(path: Path, kind: str) -> None:
    """Neither a reader nor a writer opens what could run code in the place of data."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(HOSTILE[kind])
    before = folder_bytes(path.parent)
    with pytest.raises(ArchiveError) as refused:
        Archive.open(path)
    assert MESSAGES[kind] in one_line(refused.value)
    with ArchiveWriter(path) as writer, pytest.raises(ArchiveError) as refused_too:
        writer.add(facts("more"), [article()])
    assert one_line(refused_too.value) == one_line(refused.value)
    assert folder_bytes(path.parent) == before


def test_versions_are_told_from_damage(path: Path) -> None:
    """A newer archive is not called damaged."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(ArchiveVersionError, match="newer"):
        Archive.open(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not an archive"),
        (b"SQLite format 3\0", "is not an archive"),
        (b"Otters\n\nThey swim.\n" * 100, "is not an archive"),
        (b"SQLite format 3\0" + bytes(range(256)) * 40, "is not an archive"),
    ],
)
def test_what_is_no_database_is_no_archive(tmp_path: Path, content: bytes, said: str) -> None:
    """Text, nothing and rubbish are told in one line."""
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(ArchiveError) as refused:
        Archive.open(tmp_path / "a.db")
    assert said in one_line(refused.value)
    assert folder_bytes(tmp_path) == {"a.db": content}


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_what_a_writer_left_before_its_first_transaction_is_a_new_archive(tmp_path: Path, mode: str) -> None:
    """A database without a single table is nobody else's: reading says that it is empty, writing goes on."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("VACUUM")
    assert path.stat().st_size > 0
    with pytest.raises(ArchiveError, match="is empty: nothing was imported"):
        Archive.open(path)
    assert add(path, [article()]).added == 1


@pytest.mark.parametrize("name", [":memory:", "file:b.db", "50%25.db"])
def test_a_name_that_means_something_to_sqlite_is_the_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What is said to be in is in a file of that name, wherever the program runs."""
    monkeypatch.chdir(tmp_path)
    add(Path(name), [article()])
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with Archive.open(Path(name)) as archive:
        assert len(archive.threads()) == 1


def test_a_text_is_never_written_into(tmp_path: Path) -> None:
    """Who mixes up archive and source loses nothing."""
    (tmp_path / "dump.txt").write_bytes(b"Otters\n" * 200)
    with pytest.raises(ArchiveError, match="is not an archive"):
        add(tmp_path / "dump.txt", [article()])
    assert folder_bytes(tmp_path) == {"dump.txt": b"Otters\n" * 200}


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_damaged(path: Path, kept: float) -> None:
    """Half an archive says so in one line, when it is opened or when it is read."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])

    def read() -> None:
        with Archive.open(path) as archive:
            for stored in archive.threads():
                archive.document(stored.id)
                archive.outline(stored.id)

    with pytest.raises(ArchiveError) as damaged:
        read()
    assert one_line(damaged.value)


def test_rubbish_in_pages_ends_in_an_archive_error_or_in_values(path: Path) -> None:
    """Whatever page is overwritten, nothing but an error of ours leaves the reader."""
    content = path.read_bytes()
    errors: list[ArchiveError] = []
    for start in range(100, len(content), 1_531):
        path.write_bytes(content[:start] + b"\xff\x00\x81" * 30 + content[start + 90 :])
        with suppressed(errors), Archive.open(path) as archive:
            for stored in archive.threads():
                archive.document(stored.id)
                archive.commenter_table(stored, archive.outline(stored.id))
    assert errors
    assert all(map(one_line, errors))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comment SET body = x'ff'",
        "UPDATE thread SET comments = 'many'",
        "UPDATE comment SET status = 'eaten'",
        "UPDATE block SET kind = ''",
        "UPDATE outline SET ids = x'00'",
        "UPDATE outline SET count = 1000000",
        "UPDATE raw SET data = x'789c00'",
    ],
)
def test_values_of_the_wrong_kind_are_damage(tmp_path: Path, statement: str) -> None:
    """What a forged file holds in a column never reaches the caller as something else."""
    path = tmp_path / "a.db"
    head = Article(ref="1", blocks=(Block(BlockKind.TITLE, "Otters"),))
    with ArchiveWriter(path) as writer:
        writer.add(facts(raw=b"Otters\n"), [head, *thread("a(b)")])
    forge(path, statement)

    def read() -> None:
        with Archive.open(path) as archive:
            archive.document(archive.threads()[0].id)
            archive.outline(1)
            archive.source_lines(1, Span(1, 1))

    with pytest.raises(ArchiveDamagedError) as damaged:
        read()
    assert one_line(damaged.value)


def test_text_that_is_not_utf8_is_read(path: Path) -> None:
    """A byte that is no text becomes U+FFFD and takes nothing else with it."""
    forge(path, "UPDATE comment SET body = CAST(x'41ff42' AS TEXT) WHERE id = 1")
    with Archive.open(path) as archive:
        assert archive.comments([1])[1].body == "A\ufffdB"


def test_a_query_that_does_not_end_is_stopped(path: Path) -> None:
    """No use of a connection outlasts its deadline."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with closing(open_for_reading(path)) as pool:
        with pytest.raises(ArchiveDamagedError, match="takes too long"), pool.use(0.05) as connection:
            connection.execute(endless)
        with pool.use() as connection:
            assert connection.execute("SELECT count(*) FROM comment").fetchone() == (4,)


def test_reading_connections_cannot_write(path: Path) -> None:
    """Not even our own code can change an archive by reading."""
    with (
        closing(open_for_reading(path)) as pool,
        pytest.raises(ArchiveError, match="may not be written"),
        pool.use() as connection,
    ):
        connection.execute("DELETE FROM quotation")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_read_only_folder_is_read_without_a_trace(path: Path, mode: str) -> None:
    """An archive in any journal mode opens where nothing may be written, and nothing appears beside it anywhere."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    before = folder_bytes(path.parent)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Archive.open(path) as archive:
            assert len(archive.document(1).comments) == 4
            assert folder_bytes(path.parent) == before
    finally:
        path.parent.chmod(0o755)
    assert folder_bytes(path.parent) == before


@pytest.mark.parametrize("suffix", ["-wal", "-journal", "-shm"])
def test_rubbish_beside_an_archive_is_left_alone(path: Path, suffix: str) -> None:
    """What lies beside a file is neither trusted nor tidied up by reading it."""
    path.with_name(path.name + suffix).write_bytes(b"rubbish" * 1_000)
    before = folder_bytes(path.parent)
    with Archive.open(path) as archive:
        assert len(archive.document(1).comments) == 4
    assert folder_bytes(path.parent) == before


def test_what_another_program_left_unfinished_is_not_read(path: Path) -> None:
    """Changes that were never finished are undone in a private copy; the files stay for whoever repairs them."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE comment SET body = hex(zeroblob(9000))")
    left_behind = folder_bytes(path.parent)
    connection.close()
    for name, content in left_behind.items():
        (path.parent / name).write_bytes(content)
    assert left_behind.keys() == {path.name, f"{path.name}-journal"}
    with Archive.open(path) as archive:
        assert [comment.body for comment in archive.document(1).comments] == ["a", "b", "c", "d"]
    assert folder_bytes(path.parent) == left_behind
    add(path, [article("repaired")], "more")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_lock_that_is_not_let_go_of_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits in vain is told that another program is writing."""
    monkeypatch.setattr("tui_reader.archive.connection.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchiveLockedError, match="is being written by another program"):
            Archive.open(path)
        with pytest.raises(ArchiveLockedError, match="is being written by another program"):
            add(path, [article()], "more")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    """A folder, a pipe and nothing at all are told at once."""
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("", "is not a file"), ("pipe", "is not a file"), ("nothing", "cannot be read: No such file")):
        with pytest.raises(ArchiveError) as refused:
            Archive.open(tmp_path / name)
        assert said in one_line(refused.value) or "Is a directory" in one_line(refused.value)
    for name in ("", "pipe", "no/folder"):
        with pytest.raises(ArchiveError) as refused:
            add(tmp_path / name, [article()])
        assert one_line(refused.value)


def test_any_file_name_opens(path: Path) -> None:
    """Characters that mean something in a URI are part of the name."""
    for name in ("a?mode=rwc.db", "50%25.db", "a#b.db", "été 🦦.db", "file:x.db"):
        shutil.copyfile(path, path.with_name(name))
        with Archive.open(path.with_name(name)) as archive:
            assert len(archive.threads()) == 1


@contextmanager
def suppressed(errors: list[ArchiveError]) -> Iterator[None]:
    """Keep errors of ours for later, and no others."""
    try:
        yield
    except ArchiveError as error:
        errors.append(error)


def forge(path: Path, statement: str) -> None:
    """Write into an archive what its own tables would refuse, and leave no sign of that in the schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema = connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
        connection.execute("PRAGMA writable_schema = on")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
        connection.execute("PRAGMA writable_schema = reset")
        connection.execute(statement)
        connection.execute("PRAGMA writable_schema = on")
        connection.executemany("UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1", schema)
        connection.execute("PRAGMA writable_schema = reset")
