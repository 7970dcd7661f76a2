"""Long lists of an archive: their columns say what the threads and the commenters themselves say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.archive.archives import add, commenters
from tui_reader.archive import tables
from tui_reader.archive.reader import Archive
from tui_reader.model import Article, Comment, Status, StoredThread
from tui_reader.tables import Holdings
from tui_reader.tui.widgets.thread_list import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SAID: dict[str, tuple[str | None, str | None, str | None, list[tuple[str | None, str | None]]]] = {
    "1": ("Straße", "hall.example", "2020-02-01", [("Ann", "2020-01-02"), (None, None)]),
    "2": (None, None, None, [("Bo", "2019-05-05T10:00:00Z"), ("Ann", "2021-01-01"), ("Bo", "2018-01-01")]),
    "3": ("apples", None, None, []),
    "4": ("Zinc", None, "2020-02-01", [("Cy", None), ("ann", "2020-01-02"), (None, None), (None, "2020-01-02")]),
    "5": (None, None, None, [("Bo", "2019-05-05T10:00:01Z")]),
}
"""Title, site and date of threads, and who says something in them when."""

KEYS: dict[str, Callable[[StoredThread], Any]] = {
    "added": lambda thread: thread.id,
    "title": lambda thread: name_of(thread).casefold(),
    "date": lambda thread: thread.posted or thread.first_posted or "",
    "comments": lambda thread: thread.comments,
    "people": lambda thread: thread.people,
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive of the threads above; one slot of the first is lost."""
    records: list[Article | Comment] = []
    for ref, (title, site, posted, said) in SAID.items():
        records.append(Article(ref, title, site=site, posted=posted))
        records += [
            Comment(ref, str(place), f"{ref} words of  {who}\n" * (place + 1), author=who, posted=when)
            for place, (who, when) in enumerate(said)
        ]
    records.append(Comment("1", "lost", "", status=Status.LOST))
    add(tmp_path / "a.db", records)
    with Archive.open(tmp_path / "a.db") as opened:
        yield opened


def test_what_is_held_is_counted(archive: Archive) -> None:
    """A thread without comments is silent, unless some are known to be lost."""
    assert archive.holdings() == Holdings(5, 10, 1)
    table = archive.thread_table()
    assert [thread.id for thread in archive.each_thread()] == list(table.ids)
    assert list(table.silent) == [thread.comments + thread.lost == 0 for thread in archive.threads()]
    assert (table.texts[0], table.has_sites) == ("strasse\nhall.example\ndump.txt", True)
    assert table.texts[1] is table.texts[4]
    assert list(archive.thread_table(2).ids) == list(table.ids[:2])
    assert not archive.thread_table(0).has_sites


def test_threads_are_read_by_the_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages that takes, each is there once; by row id come those that are there."""
    every = archive.threads()
    monkeypatch.setattr("tui_reader.archive.reader._PAGE", 2)
    assert list(archive.each_thread()) == every
    assert archive.threads_by_id([every[3].id, 99, every[0].id]) == {every[place].id: every[place] for place in (0, 3)}


@pytest.mark.parametrize("sorted_by", KEYS)
@pytest.mark.parametrize("falling", [False, True])
def test_threads_are_sorted_by_every_column(archive: Archive, sorted_by: str, falling: bool) -> None:
    """Ties stand as they came in, whichever way it goes; a thread without a title is sorted by what it is called."""
    meant = sorted(archive.threads(), key=KEYS[sorted_by], reverse=falling)
    assert archive.thread_ids(sorted_by, falling=falling) == [thread.id for thread in meant]


@pytest.mark.parametrize("few", [0, 100])
def test_commenters_are_those_that_are_counted(archive: Archive, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """By outline or by counting comments, looked up alone or all together: the same people in the same order."""
    monkeypatch.setattr(tables, "_FEW", few)
    for thread in archive.threads():
        people = commenters(archive, thread.id)
        table = archive.commenter_table(thread, archive.outline(thread.id))
        facts = archive.commenter_facts(thread.id, table)
        assert list(zip(table.ids, table.names, table.comments, facts.words, strict=True)) == [
            (each.id, each.name, each.comments, each.words) for each in people
        ]
        for days, dates in ((facts.first, "first_posted"), (facts.last, "last_posted")):
            assert list(days) == [(date := getattr(each, dates)) and date[:10] for each in people]
        by_date = sorted(range(len(people)), key=lambda place: people[place].last_posted or "", reverse=True)
        assert sorted(range(len(people)), key=facts.recency.__getitem__) == by_date
        assert archive.words(thread.id) == sum(each.words for each in people)
        assert table.unnamed == next((place for place, each in enumerate(people) if each.name is None), None)


def test_authors_are_found_by_name(archive: Archive) -> None:
    """On whatever site, and nobody by a name that nobody has."""
    found = {each.id for thread in archive.threads() for each in commenters(archive, thread.id) if each.name == "Ann"}
    assert set(archive.namesakes(["Ann", "Nobody"])) == found
