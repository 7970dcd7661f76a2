"""Lines prepared for reading lose nothing: numbers, indentation, blank lines and list markers are all there."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.structure.lines import Findings, prepare


def test_rows_keep_their_numbers_indentation_and_the_blank_lines_above() -> None:
    """Blank lines carry data, also those that hold spaces that look like nothing."""
    page = prepare(["Title", "", "\u00a0", "    body", "\tmore"])
    assert [(row.first, row.text, row.indent, row.blanks) for row in page.rows] == [
        (1, "Title", 0, 0),
        (4, "body", 4, 2),
        (5, "more", 4, 0),
    ]
    assert page.gap_after(0) == 2
    assert page.gap_after(2) == 0


@pytest.mark.parametrize(
    ("text", "marker", "content"),
    [
        ("  3. Mira says:", "3.", "Mira says:"),
        ("• Jo", "•", "Jo"),
        ("* Jo", "*", "Jo"),
        ("+ Jo says:", "+", "Jo says:"),
        ("□ Jo", "□", "Jo"),
        ("* * *", "", "* * *"),
        ("+1", "", "+1"),
        ("17. Jan sagt:", "17.", "Jan sagt:"),
        ("11. Jul, 2012 / Tove says:", "", "11. Jul, 2012 / Tove says:"),
        ("3. November 2023 um 20:14", "", "3. November 2023 um 20:14"),
        ("1.5 lanterns", "", "1.5 lanterns"),
        ("  2.", "2.", ""),
    ],
)
def test_a_list_marker_is_told_from_a_date(text: str, marker: str, content: str) -> None:
    """A number with a full stop opens an item, unless a month and a year follow."""
    row = prepare([text]).rows[0]
    assert (row.marker, row.content) == (marker, content)


def test_what_stands_for_a_picture_is_not_read() -> None:
    """As journals put it in front of the names of accounts."""
    assert [row.text for row in prepare(["[info]jo", "[info] jo", "[info]", "* [foto] jo"]).rows] == [
        "jo",
        "jo",
        "[info]",
        "* jo",
    ]


def test_the_numbers_of_links_in_a_text_browsers_dump_are_not_read() -> None:
    """They are, where there are too few to be those; and they stay in the lines that are shown."""
    page = prepare([f"[{number}]Jo wrote:" for number in range(1, 9)])
    assert {row.text for row in page.rows} == {"Jo wrote:"}
    assert page.written(page.rows[0]) == ["[1]Jo wrote:"]
    assert prepare(["[1]Jo wrote:"]).rows[0].text == "[1]Jo wrote:"


@given(st.lists(st.text(alphabet=" \tab1.•\u00a0\ufeff", max_size=8), max_size=30))
def test_every_line_with_text_is_one_row(lines: list[str]) -> None:
    """Rows and blank lines together are all the lines."""
    page = prepare(lines)
    assert [row.first for row in page.rows] == [number for number, line in enumerate(lines, 1) if line.strip()]
    assert len(page.lines) == len(lines)


def test_what_was_found_out_about_a_page_is_forgotten_with_it() -> None:
    """Each thing is found out once a page; other pages, though alike, are asked anew."""
    findings: Findings[int] = Findings()
    asked: list[str] = []

    def find(about: str) -> int:
        asked.append(about)
        return len(asked)

    page, alike = prepare(["words"]), prepare(["words"])
    assert [findings.recall(page, name, partial(find, name)) for name in "aba"] == [1, 2, 1]
    assert findings.recall(alike, "a", partial(find, "alike")) == 3
    assert len(findings._by_page) == 2
    del alike
    assert len(findings._by_page) == 1


def test_links_of_markdown_are_read_as_their_words() -> None:
    """The lines of the source keep the addresses."""
    page = prepare(["1. [Jo](https://jo.example) says: [May 3, 2012](#c2)", "[not](a link)", '[Reply](/r?n=2 "to Jo")'])
    assert [row.text for row in page.rows] == ["1. Jo says: May 3, 2012", "[not](a link)", "Reply"]
    assert page.lines[2].startswith("[Reply](")
