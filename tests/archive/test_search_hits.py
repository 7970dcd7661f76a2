"""What a query finds in a whole archive comes page by page, in the order asked for, and is counted."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.archive import asked
from tests.archive.archives import add
from tests.archive.judged import Judged
from tests.archive.test_search import made, without_caches
from tests.builders import article
from tui_reader.archive.reader import Archive
from tui_reader.archive.search import Order
from tui_reader.model import Comment

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.archive.rows import Hit
    from tui_reader.archive.search import Hits
    from tui_reader.query import Additions

ROUNDS = 40


def pages(hits: Hits, size: int = 3) -> list[Hit]:
    """Return all hits, a few at a time."""
    found: list[Hit] = []
    while page := hits.more(size):
        assert len(page) <= size
        found += page
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_query_finds_in_the_archive_what_it_finds_in_its_threads(tmp_path: Path, seed: int) -> None:
    """With the index and without; each hit once, all of them counted, thread by thread."""
    dice = Random(seed)
    path = made(tmp_path / "a.db", dice)
    with Archive.open(path) as archive:
        added = asked.added(dice, archive)
        threads = [Judged.read(archive, thread, added) for thread in archive.threads()]
    queries = [asked.query(dice) for _ in range(ROUNDS)]
    ask_everywhere(path, queries, threads, added)
    without_caches(path)
    ask_everywhere(path, queries, threads, added)


def ask_everywhere(path: Path, queries: list[str], threads: list[Judged], added: Additions) -> None:
    """Ask every query of the whole archive, in an order that follows from its place."""
    with Archive.open(path) as archive:
        for number, text in enumerate(queries):
            condition = asked.condition(text)
            meant = [(each.thread.id, each.comments[at].id) for each in threads for at in each.positions(condition)]
            order = list(Order)[number % len(Order)]
            hits = archive.search(condition, order, added)
            found = pages(hits)
            assert sorted(hit.id for hit in found) == sorted(identity for _, identity in meant), text
            assert [hit.id for hit in found] == in_order(found, hits.order), text
            assert hits.count() == len(meant)
            counts = hits.by_thread()
            assert counts == {thread: sum(each == thread for each, _ in meant) for thread in counts}
            assert sum(counts.values()) == len(meant)


def in_order(found: list[Hit], order: Order) -> list[int]:
    """Return the row ids of hits as they should stand."""
    if order is Order.RANK:
        return [hit.id for hit in found]
    if order is Order.ADDED:
        return sorted((hit.id for hit in found), reverse=True)
    dated = sorted((hit for hit in found if hit.posted is not None), key=lambda hit: hit.id)
    dated.sort(key=lambda hit: hit.posted or "", reverse=order is Order.NEWEST)
    return [*(hit.id for hit in dated), *sorted(hit.id for hit in found if hit.posted is None)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of two threads on tides."""
    path = tmp_path / "a.db"
    said = ["tide", "tide tide tide", "the tide and much else of what is said in a long comment", "ebb"]
    add(path, [article("One"), *(Comment("1", str(place), body, "Ada") for place, body in enumerate(said))], "one.txt")
    add(path, [article("Two"), Comment("1", "a", "Tidewater\n> tide", "Ben", posted="2020-01-01")], "two.txt")
    return path


def test_a_hit_says_where_it_stands(archive: Path) -> None:
    """Its thread by row id, key and title."""
    with Archive.open(archive) as opened:
        threads = opened.threads()
        (hit,) = opened.search(asked.condition("tidew")).more(10)
        assert (hit.thread, hit.thread_key, hit.title) == (threads[1].id, threads[1].key, "Two")
        assert (hit.author, hit.posted, hit.body, hit.position) == ("Ben", "2020-01-01", "Tidewater\n> tide", 0)
        assert len(opened.search(asked.condition("tide"), thread_id=threads[0].id).more(10)) == 3
        assert opened.search(None).count() == 5


def test_the_most_telling_come_first_where_there_are_words_to_weigh(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for a commenter, nor for words that stand in more comments than can be weighed in a moment."""
    with Archive.open(archive) as opened:
        ranked = opened.search(asked.condition("tide by:ada"), Order.RANK)
        assert ranked.order is Order.RANK
        assert [hit.body[:9] for hit in pages(ranked, 1)] == ["tide tide", "tide", "the tide "]
        assert opened.search(asked.condition("by:ada"), Order.RANK).order is Order.NEWEST
        monkeypatch.setattr("tui_reader.archive.search.hits.MOST_RANKED", 2)
        assert opened.search(asked.condition("tide"), Order.RANK).order is Order.NEWEST
    without_caches(archive)
    with Archive.open(archive) as opened:
        assert opened.search(asked.condition("tide"), Order.RANK).order is Order.NEWEST


def test_whoever_stops_waiting_gets_what_was_found(archive: Path) -> None:
    """And no error; the next who asks is not stopped."""
    with Archive.open(archive) as opened:
        slow = asked.condition("/t.*e/ " + " ".join(f"-/x{number}/" for number in range(400)))
        hits = opened.search(slow)
        assert hits.more(10, lambda: True) == []
        assert hits.count(lambda: True) == 0
        assert opened.matching(1, slow, stopped=lambda: True).tolist() in ([], [0], [0, 1], [0, 1, 2])
        assert len(hits.more(10)) == 4


def test_how_much_was_looked_through_is_told(tmp_path: Path) -> None:
    """Where every comment has to be judged; where an index tells what is found, nothing is looked through."""
    with Archive.open(made(tmp_path / "a.db", Random(1))) as archive:
        through = archive.search(asked.condition("/[xyz]{3}q/"))
        assert through.share == 0
        assert through.more(10) == []
        assert through.share > 0.5
        told = archive.search(asked.condition("gulag"))
        assert told.more(10)
        assert told.share == 0
