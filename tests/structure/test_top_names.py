"""Bare names on top of their text: what makes them names, and what has the same shape and is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.structure.dumps import ARTICLE, PEOPLE, authors, bodies, conversation, dump, parents
from tui_reader.structure.segment import read_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.segment import Segmentation

NAMED = "{name}\n{body}\n"


def read(template: str, article: Sequence[str] = ARTICLE, people: Sequence[str] = PEOPLE) -> Segmentation:
    """Return how comments printed by a template below an article are read."""
    return read_thread(dump(template, conversation(people), article))


def test_a_heading_of_the_section_makes_names_of_what_stands_on_top_of_blocks() -> None:
    """Further paragraphs and lists belong to the comment above them."""
    seen = read(NAMED, [*ARTICLE, "9 Comments", ""])
    assert seen.layout == "top-names"
    assert authors(seen) == list(PEOPLE)
    assert bodies(seen)[1] == "Nobody told us about the lanterns.\n\nNobody ever does."


def test_a_button_below_every_comment_parts_them_without_blank_lines() -> None:
    """As it stands between them, the line below it is a name."""
    lines = [line for said in conversation() for line in (said.name, *filter(None, said.body), "Like")]
    seen = read_thread([*filter(None, ARTICLE), "Most relevant", *lines, "See more comments"])
    assert authors(seen) == list(PEOPLE)


def test_text_that_is_indented_below_names_says_who_answers_whom() -> None:
    """No heading is needed where several levels show."""
    people = ("Mira Halm", "oxmill", "Mira Halm", "Edda Vale", "oxmill", "Mira Halm")
    levels = (0, 4, 8, 0, 4, 0)
    lines = [
        line
        for said, level in zip(conversation(people), levels, strict=True)
        for line in (" " * level + said.name, "", " " * (level + 4) + said.body[0], "")
    ]
    seen = read_thread([*ARTICLE, *lines])
    assert authors(seen) == list(people)
    assert parents(seen) == [None, 1, 2, None, 4, None]


def test_headings_of_an_article_are_nobodys_names() -> None:
    """Each is there once, and no heading of a comment section is above them."""
    headings = ("Where to look", "North Quay", "The Old Ferry", "After Dark", "Winter Lanterns")
    assert not read(NAMED, people=headings).comments


def test_what_is_on_top_of_most_blocks_is_furniture() -> None:
    """Such as where a comment can be shared."""
    assert not read(
        NAMED, [*ARTICLE, "9 Comments", ""], ["Facebook", "Facebook", "Mira Halm", "Facebook", "oxmill"] * 2
    ).comments


def test_two_who_take_turns_are_no_thread() -> None:
    """It is an interview."""
    assert not read(NAMED, people=["Mira Halm", "oxmill"] * 4).comments


def test_names_between_sentences_are_names_where_no_blank_line_is_left() -> None:
    """If enough of them come back; the first stands right below the article."""
    people = ("Mira Halm", "Jonas V.", "Mira Halm", "Edda Vale", "Jonas V.", "Mira Halm", "Edda Vale")
    assert authors(read_thread([line for line in dump(NAMED, conversation(people)) if line])) == list(people)
    headings = ("Where to look", "North Quay", "After Dark", "Winter")
    assert not read_thread([line for line in dump(NAMED, conversation(headings)) if line]).comments
