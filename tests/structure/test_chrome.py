"""Words of pages around comments: what says that there are none, and what only looks like a button."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, conversation, dump
from tui_reader.structure import chrome
from tui_reader.structure.lines import SHORT
from tui_reader.structure.segment import read_thread

DATED = "{name}\nMay {day}, 2012 at 10:{minute} am\n\n{body}\n"


@pytest.mark.parametrize(
    "text",
    [
        "No comments yet",
        "No comments yet. Be the first to comment!",
        "Be the first to reply",
        "Comments (0)",
        "0 Comments",
        "Comments are turned off for this story. Learn more.",
        "Noch keine Kommentare",
        "Aucun commentaire pour le moment",
        "No hay comentarios",
        "Nessun commento",
        "Комментариев нет",
    ],
)
def test_a_page_can_say_that_it_has_no_comments(text: str) -> None:
    """In the words of several languages, and as a line of its own."""
    assert chrome.says_none(text)
    assert not read_thread([*dump(DATED, conversation()), text]).comments


@pytest.mark.parametrize("text", ["12 Comments", "Comments are closed", "No comment from the mayor", "10 comments", "Comments"])
def test_other_words_about_comments_say_nothing_of_the_kind(text: str) -> None:
    """Neither a number of comments nor their end."""
    assert not chrome.says_none(text)


def test_a_teaser_without_comments_below_does_not_deny_those_above() -> None:
    """A heading above the comments says that there are some."""
    seen = read_thread(
        [*dump(DATED, conversation(), [*ARTICLE, "9 Comments", ""]), "Read on: Lanterns of the North", "0 Comments"]
    )
    assert len(seen.comments) == 9


def test_the_number_that_is_answered_is_no_button() -> None:
    """It stands alone in a line on boards, and says whom a comment answers."""
    lines = dump("{n}: 2014/05/{day}(金)16:15 ID:abc\n>>{votes}\n{body}", conversation(), ["A board about lanterns", ""])
    seen = read_thread(lines)
    assert chrome.addresses(">>3")
    assert not chrome.is_button(">>3")
    assert [comment.parent for comment in seen.comments][2] is None
    assert all(comment.body.startswith(">>") for comment in seen.comments)


@pytest.mark.parametrize(
    "text",
    [
        "Comentários",
        "8 commenti",
        "コメント",
        "Комментарии (7)",
        "Hay 16 Comentarios",
        "Thoughts on “Lanterns”",
        "Top reviews",
        "Guest Book",
        "Comentarios - 20",
        "Responses (15)",
        "26 Postings",
        "Comments Section",
        "コメント 12件",
        "12件のコメント",
        "Ответов: 7",
        "What our readers say",
        "Latest messages",
        "## Comments",
        "Opiniones de los lectores",
    ],
)
def test_headings_of_a_section_are_known_in_many_languages(text: str) -> None:
    """With a number or without."""
    assert chrome.opens_comments(text)


@pytest.mark.parametrize(
    ("text", "counted"), [("8 commenti", True), ("Comments (3)", True), ("Comments", False), ("88 replies", False)]
)
def test_a_heading_can_count_the_comments(text: str, counted: bool) -> None:
    """What hangs on a comment counts its replies only."""
    assert chrome.counts_comments(text) == counted


@pytest.mark.parametrize(
    "text",
    [
        "Ver mais comentários",
        "Deixe uma resposta",
        "コメントを書く",
        "Connectez-vous pour commenter",
        "This thread is closed to new comments.",
        "Seite: 1 2 3 4",
        "Précédent 1 2 3 Suivant",
        "Related topics",
        "Sur le même sujet",
        "Name:",
        "Please be civil. Log in or register to comment.",
        "Comments on this article are now closed.",
    ],
)
def test_what_follows_comments_is_known_in_many_languages(text: str) -> None:
    """Forms, pages, and what leads to other pages."""
    assert chrome.closes_comments(text)


@pytest.mark.parametrize(
    "text",
    [
        "Reply With Quote",
        "12 people found this helpful",
        "View 2 more replies",
        "Jo likes this.",
        "Rispondi al commento",
        "Join the discussion…",
        "12 up, 7 down",
        "Newest Most Voted",
        "9.1K",
        "Rated 5 out of 5",
        "★★★★★",
    ],
)
def test_buttons_of_many_sites_are_known(text: str) -> None:
    """And whole lines only."""
    assert chrome.is_button(text)
    assert not chrome.is_button(f"{text} was what I wrote.")


def test_dates_of_other_pages_are_no_comments() -> None:
    """What stands below a heading that leads to other pages is about those."""
    others = ["Related topics", *(f"Topic {number}\nMay {number}, 2012 at 10:1{number} am\n\nWords." for number in range(1, 5))]
    lines = [*dump(DATED, conversation(), [*ARTICLE, "9 Comments", ""]), *"\n".join(others).split("\n")]
    assert len(read_thread(lines).comments) == 9


@pytest.mark.parametrize(
    "text", ["Reply", "REPLY | SHARE", "Jo’s Avatar", "MIRA RECENTLY POSTED: The green lantern", "GEFÄLLT MIR · 3"]
)
def test_letter_case_makes_no_button(text: str) -> None:
    """Pages print their buttons in capitals as well."""
    assert chrome.is_button(text)
    assert chrome.is_button(text.lower())


def test_a_long_line_is_text_whatever_it_begins_with() -> None:
    """No button and no heading takes that many words."""
    assert chrome.is_button("Mira recently posted: the green lantern")
    assert not chrome.is_button("Mira recently posted: the green lantern" + " of the quay" * SHORT)


def test_a_page_that_is_closed_without_comments_has_none_below() -> None:
    """That nobody can comment any more is no heading of comments."""
    lines = ["Comments (0)", "", "Comments are closed on this article.", "", "Also in this section", ""]
    assert not read_thread([*ARTICLE, *lines, "By Jo Marsh, May 3, 2012", "Swans return", "By Ada Bell, May 2, 2012"]).comments
