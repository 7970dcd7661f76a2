"""Templates that nobody taught us: what lines with a date share is the template's, what differs is a name or a number."""

from __future__ import annotations

import pytest

from tests.structure.dumps import PEOPLE, authors, conversation, dump
from tui_reader.structure import mining
from tui_reader.structure.lines import Page, prepare
from tui_reader.structure.marks import Mark
from tui_reader.structure.segment import read_thread


def mined(page: Page) -> dict[int, Mark]:
    """Return the marks mined from a page of which nothing is known."""
    return mining.mine(page, ())


@pytest.mark.parametrize(
    "template",
    [
        "tasted by {name} near May {day}, 2012 at 10:{minute} am\n\n{body}\n",
        "{name} spoke up May {day}, 2012 at 10:{minute} am\n\n{body}\n",
        "{name} 05/{day}/12(Sun)10:{minute}:12 No.48{minute}\n\n{body}\n",
        "kirjuttaja: {name} -- {day}.05.2012 klo 10.{minute} vasta\n\n{body}\n",
    ],
    ids=["words around", "words behind", "an imageboard", "a language we do not know"],
)
def test_what_differs_in_lines_of_one_template_and_looks_like_names_is_the_names(template: str) -> None:
    """Whatever the words and the language around it."""
    page = prepare(dump(template, conversation(), ["A title", ""]))
    assert [mark.name for _, mark in sorted(mined(page).items())] == list(PEOPLE)


def test_numbers_that_rise_are_those_of_the_comments() -> None:
    """Numbers that stay the same, or fall, count something else."""
    page = prepare(
        ["Anon 05/04/12(Sun)10:11:12 No.7 x3", "", "Jo 05/04/12(Sun)10:12:12 No.9 x3", "", "Bo 05/04/12(Sun)10:13:12 No.12 x1"]
    )
    assert [(mark.name, mark.number) for _, mark in sorted(mined(page).items())] == [("Anon", "7"), ("Jo", "9"), ("Bo", "12")]


def test_a_template_without_names_states_dates_only() -> None:
    """Its marks are those of dates, which names may stand beside."""
    page = prepare(
        [line for hour in (2, 3, 5) for line in (f"h\u00e1 {hour} horas \u00b7 Curtir ({hour})", "", "Sem sonho.", "")]
    )
    assert {mark.kind for mark in mined(page).values()} == {"date"}
    assert not [mark.name for mark in mined(page).values() if mark.name]


@pytest.mark.parametrize(
    "lines",
    [
        ["Gathered by Jo near May 3, 2012", "Gathered by Bo near May 4, 2012"],
        ["The fair of May 3, 2012 was wet.", "On May 4, 2012 nobody came.", "Who knows what May 5, 2012 brings?"],
        ["May 3, 2012", "May 4, 2012", "May 5, 2012"],
    ],
    ids=["too few", "nothing shared", "no words"],
)
def test_nothing_is_mined_where_lines_share_too_little(lines: list[str]) -> None:
    """A template shows in three lines at least, and by its words or its times."""
    assert not mined(prepare([text for line in lines for text in (line, "")]))


def test_rows_that_are_known_are_left_alone() -> None:
    """A grammar that was taught goes before what is mined."""
    page = prepare(dump("tasted by {name} near May {day}, 2012 at 10:{minute} am\n\n{body}\n", conversation()))
    assert not mining.mine(page, range(len(page.rows)))


def test_a_thread_in_an_unknown_template_is_read() -> None:
    """From the text to its comments."""
    template = "# Left for us by {name}, May {day}, 2012 10:{minute} am (tell a steward)\n{body}\n"
    seen = read_thread(
        dump(template, conversation(), ["A title", "", "An article of one line, that says hardly anything.", ""])
    )
    assert authors(seen) == [said.name for said in conversation()]
