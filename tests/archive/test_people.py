"""Everybody in an archive: what is counted of them is what their comments say, put together or apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import add
from tui_reader.archive import people
from tui_reader.archive.reader import Archive
from tui_reader.model import Article, Comment, StoredComment
from tui_reader.people import APART, Together

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = ("one", "two words", "now three words")


def said(thread: str, ref: str, name: str | None, parent: str | None = None, day: int | None = None) -> Comment:
    """Return a comment of some words, on some day."""
    posted = None if day is None else f"2012-05-{day:02}"
    return Comment(thread, ref, WORDS[len(ref) % 3], name, parent=parent, posted=posted)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Two threads of one site and one of another, with an Ann in each of them; in the last one she is somebody else."""
    path = tmp_path / "a.db"
    one = [
        said("1", "a", "Ann", day=3),
        said("1", "bb", "Ben", "a", day=4),
        said("1", "ccc", "ann.", "bb", day=9),
        said("1", "d", None, "bb"),
        said("1", "ee", "Ann", "ccc", day=5),
        said("1", "f", "Cy", "a"),
    ]
    two = [said("2", "g", "ann.", day=1), said("2", "h", "Ben", "g", day=2), said("2", "i", "Ann", "h")]
    add(path, [Article("1", "Otters", site="river.example"), *one], "one")
    add(path, [Article("2", "Tides", site="river.example"), *two], "two")
    add(path, [Article("3", "Roofs", site="town.example"), said("3", "k", "Ann", day=7)], "three")
    with Archive.open(path) as opened:
        yield opened


def both_anns(archive: Archive) -> Together:
    """Return the two Anns by the river as one, called `ann.`."""
    return archive.people.together([[("river.example", "ann."), ("river.example", "Ann"), ("nowhere.example", "Annie")]])


def everything(archive: Archive) -> list[tuple[str, StoredComment]]:
    """Return all comments, each with the site of its thread."""
    return [
        (thread.site or "", comment)
        for thread in archive.threads()
        for comment in archive.comments(list(archive.outline(thread.id).ids)).values()
    ]


def test_everybody_is_listed_once_a_site(archive: Archive) -> None:
    """Most comments first, then by name; put together they are one, called by the first name, found by all of them."""
    table = archive.people.everybody()
    listed = Counter((site, comment.author) for site, comment in everything(archive))
    sites: dict[int, tuple[str, str | None]] = {**archive.people.names(table.ids), 0: ("river.example", None)}
    assert {sites[identity]: count for identity, count in zip(table.ids, table.comments, strict=True)} == listed
    assert list(table.names) == ["Ann", "Ben", "ann.", None, "Ann", "Cy"]
    one = archive.people.everybody(both_anns(archive))
    assert list(zip(one.names, one.comments, strict=True)) == [("ann.", 5), ("Ben", 2), (None, 1), ("Ann", 1), ("Cy", 1)]
    assert one.names_at(0) == ("ann.", "Ann", "Annie")
    assert one.names_at(2) == (None,)
    assert one.folded[0] == "ann.\nann\nannie"


@pytest.mark.parametrize("window", [1, 5_000])
@pytest.mark.parametrize("is_together", [False, True])
def test_figures_are_what_the_comments_say(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, window: int, *, is_together: bool
) -> None:
    """Of everybody, read a few at a time or all at once: as a fresh count of all comments has it."""
    monkeypatch.setattr(people, "_WINDOW", window)
    table = archive.people.everybody(both_anns(archive) if is_together else APART)
    figures = {identity: each for some in archive.people.figures(table) for identity, each in some.items()}
    facts = archive.people.facts(table)
    assert facts.unanswered
    sites = {identity: site for identity, (site, _) in archive.people.names(table.ids).items()}
    for place, identity in enumerate(table.ids):
        own = [
            comment
            for site, comment in everything(archive)
            if comment.author in table.names_at(place) and site == sites.get(identity, "river.example")
        ]
        days = sorted(comment.posted for comment in own if comment.posted)
        told = figures[identity]
        assert told.comments == table.comments[place] == len(own)
        assert told.words == facts.words[place] == sum(len(comment.body.split()) for comment in own)
        assert told.unanswered == facts.unanswered[place] == sum(not comment.descendants for comment in own)
        assert (told.first, told.last) == (facts.first[place], facts.last[place])
        assert (told.first, told.last) == ((days[0], days[-1]) if days else (None, None))
        assert facts.threads
        assert told.threads == facts.threads[place]
    assert [told.threads for told in map(figures.__getitem__, table.ids)] == (
        [2, 2, 1, 1, 1] if is_together else [2, 2, 2, 1, 1, 1]
    )


def test_in_a_thread_only_what_is_said_there_counts(archive: Archive) -> None:
    """The same figures, of one thread, in its table too."""
    thread = archive.threads()[0]
    table = archive.commenter_table(thread, archive.outline(thread.id), both_anns(archive))
    assert list(zip(table.names, table.comments, strict=True)) == [("ann.", 3), (None, 1), ("Ben", 1), ("Cy", 1)]
    (told,) = archive.people.figures(table, thread.id)
    assert [(told[identity].comments, told[identity].threads) for identity in table.ids] == [(3, 1), (1, 1), (1, 1), (1, 1)]
    facts = archive.commenter_facts(thread.id, table)
    assert list(facts.unanswered or ()) == [told[identity].unanswered for identity in table.ids] == [1, 1, 0, 1]
    assert (list(facts.first), list(facts.last)) == (
        ["2012-05-03", None, "2012-05-04", None],
        ["2012-05-09", None, "2012-05-04", None],
    )


def test_partners_are_who_answer_each_other(archive: Archive) -> None:
    """By all names of a person; nobody is their own partner, and who has no name is nobody's."""
    apart, one = archive.people.everybody(), archive.people.everybody(both_anns(archive))
    ann, ben, full_stop = (apart.ids[place] for place in range(3))
    talk = archive.people.partners(apart, range(len(apart)))
    assert talk[ann].answers == (("Ben", 1), ("ann.", 1))
    assert talk[ann].answered_by == (("Ben", 1), ("Cy", 1))
    assert talk[full_stop].answered_by == (("Ann", 1), ("Ben", 1))
    talk = archive.people.partners(one, range(len(one)))
    assert (talk[one.ids[0]].answers, talk[one.ids[0]].answered_by) == ((("Ben", 2),), (("Ben", 2), ("Cy", 1)))
    assert (talk[ben].answers, talk[ben].answered_by) == ((("ann.", 2),), (("ann.", 2),))
    assert talk[0].answers == ()
    thread = archive.threads()[1]
    assert archive.people.partners(one, [1], thread.id)[ben].answers == (("ann.", 1),)
