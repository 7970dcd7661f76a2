"""Reading the article: what is shown, where the reader is, and what comments quote."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.tui.panes import PaneApp, screen_lines
from tui_reader.model import Block, BlockKind
from tui_reader.query import Text
from tui_reader.query.marking import marking
from tui_reader.tui.widgets.article_pane import NO_ARTICLE, WIDEST_TEXT, ArticlePane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.pilot import Pilot

HEAD = [Block(BlockKind.TITLE, "The bridge"), Block(BlockKind.BYLINE, "By Ingrid Vale"), Block(BlockKind.DATE, "3 May 2012")]


@asynccontextmanager
async def reading(
    blocks: Sequence[Block], title: str | None = None, size: tuple[int, int] = (50, 14)
) -> AsyncIterator[tuple[ArticlePane, PaneApp, Pilot[None]]]:
    """Run an app that shows an article."""
    pane = ArticlePane()
    app = PaneApp(pane)
    async with app.run_test(size=size) as pilot:
        pane.show(title, blocks)
        await pilot.pause()
        yield pane, app, pilot


def paragraphs(count: int) -> list[Block]:
    """Return paragraphs of some lines each, every one with its number."""
    return [Block(BlockKind.PARAGRAPH, f"p{number} " + "word " * 20 + f"q{number}") for number in range(count)]


async def test_blocks_stand_apart_but_the_lines_of_the_head_do_not() -> None:
    """Title, then byline and date together, then paragraphs with a blank line between them."""
    async with reading([*HEAD, *paragraphs(1)], "The bridge") as (pane, _, _):
        lines = screen_lines(pane)
        assert lines[:7] == [
            "",
            "▌ The bridge",
            "",
            "  By Ingrid Vale",
            "  3 May 2012",
            "",
            "  p0 word word word word word word word word",
        ]
        assert lines.count("▌ The bridge") == 1


async def test_a_title_that_no_block_holds_is_shown_first() -> None:
    """It is not a block: the cursor and indexes begin below it."""
    async with reading(paragraphs(2), "Somewhere [b]else[/b]\x1b") as (pane, _, _):
        assert screen_lines(pane)[1] == "  Somewhere [b]else[/b]␛"
        assert pane.cursor == 0
        assert not pane.move_previous()


async def test_where_there_is_no_article_the_pane_says_so() -> None:
    """Nothing to move to, nothing to choose."""
    async with reading([]) as (pane, _, _):
        assert pane.cursor == -1
        assert not any((pane.move_next(), pane.move_previous(), pane.first(), pane.last(), pane.choose(), pane.page(1)))
        assert set(screen_lines(pane)) == {"", f"  {NO_ARTICLE}"}


async def test_wide_panes_keep_a_readable_measure() -> None:
    """Lines are no longer than the measure, however wide the terminal."""
    async with reading(paragraphs(3), size=(200, 20)) as (pane, _, _):
        longest = max(len(line) for line in screen_lines(pane))
        assert WIDEST_TEXT - 6 < longest <= WIDEST_TEXT + 2


async def test_the_current_block_moves_and_stays_in_sight() -> None:
    """Next, previous, first and last; the block is on the screen after each."""
    async with reading(paragraphs(12)) as (pane, _, _):
        for number in range(1, 12):
            assert pane.move_next()
            assert pane.cursor == number
            assert any(line.startswith(f"▌ p{number} ") for line in screen_lines(pane))
        assert not pane.move_next()
        assert pane.move_previous(5)
        assert pane.cursor == 6
        assert pane.first()
        assert pane.last()
        assert pane.cursor == 11


async def test_a_block_taller_than_the_screen_is_read_to_its_end_first() -> None:
    """Next scrolls within it before it goes on."""
    async with reading([Block(BlockKind.PARAGRAPH, "word " * 300), *paragraphs(1)]) as (pane, _, _):
        presses = 1
        while pane.move_next() and pane.cursor == 0:
            presses += 1
        assert (pane.cursor, presses) == (1, 3)


async def test_pages_take_the_cursor_along() -> None:
    """Wherever the reader pages to, the current block is in sight; both ends are reached."""
    async with reading(paragraphs(30)) as (pane, _, _):
        while pane.page(1):
            assert any(line.startswith("▌") for line in screen_lines(pane))
        assert pane.cursor == 29
        while pane.half_page(-1):
            assert any(line.startswith("▌") for line in screen_lines(pane))
        assert (pane.cursor, pane.scroll_offset.y) == (0, 0)


async def test_a_quoted_passage_is_brought_into_sight_and_marked() -> None:
    """Only the characters of the passage have its colour, over line ends too."""
    async with reading(paragraphs(20)) as (pane, _, _):
        text = paragraphs(20)[15].text
        pane.highlight(15, text.index("word"), len(text))
        passage = pane.inks["passage"]
        strips = pane.render_lines(pane.scrollable_content_region)
        marked = " ".join(piece for strip in strips for piece, style, _ in strip if style == passage)
        assert marked == text.removeprefix("p15 ")
        assert pane.cursor == 15
        pane.clear_highlight()
        assert not any(style == passage for strip in pane.render_lines(pane.scrollable_content_region) for _, style, _ in strip)


async def test_a_passage_may_be_asked_for_before_there_is_a_screen() -> None:
    """It is in sight as soon as the pane has a size; an index that is no block is no error."""
    pane = ArticlePane()
    pane.show("T", paragraphs(20))
    pane.highlight(99, 0, 5)
    pane.highlight(15, 0, 5)
    async with PaneApp(pane).run_test(size=(50, 14)) as pilot:
        await pilot.pause()
        assert any("p15 " in line for line in screen_lines(pane))


async def test_marks_stand_out() -> None:
    """Words of a search are marked in the article as in the comments."""
    async with reading(HEAD) as (pane, _, _):
        pane.set_marks(marking([Text("BRIDGE")]))
        match = pane.inks["match"]
        strips = pane.render_lines(pane.scrollable_content_region)
        assert [piece for strip in strips for piece, style, _ in strip if style == match] == ["bridge"]


async def test_resizing_keeps_the_block_at_the_top() -> None:
    """After wrapping anew the same block is first on the screen."""
    async with reading(paragraphs(30)) as (pane, _, pilot):
        pane.cursor = 20
        pane.scroll_to(y=pane._first_lines[18], animate=False)
        await pilot.resize_terminal(34, 14)
        await pilot.pause()
        assert screen_lines(pane)[0].lstrip("▌ ").startswith("p18 ")


async def test_a_block_is_chosen_by_key_and_by_mouse() -> None:
    """The app hears the index of the block; a single click only goes there."""
    async with reading([*HEAD, *paragraphs(1)]) as (pane, app, pilot):
        pane.cursor = 1
        assert pane.choose()
        await pilot.click(pane, offset=(5, 7), times=2)
        await pilot.click(pane, offset=(5, 1))
        await pilot.click(pane, offset=(5, 0))
        await pilot.pause()
        chosen = [(message.index, message.control) for message in app.heard if isinstance(message, ArticlePane.BlockChosen)]
        assert chosen == [(1, pane), (3, pane)]
        assert pane.cursor == 0


async def test_a_block_without_end_is_cut_for_display() -> None:
    """A bomb in an article costs no more than a long one."""
    async with reading([Block(BlockKind.PARAGRAPH, "x" * 5_000_000)]) as (pane, _, _):
        assert pane.virtual_size.height < 2000
