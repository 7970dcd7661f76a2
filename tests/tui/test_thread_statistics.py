"""A thread in numbers: what is said of it, and where a line leads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.archive.reader import Archive
from tui_reader.errors import ArchiveDamagedError
from tui_reader.model import Status
from tui_reader.tui.loader import open_thread
from tui_reader.tui.screens.statistics import StatisticsScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.screens.thread_statistics import gather
from tui_reader.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

DAYS = {"ada1": 1, "ben1": 1, "cy1": 2, "ada2": 4, "lost1": 4, "dee1": 4, "eve1": 9}


def dated(folder: Path) -> Path:
    """Return an archive of the clock in which some comments have dates, one is deleted and one is wholly lost."""
    told = [
        each._replace(posted=f"2012-05-{DAYS[each.ref]:02}" if each.ref in DAYS else None)
        for each in archives.spoken(archives.SHAPE, archives.BODIES)
    ]
    states = {"dee1": Status.DELETED, "lost2": Status.LOST}
    told = [
        each._replace(status=states.get(each.ref, each.status), body="" if each.ref in states else each.body) for each in told
    ]
    return archives.add(folder / "dated.db", archives.CLOCK, told)


async def go_to_line(reader: Reader, words: str) -> None:
    """Put the cursor on the line that holds these words, the first of them."""
    rows = reader.app.screen.query_one(Rows)
    texts = ["".join(text for text, _ in pieces) for pieces in rows._rows]
    rows.cursor = next(number for number, text in enumerate(texts) if words in text)
    await reader.settle()


async def test_the_thread_is_told_in_numbers(tmp_path: Path) -> None:
    """How many comments in which state, by whom, how many words, when, how deep, how long, and what was answered."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("a", "%")
        shown = [line.strip("│ \n") for line in reader.screen_text().splitlines()]
        text = "\n".join(shown)
        for words in (
            "11 present · 1 deleted · 1 lost",
            "7 · 1 comment without a name",
            "1–9 May 2012 · 6 comments without a date",
            "4, the deepest: ada · 4 May 2012",
            "120 words: ada",
            "▆▃ █    ▃",
            "a day each · 3 at most, from 4 May 2012",
            "Who comments most",
            "33%  ████████████████████",
            "What was answered most",
            "2 replies  ada · 1 May 2012  The tide was late again",
        ):
            assert words in text, words


async def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    """No dates: no time and no picture of it; no replies: no levels and nothing that was answered."""
    path = archives.add(tmp_path / "flat.db", "Flat", archives.spoken("ada1 ben1 lost1", {}))
    async with reading(path) as reader:
        await reader.press("%")
        text = reader.screen_text()
        assert "no comment has a date" in text
        assert "1, as far as is known" in text
        assert "Over time" not in text
        assert "answered most" not in text


@pytest.mark.parametrize("key", ["escape", "q", "%"])
async def test_numbers_of_a_thread_without_comments(tmp_path: Path, key: str) -> None:
    """There is nothing to go to; each key that leaves leaves."""
    path = archives.add(tmp_path / "empty.db", "Nothing", [])
    async with reading(path) as reader:
        await reader.press("%")
        assert "Comments      none" in reader.screen_text()
        await reader.press("enter")
        assert reader.told == ["only commenters and comments can be gone to"]
        await reader.press(key)
        assert reader.is_on(ThreadScreen)


async def test_a_line_leads_to_its_comment(tmp_path: Path) -> None:
    """In another order too; H leads back."""
    async with reading(dated(tmp_path)) as reader:
        for keys in ([], ["S"]):
            await reader.press("g", *keys, "%")
            await go_to_line(reader, "Longest")
            await reader.press("enter")
            assert reader.thread.opened.comment(reader.thread.position).body == archives.BODIES["ada3"]
            await reader.press("H")
            assert reader.thread.opened.comment(reader.thread.position).body == archives.BODIES["ada1"]


async def test_a_line_leads_to_the_comments_of_its_commenter(tmp_path: Path) -> None:
    """Whoever was shown alone before gives way."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("a", "%")
        await go_to_line(reader, " ben ")
        await reader.press("enter")
        assert reader.hits == ["ben1", "ben2"]
        await reader.press("%")
        await go_to_line(reader, "name lost")
        await reader.press("enter")
        assert reader.hits == ["lost1"]


async def test_keys_are_answered_while_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog is there at once and can be left at once; what is counted then goes nowhere."""
    may_count = threading.Event()

    def wait(_self: Archive, _thread: int) -> dict[Status, int]:
        may_count.wait(10)
        return {}

    monkeypatch.setattr(Archive, "statuses", wait)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.pilot.press("%")
        await reader.pilot.pause()
        assert reader.is_on(StatisticsScreen)
        assert "counting …" in reader.screen_text()
        await reader.pilot.press("escape")
        await reader.pilot.pause()
        assert reader.is_on(ThreadScreen)
        may_count.set()
        await reader.settle()
        await reader.press("j")
        assert reader.here == "ben1"


async def test_what_cannot_be_counted_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, in the place of the numbers."""

    def fail(_self: Archive, _thread: int) -> dict[Status, int]:
        raise ArchiveDamagedError("the archive is damaged", "check it")

    monkeypatch.setattr(Archive, "statuses", fail)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("%")
        assert "the archive is damaged (check it)" in reader.screen_text()
        await reader.press("enter", "escape")
        assert reader.is_on(ThreadScreen)


async def test_hostile_names_and_words_are_words(tmp_path: Path) -> None:
    """Nothing that wants to be more than text is, in a terminal of any width."""
    async with reading(archives.hostile(tmp_path), size=(60, 20)) as reader:
        await reader.press("%")
        for key in ("home", "end"):
            await reader.press(key)
            assert "[@click=app.bell]x[/]" in reader.screen_text()
            assert "█████████  │" in reader.screen_text()
            assert_harmless(reader.screen_text())
        assert "<U+202E>gpj" in reader.screen_text()


def test_most_answered_counts_direct_replies(tmp_path: Path) -> None:
    """What is further down was said to others."""
    path = archives.add(tmp_path / "a.db", "A", archives.spoken("a1(b1(c1(d1))) e1(f1 g1)", {}))
    with Archive.open(path) as archive:
        found = gather(open_thread(archive, archive.threads()[0]), 10)
    assert [(comment.body, replies) for comment, replies in found.answered] == [("e1", 2), ("a1", 1), ("b1", 1), ("c1", 1)]
    assert found.levels == 4
    assert found.deepest
    assert found.deepest.body == "d1"
