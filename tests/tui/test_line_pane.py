"""What every pane and list does alike: lines as wide as the pane, a scroll bar, and memory of what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tests.tui.hosting import assert_harmless
from tui_reader.tui.content import SafeLines
from tui_reader.tui.widgets.line_pane import LinePane, PlainScrollBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot

LINES = 100
WIDTH, HEIGHT = 40, 20


class Numbers(LinePane):
    """A hundred lines that say which they are; it counts how often it is told to forget them."""

    DEFAULT_CSS = "Numbers { height: 1fr; width: 1fr; }"
    forgotten = 0

    def on_mount(self) -> None:
        """Take the lines."""
        self.fit(WIDTH // 2 - 1, LINES)

    def forget_drawn(self) -> None:
        """Count."""
        self.forgotten += 1

    def render_line(self, y: int) -> Strip:
        """Return a line with an escape character in it, narrower than the pane."""
        return Strip([Segment(f"line {self.scroll_offset.y + y}\x1b")])


class TwoPanes(App[None]):
    """Two panes side by side."""

    CSS = "Screen { layout: horizontal; }"

    def __init__(self) -> None:
        super().__init__()
        self._filters.append(SafeLines())
        self.pane, self.other = Numbers(), Numbers()

    def compose(self) -> ComposeResult:
        """Show both."""
        yield self.pane
        yield self.other

    def bar(self) -> str:
        """Return the scroll bar of the first pane as it is painted, the cells of its thumb as `#`."""
        bar = self.pane.vertical_scrollbar
        strips = bar.render_lines(Region(0, 0, 1, bar.size.height))
        does = [next(iter(strip)).style for strip in strips]
        return "".join("#" if style and style.meta.get("@mouse.down") == "grab" else "." for style in does)


def scroll_bar(total: int, shown: int, position: float) -> PlainScrollBar:
    """Return the bar of a pane that shows so many of its lines, from one on."""
    bar = PlainScrollBar(vertical=True)
    bar.set_reactive(ScrollBar.window_virtual_size, total)
    bar.set_reactive(ScrollBar.window_size, shown)
    bar.set_reactive(ScrollBar.position, position)
    return bar


@given(st.integers(0, 10_000), st.integers(1, 100), st.floats(0, 1))
def test_the_thumb_stands_for_what_is_in_sight(total: int, shown: int, part: float) -> None:
    """At the top for the first line and only there at the bottom for the last; there is none where all is in sight."""
    hidden = total - shown
    first, last = scroll_bar(total, shown, part * max(0, hidden))._thumb(shown)
    if hidden <= 0:
        assert (first, last) == (0, 0)
        return
    assert 0 <= first < last <= shown
    assert scroll_bar(total, shown, 0)._thumb(shown) == (0, last - first)
    assert scroll_bar(total, shown, hidden)._thumb(shown) == (shown - (last - first), shown)


@given(st.integers(2, 10_000), st.integers(1, 100), st.data())
def test_the_thumb_never_goes_back_while_the_reader_goes_on(total: int, shown: int, data: st.DataObject) -> None:
    """A line further down is never shown by a thumb further up."""
    places = sorted(data.draw(st.lists(st.integers(0, total), min_size=2, max_size=2)))
    above, below = (scroll_bar(total, shown, place)._thumb(shown) for place in places)
    assert above[0] <= below[0]


async def press_bar(app: TwoPanes, pilot: Pilot[None], cell: int) -> int:
    """Click a cell of the scroll bar and return the line at the top after that."""
    await pilot.click(app.pane, offset=(app.pane.outer_size.width - 1, cell))
    await pilot.wait_for_scheduled_animations()
    return app.pane.scroll_offset.y


async def test_a_click_beside_the_thumb_turns_a_page() -> None:
    """Below it forward, above it back, on it nowhere."""
    app = TwoPanes()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        assert app.bar() == "####" + "." * 16
        assert await press_bar(app, pilot, 1) == 0
        page = await press_bar(app, pilot, 19)
        assert 0 < page <= HEIGHT
        assert app.bar() == "....####" + "." * 12
        assert await press_bar(app, pilot, 0) == 0


async def test_the_thumb_is_dragged() -> None:
    """The lines follow the mouse until it lets go."""
    app = TwoPanes()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        edge = app.pane.outer_size.width - 1
        await pilot.mouse_down(app.pane, offset=(edge, 1))
        await pilot.hover(app.pane, offset=(edge, 11))
        await pilot.wait_for_scheduled_animations()
        assert app.pane.scroll_offset.y == pytest.approx(50, abs=2)
        await pilot.mouse_up(app.pane, offset=(edge, 11))
        await pilot.hover(app.pane, offset=(edge, 2))
        assert app.pane.scroll_offset.y == pytest.approx(50, abs=2)


async def test_a_number_of_lines_is_taken_without_a_new_layout() -> None:
    """The bar and the farthest place to scroll to follow at once."""
    app = TwoPanes()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        assert not app.screen._layout_required
        app.pane.fit(WIDTH // 2 - 1, 40)
        assert not app.screen._layout_required
        assert app.pane.max_scroll_y == 40 - HEIGHT
        assert app.bar() == "#" * 10 + "." * 10
        app.pane.scroll_now(1_000)
        assert app.pane.scroll_offset.y == 40 - HEIGHT
        app.pane.fit(WIDTH // 2 - 1, HEIGHT)
        assert app.bar() == "." * HEIGHT


async def test_finished_lines_are_as_wide_as_the_widget_and_harmless() -> None:
    """They go on below the scroll bar, so that none has to be widened when it is shown; a part of them is cut out exactly."""
    app = TwoPanes()
    async with app.run_test(size=(WIDTH, HEIGHT)):
        app.pane.scroll_now(7)
        lines = app.pane.render_lines(Region(0, 0, app.pane.outer_size.width, 2))
        assert {strip.cell_length for strip in lines} == {app.pane.outer_size.width}
        assert [strip.text.split("\ufffd")[0] for strip in lines] == ["line 7", "line 8"]
        assert_harmless("".join(strip.text for strip in lines))
        part = app.pane.render_lines(Region(2, 1, 5, 1))
        assert [strip.text for strip in part] == ["ne 8\ufffd"]


async def test_only_a_new_theme_makes_a_pane_forget_what_it_has_drawn() -> None:
    """The keys may go to and fro; a theme changes the inks too."""
    app = TwoPanes()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        app.pane.focus()
        await pilot.pause()
        drawn = app.pane.forgotten
        for each in (app.other, app.pane):
            each.focus()
            await pilot.pause()
        assert app.pane.forgotten == drawn
        ground = app.pane.ground
        app.theme = "textual-light"
        await pilot.pause()
        assert app.pane.forgotten == drawn + 1
        assert app.pane.ground != ground
