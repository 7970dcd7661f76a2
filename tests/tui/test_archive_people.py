"""Everybody in the archive: the table in the library, names put together, and what follows from that everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui import archives
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together, read_groups
from tui_reader.state.mutes import read_mutes
from tui_reader.tui.screens.archive_people import ArchivePeopleScreen
from tui_reader.tui.screens.dossier import DossierScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.people import PeopleScreen
from tui_reader.tui.widgets.portrait import PortraitLines, lines_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader
    from tui_reader.tui.widgets.people_list import PeopleList
    from tui_reader.tui.widgets.portrait import Portrait

SITE = "example.org"


def people(reader: Reader) -> PeopleList:
    """Return the list of people on top."""
    assert isinstance(reader.app.screen, PeopleScreen)
    return reader.app.screen.list


def listed(reader: Reader) -> dict[str | None, int]:
    """Return who stands in the list, with their comments, in their order."""
    table = people(reader)._people
    return {table.names[place]: table.comments[place] for place in people(reader)._shown}


def summary(reader: Reader) -> str:
    """Return the line below the list."""
    assert isinstance(reader.app.screen, PeopleScreen)
    return str(reader.app.screen.query_one("#summary").render())


async def portrait(reader: Reader) -> Portrait:
    """Return what is shown of the person at the cursor, as soon as it is."""
    screen = reader.app.screen
    assert isinstance(screen, PeopleScreen)
    screen._look_at_current()
    await reader.settle()
    shown = screen.query_one(PortraitLines)._portrait
    assert shown
    return shown


def town(folder: Path) -> Path:
    """Return an archive of four threads, in two of which people are called nearly alike."""
    path = archives.town(folder)
    return archives.add(path, "The pier", archives.spoken("Ada1(ben1(Ada2)) adda1 Ida1(ada1)", {}))


async def test_everybody_in_the_archive_is_listed(tmp_path: Path) -> None:
    """Over all threads, with what is counted of them; lost names are one bucket; whoever is at the cursor is told of."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A")
        assert reader.is_on(ArchivePeopleScreen)
        assert list(listed(reader).items())[:5] == [("ada", 5), ("ben", 3), (None, 2), ("Ada", 2), ("hal", 2)]
        facts = people(reader)._facts
        assert facts
        assert facts.threads
        assert (facts.threads[0], facts.threads[1]) == (2, 2)
        seen = await portrait(reader)
        assert (seen.told.comments, seen.told.threads, seen.told.unanswered) == (5, 2, 3)
        assert seen.talk.answers == (("ben", 1), ("cy", 1), ("gus", 1))
        assert seen.talk.answered_by == (("ben", 1), ("dee", 1), ("fay", 1))
        assert seen.alike == ["Ada"]
        assert "13 commenters" in summary(reader)
        assert_harmless(reader.screen_text())
        await reader.write("hal")
        assert listed(reader) == {"hal": 2}
        await reader.press("escape", "escape")
        assert reader.is_on(LibraryScreen)


async def test_names_are_put_together_and_parted(tmp_path: Path) -> None:
    """Under the name of whoever is at the cursor; all figures are theirs together, found by each name, until they part."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "=")
        assert "mark others with Space first" in summary(reader)
        await reader.press("space", *["down"] * 3, "=")
        assert list(listed(reader).items())[:2] == [("Ada", 7), ("ben", 3)]
        assert people(reader).current == 0
        assert read_groups(reader_path()) == [[Named(SITE, "Ada"), Named(SITE, "ada")]]
        seen = await portrait(reader)
        assert (seen.told.comments, seen.told.threads, seen.others) == (7, 2, ["ada"])
        assert "Ada +1" in reader.screen_text()
        await reader.press("=")
        assert list(listed(reader).items())[:2] == [("ada", 5), ("ben", 3)]
        assert read_groups(reader_path()) == []


async def test_names_that_are_alike_are_marked_on_demand(tmp_path: Path) -> None:
    """Ctrl-A marks them with whoever is at the cursor, and nothing more happens by itself."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "ctrl+a")
        assert people(reader).choice.included == ("ada", "Ada")
        await reader.press("down", "ctrl+a")
        assert "nobody is called nearly so" in summary(reader)
        assert read_groups(reader_path()) == []


async def test_comments_without_a_name_stay_alone(tmp_path: Path) -> None:
    """They are many people's: never put together, muted, or shown as one's."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "down", "down")
        for key, words in (("ctrl+x", "cannot be muted"), ("enter", "in no dossier")):
            await reader.press(key)
            assert words in summary(reader), key
        await reader.press("space", "down", "=")
        assert "they stay alone" in summary(reader)
        assert read_groups(reader_path()) == []


async def test_an_equals_sign_in_a_name_can_be_typed(tmp_path: Path) -> None:
    """As a space and a dash can, while several names are left that go on with it."""
    path = archives.add(tmp_path / "a.db", "Signs", archives.spoken("a=b a=c ab", {}))
    archives.add(path, "More", archives.spoken("x1", {}))
    async with reading(path) as reader:
        await reader.press("A")
        await reader.write("a")
        await reader.press("=")
        assert set(listed(reader)) == {"a=b", "a=c"}


async def test_enter_shows_the_comments_of_one_or_of_all_who_are_marked(tmp_path: Path) -> None:
    """And q comes back to the table as it was; what is typed, and marked, is still there."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "down", "enter")
        assert reader.is_on(DossierScreen)
        assert reader.bar("title").startswith("ben ")
        assert reader.status.startswith("3 comments")
        await reader.press("q")
        assert people(reader).current == 1
        await reader.press("space", "up", "space", "enter")
        assert reader.bar("title").startswith("ada, ben ")
        assert reader.status.startswith("8 comments")
        await reader.press("escape")
        assert people(reader).marked_places == [0, 1]


async def test_the_table_shows_what_an_import_brought(tmp_path: Path) -> None:
    """People are read anew where the archive holds other threads than before."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "escape")
        archives.add(tmp_path / "town.db", "New", archives.spoken("zed1 zed2", {}))
        reader.library._renew(None)
        await reader.settle()
        await reader.press("A")
        assert listed(reader)["zed"] == 2


async def test_people_put_together_are_one_in_every_thread_and_copy(tmp_path: Path) -> None:
    """In the table of a thread, for `a`, and in the statistics; in a copy of the archive, and after another import."""
    put_together(reader_path(), [Named(SITE, "ben"), Named(SITE, "gus")], Named(SITE, "eve"))
    path = archives.clock(tmp_path)
    archives.clock(tmp_path)
    async with reading(path.rename(tmp_path / "copy.db")) as reader:
        await reader.press("A")
        assert list(listed(reader).items())[:3] == [("ada", 4), ("eve", 4), (None, 2)]
        await reader.write("gus")
        assert listed(reader) == {"eve": 4}
        await reader.press("enter")
        assert {ref.rstrip("0123456789") for ref in reader.hits} == {"ben", "eve", "gus"}
        await reader.press("escape", "j", "a")
        assert reader.here == "ben1"
        assert reader.hits == ["ben1", "eve1", "ben2", "gus1"]
        await reader.press("a")
        assert reader.hits == []
        await reader.press("*")
        assert reader.here == "eve1"
        await reader.press("#", "#")
        assert reader.here == "gus1"
        await reader.press("A", "escape", "%")
        assert "eve" in reader.screen_text()
        assert " gus " not in reader.screen_text().split("Who comments most")[1].split("What was answered")[0]


async def test_names_put_together_in_a_thread_count_there_at_once(tmp_path: Path) -> None:
    """The table of the thread does what that of the archive does."""
    async with reading(archives.clock(tmp_path)) as reader:
        assert "by 7 people" in reader.bar("title")
        await reader.press("f")
        await reader.write("by:gu", "enter")
        assert reader.hits == ["gus1"]
        await reader.press("A")
        await reader.write("gus")
        await reader.press("space")
        await reader.write("ben")
        await reader.press("=")
        assert listed(reader)["ben"] == 3
        await reader.press("escape")
        assert reader.thread.opened.names_at(archives.at("gus1")) == ("ben", "gus")
        assert reader.hits == ["ben1", "ben2", "gus1"]
        assert "by 6 people" in reader.bar("title")
        await reader.press("escape", "f")
        await reader.write("replyto:=gus", "enter")
        assert reader.hits == ["cy1", "ada3", "ada4"]
        await reader.press("ctrl+g")
        await reader.write("by:=gus", "enter")
        assert "3 comments" in reader.screen_text()


async def test_who_is_muted_in_the_table_is_muted(tmp_path: Path) -> None:
    """Ctrl-X once more hears them again."""
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "ctrl+x")
        assert read_mutes(reader_path()) == {Named(SITE, "ada")}
        assert "ada" in reader.screen_text()
        assert "muted" in reader.screen_text()
        assert (await portrait(reader)).is_muted
        await reader.press("ctrl+x")
        assert read_mutes(reader_path()) == frozenset()


async def test_a_reader_database_that_cannot_be_read_leaves_everybody_apart(tmp_path: Path) -> None:
    """People are listed as they are, and what cannot be kept is said."""
    reader_path().parent.mkdir(parents=True)
    reader_path().write_bytes(b"no database at all" * 100)
    async with reading(town(tmp_path)) as reader:
        await reader.press("A", "space", "down", "=")
        assert "is no database" in summary(reader)
        assert listed(reader)["ada"] == 5
        await reader.press("ctrl+x")
        assert "is no database" in summary(reader)


async def test_where_no_replies_are_stated_nobody_is_unanswered(tmp_path: Path) -> None:
    """In a flat thread the column is not there, nor the word."""
    async with reading(archives.add(tmp_path / "a.db", "Flat", archives.spoken("ada1 ben1 ada2", {}))) as reader:
        await reader.press("A")
        await portrait(reader)
        assert "unanswered" not in reader.screen_text()
        assert "2 comments in 1 thread" in reader.screen_text()


async def test_a_portrait_fits_into_its_lines(tmp_path: Path) -> None:
    """However narrow it is, and whatever people are called."""
    async with reading(town(tmp_path), (80, 24)) as reader:
        await reader.press("A")
        seen = await portrait(reader)
        assert f"{seen.told.comments} comments in 2 threads" in reader.screen_text()
        for width in (1, 7, 20, 60, 200):
            assert all(len(line) <= width for line in lines_of(seen, width))
