"""Searching in a thread: matches are counted, marked and walked, and nothing is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import REFS
from tests.tui.reading import reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

RAIN = ["ada2", "eve1", "ben2"]


async def searched(reader: Reader, text: str) -> None:
    """Search for a text."""
    await reader.press("/")
    await reader.write(text, "enter")


async def test_a_search_goes_to_the_first_match_and_counts(tmp_path: Path) -> None:
    """It shows everything as before, says which match this is, and walks on in a ring."""
    async with reading(archives.clock(tmp_path)) as reader:
        await searched(reader, "rain")
        assert reader.shown == REFS
        seen = [reader.here]
        assert "match 1/3 of “rain”" in reader.status
        for _ in range(3):
            await reader.press("n")
            seen.append(reader.here)
        assert seen == [*RAIN, "ada2"]
        await reader.press("N")
        assert reader.here == "ben2"
        assert "match 3/3" in reader.status
        await reader.press("2", "N")
        assert reader.here == "ada2"


async def test_matches_are_found_while_typing(tmp_path: Path) -> None:
    """The first match from where the search began is in sight at every letter; Esc goes back there."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("4", "j", "/")
        await reader.write("r")
        await reader.write("ain")
        assert reader.here == "eve1"
        await reader.press("escape")
        assert reader.here == "lost1"
        assert "match" not in reader.status
        await searched(reader, "rain")
        assert reader.here == "eve1"
        await reader.press("H")
        assert reader.here == "lost1"


async def test_a_search_unfolds_what_it_finds(tmp_path: Path) -> None:
    """A match in a folded branch is gone to all the same."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("z", "M")
        await searched(reader, "drawings")
        assert reader.here == "cy1"
        assert "cy1" in reader.shown


async def test_a_search_that_is_given_up_leaves_no_fold_open(tmp_path: Path) -> None:
    """Each letter opens only what hides its own match; Esc brings folds, cursor and the lines on the screen back."""
    async with reading(archives.clock(tmp_path), size=(120, 14)) as reader:
        await reader.press("z", "M", "U", "G", "x")
        before, top = reader.shown, reader.pane.scroll_offset.y
        await reader.press("z", "M", "/")
        await reader.write("drawings")
        assert "cy1" in reader.shown
        await reader.press(*["backspace"] * 8)
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]
        await reader.write("come and see")
        assert "ada3" in reader.shown
        assert "cy1" not in reader.shown
        await reader.write("zzz")
        assert "ada3" not in reader.shown
        await reader.press("escape")
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]
        assert reader.here == "gus1"
        await reader.press("U")
        assert (reader.shown, reader.pane.scroll_offset.y) == (before, top)


async def test_a_search_that_is_kept_keeps_open_what_it_found(tmp_path: Path) -> None:
    """And nothing beside it."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("z", "M", "/")
        await reader.write("drawings", "enter")
        assert reader.here == "cy1"
        await reader.press("/", "escape")
        assert reader.here == "cy1"
        assert "eve1" in reader.shown
        assert "ben2" not in reader.shown


async def test_nothing_found_is_said(tmp_path: Path) -> None:
    """The cursor stays, and n says so too."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j")
        await searched(reader, "zebra")
        assert reader.here == "ben1"
        assert "no match for “zebra”" in reader.status
        await reader.press("n")
        assert reader.help == "no match"


async def test_a_search_that_cannot_be_read_stays_open(tmp_path: Path) -> None:
    """The place of the mistake is shown; an empty search forgets the one before."""
    async with reading(archives.clock(tmp_path)) as reader:
        await searched(reader, "by:")
        assert "by: needs a name at column 4" in reader.screen_text()
        assert reader.keys_go_to == "prompt"
        await reader.press("escape")
        await searched(reader, "rain")
        await searched(reader, "")
        assert "match" not in reader.status
        await reader.press("H")
        assert reader.here == "ada1"


async def test_escape_takes_the_marks_away_before_a_filter(tmp_path: Path) -> None:
    """One level at a time; then n walks the top level again."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a")
        await searched(reader, "rain")
        await reader.press("escape")
        assert "match" not in reader.status
        assert reader.hits == ["ada1", "ada2", "ada3", "ada4"]
        await reader.press("g", "n")
        assert reader.here == "eve1"


async def test_what_a_filter_hides_is_passed_over(tmp_path: Path) -> None:
    """Going on leads to matches that are on the page, and says when there is none."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "C")
        await searched(reader, "rain")
        assert reader.here == "ada2"
        await reader.press("n")
        assert reader.here == "ada2"
        await searched(reader, "nothing")
        await reader.press("n")
        assert "Esc drops the last filter" in reader.help


async def test_the_comments_of_one_person_are_walked(tmp_path: Path) -> None:
    """* and # go round among them; a jump can be taken back."""
    async with reading(archives.clock(tmp_path)) as reader:
        seen = []
        for _ in range(4):
            await reader.press("*")
            seen.append(reader.here)
        assert seen == ["ada2", "ada3", "ada4", "ada1"]
        await reader.press("#", "2", "#")
        assert reader.here == "ada2"
        await reader.press("H")
        assert reader.here == "ada4"


@pytest.mark.parametrize("key", ["*", "#"])
async def test_comments_without_a_name_are_nobodys(tmp_path: Path, key: str) -> None:
    """Two people whose names are lost are not taken for one."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("5", "G", key)
        assert reader.here == "lost1"
        assert reader.help == "the name is lost: who spoke is unknown"


async def test_people_can_be_searched_for(tmp_path: Path) -> None:
    """The grammar is that of filters."""
    async with reading(archives.clock(tmp_path)) as reader:
        await searched(reader, "by:=ben rain")
        assert reader.here == "ben2"
        assert "match 1/1 of by ben · “rain”" in reader.status
