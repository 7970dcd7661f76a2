"""Narrowing a thread: one commenter by one key, words as they are typed, and the conversation kept around each match."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import REFS
from tests.tui.reading import reading
from tui_reader.errors import ArchiveDamagedError
from tui_reader.text.marks import NO_MARKS
from tui_reader.tui import loader
from tui_reader.tui.messages import Failed

if TYPE_CHECKING:
    from pathlib import Path

ADA = ["ada1", "ada2", "ada3", "ada4"]
ADA_IN_PLACE = ["ada1", "ben1", "cy1", "ada2", "eve1", "ben2", "ada3", "gus1", "ada4"]


async def test_one_key_shows_one_commenter_and_everybody_again(tmp_path: Path) -> None:
    """What the others said that led there stays, and the status line says what is hidden and by what."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a")
        assert reader.hits == ADA
        assert reader.shown == ADA_IN_PLACE
        assert reader.status.startswith("4 of 13 by ada · 4 hidden · 5 around them (what they answer)")
        await reader.press("a")
        assert reader.shown == REFS
        assert reader.status.startswith("all 13 shown")


async def test_another_commenter_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """No comment is by two people."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "j", "a")
        assert reader.hits == ["ben1", "ben2"]
        await reader.press("escape")
        assert reader.shown == REFS


async def test_names_that_differ_in_case_are_two_people(tmp_path: Path) -> None:
    """By `a`, and by the table of commenters, which lists both; who types a part of a name need not mind its case."""
    path = archives.add(tmp_path / "case.db", "Two", archives.spoken("Ada1 ADA1 Ada2", {}))
    async with reading(path) as reader:
        await reader.press("a")
        assert list(reader.pane.view.hits or ()) == [0, 2]
        await reader.press("a", "A", "down", "enter")
        assert list(reader.pane.view.hits or ()) == [1]
        await reader.press("escape", "f")
        await reader.write("by:ada", "enter")
        assert list(reader.pane.view.hits or ()) == [0, 1, 2]


async def test_lost_names_are_one_bucket(tmp_path: Path) -> None:
    """All comments without a name are found by it, and called by what they are."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("4", "j", "a")
        assert reader.hits == ["lost1", "lost2"]
        assert "2 of 13 by name lost" in reader.status


async def test_context_is_widened_and_narrowed(tmp_path: Path) -> None:
    """From matches over what they answer and direct replies to whole branches; at either end the reader is told."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "a")
        assert reader.shown == ["ada1", "ben1", "eve1", "ben2"]
        await reader.press("c")
        assert reader.shown == ["ada1", "ben1", "cy1", "eve1", "ben2", "ada3"]
        await reader.press("c")
        assert reader.shown == ["ada1", "ben1", "cy1", "ada2", "lost1", "eve1", "ben2", "ada3", "fay1"]
        assert "their whole branches" in reader.status
        await reader.press("c")
        assert "this is all" in reader.help
        await reader.press("C", "C", "C")
        assert reader.shown == ["ben1", "ben2"]
        assert "matches only" in reader.status
        await reader.press("C")
        assert "this is all" in reader.help


async def test_a_filter_can_be_turned_round(tmp_path: Path) -> None:
    """Once shows everybody else, twice is as before."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "!")
        assert reader.hits == [ref for ref in REFS if ref not in ADA]
        assert "not by ada" in reader.status
        await reader.press("!")
        assert reader.hits == ADA


async def test_words_narrow_while_they_are_typed(tmp_path: Path) -> None:
    """Every letter shows what it would leave; Enter keeps it, Esc takes it back."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("rust")
        assert reader.hits == ["ben1", "ada2"]
        await reader.write(" pigeons")
        assert reader.hits == ["ada2"]
        await reader.press("escape")
        assert reader.shown == REFS
        await reader.press("f")
        await reader.write("rust pigeons", "enter")
        assert reader.hits == ["ada2"]
        assert reader.status.startswith("1 of 13 “rust” · “pigeons”")
        assert reader.keys_go_to == "comments"


@pytest.mark.parametrize("key", ["f", "&", "\\"])
async def test_a_filter_begins_with_the_key_of_less_and_of_aerc(tmp_path: Path, key: str) -> None:
    """Hands that know another program find the filter."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press(key)
        await reader.write("by:be -drawings", "enter")
        assert reader.hits == ["ben1", "ben2"]


async def test_a_filter_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    """What was shown before stays; Enter keeps the prompt open until it is mended."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("rust")
        found = reader.hits
        await reader.write(" (", "enter")
        assert "something is missing at column 7" in reader.screen_text()
        assert reader.hits == found
        assert reader.keys_go_to == "prompt"
        await reader.press("backspace", "backspace")
        assert "at column" not in reader.screen_text()
        await reader.press("enter")
        assert reader.hits == found
        assert reader.keys_go_to == "comments"


async def test_nothing_found_leaves_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    """An empty pane is no dead end: every key still answers."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("zebra", "enter")
        assert reader.shown == []
        assert reader.status.startswith("0 of 13 “zebra”")
        for key in ("a", "i", "o", "G", "*", '"', "enter"):
            await reader.press(key)
            assert reader.app.screen is reader.thread
        await reader.press("a")
        assert "Esc drops the last filter" in reader.help
        await reader.press("escape")
        assert reader.shown == REFS
        assert reader.here == "ada1"


@pytest.mark.parametrize("typed", ["rust", "rust OR rain", "-rust", "by:be"])
async def test_an_empty_filter_takes_typed_filters_away(tmp_path: Path, typed: str) -> None:
    """As in less; who was chosen by a key stays."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "f")
        await reader.write(typed, "enter")
        assert len(reader.thread.filtering.stack.entries) == 2
        await reader.press("f", "enter")
        assert reader.hits == ADA


async def test_filters_stand_on_each_other(tmp_path: Path) -> None:
    """Together they narrow; Esc drops the last one first."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "f")
        await reader.write("pigeons", "enter")
        assert reader.hits == ["ada2"]
        assert "by ada · “pigeons”" in reader.status
        await reader.press("escape")
        assert reader.hits == ADA
        await reader.press("escape")
        assert reader.shown == REFS


async def test_folds_and_cursor_survive_a_filter(tmp_path: Path) -> None:
    """What was folded is folded again, and the comment under the cursor is the same one."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("}", "z", "c", "5", "G")
        before = reader.shown
        assert (reader.here, "fay1" in before) == ("lost1", False)
        await reader.press("f")
        await reader.write("pigeons", "enter")
        assert reader.here != "lost1"
        await reader.press("escape")
        assert reader.here == "lost1"
        assert reader.shown == before


async def test_a_filter_shows_matches_in_folded_branches(tmp_path: Path) -> None:
    """No fold made before hides a match."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("z", "M", "a")
        assert reader.shown == ADA_IN_PLACE
        await reader.press("a")
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]


@pytest.mark.parametrize("at_once", [5_000, 0])
async def test_commenters_are_chosen_from_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """A opens it, Enter shows whom the cursor is on; Esc changes nothing. In a long thread they are counted behind it."""
    monkeypatch.setattr(loader, "_AT_ONCE", at_once)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("A")
        assert "words" in reader.screen_text()
        await reader.press("escape")
        assert reader.shown == REFS
        await reader.press("A", "enter")
        assert reader.hits == ADA


async def test_the_list_of_filters_changes_them(tmp_path: Path) -> None:
    """Off, round and dropped: nothing happens before Enter."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "f")
        await reader.write("pigeons", "enter")
        await reader.press("F", "space", "escape")
        assert reader.hits == ["ada2"]
        await reader.press("F", "space", "enter")
        assert reader.hits == ADA
        await reader.press("F", "d", "enter")
        assert len(reader.thread.filtering.stack.entries) == 1


async def test_found_words_are_marked(tmp_path: Path) -> None:
    """In comments and in the article, until the filter goes."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("pigeons -rust", "enter")
        assert reader.thread.pane._marks.spans("No pigeons, no rust") == [(3, 10)]
        await reader.press("escape")
        assert reader.thread.pane._marks == NO_MARKS


async def test_what_cannot_be_looked_up_is_told(tmp_path: Path) -> None:
    """A message from a worker is shown as text; what is on the screen stays."""
    async with reading(archives.clock(tmp_path)) as reader:
        reader.thread.post_message(Failed(ArchiveDamagedError("the archive is [/] damaged\x1b[31m")))
        await reader.settle()
        assert reader.told == ["the archive is [/] damaged␛[31m"]
        assert reader.shown == REFS


async def test_a_saved_filter_is_there_in_the_next_run(tmp_path: Path) -> None:
    """Saved from one thread, added to another; the list is there though no filter is on."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("F")
        assert "none is saved" in reader.screen_text()
        await reader.press("enter", "f")
        await reader.write("rust", "enter", "F", "n", "r", "enter", "escape", "escape")
        assert reader.shown == REFS
    async with reading(tmp_path / "clock.db") as reader:
        await reader.press("F", "enter", "enter")
        assert reader.hits == ["ben1", "ada2"]
