"""A list of rows: what is drawn and how often, where the cursor can be, and what clicks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from tui_reader.tui.widgets.row_list import MOST_DRAWN, RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.tui.widgets.pieces import Piece

SIZE = (30, 11)
"""Room for a heading and ten rows."""


class Counted(RowList):
    """Rows that say which they are; it remembers what it drew and where it was clicked."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.drawn: list[int] = []
        self.clicks: list[tuple[str, int]] = []

    def on_mount(self) -> None:
        """Begin at the first row."""
        self.rows_changed(0)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.rows

    def draw(self, index: int, width: int) -> Sequence[Piece]:
        """Return a row that is too long for its line."""
        self.drawn.append(index)
        return [(f"row {index} ", "text"), ("x" * width, "fact")]

    def draw_heading(self, width: int) -> Sequence[Piece]:
        """Return a heading."""
        return [("heading".ljust(width), "heading")]

    def draw_nothing(self) -> Sequence[Piece]:
        """Return why there is nothing."""
        return [("there is nothing", "fact")]

    def row_clicked(self, column: int, *, again: bool) -> None:
        """Remember."""
        self.clicks.append(("again" if again else "row", column))

    def heading_clicked(self, column: int) -> None:
        """Remember."""
        self.clicks.append(("heading", column))


class ListApp(App[None]):
    """One list that fills the screen, and what it says."""

    def __init__(self, rows: RowList) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[int] = []
        self.moves: list[int] = []

    def compose(self) -> ComposeResult:
        """Show the list alone."""
        yield self.rows

    def on_mount(self) -> None:
        """Give it the keys."""
        self.rows.focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Remember."""
        self.chosen.append(message.index)

    def on_row_list_cursor_moved(self, message: RowList.CursorMoved) -> None:
        """Remember."""
        self.moves.append(message.index)

    def shown(self) -> list[str]:
        """Return the lines on the screen."""
        return [strip.text for strip in self.rows.lines_in(0, self.rows.size.height)]


async def test_only_rows_in_sight_are_drawn_and_each_once() -> None:
    """A step draws the two rows that look different; a change that is told draws all in sight anew."""
    rows = Counted(100_000)
    app = ListApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert set(rows.drawn) == set(range(10))
        rows.drawn.clear()
        await pilot.press("down")
        await pilot.pause()
        assert sorted(rows.drawn) == [0, 1]
        rows.drawn.clear()
        rows.row_changed()
        await pilot.pause()
        assert sorted(rows.drawn) == list(range(10))


async def test_the_heading_stays_and_the_cursor_is_in_sight() -> None:
    """Whichever way it goes; every line is as wide as the list."""
    app = ListApp(Counted(50))
    async with app.run_test(size=SIZE) as pilot:
        for key, row in (("end", 49), ("pageup", 40), ("up", 39), ("home", 0), ("pagedown", 9), ("down", 10), ("up", 9)):
            await pilot.press(key)
            await pilot.pause()
            shown = app.shown()
            assert shown[0].startswith("heading")
            assert [line for line in shown if line.startswith(f"▌row {row} ")]
            assert {len(line) for line in shown} == {SIZE[0]}
        assert app.moves[-7:] == [49, 40, 39, 0, 9, 10, 9]


async def test_an_empty_list_says_why_and_has_no_cursor() -> None:
    """Keys and clicks find nothing to act on."""
    rows = Counted(0)
    app = ListApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "end", "enter")
        await pilot.click(rows, offset=(3, 1))
        assert rows.cursor == -1
        assert app.chosen == [-1]
        assert rows.clicks == []
        assert app.shown()[1].startswith("there is nothing")
        assert not "".join(app.shown()[2:]).strip()


async def test_clicks_go_to_a_row_and_take_it() -> None:
    """One goes there, another one there is told apart, two at once take it; below the last row there is nothing to click."""
    rows = Counted(5)
    app = ListApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        for y in (3, 0, 3, 8):
            await pilot.click(rows, offset=(7, y))
        assert rows.cursor == 2
        assert rows.clicks == [("row", 6), ("heading", 7), ("again", 6)]
        await pilot.click(rows, offset=(7, 5), times=2)
        await pilot.pause()
        assert (rows.cursor, app.chosen) == (4, [4])


@pytest.mark.parametrize(("asked", "cursor"), [(0, 0), (2, 2), (9, 2), (-5, 0)])
async def test_new_rows_are_shown_with_the_cursor_on_one_of_them(asked: int, cursor: int) -> None:
    """The nearest there is; letters move, and keys of no meaning do nothing."""
    rows = Rows()
    app = ListApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        rows.show([[(f"row {number}", "text")] for number in range(3)], asked)
        assert rows.cursor == cursor
        await pilot.press("g", "j", "x", "j", "j", "k", "enter")
        await pilot.pause()
        assert app.chosen == [1]
        await pilot.press("G", "enter")
        await pilot.pause()
        assert app.chosen == [1, 2]


async def test_fewer_rows_leave_no_gap_above() -> None:
    """A list that was scrolled down shows its first rows when only these are left."""
    rows = Counted(200)
    app = ListApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        rows.rows = 4
        rows.rows_changed(199)
        await pilot.pause()
        assert rows.cursor == 3
        assert [line[1:6] for line in app.shown()[1:5]] == ["row 0", "row 1", "row 2", "row 3"]


async def test_rows_that_were_drawn_are_not_kept_for_ever() -> None:
    """However far somebody goes through a list of a million."""
    rows = Counted(1_000_000)
    async with ListApp(rows).run_test(size=SIZE):
        for cursor in range(0, 3 * MOST_DRAWN, 9):
            rows.set_reactive(RowList.cursor, cursor)
            rows.scroll_now(cursor)
            rows.lines_in(0, SIZE[1])
        assert 0 < len(rows._drawn) <= MOST_DRAWN
