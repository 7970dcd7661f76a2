"""What speaks for another thread, and what against it: each observation alone changes the evidence as it should."""

from __future__ import annotations

import re

import pytest

from tests.structure.labelled import lines_of
from tui_reader.structure.openings import Part, can_be_title, evidence
from tui_reader.structure.segment import read_thread

ARTICLE = ["The building needs a new roof, and there is no money for one.", ""]
COMMENTS = [
    line
    for day, name in enumerate(("Mira Halm", "Orla", "Jo", "Pia"), 3)
    for line in (f"{name} says:", f"May {day}, 2012 at 7:15 am", "", "They had money enough for the roundabout.", "")
]


def part(*lines: str) -> Part:
    """Return lines and how they read."""
    return Part(range(len(lines)), lines, read_thread(lines))


def thread(title: str = "Council closes the library", article: list[str] = ARTICLE, comments: list[str] = COMMENTS) -> Part:
    """Return a thread of four comments."""
    return part(title, "", *article, *comments)


PLAIN = thread()


def gained(above: Part, below: Part, repeated: int = 0) -> float:
    """Return the evidence beyond that of two plain threads."""
    return evidence(above, below, repeated) - evidence(PLAIN, PLAIN, 0)


def test_two_plain_threads_speak_a_little_for_themselves() -> None:
    """Both have comments, and the second a title."""
    assert PLAIN.is_sure
    assert 0 < evidence(PLAIN, PLAIN, 0) < 3.5


@pytest.mark.parametrize(
    "below",
    [
        thread("Council Closes The Library And Sells All Of Its Books"),
        thread("Leaf | Council | Library"),
        thread(article=[*ARTICLE, "4 Comments", ""]),
        thread(article=["By Ada Lund", "", *ARTICLE]),
        thread(article=["June 3, 2012", "", *ARTICLE]),
        thread(article=ARTICLE * 2),
        thread(article=[ARTICLE[0] * 3, "", *ARTICLE]),
        thread(article=["By Ada Lund", "", "4 Comments", ""]),
    ],
)
def test_what_articles_have_speaks_for_a_thread(below: Part) -> None:
    """A title in capitals or a trail of pages, a heading of comments, a byline, a date, paragraphs, length."""
    assert gained(PLAIN, below) > 0


@pytest.mark.parametrize(
    ("title", "least"),
    [("Ada Lund", -2), ("Who closes the library?", -2), ("The council closes the library.", -4), ("So what. We go", -4)],
)
def test_a_title_that_can_be_something_else_speaks_against_a_thread(title: str, least: float) -> None:
    """A name, a question, a sentence."""
    assert least <= gained(PLAIN, thread(title)) < 0


@pytest.mark.parametrize(
    ("text", "can_be"),
    [
        ("Council closes the library", True),
        ("12 ways to close a library", True),
        ("¿Qué hacemos con el puente viejo?", True),
        ("and then they left", False),
        ("12. Mira", False),
        ("• Mira", False),
        ("> quoted", False),
        ("@mira: no", False),
        ("Mira says:", False),
        ("# The Lantern Too Many", True),
        ("# 3", False),
        ("Mira Halm May 3, 2012 at 7:15 am", False),
        ("Reply", False),
        ("3 Comments", False),
        ("Leave a Reply", False),
        ("Best regards", False),
        ("LG Nina", False),
        ("see https://a.example", False),
        ("x" * 201, False),
    ],
)
def test_what_stands_in_comments_is_no_title(text: str, can_be: bool) -> None:
    """Headers, buttons, headings, greetings and quotations."""
    assert can_be_title(text) == can_be


def test_what_is_less_than_an_article_speaks_for_nothing() -> None:
    """Capitals throughout, one paragraph however long, a byline that nothing follows."""
    capitals = thread("COUNCIL CLOSES THE LIBRARY AND SELLS ALL OF ITS BOOKS")
    assert gained(PLAIN, capitals) == 0
    assert gained(PLAIN, thread(article=[ARTICLE[0] * 5, ""])) == 0
    assert gained(PLAIN, thread(article=["By Ada Lund", ""])) == 0


def test_headings_of_comments_on_both_sides_say_more_than_one() -> None:
    """No page counts its comments twice."""
    headed = thread(article=[*ARTICLE, "4 Comments", ""])
    assert gained(headed, headed) > gained(PLAIN, headed) > gained(headed, PLAIN)


def test_furniture_above_says_that_something_ended() -> None:
    """A form to write a comment stands below the last one."""
    assert gained(part(*PLAIN.lines, "Leave a Reply"), PLAIN) > 0


def test_without_comments_on_both_sides_nothing_speaks_for_a_thread() -> None:
    """Furniture, titles and articles then count for nothing."""
    article = part("Council Closes The Library", "", "By Ada Lund", "", *ARTICLE * 3)
    assert evidence(article, PLAIN, 0) < 0
    assert evidence(part(*PLAIN.lines, "Leave a Reply"), article, 0) < 0


def test_unsure_comments_above_count_for_less() -> None:
    """They may be none; sure ones on both sides count for more."""
    unsure = part("Council closes the library", "", *ARTICLE, *COMMENTS[:10])
    assert not unsure.is_sure
    assert gained(unsure, PLAIN) < gained(PLAIN, unsure) < 0


def test_a_part_that_begins_with_a_comment_or_a_sentence_begins_no_thread() -> None:
    """Pages do."""
    assert gained(PLAIN, part(*COMMENTS)) < 0
    assert gained(PLAIN, part("for the roundabout.", "", *COMMENTS)) < 0


def test_dates_and_what_stands_above_all_threads_are_no_titles() -> None:
    """The title is looked for below them, but no header of a comment that begins with its date."""
    dated = part("June 3, 2012", "", *PLAIN.lines)
    assert gained(PLAIN, dated) >= 0
    sited = part("The Leaf", "", *PLAIN.lines)
    assert gained(sited, sited, 1) > gained(sited, sited, 0)
    assert gained(PLAIN, part("June 3, 2012", "", "A response of 28 March 2022 to all", "", *ARTICLE, *COMMENTS)) < 0


@pytest.mark.parametrize("number", ["Page 3", "Seite 3 von 7", "- 3 / 7", "The Leaf, page 3", "3 of 7"])
def test_the_number_of_a_page_speaks_against_a_thread(number: str) -> None:
    """At the end of the page above as well as at the top of this one."""
    assert gained(part(*PLAIN.lines, number), PLAIN) <= -4
    assert gained(PLAIN, part(number, "", *PLAIN.lines)) < 0


@pytest.mark.parametrize("text", ["3/7/2012", "They had 3 of 7, or so they say", "page boy"])
def test_other_numbers_are_not_those_of_pages(text: str) -> None:
    """Dates have slashes too."""
    assert gained(part(*PLAIN.lines, "", text), PLAIN) > -4


def test_numbers_of_comments_go_on_or_begin_anew() -> None:
    """They begin anew in a new thread."""
    anew = part(*lines_of("first/A-numbered-en-2"))
    on = part(*(re.sub("#(.) ", lambda number: f"#{int(number[1]) + 7} ", line) for line in anew.lines))
    skipped = part(*(re.sub("#(.) ", "#9\\1 ", line) for line in anew.lines))
    assert (anew.ids, on.ids) == ([*range(1, 8)], [*range(8, 15)])
    assert evidence(anew, on, 0) < evidence(anew, skipped, 0) < evidence(anew, anew, 0)
    assert evidence(PLAIN, on, 0) == evidence(PLAIN, anew, 0)
