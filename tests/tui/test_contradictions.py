"""Archives that contradict themselves or answer nothing: every screen says so in a line, and the app goes on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.reading import reading
from tests.tui.test_thread_sorting import dated
from tui_reader.archive.people import People
from tui_reader.archive.reader import Archive
from tui_reader.errors import ArchiveDamagedError, ArchiveError, StateError
from tui_reader.outline import Context
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together
from tui_reader.tui import loader
from tui_reader.tui.loader import OpenThread, open_thread
from tui_reader.tui.messages import Failed
from tui_reader.tui.names import named
from tui_reader.tui.screens.crowd import ThreadCrowd
from tui_reader.tui.screens.people import PeopleScreen

if TYPE_CHECKING:
    from array import array
    from pathlib import Path

    from tui_reader.outline import Narrowing


def refuse(*_: object) -> None:
    """Answer nothing."""
    raise ArchiveError("the archive is busy [/]")


@pytest.fixture
def nobodys(tmp_path: Path) -> Path:
    """An archive whose outline says that its comments are by authors that it does not tell of."""
    path = archives.clock(tmp_path)
    with sqlite3.connect(path) as connection:
        (length,) = connection.execute("SELECT length(author) FROM outline").fetchone()
        connection.execute("UPDATE outline SET author = ?", (b"\xff\xff\xff\x00" * (length // 4),))
    connection.close()
    return path


def test_comments_of_nobody_are_damage(nobodys: Path) -> None:
    """Whatever is asked of their authors."""
    with Archive.open(nobodys) as archive:
        opened = open_thread(archive, archive.threads()[0])
        for ask in (opened.author_at, opened.names_at, opened.positions_of_person, opened.answers_to):
            with pytest.raises(ArchiveDamagedError, match="not those of its outline"):
                ask(0)


@pytest.mark.parametrize("keys", ["a", "M", "@", "W", "*", "S S S S S"])
async def test_keys_say_that_it_is_damaged(nobodys: Path, keys: str) -> None:
    """Muted or not, the comments are shown, and the app goes on."""
    async with reading(nobodys) as reader:
        reader.pane.mute(frozenset([1]))
        await reader.press(*keys.split())
        assert any("not those of its outline" in words for words in reader.told)
        await reader.press("G")
        assert "A clock" in reader.screen_text() or reader.pane.cursor > 0


@pytest.mark.parametrize("prompt", ["f", "/"])
async def test_whole_names_that_cannot_be_looked_up_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prompt: str
) -> None:
    """While they are typed."""
    async with reading(archives.clock(tmp_path)) as reader:
        monkeypatch.setattr(Archive, "namesakes", refuse)
        await reader.press(prompt)
        await reader.write("by:=ada")
        assert reader.told
        assert set(reader.told) == {"the archive is busy [/]"}


@pytest.mark.parametrize("keys", ["? escape", "A escape", "A ctrl+x escape"])
async def test_mutes_that_cannot_be_looked_up_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    """On the way back from another screen, and in the table of commenters, which goes on without them."""
    async with reading(archives.clock(tmp_path)) as reader:
        monkeypatch.setattr(People, "ids", refuse)
        for key in keys.split():
            await reader.press(key)
            if isinstance(reader.app.screen, PeopleScreen):
                assert "the archive is busy [/]" in reader.screen_text()
        assert "the archive is busy [/]" in reader.told


async def test_who_comments_cannot_be_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table says why, in place of what it waits for."""
    async with reading(archives.clock(tmp_path)) as reader:
        monkeypatch.setattr(loader, "_AT_ONCE", -1)
        monkeypatch.setattr(Archive, "commenter_facts", refuse)
        await reader.press("A")
        assert "the archive is busy [/]" in reader.screen_text()


async def test_another_failure_does_not_let_a_dump_be_lost(tmp_path: Path) -> None:
    """Whatever else goes wrong while a dump is kept, who leaves is still warned."""
    async with reading(archives.clock(tmp_path)) as reader:
        reader.app.keeping = kept = tmp_path / "kept.db"
        reader.app.post_message(Failed(StateError("no room")))
        await reader.settle()
        assert reader.app.keeping == kept
        await reader.press("q")
        assert "still keeping" in reader.told[-1]


def test_a_comment_without_its_thread_is_damage(tmp_path: Path) -> None:
    """And an author who is not there."""
    path = archives.clock(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = off")
        (lowest,) = connection.execute("SELECT min(id) FROM comment").fetchone()
        connection.execute("UPDATE comment SET thread = 99 WHERE id = ?", (lowest,))
    connection.close()
    with Archive.open(path) as archive:
        with pytest.raises(ArchiveDamagedError, match="thread 99 is not there"):
            archive.said([lowest])
        with pytest.raises(ArchiveDamagedError, match="author 12345"):
            named(archive, [12_345])


def test_a_sorted_thread_knows_who_is_one_person_by_now(tmp_path: Path) -> None:
    """As the thread that it was sorted from does."""
    with Archive.open(dated(tmp_path)) as archive:
        opened = open_thread(archive, archive.threads()[0])
        ordered = opened.sorted_by(list(range(len(opened.outline))))
        before = len(ordered.commenters)
        put_together(reader_path(), [Named("", "cy")], Named("", "ben"))
        assert not ordered.unsorted.is_as_put_together
        ordered.unsorted.forget_people()
        for thread in (opened, ordered):
            assert len(thread.commenters) == before - 1
            assert ThreadCrowd(thread).table is opened.commenters


@pytest.mark.parametrize("shape", ["cy1 ben1 ada1 cy2 ada2 lost1 ben2 ada3", "cy1(ben1 ada1(cy2)) ada2 lost1 ben2(ada3)"])
async def test_what_a_filter_leaves_is_worked_out_once_for_an_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    """With what is around matches in that order; in a flat thread nothing is, but in the order of the source."""
    narrowed, narrow = list[Context](), OpenThread.narrow

    def count(opened: OpenThread, positions: array[int], context: Context) -> Narrowing:
        """Count what is worked out."""
        narrowed.append(context)
        return narrow(opened, positions, context)

    async with reading(dated(tmp_path, shape)) as reader:
        await reader.press("a")
        monkeypatch.setattr(OpenThread, "narrow", count)
        await reader.press("S")
        assert narrowed == [Context.PATH if "(" in shape else Context.MATCHES]
        await reader.press("C")
        if "(" in shape:
            assert narrowed[1:] == [Context.MATCHES]
