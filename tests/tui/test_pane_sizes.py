"""How large article and comments are, where the article stands, and that both are remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.settings import read_state, state_path
from tui_reader.tui.widgets.pane_layout import LEAST_COLUMNS, PaneLayout

if TYPE_CHECKING:
    from pathlib import Path


async def test_sizes_are_kept_for_the_next_time(tmp_path: Path) -> None:
    """- and + move the border by steps, each place of the article has its own size, and = takes all sizes back."""
    path = archives.clock(tmp_path)
    async with reading(path) as reader:
        width = reader.article.region.width
        await reader.press("+")
        assert reader.article.region.width > width
        await reader.press("2", "-")
        assert reader.article.region.width < width
        await reader.press("V", "+")
        assert read_state(state_path()) == replace(read_state(state_path()), article_share=35, article_height=45)
    async with reading(path) as reader:
        assert reader.thread.panes.arrangement == PaneLayout(left=35, top=45)
        await reader.press("=")
        assert reader.article.region.width == width
    async with reading(path) as reader:
        assert reader.thread.panes.arrangement == PaneLayout()


@pytest.mark.parametrize("key", ["-", "+"])
async def test_no_pane_gets_too_narrow_to_be_read(tmp_path: Path, key: str) -> None:
    """However often the border is moved."""
    async with reading(archives.clock(tmp_path), size=(100, 30)) as reader:
        await reader.press("9", "9", key)
        assert min(reader.article.region.width, reader.pane.region.width) >= LEAST_COLUMNS


async def test_the_border_is_dragged(tmp_path: Path) -> None:
    """It stands where the mouse lets it go, and there the next time; from within a pane nothing is dragged."""
    async with reading(archives.clock(tmp_path)) as reader:
        border = reader.article.region.right
        await reader.pilot.mouse_down(reader.thread.panes, offset=(border, 5))
        await reader.pilot.hover(reader.thread.panes, offset=(71, 8))
        await reader.pilot.mouse_up(reader.thread.panes, offset=(71, 8))
        await reader.settle()
        assert reader.article.region.right == 71
        assert read_state(state_path()).article_share == 60
        for place in (20, 90):
            await reader.pilot.mouse_down(reader.thread.panes, offset=(place, 8))
            await reader.pilot.hover(reader.thread.panes, offset=(60, 8))
            await reader.pilot.mouse_up(reader.thread.panes, offset=(60, 8))
        assert reader.article.region.right == 71


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((120, 36), ["article: top", "one pane at a time: Tab shows the article", "article: left"]),
        ((80, 40), ["one pane at a time: Tab shows the article", "article: top", "one pane at a time: Tab shows the article"]),
        ((80, 24), ["article: top", "one pane at a time: Tab shows the article", "article: top"]),
    ],
)
async def test_the_next_layout_always_looks_different(tmp_path: Path, size: tuple[int, int], said: list[str]) -> None:
    """One for which there is no room is passed over, and what is said is what is seen."""
    async with reading(archives.clock(tmp_path), size=size) as reader:
        heard = []
        for _ in said:
            await reader.press("V")
            heard.append(reader.help)
        assert heard == said
        await reader.press("tab", "V", "V")


async def test_a_size_that_nothing_has_is_not_changed(tmp_path: Path) -> None:
    """Where one pane has all the room, the reader is told how to see both."""
    async with reading(archives.clock(tmp_path), size=(80, 24)) as reader:
        await reader.press("+")
        assert reader.help == "only one pane is shown: V shows both"
        assert reader.thread.panes.arrangement == PaneLayout()
