"""What a query finds in an archive is what it means, whatever helps to find it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.archive import asked
from tests.archive.archives import add, facts
from tests.archive.judged import Judged
from tests.builders import article, thread
from tui_reader.archive.reader import Archive
from tui_reader.archive.search import matching
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.query import parse

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model import Comment
    from tui_reader.query import Additions


ROUNDS = 60


def made(path: Path, dice: Random) -> Path:
    """Write an archive of some threads by chance."""
    with ArchiveWriter(path) as writer:
        for number in range(4):
            writer.add(facts(f"{number}.txt"), asked.thread(dice, number), partial(asked.quotations, dice))
    return path


def without_caches(path: Path) -> None:
    """Drop what an archive can do without."""
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE comment_fts; DROP TABLE outline")
    connection.close()


@pytest.mark.parametrize("seed", range(6))
def test_every_query_finds_what_it_means(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every thread, with the index and the outlines or without; in every second archive by the ways of a long thread."""
    if seed % 2:
        monkeypatch.setattr(matching, "_SHORT", 0)
        monkeypatch.setattr(matching, "_MANY", 0)
    dice = Random(seed)
    path = made(tmp_path / "a.db", dice)
    with Archive.open(path) as archive:
        added = asked.added(dice, archive)
        threads = [Judged.read(archive, thread, added) for thread in archive.threads()]
    queries = [asked.query(dice) for _ in range(ROUNDS)]
    compare(path, queries, threads, added)
    without_caches(path)
    compare(path, queries, threads, added)


def compare(path: Path, queries: list[str], threads: list[Judged], added: Additions) -> None:
    """Ask every query of every thread."""
    with Archive.open(path) as archive:
        for text in queries:
            condition = asked.condition(text)
            assert parse(condition.query()) == condition
            for judged in threads:
                found = archive.matching(judged.thread.id, condition, added)
                assert list(found) == judged.positions(condition), text


def test_comments_that_came_in_later_are_found_where_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of a thread adds some in its middle, so that row ids no longer tell positions."""
    monkeypatch.setattr(matching, "_MANY", 0)
    monkeypatch.setattr(matching, "_SHORT", 0)
    first, second = "a(b c) d", "a(b(x) c) d(y)"
    for number, shape in enumerate((first, second)):
        add(tmp_path / "a.db", [replace(article(), source_id="1", url="https://example.org/1"), *_told(shape)], f"{number}.txt")
    with Archive.open(tmp_path / "a.db") as archive:
        (stored,) = archive.threads()
        ids = list(archive.outline(stored.id).ids)
        assert ids != sorted(ids)
        for query, found in {"word": [0, 1, 2, 3, 4, 5], "by:x": [2], "by:y word": [5], "under:a word": [1, 2, 3]}.items():
            assert list(archive.matching(stored.id, asked.condition(query))) == found


def _told(shape: str) -> list[Comment]:
    """Return the comments of a tree, each with an id of its own and a word that all have."""
    return [comment._replace(source_id=comment.ref, body=f"word {comment.ref}") for comment in thread(shape)]
