"""What a query finds in an archive is what it means, whatever helps to find it."""

from __future__ import annotations

import sqlite3
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.archive import asked
from tests.archive.archives import facts
from tests.archive.judged import Judged
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.query import parse

if TYPE_CHECKING:
    from pathlib import Path


ROUNDS = 60


def made(path: Path, dice: Random) -> Path:
    """Write an archive of some threads by chance."""
    with ArchiveWriter(path) as writer:
        for number in range(4):
            writer.add(facts(f"{number}.txt"), asked.thread(dice, number))
    return path


def without_caches(path: Path) -> None:
    """Drop what an archive can do without."""
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE comment_fts; DROP TABLE outline")
    connection.close()


@pytest.mark.parametrize("seed", range(4))
def test_every_query_finds_what_it_means(tmp_path: Path, seed: int) -> None:
    """In every thread, with the index and the outlines or without."""
    dice = Random(seed)
    path = made(tmp_path / "a.db", dice)
    with Archive.open(path) as archive:
        added = asked.added(dice, archive)
        threads = [Judged.read(archive, thread, added[thread.key]) for thread in archive.threads()]
    queries = [asked.query(dice) for _ in range(ROUNDS)]
    compare(path, queries, threads)
    without_caches(path)
    compare(path, queries, threads)


def compare(path: Path, queries: list[str], threads: list[Judged]) -> None:
    """Ask every query of every thread."""
    with Archive.open(path) as archive:
        for text in queries:
            condition = asked.condition(text)
            assert parse(condition.query()) == condition
            for judged in threads:
                found = archive.matching(judged.thread.id, condition, judged.annotations)
                assert list(found) == judged.positions(condition), text
