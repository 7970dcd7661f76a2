"""A thread on the screen: moving, folding, jumping and the two panes, each by its keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import REFS
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.tui.screens import command_screen
from tui_reader.tui.screens.people import PeopleScreen

if TYPE_CHECKING:
    from pathlib import Path

ROOTS = ["ada1", "eve1", "lost2", "gus1"]
TWO_LEVELS = ["ada1", "ben1", "dee1", "eve1", "ben2", "lost2", "gus1", "ada4"]

MOVES = {
    "j": "ben1",
    "down": "ben1",
    "5 j": "dee1",
    "5 j k": "lost1",
    "1 0 0 0 j": "ada4",
    "J": "eve1",
    "j J": "dee1",
    "3 j J": "lost1",
    "4 j J": "dee1",
    "5 j K": "ben1",
    "3 j P": "cy1",
    "3 j 2 P": "ben1",
    "3 j [": "cy1",
    "]": "ben1",
    "}": "eve1",
    "3 }": "gus1",
    "3 } {": "lost2",
    "3 j ^": "ada1",
    "G": "ada4",
    "G g": "ada1",
    "5 G": "lost1",
    "7 g": "eve1",
    "9 9 G": "ada4",
    "l": "ben1",
    "3 j h": "cy1",
    "n": "eve1",
    "2 n N": "eve1",
    "x": "eve1",
}
"""Keys, and where they lead from the first comment."""

STUCK = {
    "k": "this is the first comment",
    "G j": "this is the last comment",
    "P": "this comment answers none that is known",
    "G ]": "nobody answered this comment",
    "{": "this is the first top-level comment",
    "G }": "this is the last top-level comment",
    "U": "no folding to take back",
    "H": "no jump further that way",
    "L": "no jump further that way",
    "c": "no filter is on",
    "!": "no filter to turn round",
    "escape": "no filter is on; q goes back",
    "ctrl+s": "this thread is in an archive already",
    '"': "this comment quotes nothing that is known",
    "o": "this comment has no link that can be opened",
    "(": "this is the first thread",
    ")": "this is the last thread",
}
"""Keys that can do nothing, and what is said."""

FOLDS = {
    "z M": ROOTS,
    "z M z R": REFS,
    "z M 0": REFS,
    "z a": ["ada1", *REFS[6:]],
    "space": ["ada1", *REFS[6:]],
    "space space": REFS,
    "h": ["ada1", *REFS[6:]],
    "h l": REFS,
    "z c z o": REFS,
    "z C z o": ["ada1", "ben1", "dee1", *REFS[6:]],
    "z C z O": REFS,
    "z m": REFS,
    "2 z m": [ref for ref in REFS if ref not in {"ada2", "lost1", "fay1"}],
    "z m z m z m": TWO_LEVELS,
    "z M z r": TWO_LEVELS,
    "z M 2 z r z r": REFS,
    "1 enter": ROOTS,
    "2 enter": TWO_LEVELS,
    "x": ["ada1", *REFS[6:]],
    "X": ["ada1", *REFS[6:]],
    "X X": REFS,
    "z M U": REFS,
    "z c U": REFS,
}
"""Keys, and what is shown after them."""


async def test_keys_lead_where_a_reader_of_vim_expects(tmp_path: Path) -> None:
    """Counts repeat a move as far as there is anywhere to go."""
    async with reading(archives.clock(tmp_path), size=(120, 120)) as reader:
        found = {}
        for keys in MOVES:
            await reader.begin_anew()
            await reader.press(*keys.split())
            found[keys] = reader.here
    assert found == MOVES


async def test_a_key_that_can_do_nothing_says_why(tmp_path: Path) -> None:
    """Nobody wonders whether the program is dead; the next key brings the help line back."""
    async with reading(archives.clock(tmp_path), size=(120, 120)) as reader:
        usual, found = reader.help, {}
        for keys in STUCK:
            await reader.begin_anew()
            await reader.press(*keys.split())
            found[keys] = reader.help
            await reader.press("3", "escape")
            assert reader.help == usual
    assert found == STUCK


async def test_folds_show_what_they_say(tmp_path: Path) -> None:
    """Chords, counts and single keys fold what readers of vim, aerc and circumflex expect; what is hidden is counted."""
    async with reading(archives.clock(tmp_path)) as reader:
        found = {}
        for keys, shown in FOLDS.items():
            await reader.begin_anew()
            await reader.press(*keys.split())
            found[keys] = reader.shown
            away = len(REFS) - len(shown)
            assert (f"{away} folded away" in reader.status) == bool(away), keys
    assert found == FOLDS


async def test_a_number_alone_waits_no_longer_than_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is shown at once; a pause settles it."""
    monkeypatch.setattr(command_screen, "SETTLING", 0.001)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.pilot.press("1")
        async with asyncio.timeout(10):
            while reader.shown != ROOTS:
                await reader.pilot.pause()
        assert "move" in reader.help


async def test_a_chord_that_has_begun_shows_what_may_follow(tmp_path: Path) -> None:
    """Nobody has to know chords by heart; Esc lets go of them."""
    async with reading(archives.clock(tmp_path), size=(200, 50)) as reader:
        await reader.press("z")
        assert reader.help.startswith("z… · a toggle · o open · c close")
        assert "M fold all" in reader.help
        await reader.press("escape")
        assert reader.help.startswith("j move")
        assert reader.shown == REFS
        await reader.press("z", "Q")
        assert reader.help.startswith("j move")


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
async def test_hints_are_shown_whole_or_not_at_all(tmp_path: Path, columns: int) -> None:
    """On the usual line and after the first key of two; how to find all others stands at its end."""
    async with reading(archives.clock(tmp_path), size=(columns, 24)) as reader:
        for keys in ([], ["tab"], ["z"]):
            await reader.press(*keys)
            line = reader.screen_text().splitlines()[-1].rstrip()
            assert "…" not in line.removeprefix(" z…")
            assert line.endswith("? help") or keys == ["z"]
            assert len(line) > columns // 2
        await reader.press("escape")
        await reader.pilot.resize_terminal(200, 24)
        await reader.settle()
        assert "w export" in reader.help


async def test_jumps_go_back_and_forward(tmp_path: Path) -> None:
    """A jump is a place to come back to; a step is none."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "G", "5", "G")
        assert reader.here == "lost1"
        await reader.press("H")
        assert reader.here == "ada4"
        await reader.press("ctrl+o")
        assert reader.here == "ben1"
        await reader.press("2", "L")
        assert reader.here == "lost1"
        await reader.press("2", "backspace")
        assert reader.here == "ben1"


async def test_a_place_that_a_filter_hides_is_not_jumped_to(tmp_path: Path) -> None:
    """The reader is told why nothing moves."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("1", "1", "G", "g", "a", "H")
        assert reader.here == "ada1"
        assert "Esc drops the last filter" in reader.help
        await reader.press("1", "1", "G")
        assert reader.here == "ada1"
        assert "Esc drops the last filter" in reader.help


async def test_pages_take_the_cursor_along(tmp_path: Path) -> None:
    """Half pages, pages and counts of them scroll; at the end nothing breaks."""
    async with reading(archives.clock(tmp_path), size=(120, 16)) as reader:
        await reader.press("d")
        half = reader.pane.scroll_offset.y
        assert half > 0
        await reader.press("u", "2", "d")
        assert reader.pane.scroll_offset.y == 2 * half
        await reader.press("g", "pagedown")
        assert reader.pane.scroll_offset.y > half
        await reader.press("9", "9", "9", "9", "9", "ctrl+d")
        assert reader.here == "ada4"
        await reader.press("9", "9", "9", "9", "9", "b")
        assert reader.here == "ada1"


# The panes.


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ((120, 36), ["left", "top", "off"]),
        ((80, 24), ["off", "top", "off"]),
        ((80, 40), ["top", "off", "top"]),
        ((200, 50), ["left", "top", "off"]),
    ],
)
async def test_the_article_stands_where_there_is_room(tmp_path: Path, size: tuple[int, int], sides: list[str]) -> None:
    """Beside the comments from 100 columns, above them from 36 lines, in their place below that."""
    async with reading(archives.clock(tmp_path), size=size) as reader:
        for side in sides:
            shown = {each for each in ("left", "top", "off") if reader.thread.panes.has_class(f"-{each}")}
            assert shown == {side}
            assert reader.pane.region.width > 30
            assert reader.article.region.area > 0 or side == "off"
            await reader.press("V")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (80, 40)])
async def test_tab_gives_the_keys_to_the_other_pane(tmp_path: Path, size: tuple[int, int]) -> None:
    """The pane with the keys is always in sight, and moves move in it."""
    async with reading(archives.clock(tmp_path), size=size) as reader:
        assert reader.keys_go_to == "comments"
        await reader.press("tab")
        assert reader.keys_go_to == "article"
        assert reader.article.region.area > 0
        before = reader.article.cursor
        await reader.press("j")
        assert (reader.article.cursor, reader.here) == (before + 1, "ada1")
        await reader.press("2", "j", "k", "space")
        await reader.press("tab", "j")
        assert reader.keys_go_to == "comments"
        assert reader.here == "ben1"


async def test_a_pane_out_of_sight_is_a_key_away(tmp_path: Path) -> None:
    """The help line names the pane that is not shown before all else."""
    async with reading(archives.clock(tmp_path), size=(80, 24)) as reader:
        assert reader.help.startswith("Tab article · j move")
        await reader.press("tab")
        assert reader.help.startswith("Tab comments · j move")
        await reader.pilot.resize_terminal(120, 36)
        await reader.settle()
        assert reader.help.startswith("j move")
        await reader.press("Z")
        assert reader.help.startswith("Tab comments")


async def test_at_the_ends_of_the_article_the_reader_is_told(tmp_path: Path) -> None:
    """As among the comments."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("tab", "g", "k")
        assert reader.help == "the article goes no further that way"
        await reader.press("j")
        assert reader.help.startswith("j move")


@pytest.mark.parametrize("size", [(120, 36), (80, 40)])
async def test_a_pane_can_have_the_whole_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    """Z gives it, Z gives it back, Tab changes which."""
    async with reading(archives.clock(tmp_path), size=size) as reader:
        await reader.press("Z")
        assert reader.pane.region.width == size[0]
        assert not reader.article.display
        await reader.press("tab")
        assert reader.article.region.width == size[0]
        assert not reader.pane.display
        await reader.press("Z")
        assert reader.pane.region.area > 0
        assert reader.article.region.area > 0


async def test_a_click_selects_and_the_fold_mark_folds(tmp_path: Path) -> None:
    """The mouse does what the keys do, and gives the keys to the pane it clicks in."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("tab")
        await reader.pilot.click(reader.pane, offset=(8, 3))
        await reader.settle()
        assert reader.here == "ben1"
        assert reader.keys_go_to == "comments"
        assert not reader.thread.panes.reading_article
        await reader.pilot.click(reader.pane, offset=(1, 0))
        await reader.settle()
        assert reader.shown == ["ada1", *REFS[6:]]
        await reader.pilot.click(reader.article, offset=(5, 3))
        await reader.settle()
        assert reader.thread.panes.reading_article


async def test_nothing_is_done_unseen(tmp_path: Path) -> None:
    """Where the screen is too small to read, keys leave and do nothing else; what was begun is not gone on with later."""
    async with reading(archives.town(tmp_path), size=(30, 6)) as reader:
        await reader.press("enter", "z", "down", "/", "tab", "?", ":")
        assert reader.library.threads.cursor == 0
        assert not reader.library.threads.text
        await reader.pilot.resize_terminal(120, 36)
        await reader.press("enter")
        await reader.pilot.resize_terminal(30, 6)
        await reader.press("j", "a", "5", "z", "M", "y", "q", "z")
        await reader.pilot.resize_terminal(120, 36)
        await reader.press("M")
        await reader.pilot.resize_terminal(30, 6)
        assert (reader.here, len(reader.shown)) == (REFS[0], len(REFS))
        await reader.press("q", "q")
        assert not reader.app.is_running


async def test_a_click_on_a_hint_of_the_help_line_runs_it(tmp_path: Path) -> None:
    """As the key would."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.pilot.click("#help", offset=(reader.help.index("A people") + 1, 0))
        assert reader.is_on(PeopleScreen)


async def test_a_screen_that_is_too_small_says_so(tmp_path: Path) -> None:
    """Nothing is lost: with more room the reader goes on where he was."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("6", "j")
        await reader.pilot.resize_terminal(39, 7)
        await reader.settle()
        assert "Make the terminal larger" in " ".join(reader.screen_text().split())
        assert not reader.pane.region.area
        await reader.press("j", "a", "a")
        await reader.pilot.resize_terminal(120, 36)
        await reader.settle()
        assert reader.here == "eve1"
        assert reader.pane.region.area


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_lines_around_say_what_is_read(tmp_path: Path, size: tuple[int, int]) -> None:
    """Title, people and lost names above; what is shown and where the cursor is below."""
    async with reading(archives.clock(tmp_path), size=size) as reader:
        assert reader.bar("title").startswith(archives.CLOCK)
        assert "13 comments" in reader.bar("title")
        assert reader.status == "all 13 shown 1/13 · depth 1"
        await reader.press("3", "j")
        assert reader.status.endswith("4/13 · depth 4")
        assert all(len(line) == size[0] for line in reader.screen_text().splitlines())


async def test_hostile_text_is_only_shown(tmp_path: Path) -> None:
    """Title, names, bodies, article and status line hold no live character, wherever the cursor goes."""
    async with reading(archives.hostile(tmp_path)) as reader:
        assert_harmless(reader.screen_text())
        for keys in ("a", "escape", "4 j * a", "A escape", "G", "1 0 j a", "? escape", "V d d d"):
            await reader.press(*keys.split())
            assert_harmless(reader.screen_text())
