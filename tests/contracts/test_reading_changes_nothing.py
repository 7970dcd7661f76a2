"""Whoever reads an archive leaves it, and the folder that it lies in, as they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.program import DUMP, run
from tests.conftest import ROOT

READING = {
    "threads": ["threads", "a.db", "--json"],
    "people": ["people", "a.db"],
    "check": ["check", "a.db"],
    "export": ["export", "a.db", "--format", "markdown"],
    "export of what a filter finds": ["export", "a.db", "--filter", "by:Ada", "--format", "json"],
    "the thread as plain text": ["a.db"],
    "a walk through the app": ["a.db", "--check"],
    "an import that only looks": ["import", "--dry-run", "dump.txt"],
    "an import into it that fails": ["import", "a.db", "gone.txt"],
    "an import of what is in": ["import", "a.db", "dump.txt"],
}


def state_of(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Return for everything in a folder its rights, when it was changed, and a digest of what it says."""
    return {
        path.name: (path.stat().st_mode, path.stat().st_mtime_ns, sha256(path.read_bytes()).hexdigest())
        for path in folder.iterdir()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive and the dump it was made of, apart from the user's own folders."""
    folder = tmp_path / "archives"
    folder.mkdir()
    (folder / "dump.txt").write_text(DUMP, encoding="utf-8")
    assert run("import", "a.db", "dump.txt", folder=folder).code == 0
    return folder


@pytest.mark.parametrize("reading", READING)
def test_a_folder_is_byte_for_byte_what_it_was(folder: Path, reading: str) -> None:
    """Names, bytes, dates and rights of all files stay, and no file is added."""
    before = state_of(folder)
    code = run(*READING[reading], folder=folder).code
    assert code == (1 if "fails" in reading else 0)
    assert state_of(folder) == before


@pytest.mark.parametrize("reading", ["threads", "export", "a walk through the app"])
def test_an_archive_in_wal_mode_gets_no_files_beside_it(folder: Path, reading: str) -> None:
    """Another program may have left it in that mode, in which SQLite itself would lay down two files."""
    with closing(sqlite3.connect(folder / "a.db")) as connection:
        connection.execute("PRAGMA journal_mode = wal")
    before = state_of(folder)
    assert run(*READING[reading], folder=folder).code == 0
    assert state_of(folder) == before


def test_the_example_stays_as_it_was_delivered(tmp_path: Path) -> None:
    """Opening the example writes neither to it nor beside it."""
    before = {path.name: path.read_bytes() for path in ROOT.glob("example_archive*")}
    assert "example_archive.db" in before
    for arguments in (["demo", "--check"], ["demo"]):
        assert run(*arguments, folder=tmp_path).code == 0
    assert {path.name: path.read_bytes() for path in ROOT.glob("example_archive*")} == before
