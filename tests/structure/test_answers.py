"""Questions and answers: who answered, what is said of each answer, and what is only furniture between them."""

from __future__ import annotations

from tests.structure.dumps import authors, bodies, parents, read
from tui_reader.model import ReplyBasis

QUESTION = (
    *("Why does the gate sing in the wind?", "", "Asked 6 years ago", "Viewed 3k times", ""),
    *("My gate sings above thirty knots, a fifth too high for the church bell.", "", "Share", "Improve this question"),
    *("asked Mar 3, 2015 at 10:12", "ironmonger", "171 4 4 bronze badges", ""),
)
ON_QUESTION = (
    "2",
    "Is it hollow? – M. Lull Mar 3, 2015 at 10:30",
    "Yes, at the top. – ironmonger Mar 3, 2015 at 10:41",
    "Add a comment",
    "",
)
FIRST = (
    "Put corks in the open ends.",
    "",
    "Each bar is a pipe.",
    "",
    "Share",
    "answered Mar 3, 2015 at 11:02",
    "M. Lull",
    "2,044 11 19",
    "",
)
ON_FIRST = ("1", "The church complains. – belfry Mar 6, 2015 at 9:00", "Add a comment", "")
SECOND = ("-1", "Paint it.", "", "Share", "answered May 9, 2017 at 21:15", "smith_and_sun", "1", "", "Your Answer")


def test_answers_and_the_comments_on_them_are_told_apart() -> None:
    """Those on the question stand above the first answer; votes and buttons belong to nobody's words."""
    seen = read(*QUESTION, *ON_QUESTION, "2 Answers", "Sorted by: Highest score", "", *FIRST, *ON_FIRST, *SECOND)
    assert seen.layout == "answers"
    assert authors(seen) == ["M. Lull", "ironmonger", "M. Lull", "belfry", "smith_and_sun"]
    assert parents(seen) == [None, None, None, 3, None]
    assert seen.comments[3].reply_basis is ReplyBasis.LINKED
    assert bodies(seen)[2] == "Put corks in the open ends.\n\nEach bar is a pipe."
    assert bodies(seen)[4] == "Paint it."
    assert [said.posted for said in seen.comments][2:] == ["2015-03-03T11:02:00", "2015-03-06T09:00:00", "2017-05-09T21:15:00"]


def test_several_answers_need_no_date_of_the_question() -> None:
    """One alone may be anything."""
    title = ("Why does the gate sing in the wind?", "", "My gate sings above thirty knots.", "")
    assert authors(read(*title, "2 Answers", "", *FIRST, *ON_FIRST, *SECOND)) == ["M. Lull", "belfry", "smith_and_sun"]
    assert read(*title, *FIRST).layout != "answers"


def test_an_answer_can_come_without_a_name() -> None:
    """What the person is worth is no name."""
    seen = read(*QUESTION, *FIRST, "Paint it.", "", "answered May 9, 2017 at 21:15", "1,204 3 14", "")
    assert authors(seen) == ["M. Lull", None]


def test_sentences_about_answering_are_none() -> None:
    """Only a date may follow the word."""
    assert not read(
        "Letters", "", "asked in 2014 whether it is so,", "", "answered the mayor on May 3, 2015 that it is.", ""
    ).comments
