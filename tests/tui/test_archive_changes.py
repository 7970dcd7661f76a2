"""An archive that changes or is damaged while it is read: the reader is told and goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts
from tests.builders import thread
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article, Block, BlockKind, Span
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.widgets.unreadable import UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

MANY = " ".join(f"p{number}" for number in range(40))
FEWER = "new(p4) " + " ".join(f"p{number}" for number in range(5, 38))
AGAIN = "this thread was updated by an import; it has been read again"


def write(path: Path, shape: str) -> Path:
    """Bring one source into an archive, read so that its thread has these comments; all odd numbers are by one person."""
    comments = [
        comment._replace(
            source_id=comment.ref,
            author="Odd" if comment.ref[-1] in "13579" else comment.ref,
            body=f"words of {comment.ref}",
            span=Span(1, 1),
        )
        for comment in thread(shape)
    ]
    article = Article(ref="1", title="Tides", key="tides", blocks=(Block(BlockKind.TITLE, "Tides"),))
    with ArchiveWriter(path) as writer:
        writer.add(facts(raw=b"tides", layout=shape), [article, *comments])
    return path


def spoil(path: Path, *statements: str) -> None:
    """Change an archive behind its own back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def here(reader: Reader) -> str | None:
    """Return which comment is at the cursor, as the archive holds it now."""
    return reader.thread.opened.comment(reader.thread.position).source_id


@pytest.mark.parametrize("keys", ["i", "enter", "y y", "y l", "y b", "a"])
async def test_a_thread_that_an_import_changed_is_read_again(tmp_path: Path, keys: str) -> None:
    """The cursor stays on its comment, the filter on, and the reader is told instead of seeing another comment's words."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path) as reader:
        await reader.press("1", "1", "j")
        write(path, FEWER)
        await reader.press(*keys.split())
        assert reader.help == AGAIN
        assert reader.told == []
        assert here(reader) == "p11"
        assert len(reader.pane.view.outline) == 35
        await reader.press("j", "i", "escape", "G", "k", "a", "w", "escape", "1", "enter", "z", "R")
        assert reader.is_on(ThreadScreen)
        assert reader.told == []


@pytest.mark.parametrize("keys", ["G", "ctrl+f", "3 8 j", "end"])
async def test_rows_that_come_into_sight_tell_of_an_import_too(tmp_path: Path, keys: str) -> None:
    """Painting finds out as well as a command does; what is painted then are the comments that there are."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path, size=(120, 12)) as reader:
        write(path, FEWER)
        await reader.press(*keys.split())
        await reader.settle()
        assert reader.help == AGAIN
        assert len(reader.pane.view.outline) == 35
        assert UNREADABLE not in reader.screen_text()
        assert reader.told == []


async def test_a_filter_survives_an_import(tmp_path: Path) -> None:
    """It is asked of the new comments, and gone when it is dropped."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path) as reader:
        await reader.press("j", "a", "/")
        await reader.write("words of p2", "enter")
        write(path, FEWER)
        await reader.press("i")
        odd = [position for position, ref in enumerate(FEWER.replace("(", " ").replace(")", "").split()) if ref[-1] in "13579"]
        assert list(reader.pane.view.hits or ()) == odd
        assert "match" not in reader.status
        await reader.press("escape")
        assert reader.pane.view.hits is None


async def test_a_comment_that_an_import_took_away_leaves_the_cursor_in_the_thread(tmp_path: Path) -> None:
    """Where there was one, there is the next best."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path) as reader:
        await reader.press("G")
        write(path, "p1 p2")
        await reader.press("i")
        assert reader.help == AGAIN
        assert here(reader) == "p2"


DAMAGES = {
    "a row is gone": "DELETE FROM comment WHERE position = 3",
    "all rows are gone": "DELETE FROM comment",
    "a row stands nowhere": "UPDATE comment SET position = 99999 WHERE position = 3",
    "a row stands before the first": "UPDATE comment SET position = -5 WHERE position = 3",
    "rows have changed places": "UPDATE comment SET position = 79 - position WHERE position >= 2",
    "the thread is gone": "DELETE FROM thread",
    "there is no table": "DROP TABLE comment",
}


@pytest.mark.parametrize(
    ("damage", "before"),
    [(damage, False) for damage in DAMAGES.values()]
    + [(damage, True) for damage in DAMAGES.values() if "comment SET" in damage],
)
async def test_rows_that_cannot_be_read_are_told_and_the_app_goes_on(tmp_path: Path, damage: str, before: bool) -> None:
    """Whatever is forged, every key is answered and the reader learns that the archive is damaged."""
    path = write(tmp_path / "a.db", MANY)
    if before:
        spoil(path, "PRAGMA foreign_keys = OFF", damage)
    async with reading(path, size=(120, 14)) as reader:
        if not before:
            spoil(path, "PRAGMA foreign_keys = OFF", damage)
        for keys in ("3 j", "i", "enter", "y y", "y b", "a", "a", "o", "ctrl+f", "G", "g", "/ p 3 enter", "n", "escape", "*"):
            await reader.press(*keys.split())
            assert_harmless(reader.screen_text())
        for key in ("f", "x", "enter", "escape", "A", "escape", "w", "escape", "F", "escape", "z", "M", "z", "R", '"', "T"):
            await reader.press(key)
        assert reader.app.is_running
        assert reader.told
        assert any("is damaged" in told or "no thread" in told for told in reader.told)


async def test_a_row_that_cannot_be_read_says_so_once(tmp_path: Path) -> None:
    """The others are read as ever; a message appears once, however often the row comes into sight."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path, size=(120, 14)) as reader:
        spoil(path, "DELETE FROM comment WHERE position = 39")
        await reader.press("G", "g", "G")
        assert UNREADABLE in reader.screen_text()
        assert len(reader.told) == 1


async def test_a_source_that_cannot_be_read_keeps_nobody_from_reading(tmp_path: Path) -> None:
    """Where a comment comes from cannot be shown; that is told, and all else goes on."""
    path = write(tmp_path / "a.db", MANY)
    spoil(path, "UPDATE raw SET data = x'789c00'")
    async with reading(path) as reader:
        await reader.press("i")
        assert reader.is_on(ThreadScreen)
        assert len(reader.told) == 1
        assert "is damaged" in reader.told[0]
        await reader.press("j")
        assert here(reader) == "p1"
