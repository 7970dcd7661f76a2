"""Whatever a user names becomes documents, or one error each, at once."""

from __future__ import annotations

import gzip
import io
import os
import socket
import sqlite3
import tarfile
import tracemalloc
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, cast

import pytest

from tui_reader.archive.schema import APPLICATION_ID
from tui_reader.errors import SourceError
from tui_reader.formats import base
from tui_reader.ingest import source
from tui_reader.ingest.source import find_sources, is_archive

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.formats.base import Document

STDIN = io.BytesIO(b"piped")


def documents(*paths: Path | str) -> list[Document]:
    """Return the documents that paths stand for."""
    return [cast("Document", found.open(STDIN)) for found in find_sources(map(str, paths))]


def errors(*paths: Path | str) -> list[str]:
    """Return why paths cannot be read."""
    found = []
    for each in find_sources(map(str, paths)):
        with pytest.raises(SourceError) as caught:
            each.open(STDIN)
        found.append(caught.value.message)
    return found


def archive_at(path: Path) -> Path:
    """Make a database that says it is an archive of this program."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("CREATE TABLE any_table (x)")
    return path


def test_a_file_is_a_document_of_its_bytes(tmp_path: Path) -> None:
    """Name, path, bytes and digest are those of the file."""
    path = tmp_path / "dump.txt"
    path.write_bytes(b"\xff\x00 anything")
    (document,) = documents(path)
    assert (document.name, document.path, document.data) == ("dump.txt", str(path), b"\xff\x00 anything")
    assert document.sha256 == sha256(document.data).hexdigest()


def test_a_dash_is_standard_input() -> None:
    """Text can be piped in."""
    (document,) = documents("-")
    assert (document.name, document.data) == ("stdin", b"piped")


def test_a_folder_is_its_files_in_order_but_for_hidden_ones_and_archives(tmp_path: Path) -> None:
    """Depth first by path, so that importing twice reads in the same order."""
    for name in ("b/two.txt", "b/a/one.txt", "c.txt", ".hidden/x.txt", ".y.txt", "z-wal"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    archive_at(tmp_path / "a.db")
    (tmp_path / "a.db-wal").write_bytes(b"")
    names = [document.data.decode() for document in documents(tmp_path)]
    assert names == ["b/a/one.txt", "b/two.txt", "c.txt", "z-wal"]


def test_a_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    """No loop of links can hold an import up."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    assert [document.name for document in documents(tmp_path)] == ["a.txt"]


def test_an_archive_is_told_from_other_databases(tmp_path: Path) -> None:
    """Somebody else's database is none of ours."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE any_table (x)")
    assert is_archive(archive_at(tmp_path / "a.db").read_bytes())
    assert not is_archive((tmp_path / "other.db").read_bytes())
    assert errors(tmp_path / "a.db") == [f"{tmp_path / 'a.db'}: an archive, not a source"]


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """Pipes, sockets, devices, loops and gaps end in one line each."""
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gap").symlink_to(tmp_path / "nowhere")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)
        listening.bind("socket")
        found = errors("fifo", "socket", "/dev/zero", "loop", "gap", "nowhere", "n" * 5000, "nul\0")
    assert found[:3] == [f"{name}: not a regular file" for name in ("fifo", "socket", "/dev/zero")]
    assert found[3:6] == ["loop: a link that leads back to itself", "gap: no such file", "nowhere: no such file"]
    assert "name" in found[6]
    assert "no name that a file can have" in found[7]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_that_may_not_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    """Rights are an error of that file alone."""
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0)
    assert errors(tmp_path / "secret") == [f"{tmp_path / 'secret'}: permission denied"]


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A size that memory could not hold is an error, from a file and from a pipe."""
    monkeypatch.setattr(base, "LARGEST_DOCUMENT", 4)
    (tmp_path / "large.txt").write_text("large")
    (tmp_path / "small.txt").write_text("tiny")
    with pytest.raises(SourceError, match="larger than"):
        _ = documents(tmp_path / "large.txt")[0].data
    assert [document.data for document in documents(tmp_path / "small.txt")] == [b"tiny"]
    with pytest.raises(SourceError, match="larger than"):
        _ = cast("Document", next(iter(find_sources(["-"]))).open(io.BytesIO(b"large"))).data


def test_a_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in a file name reach neither archive nor terminal."""
    (tmp_path / os.fsdecode(b"bad\xff.txt")).write_bytes(b"text")
    (document,) = documents(tmp_path)
    assert document.name == "bad\ufffd.txt"


def test_what_became_something_else_meanwhile_is_refused(tmp_path: Path) -> None:
    """Between finding and opening a file it may be replaced by a pipe, which is not waited for, or be gone."""
    path = tmp_path / "dump.txt"
    path.write_text("text")
    (found,) = find_sources([str(path)])
    path.unlink()
    with pytest.raises(SourceError, match="no such file"):
        found.open(STDIN)
    os.mkfifo(path)
    with pytest.raises(SourceError, match="not a regular file"):
        found.open(STDIN)


def test_a_database_is_known_by_its_first_bytes_and_nothing_else(tmp_path: Path) -> None:
    """What cannot be opened, is no file or is shorter than the mark is none."""
    (tmp_path / "short").write_bytes(b"SQLite format 3")
    (tmp_path / "text.db").write_bytes(b"Otters")
    os.mkfifo(tmp_path / "pipe")
    assert source.is_database(archive_at(tmp_path / "named.txt"))
    assert [source.is_database(tmp_path / name) for name in ("short", "text.db", "pipe", "gone", "")] == [False] * 5


def test_several_paths_are_read_in_the_order_given_as_often_as_given(tmp_path: Path) -> None:
    """The order of the command line decides, not the alphabet; sizes are known before anything is read."""
    (tmp_path / "b.txt").write_text("bb")
    (tmp_path / "a.txt").write_text("a")
    found = list(find_sources([str(tmp_path / "b.txt"), "-", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]))
    assert [(each.path.rpartition("/")[2], each.bytes) for each in found] == [
        ("b.txt", 2),
        ("-", 0),
        ("a.txt", 1),
        ("b.txt", 2),
    ]


def test_an_archive_named_by_hand_is_refused_as_a_source_and_a_folder_skips_it(tmp_path: Path) -> None:
    """Who names it meant something, so it is told; what only lies there is passed over, its journal too."""
    archive_at(tmp_path / "a.db")
    for suffix in ("-wal", "-shm", "-journal"):
        (tmp_path / f"a.db{suffix}").write_bytes(b"x")
    assert documents(tmp_path) == []
    assert len(errors(tmp_path / "a.db")) == 1


def test_of_what_is_too_large_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is known before: memory holds no part of it."""
    monkeypatch.setattr(base, "LARGEST_DOCUMENT", 1 << 20)
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1 << 26)
    tracemalloc.start()
    try:
        (document,) = documents(path)
        with pytest.raises(SourceError, match="larger than 1 MiB"):
            _ = document.data
        assert tracemalloc.get_traced_memory()[1] < 1 << 22
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("at", "is_ours"), [(None, True), (0, False), (15, False), (68, False), (71, False), (16, True)])
def test_an_archive_shows_its_mark_and_that_of_its_program(tmp_path: Path, at: int | None, is_ours: bool) -> None:
    """A letter of either that is another, and it is none; what else the header says is nobody's mark."""
    head = bytearray(archive_at(tmp_path / "a.db").read_bytes()[:100])
    if at is not None:
        head[at] ^= 1
    assert is_archive(bytes(head)) == is_ours
    assert not is_archive(bytes(head[:71]))


def test_a_container_that_is_cut_short_says_so(tmp_path: Path) -> None:
    """What is wrong with the whole is told beside what its members are."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as archive:
        info = tarfile.TarInfo("one.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"one"))
    path = tmp_path / "dump.tar.gz"
    path.write_bytes(gzip.compress(kept.getvalue())[:-9])
    (found,) = find_sources([str(path)])
    bundle = found.open(STDIN)
    assert isinstance(bundle, base.Bundle)
    assert list(bundle.members) == ["one.txt"]
    assert bundle.troubles == ["the gzip data end too early; what could be unpacked was read"]
