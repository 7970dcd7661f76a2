"""Selecting comments: one, some, a branch; marked where they stand, and exported, copied and piped together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import REFS, at
from tests.tui.hosting import assert_harmless
from tests.tui.panes import screen_lines
from tests.tui.reading import reading
from tui_reader.tui.screens import thread_comment
from tui_reader.tui.screens.exporting import ExportScreen
from tui_reader.tui.widgets.comment_lines import SELECTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader


def selected(reader: Reader) -> list[str]:
    """Return the references of what is selected."""
    return [REFS[position] for position in reader.thread.selecting.positions]


def marked(reader: Reader) -> list[str]:
    """Return the lines of the comments that have the mark."""
    return [line for line in screen_lines(reader.pane) if SELECTED in line]


async def test_a_key_selects_a_comment_and_again_no_longer(tmp_path: Path) -> None:
    """Its header has a mark, the status line counts, and the reader is told each time."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("v", "j", "v")
        assert selected(reader) == ["ada1", "ben1"]
        assert [line.split() for line in marked(reader)] == [["▾", "●", "ada"], ["▌│", "▾", "●", "ben"]]
        assert "all 13 shown · 2 selected" in reader.status
        assert reader.help == "selected: this comment"
        await reader.press("v")
        assert reader.help == "no longer selected: this comment"
        assert (selected(reader), len(marked(reader))) == (["ada1"], 1)
        assert "· 1 selected" in reader.status


async def test_a_count_selects_so_many_that_are_shown(tmp_path: Path) -> None:
    """From the cursor on, past what a filter leaves out; where all are selected, none is afterwards."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "C", "3", "v")
        assert selected(reader) == ["ada1", "ada2", "ada3"]
        assert reader.help == "selected: 3 comments"
        await reader.press("9", "v")
        assert selected(reader) == ["ada1", "ada2", "ada3", "ada4"]
        await reader.press("9", "v")
        assert selected(reader) == []


async def test_a_folded_comment_stands_for_its_branch(tmp_path: Path) -> None:
    """Folded or a stub, it is selected whole; the line says how many below it are."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "space", "v")
        assert selected(reader) == ["ben1", "cy1", "ada2", "lost1"]
        assert reader.help == "selected: 4 comments, this branch whole"
        (line,) = marked(reader)
        assert "▸ ● ben" in line
        assert "· 3 selected" in line
        await reader.press("space", "j", "v", "k", "space")
        assert "· 2 selected" in marked(reader)[0]
        await reader.press("v")
        assert selected(reader) == ["ben1", "cy1", "ada2", "lost1"]
        await reader.press("X", "v", "v")
        assert "hidden: ben · 3 replies · 3 selected" in marked(reader)[0]
        await reader.press("v")
        assert selected(reader) == []


async def test_of_a_folded_branch_only_what_the_filter_admits_is_selected(tmp_path: Path) -> None:
    """What is out of sight for good is nobody's to take along."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "space", "v")
        assert selected(reader) == ["ada1", "ben1", "cy1", "ada2"]


async def test_the_selection_outlives_folds_and_filters_and_goes_last(tmp_path: Path) -> None:
    """Esc takes the marks of a search, then the filters, then the selection, one at a time."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("v", "z", "M", "z", "R", "G", "v", "a", "/")
        await reader.write("rust", "enter")
        for left in ("rust", "by ada", "2 selected"):
            assert left in reader.status
            assert selected(reader) == ["ada1", "ada4"]
            await reader.press("escape")
            assert left not in reader.status
        assert selected(reader) == []
        assert reader.help == "nothing is selected any more"
        await reader.press("escape")
        assert reader.help == "no filter is on; q goes back"


async def test_nothing_is_selected_where_nothing_is_shown(tmp_path: Path) -> None:
    """The key says why."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("zebra", "enter")
        await reader.press("v")
        assert reader.help.startswith("no comment is shown")
        assert selected(reader) == []


async def test_the_selected_comments_are_exported_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly those, in the order of the source; where none is selected, the export says how to."""
    monkeypatch.chdir(tmp_path)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("w")
        assert "the selected comments: v selects" in reader.screen_text()
        await reader.press("escape", "G", "v", "g", "v", "w")
        assert reader.is_on(ExportScreen)
        await reader.press("enter")
        written = (tmp_path / "The-harbour-clock-selected.md").read_text(encoding="utf-8")
        assert written.index("The tide was late") < written.index("Good night.")
        assert "2 selected comments; 11 of the thread's comments left out" in written
        assert "Look at file" not in written


@pytest.mark.parametrize(
    ("keys", "copied", "said"),
    [
        ("y y", "The tide was late again this morning, as always.\n\ndone␛]52;c;cHduZWQ=␇ and <U+202E>dusted", ""),
        ("y b", "fay", ", as plain text"),
    ],
)
async def test_the_selected_comments_are_copied(tmp_path: Path, keys: str, copied: str, said: str) -> None:
    """Their words, or what a plain-text export holds of them; without a live character."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("v", *str(at("fay1") + 1), "G", "v", "g", "j", *keys.split())
        assert reader.help == f"sent to the terminal's clipboard: 2 selected comments{said}"
        assert copied in reader.app.clipboard
        assert "I say rust" not in reader.app.clipboard
        assert_harmless(reader.app.clipboard)


@pytest.mark.parametrize("keys", ["y b", "6 v y y", "6 v y b"])
async def test_what_no_clipboard_takes_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    """It is said how many comments that are, and what writes them; one of them is copied as ever."""
    monkeypatch.setattr(thread_comment, "_MOST_COPIED", 4)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press(*keys.split())
        assert "6 comments are too many for a clipboard: w writes them" in reader.help
        assert reader.app.clipboard == ""
        await reader.press("escape", "y", "y")
        assert reader.app.clipboard == "The tide was late again this morning, as always."
