"""What was found stands by thread: rows are only added below, and the cursor never stands on a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from tests.tui.hosting import HOSTILE, assert_harmless
from tui_reader.archive.rows import Hit
from tui_reader.query import parse
from tui_reader.query.marking import marking
from tui_reader.tui.widgets.hit_list import Head, HitList, grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


def hit(number: int, thread: int, body: str = "a ferry", author: str | None = "ada") -> Hit:
    """Return a comment that was found in a thread."""
    return Hit(number, f"c{number}", number, author, "2019-02-03", None, body, thread, f"t{thread}", f"Thread {thread}")


def in_words(rows: Sequence[Head | Hit]) -> str:
    """Return rows in short: `T1` for a head, `T1+` for one that is there again, numbers for comments."""
    return " ".join(f"T{row.thread}{'+' * row.again}" if isinstance(row, Head) else str(row.id) for row in rows)


def test_comments_stand_below_the_head_of_their_thread() -> None:
    """The thread of the first comes first, whatever stands between its comments."""
    found = [hit(1, 7), hit(2, 8), hit(3, 7), hit(4, 9), hit(5, 8)]
    assert in_words(list(grouped(found))) == "T7 1 3 T8 2 5 T9 4"


def test_what_is_read_later_goes_on_below() -> None:
    """The last thread without another head, those from further up with one that says so."""
    assert in_words(list(grouped([hit(1, 7), hit(2, 9), hit(3, 8)], 9, {8, 9}))) == "2 T7 1 T8+ 3"


@given(st.lists(st.lists(st.integers(0, 4), max_size=12), max_size=5))
def test_no_comment_is_lost_and_none_stands_under_another_thread(pages: list[list[int]]) -> None:
    """However pages and threads fall."""
    rows: list[Head | Hit] = []
    number = 0
    for page in pages:
        hits = [hit(number := number + 1, thread) for thread in page]
        rows += list(grouped(hits, rows[-1].thread if rows else None, {row.thread for row in rows}))
    under = 0
    for row in rows:
        under = row.thread if isinstance(row, Head) else under
        assert row.thread == under
    assert sorted(row.id for row in rows if isinstance(row, Hit)) == list(range(1, number + 1))


class Host(App[None]):
    """Shows a list."""

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield HitList()

    @property
    def hits(self) -> HitList:
        """The list."""
        return self.query_one(HitList)

    def lines(self) -> list[str]:
        """Return what is on the screen, line by line."""
        return ["".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips()]


async def test_the_cursor_passes_over_heads() -> None:
    """Up and down, to both ends, and with the head of the first comment in sight again."""
    async with Host().run_test(size=(60, 4)) as pilot:
        app = pilot.app
        assert isinstance(app, Host)
        app.hits.show([hit(number, number // 2) for number in range(2, 10)])
        seen = []
        for _ in range(8):
            seen.append((app.hits.place, app.hits.current and app.hits.current.id))
            app.hits.action_step(1)
        assert seen == [(place, place + 1) for place in range(1, 9)]
        app.hits.action_step(-1)
        app.hits.action_step(-1)
        assert app.hits.current == hit(7, 3)
        app.hits.action_first()
        await pilot.pause()
        assert app.lines()[0].startswith(" Thread 1")
        assert app.hits.step_thread(2) == hit(6, 3)
        assert app.hits.step_thread(2) is None
        app.hits.show(())
        assert (app.hits.hits, app.hits.place) == (0, 0)


async def test_more_is_asked_for_when_the_end_comes_near() -> None:
    """What is added moves neither the cursor nor what is in sight, and a count is said where it is known."""
    async with Host().run_test(size=(60, 10)) as pilot:
        app = pilot.app
        assert isinstance(app, Host)
        app.hits.show([hit(number, 1) for number in range(100)])
        app.hits.action_step(30)
        await pilot.pause()
        before = app.lines()
        app.hits.add([hit(number, 1 + number % 2) for number in range(100, 110)])
        await pilot.pause()
        assert app.lines()[:-1] == before[:-1]
        assert app.hits.hits == 110
        app.hits.count_threads({1: 1, 2: 5_000})
        app.hits.action_first()
        await pilot.pause()
        assert app.lines()[0].rstrip().endswith("1 match")


async def test_words_are_marked_and_nothing_is_markup() -> None:
    """Around the first match; a name that is lost is said to be."""
    async with Host().run_test(size=(80, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, Host)
        hostile = [hit(number, number, f"{text} ferry", text)._replace(title=text) for number, text in enumerate(HOSTILE)]
        long = hit(50, 50, f"{'word ' * 100}Ferry {'word ' * 100}", None)
        asked = parse("ferry")
        assert asked
        app.hits.show([long, *hostile], marking([asked]))
        await pilot.pause()
        lines = app.lines()
        assert "(no name)" in lines[1]
        assert "… word" in lines[1]
        marked = app.hits.render_line(1)
        assert [segment.text for segment in marked if segment.style and segment.style.underline] == ["Ferry"]
        assert_harmless("\n".join(lines))
