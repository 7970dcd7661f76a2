"""The example archive is what its dumps say, is one plain file at rest, and reading it never changes it."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from tests.example.build import EXAMPLE, SOURCES, build
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.export.thread_json import thread_value
from tui_reader.model import Names

if TYPE_CHECKING:
    from pathlib import Path

ROLLBACK_JOURNAL = b"\x01\x01"
"""Bytes 18 and 19 of an SQLite file that is not in WAL mode."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was written into a dump, counted by hand or by the script that set its dates."""

    comments: int
    people: int
    depth: int
    busiest: str | None
    most_votes: int | None = None
    unnamed: int = 0
    lost: int = 0
    names: Names = Names.COMPLETE


WRITTEN = {
    "ferry-cat.txt": Figures(
        comments=33, people=10, depth=0, busiest="Old Tom Pellow", unnamed=10, lost=3, names=Names.SHORT_LOST
    ),
    "lighthouse-clock.txt": Figures(comments=392, people=41, depth=18, busiest="Gordon Thripp"),
    "seebank.txt": Figures(comments=48, people=15, depth=8, busiest="Korinthenkarl"),
    "seven-bridges.txt": Figures(comments=26, people=11, depth=2, busiest="Nell Harbottle", most_votes=31),
    "single-gloves.txt": Figures(comments=0, people=0, depth=0, busiest=None, names=Names.NONE),
    "slug-census.txt": Figures(comments=21, people=8, depth=1, busiest="Hazel Tunnicliffe"),
    "tide-hand.txt": Figures(comments=32, people=10, depth=8, busiest="Saskia Brandvold"),
}


def threads_in(archive: Path) -> dict[str, dict[str, Any]]:
    """Return the JSON value of every thread in an archive, by the name of its dump."""
    with Archive.open(archive) as opened:
        documents = [opened.document(thread.id) for thread in opened.threads()]
    return {document.thread.origin.name: thread_value(document) for document in documents}


def schema_of(archive: Path) -> list[tuple[str, str, str | None]]:
    """Return everything that is declared in an archive."""
    with closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive built anew from the dumps."""
    archive = tmp_path_factory.mktemp("example") / EXAMPLE.name
    build(archive)
    return archive


def test_building_it_again_gives_equal_threads(rebuilt: Path) -> None:
    """The shipped archive holds exactly what the dumps and the code give today; `python -m tests.example.build` renews it."""
    shipped, fresh = threads_in(EXAMPLE), threads_in(rebuilt)
    assert sorted(shipped) == sorted(fresh) == sorted(dump.name for dump in SOURCES.iterdir())
    for name, thread in fresh.items():
        assert shipped[name] == thread, name


def test_it_is_sound() -> None:
    """Also where its threads read as they should: digests and outlines are those that the code makes today."""
    assert check(EXAMPLE) == []


def test_building_it_again_gives_an_equal_schema(rebuilt: Path) -> None:
    """A change of the schema reaches the shipped archive."""
    assert schema_of(EXAMPLE) == schema_of(rebuilt)


def test_every_dump_has_its_figures() -> None:
    """No dump is in the folder without saying how much is in it."""
    assert sorted(WRITTEN) == sorted(dump.name for dump in SOURCES.iterdir())


@pytest.mark.parametrize("name", WRITTEN)
def test_a_dump_is_read_as_it_was_written(name: str) -> None:
    """Comments, people, replies, votes and lost places are those that were written into the dump, and names are whole."""
    thread = threads_in(EXAMPLE)[name]
    present = [comment for comment in thread["comments"] if comment["status"] == "present"]
    authors = Counter(comment["author"] for comment in present if comment["author"])
    figures = Figures(
        comments=len(present),
        people=len(authors),
        depth=max((comment["depth"] for comment in present), default=0),
        busiest=max(authors, key=authors.__getitem__, default=None),
        most_votes=max((comment["score"] for comment in present if comment["score"] is not None), default=None),
        unnamed=sum(comment["author"] is None for comment in present),
        lost=len(thread["comments"]) - len(present),
        names=Names(thread["names"]),
    )
    assert figures == WRITTEN[name]


def test_it_is_one_file_that_can_be_copied(tmp_path: Path) -> None:
    """At rest there is no second file beside it, and none is needed to open it."""
    assert EXAMPLE.read_bytes()[18:20] == ROLLBACK_JOURNAL
    assert [file.name for file in EXAMPLE.parent.glob(f"{EXAMPLE.name}*")] == [EXAMPLE.name]
    copy = tmp_path / "copy.db"
    shutil.copyfile(EXAMPLE, copy)
    assert threads_in(copy) == threads_in(EXAMPLE)


def test_reading_changes_no_byte(tmp_path: Path) -> None:
    """Whoever reads everything in it leaves the file as it was, and nothing beside it."""
    copy = tmp_path / "copy.db"
    shutil.copyfile(EXAMPLE, copy)
    before = sha256(copy.read_bytes()).hexdigest()
    threads_in(copy)
    assert sha256(copy.read_bytes()).hexdigest() == before
    assert [file.name for file in tmp_path.iterdir()] == [copy.name]
