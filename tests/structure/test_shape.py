"""How a source was printed says nothing about its thread: line breaking, double spacing, tabs and odd spaces change nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.test_fixtures import NAMES, lines_of
from tui_reader.structure import shape
from tui_reader.structure.lines import prepare
from tui_reader.structure.segment import Segmentation, read_thread

PARAGRAPH = (
    "The lamp keeper counted every lantern on the quay on Friday night and found one too many, and nobody in Millford could "
    "explain where it came from or why it was green, so that the harbour office promised to look into it before winter."
)


def broken(lines: list[str], width: int) -> list[str]:
    """Return lines with the long ones broken to a width, as text browsers do."""
    made: list[str] = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        below = indent + "  " * line.lstrip().startswith("•")
        made += textwrap.wrap(line.strip(), width, initial_indent=indent, subsequent_indent=below) or [""]
    return made


def spoken(seen: Segmentation) -> list[tuple[str | None, str | None, str | None, str]]:
    """Return who said what to whom, white space evened out."""
    return [(said.author, said.parent, said.posted_text, " ".join(said.body.split())) for said in seen.comments]


def test_paragraphs_broken_to_a_width_are_read_as_one_row() -> None:
    """The row knows all its lines, and its text is whole again."""
    lines = [*textwrap.wrap(PARAGRAPH, 40), "", *textwrap.wrap(PARAGRAPH, 40)]
    page = prepare(lines)
    assert [row.text for row in page.rows] == [PARAGRAPH, PARAGRAPH]
    assert (page.rows[0].first, page.rows[0].last, page.rows[1].first) == (1, 6, 8)
    assert page.written(page.rows[0]) == lines[:6]


def test_short_lines_and_items_stay_rows_of_their_own() -> None:
    """A header is not as long as a line can be; an item opens with its marker; a name can stand below the end of a sentence."""
    wrapped = [*textwrap.wrap(PARAGRAPH, 40), ""] * 3
    full = "Nobody in town knows why that one is it."
    assert len(full) > 38
    page = prepare([*wrapped, "Mira Halm", "May 3, 2012", "", full, "Jo", "", full[:-1], "• an item", "3. another one"])
    assert [row.text for row in page.rows[3:]] == [
        "Mira Halm",
        "May 3, 2012",
        full,
        "Jo",
        full[:-1],
        "• an item",
        "3. another one",
    ]


def test_lines_that_no_program_broke_are_left_alone() -> None:
    """Long lines, short lines, and lines that end where somebody wanted them to."""
    poem = ["The lantern on the quay was green", "and nobody could say", "who put it there or when", "or lit it every day"] * 6
    assert shape.broken_width(poem) is None
    assert shape.broken_width([PARAGRAPH] * 20) is None
    assert shape.broken_width([]) is None
    assert shape.broken_width(["word"] * 50) is None


def test_an_address_may_be_longer_than_the_width() -> None:
    """It cannot be broken, and the width is still seen."""
    lines = textwrap.wrap(PARAGRAPH * 8, 60)
    assert shape.broken_width([*lines, "https://quay.example/" + "lantern/" * 20]) in (59, 60)


def test_double_spacing_counts_as_single() -> None:
    """Two blank lines for one, four for two; three of them are as good as four."""
    assert shape.spacing([2, 2, 4, 2, 2, 2, 0, 0]) == 2
    assert shape.spacing([2, 1, 2, 1, 2, 2, 2]) == 1
    assert shape.spacing([2, 2, 2]) == 1
    rows = prepare([line for number in range(8) for line in (f"line {number}", "", "")]).rows
    assert {row.blanks for row in rows[1:]} == {1}


def test_white_space_within_a_line_is_evened_out_only_for_reading() -> None:
    """What is kept is what the source says."""
    seen = read_thread(["A\u00a0 title", "", "An  article."])
    assert prepare(["A\u00a0 title"]).rows[0].text == "A title"
    assert (seen.title, seen.blocks[1].text) == ("A\u00a0 title", "An  article.")


PRINTINGS: dict[str, Callable[[list[str]], list[str]]] = {
    "double-spaced": lambda lines: [line for text in lines for line in ([text] if text else ["", ""])],
    "no-break spaces": lambda lines: [line.replace(" ", "\u00a0") for line in lines],
    "two spaces": lambda lines: [line[: len(line) - len(line.lstrip())] + line.lstrip().replace(" ", "  ") for line in lines],
    "spaces at the end": lambda lines: [line + "  " for line in lines],
    "a carriage return": lambda lines: [line + "\r" for line in lines],
    "a margin": lambda lines: ["   " + line if line else "" for line in lines],
    "tabs": lambda lines: [line.replace("    ", "\t") if line.startswith("    ") else line for line in lines],
    "spaces on blank lines": lambda lines: [line or "    " for line in lines],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("printing", PRINTINGS)
def test_printing_changes_nothing(name: str, printing: str) -> None:
    """Every fixture reads the same, however it was printed."""
    lines = lines_of(name)
    assert spoken(read_thread(PRINTINGS[printing](lines))) == spoken(read_thread(lines))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("credits", "transcript", "unmarked")])
def test_breaking_lines_changes_nothing(name: str) -> None:
    """Every fixture with enough text to show the width reads the same with its lines broken."""
    lines = lines_of(name)
    paragraphs = [opening + PARAGRAPH for opening in ("", "It is said that once ", "Long before anybody noticed, ")]
    long = [*lines[:2], *(line for paragraph in paragraphs for line in (paragraph, "")), *lines[2:]]
    assert shape.broken_width(broken(long, 64)) in range(58, 65)
    assert spoken(read_thread(broken(long, 64))) == spoken(read_thread(long))


@given(st.lists(st.sampled_from(["", "", PARAGRAPH[:60], PARAGRAPH[:64], "word", "  • item", "a b c"]), max_size=60))
def test_stretches_hold_every_line_once(lines: list[str]) -> None:
    """Joined or not, no line is dropped or read twice, and blank lines are counted from the line above."""
    found = shape.stretches(lines)
    numbers = [number for stretch in found for number in range(stretch.first, stretch.last + 1)]
    assert numbers == [number for number, line in enumerate(lines, 1) if line]


@pytest.mark.parametrize(("above", "joined"), [(36, True), (35, True), (34, False)])
def test_a_line_goes_on_where_the_next_word_had_no_room(above: int, joined: bool) -> None:
    """A word and the space before it fit in a line exactly, or do not by one character."""
    wrapped = [*textwrap.wrap(PARAGRAPH, 40), ""] * 3
    width = shape.broken_width(wrapped)
    assert width == 40
    lines = [*wrapped, "x" * above, "lamps and so on, he said"]
    assert shape.broken_width(lines) == 40
    assert (shape.stretches(lines)[-1].first == len(lines) - 1) == joined
