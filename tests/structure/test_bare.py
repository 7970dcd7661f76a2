"""Names without any mark: directly below the comment before, in the line of the text, or with the owner's address."""

from __future__ import annotations

import pytest

from tests.structure.dumps import authors, bodies, conversation, dump, parents, read
from tui_reader.structure.segment import read_thread

PEOPLE = ["Mira Halm", "Jo", "Mira Halm", "Ada Quill", "Jo", "Orla", "Ada Quill", "Mira Halm"]


def test_names_directly_below_the_comment_before() -> None:
    """The first one has a blank line above it, since the article stands there."""
    seen = read_thread(dump("{name}\n\n{body}", conversation(PEOPLE)))
    assert authors(seen) == PEOPLE
    assert bodies(seen)[1] == "Nobody told us about the lanterns.\n\nNobody ever does."


def test_the_address_of_the_owner_is_not_the_name() -> None:
    """An address alone is text."""
    lines = dump("https://quay.example/{n} {name}\n\n{body}", conversation(PEOPLE))
    assert authors(read_thread([*lines, "https://quay.example/lanterns"])) == PEOPLE


def test_indented_names_are_replies() -> None:
    """Each step in is an answer to the comment above."""
    said = [("", "Mira"), ("    ", "Jo"), ("        ", "Mira"), ("    ", "Orla"), ("", "Jo"), ("", "Orla"), ("", "Mira")]
    lines = [line for n, (indent, name) in enumerate(said) for line in (indent + name, "", f"{indent}I saw {n + 2} of them.")]
    assert parents(read(*lines)) == [None, 1, 2, 1, None, None, None]


def test_headings_and_text_in_turn_are_no_comments() -> None:
    """They do not repeat, and a full stop ends none of them."""
    headings = [
        "The first evening",
        "What the keeper saw",
        "Why the office knows nothing",
        "Designing better lanterns",
        "A word at the end",
    ]
    lines = [
        line for text in headings for line in (text, "", "It was a long night on the quay and nobody slept at all that night.")
    ]
    assert read_thread(["A Lantern Too Many", "", *lines]).comments == ()


TURNS = {
    "names": "{name}: I saw {n} of them.\n",
    "time and name": "10:{minute} {name}: I saw {n} of them.",
    "nicks": "[10:{minute}] <{name}> I saw {n} of them.",
    "day, time, nicks": "[2012-05-{day} 10:{minute}] <{name}> I saw {n} of them.",
    "phone": "{day}/05/2012, 10:{minute} - {name}: I saw {n} of them.",
}


@pytest.mark.parametrize("turns", TURNS)
def test_a_chat_names_who_speaks_in_each_line(turns: str) -> None:
    """With or without the time."""
    seen = read_thread(dump(TURNS[turns], conversation(PEOPLE)))
    assert authors(seen) == PEOPLE
    assert [comment.posted_text is not None for comment in seen.comments] == [turns != "names"] * len(PEOPLE)


def test_a_turn_goes_on_in_lines_that_name_nobody() -> None:
    """Whoever spoke last goes on speaking."""
    seen = read("mira: one", "and two", "", "jo: three", "", "mira: four", "", "jo: five", "", "mira: six")
    assert authors(seen) == ["mira", "jo", "mira", "jo", "mira"]
    assert "and two" in bodies(seen)[0]


@pytest.mark.parametrize("credit", ["{body} © {name} / Lanterns", "{body} – {name} May {day} '12 at 10:{minute}"])
def test_a_credit_at_the_end_of_the_text_names_its_author(credit: str) -> None:
    """It stands in the line of the text."""
    comments = conversation(PEOPLE)
    lines = [
        line for said in comments for line in (credit.format(body=said.body[0], name=said.name, day=said.day, minute=10), "")
    ]
    assert authors(read(*lines)) == PEOPLE


def test_a_colon_in_an_article_is_no_turn() -> None:
    """Words before a colon that differ each time name nobody."""
    lines = [line for word in ("Oil", "Wick", "Glass", "Patience", "Match") for line in (f"{word}: take enough of it.", "")]
    assert read(*lines).comments == ()


def test_a_time_at_the_start_of_a_line_is_said_where_turns_show_none() -> None:
    """In a chat that shows times the same line is news of the chat itself."""
    untimed = read("mira: one", "10:20 it began to rain", "jo: two", "mira: three", "jo: four", "mira: five")
    assert "10:20 it began to rain" in bodies(untimed)[0]
    timed = read(*(f"[10:{n}] <{'mira' if n % 2 else 'jo'}> one" for n in range(10, 16)), "[10:16] ivo has left the quay")
    assert authors(timed) == ["jo", "mira"] * 3
    assert not any("ivo" in body for body in bodies(timed))


def test_an_interview_is_no_chat() -> None:
    """Two speakers with names like people's, who show no times; nicknames or a third speaker make it one."""
    turns = [line for n in range(6) for line in (f"{('Mira', 'Jo')[n % 2]}: I saw {n} of them.", "")]
    assert read(*turns).comments == ()
    assert len(read(*(line.lower() for line in turns)).comments) == 6
    third = read(*turns, "Orla: How many?", "", "Orla: That many?")
    assert len(third.comments) == 8


def test_speakers_who_are_too_many_or_say_too_little_are_none() -> None:
    """A list of words and what they mean has as many words as lines; three turns prove nothing."""
    words = [line for n in range(13) for line in (f"word{n}: means {n}", f"word{n}: or more")]
    assert read(*words).comments == ()
    assert read("mira: one", "jo: two", "mira: three").comments == ()
    assert len(read("mira: one", "jo: two", "mira: three", "jo: four").comments) == 4


def test_colons_in_front_are_levels_on_a_talk_page_only() -> None:
    """Anywhere else they are ornaments."""
    talk = read(
        "I saw it. Mira (talk) 10:20, 3 May 2012 (UTC)",
        ":Where? Jo (talk) 10:30, 3 May 2012 (UTC)",
        "::On the quay. Mira (talk) 10:40, 3 May 2012 (UTC)",
        ":Good night. Orla (talk) 10:50, 3 May 2012 (UTC)",
    )
    assert authors(talk) == ["Mira", "Jo", "Mira", "Orla"]
    assert parents(talk) == [None, 1, 2, 1]
    credit = read("I saw it. © Mira / Lanterns", "", ":: Where? © Jo / Lanterns", "", "::: There. © Mira / Lanterns")
    assert authors(credit) == ["Mira", "Jo", "Mira"]
    assert parents(credit) == [None] * 3


def test_a_name_with_more_text_than_comments_have_is_a_heading_of_the_article() -> None:
    """The run of comments begins below it."""
    long = [f"Line {n} of the article tells of lanterns at great length." for n in range(60)]
    lines = ["A line that ends the paragraph.", "The Green Lantern", "", *long]
    seen = read_thread([*dump("{name}\n\n{body}", conversation(PEOPLE), ["A title", "", *lines, ""])])
    assert authors(seen) == PEOPLE


def test_the_first_of_indented_names_is_indented_too() -> None:
    """What stands at the margin above them is the article's."""
    said = ["Mira", "Jo", "Ada Quill", "Mira", "Jo"]
    lines = [line for n, name in enumerate(said) for line in (f"    {name}", "", f"    I saw {n + 2} of them.")]
    assert authors(read("The Green Lantern", "", *lines)) == said


def test_whoever_speaks_right_above_the_first_turn_that_counts_opens_the_talk() -> None:
    """Though they never speak again; what stands further up does not."""
    turns = ["mira: one", "jo: two", "mira: three", "jo: four", "mira: five"]
    assert authors(read("ivo: Who saw it?", *turns)) == ["ivo", "mira", "jo", "mira", "jo", "mira"]
    assert authors(read("ivo: Who saw it?", "", "Nobody knows.", "", *turns)) == ["mira", "jo", "mira", "jo", "mira"]


def test_text_below_the_last_credit_is_somebodys_whose_name_is_lost() -> None:
    """Nobody else's credit is given to it."""
    seen = read("I saw it. © Mira / Lanterns", "", "Where? © Jo / Lanterns", "", "There. © Mira / Lanterns", "", "Good night.")
    assert authors(seen) == ["Mira", "Jo", "Mira", None]
    assert bodies(seen)[-1] == "Good night."


def test_a_turn_of_a_chat_with_times_goes_on_too() -> None:
    """A line without a time is said by whoever spoke last."""
    seen = read("[10:10] <mira> one", "and two", *(f"[10:{n}] <{'jo' if n % 2 else 'mira'}> on" for n in range(11, 17)))
    assert authors(seen) == ["mira", "jo", "mira", "jo", "mira", "jo", "mira"]
    assert bodies(seen)[0].endswith("and two")
