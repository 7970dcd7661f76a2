"""Whether marks stand above or below their comments: each piece of evidence alone, and what they come to together."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, authors, bodies, conversation, dump
from tui_reader.structure import anchors, placement
from tui_reader.structure.lines import prepare
from tui_reader.structure.segment import read_thread

POSTED = "{body}\n\nPosted by {name} on May {day}, 2012 at 10:{minute} AM\n"
ABOVE = "{name} on May {day}, 2012 at 10:{minute} AM\n\n{body}\n"
TIGHT = "{body}\n{name}   {day} May 2012 10:{minute}\n"
HEADED = [*ARTICLE, "9 Comments", ""]
FURNITURE = ["Back to the front page"]


def probability(lines: list[str]) -> float:
    """Return how likely the marks of the most frequent kind stand below their comments."""
    page = prepare(lines)
    group = max(anchors.groups_of(page), key=lambda each: len(each.marks))
    return placement.below(page, group, group.rows)


def test_an_unknown_line_below_the_last_signature_is_not_taken_for_a_comment() -> None:
    """One line of furniture does not turn a whole thread over."""
    seen = read_thread([*dump(POSTED, conversation(), HEADED), *FURNITURE])
    assert seen.layout == "signature"
    assert bodies(seen)[1] == "Nobody told us about the lanterns.\n\nNobody ever does."


def test_a_mark_belongs_to_the_text_that_it_stands_closer_to() -> None:
    """Marks right below a text sign it, even where more text follows the last of them."""
    assert probability([*dump(TIGHT, conversation()), *FURNITURE]) > 0.7
    assert authors(read_thread([*dump(TIGHT, conversation()), *FURNITURE])) == [said.name for said in conversation()]


def test_a_mark_right_below_the_heading_opens_a_comment() -> None:
    """With the heading of the section, the first mark stands at the very top."""
    assert probability(dump(ABOVE, conversation(), HEADED)) < 0.05


def test_text_between_the_heading_and_the_first_mark_is_the_first_comment() -> None:
    """It stands above its mark, and so do the others."""
    assert probability([*dump(POSTED, conversation(), HEADED), *FURNITURE]) > 0.95


def test_short_lines_between_the_heading_and_the_first_mark_are_no_comment() -> None:
    """Names are such lines, and so is what people are; only text that somebody can have said is a comment."""
    template = "{name}\nMay {day}, 2012 at 10:{minute} AM\n\n{body}\n\nReply\n"
    assert probability(dump(template, conversation(), [*ARTICLE, "Comments", "", "Be nice", ""])) < 0.05


def test_names_on_top_that_signatures_repeat_are_captions() -> None:
    """The name in a signature stands a second time above what it signs."""
    lines = dump("{name}\n\n" + POSTED, conversation(), ARTICLE)
    assert (
        probability(
            [*lines, "One more long line of text that nobody has written a signature for, so that it misleads the end."]
        )
        > 0.5
    )


@pytest.mark.parametrize("header", ["{name} says:\n\n{body}\n", "#{n} {name} May {day}, 2012\n\n{body}\n"])
def test_some_kinds_of_marks_are_never_below(header: str) -> None:
    """Nobody says something before saying it."""
    assert probability(dump(header, conversation())) < 0.01


def test_a_subject_above_a_mark_belongs_to_its_header() -> None:
    """The comment begins at its subject, not below it."""
    lines = dump("Re: lanterns\nby {name} on May {day}, 2012 at 10:{minute} AM\n\n{body}\n", conversation(), HEADED)
    assert authors(read_thread(lines)) == [said.name for said in conversation()]
    assert probability(lines) < 0.5


LEFT_BELOW = {
    "nothing": [],
    "a few words": ["Back to the front page"],
    "a sentence": ["And that is what I saw that night."],
    "a long line": ["And that is what I saw that night from the bridge, and everybody who stood there with me saw it as well"],
}


def test_the_more_stands_below_the_last_mark_the_more_marks_stand_above() -> None:
    """Nothing leaves it no comment; some words can be furniture, a sentence hardly, and a long line is text."""
    template = "{body}\n\nby {name} on May {day}, 2012 at 10:{minute} AM\n"
    said = [probability([*dump(template, conversation()), *below]) for below in LEFT_BELOW.values()]
    assert said == sorted(said, reverse=True)
    assert len(set(said)) == len(said)
    assert probability([*dump(template, conversation()), "Reply", "Share"]) == pytest.approx(said[0])
    assert probability([*dump(template, conversation()), "Leave a Reply", "And a long line below the form " * 5]) == said[0]


def test_four_lines_below_the_last_mark_are_text_however_short() -> None:
    """Three can be furniture."""
    template = "{body}\n\nby {name} on May {day}, 2012 at 10:{minute} AM\n"
    three, four = ([*dump(template, conversation()), *["Back to the page"] * count] for count in (3, 4))
    assert probability(four) < probability(three)


@pytest.mark.parametrize(
    ("below", "refrain"),
    [
        (["Klepnout"] * 3, "Klepnout"),
        (["Klepnout"] * 2, ""),
        (["Klepnout"] * 4 + ["one"], "Klepnout"),
        (["Klepnout"] * 3 + ["one"], ""),
        (["one", "two", "three"], ""),
    ],
)
def test_a_line_below_nearly_all_marks_is_a_button(below: list[str], refrain: str) -> None:
    """Three times at least; the last mark of a page may have none below it."""
    page = prepare([line for text in below for line in ("mark", text)])
    assert placement.refrain_below(page, list(range(0, len(page.rows), 2))) == refrain
    assert placement.refrain_below(prepare(["mark"]), [0]) == ""
    assert placement.has_below(page, 0, refrain) == bool(refrain)
    assert not placement.has_below(prepare(["mark", "one"]), 0, refrain)
    assert not placement.has_below(prepare(["mark"]), 0, refrain)
