"""What is no plain comment is marked, can be hidden and found, and a thread says how much of it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import add
from tests.builders import thread
from tests.tui.reading import reading
from tui_reader.model import Article, Status

if TYPE_CHECKING:
    from pathlib import Path


def archive_at(path: Path) -> Path:
    """Return an archive of a thread with comments of several kinds."""
    plain, deleted, spam, ping, edited = thread("plain deleted spam ping edited")
    told = (
        plain,
        deleted._replace(status=Status.DELETED, body=""),
        spam._replace(status=Status.SPAM),
        ping._replace(status=Status.PINGBACK),
        edited._replace(edited="2020-01-01T00:00:00Z", original="<p>edited</p>"),
    )
    head = Article("1", "Weirs", site="canal.example", posted="2019-12-31T10:00:00Z", claimed=9, score=12)
    add(path, [head, *told])
    return path


async def test_what_is_no_plain_comment_is_marked_and_can_be_hidden(tmp_path: Path) -> None:
    """The key hides it, and shows it again."""
    async with reading(archive_at(tmp_path / "a.db"), size=(120, 36)) as reader:
        shown = reader.screen_text()
        for mark in ("· deleted", "· spam", "· pingback", "· edited"):
            assert mark in shown
        await reader.press(".")
        assert list(reader.pane.view.hits or ()) == [0, 4]
        await reader.press(".")
        assert reader.pane.view.hits is None


async def test_a_thread_of_plain_comments_has_nothing_to_hide(tmp_path: Path) -> None:
    """The reader is told so."""
    add(tmp_path / "a.db", [Article("1", "Weirs"), *thread("a b")])
    async with reading(tmp_path / "a.db") as reader:
        await reader.press(".")
        assert "plain comments" in reader.help


async def test_the_first_line_says_where_and_when_and_how_much_is_there(tmp_path: Path) -> None:
    """The claimed count stands beside the present one."""
    async with reading(archive_at(tmp_path / "a.db"), size=(160, 36)) as reader:
        assert "canal.example · 31 Dec 2019 · +12 · 5 of 9 comments" in reader.bar("title")


async def test_the_original_is_shown_with_the_whole_comment(tmp_path: Path) -> None:
    """Below the words that were made of it."""
    async with reading(archive_at(tmp_path / "a.db"), size=(120, 36)) as reader:
        await reader.press("G", "enter")
        shown = reader.screen_text()
        assert "In the source" in shown
        assert "<p>edited</p>" in shown


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("is:gone", [1]),
        ("is:spam", [2]),
        ("is:aside", [1, 2, 3]),
        ("-is:aside", [0, 4]),
        ("is:edited", [4]),
        ("is:service", []),
    ],
)
async def test_statuses_can_be_asked_for(tmp_path: Path, query: str, hits: list[int]) -> None:
    """In a filter as in a search."""
    async with reading(archive_at(tmp_path / "a.db")) as reader:
        await reader.press("f")
        await reader.write(query, "enter")
        assert list(reader.pane.view.hits or ()) == hits
