"""The lines of a reviewed source: what stands beside a line is what was read of it, for any text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.structure.dumps import conversation, dump
from tests.structure.test_segment import LINES
from tests.tui.hosting import HOSTILE, UNSAFE
from tests.tui.test_row_list import ListApp
from tui_reader.structure.margin import margin_of
from tui_reader.structure.segment import read_thread
from tui_reader.tui.widgets.review_lines import ReviewLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.margin import Margin
    from tui_reader.tui.widgets.pieces import Piece

HEADERS = dump("{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n", conversation())
WIDTHS = st.integers(20, 160)


def pane(lines: Sequence[str], margin: Margin | None = None, others: Sequence[int] = ()) -> ReviewLines:
    """Return lines that are nowhere shown, to be drawn."""
    made = ReviewLines()
    made._lines, made._margin, made._others = lines, margin, array("I", others)
    return made


def drawn(lines: ReviewLines, line: int, width: int) -> str:
    """Return a line as it is drawn."""
    return "".join(text for text, _ in lines.draw(line - 1, width))


@given(LINES.filter(bool), WIDTHS)
def test_what_stands_beside_a_line_is_what_was_read_of_it(lines: list[str], width: int) -> None:
    """Its number, the comment that begins there, its label and how sure that is; and nothing that a terminal would obey."""
    margin = margin_of(read_thread(lines))
    shown = pane(lines, margin)
    for line in range(1, len(lines) + 1):
        pieces = shown.draw(line - 1, width)
        text = "".join(words for words, _ in pieces)
        number, sign, bracket, label = (words for words, _ in pieces[:4])
        sure = pieces[4][0].strip() if width >= 64 else ""
        assert number.strip() == str(line)
        assert sign == ("?" if margin.is_doubtful(line) else " ")
        assert bracket.strip("┏┃┗╺ ") == (str(margin.comment(line)) if margin.begins(line) else "")
        assert (bracket[0] != " ") == bool(margin.comment(line))
        assert margin.word(line).startswith(label.strip())
        assert len(label.strip()) >= min(4, len(margin.word(line)))
        assert sure in {"", f"{margin.sureness(line) or 0:.0%}"}
        assert not UNSAFE & set(text)


@given(st.lists(st.text(max_size=60) | st.sampled_from(HOSTILE), min_size=1, max_size=8), WIDTHS)
def test_text_that_wants_to_be_more_is_text(texts: list[str], width: int) -> None:
    """Before anything is known of the lines, too."""
    for shown in (pane(texts), pane(texts, margin_of(read_thread(texts)), range(1, len(texts) + 1))):
        for line in range(1, len(texts) + 1):
            assert not UNSAFE & set(drawn(shown, line, width))


def test_a_reason_leaves_most_of_the_room_to_the_text() -> None:
    """Where both do not fit, the text keeps two thirds; where there is little room, it has all of it."""
    lines = ["x" * 300, *HEADERS]
    margin = margin_of(read_thread(HEADERS))
    first = margin.beginnings[0]
    shown = pane(HEADERS, margin)
    assert drawn(shown, first, 120).rstrip().endswith("header: name-date")
    assert HEADERS[first - 1] in drawn(shown, first, 120)
    assert "header" not in drawn(shown, first, 50)
    long = pane(["y" * 300 if line == first else text for line, text in enumerate(HEADERS, 1)], margin)
    assert "y" * 50 in drawn(long, first, 120)
    assert "header" in drawn(long, first, 120)
    assert cell_len(drawn(long, first, 120)) <= 120
    assert lines[0][:50] in drawn(pane(lines), 1, 80)


def test_an_endless_line_is_not_drawn_to_its_end() -> None:
    """No more of it is looked at than a row can show."""
    assert len(drawn(pane(["z" * 10_000_000]), 1, 100)) < 1_000


async def test_lines_can_be_gone_through_by_places() -> None:
    """Down and up, several at a time; where there is none that way, nothing moves."""
    shown = ReviewLines()
    app = ListApp(shown)
    async with app.run_test(size=(80, 12)) as pilot:
        shown.show_lines(HEADERS, 5)
        await pilot.pause()
        places = array("I", [3, 9, 20])
        seen = []
        for steps in (1, 1, 1, -1, -1, -1, 2, -5):
            moved = shown.step_through(places, steps)
            seen.append((shown.line, moved))
        assert seen == [(9, True), (20, True), (20, False), (9, True), (3, True), (3, False), (20, True), (20, False)]
        assert 0 < shown.cursor - shown.scroll_offset.y < 10
        assert (shown.is_other(1), shown.text) == (False, HEADERS[19])


@pytest.mark.parametrize("count", [1, 9, 1_000])
async def test_only_the_lines_in_sight_are_drawn(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a source of any length."""
    asked: list[int] = []
    draw = ReviewLines.draw

    def watched(lines: ReviewLines, index: int, width: int) -> Sequence[Piece]:
        asked.append(index)
        return draw(lines, index, width)

    monkeypatch.setattr(ReviewLines, "draw", watched)
    shown = ReviewLines()
    async with ListApp(shown).run_test(size=(80, 12)) as pilot:
        shown.show_lines(["words"] * count, 1)
        shown.go_to(count)
        await pilot.pause()
        assert len(set(asked)) <= 2 * 12
        assert count - 1 in asked
