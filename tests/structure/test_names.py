"""What can be a name, where nothing but its shape speaks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.structure import names


@pytest.mark.parametrize("text", ["Mira Halm", "oxmill", "SJ2000", "Diane B.", "Old Ferry Man", "Dr. Ada Vale"])
def test_names_of_people_and_accounts_are_plausible(text: str) -> None:
    """Names have one word or several, initials, digits and titles."""
    assert names.plausibility(text) >= 0.45


@pytest.mark.parametrize(
    "text",
    [
        "I saw it too.",
        "Why not?",
        "250 g butter",
        "3. Twitter",
        "Thanks so much!",
        "Liebe Grüße",
        "LG Nina",
        "http://quay.example/",
        "May 3, 2012",
        "Reply",
        "12 Comments",
        "Leave a Reply",
        "Hello :)",
        "“quoted”",
        "To: the office",
        "a" * 61,
        "…",
    ],
)
def test_text_formulas_and_furniture_are_no_names(text: str) -> None:
    """A sentence, an amount, a greeting, a signature, an address, a date or a button is never a name."""
    assert names.plausibility(text) == 0


def test_a_sentence_can_be_a_name_where_paragraphs_end_in_full_stops() -> None:
    """Strictness decides between "You can call me Al" as a name and as text."""
    assert names.plausibility("You can call me Al") < 0.45 <= names.plausibility("You can call me Al", strict=False)


def test_a_heading_is_less_like_a_name_than_a_name_is() -> None:
    """Plain words and capitals make a heading."""
    assert names.likeness("Designing better flyers") < names.likeness("Dora Southwell")
    assert names.likeness("GAY RIGHTS AND FIGHTS") < names.likeness("Dora Southwell")


@pytest.mark.parametrize("text", ["Tim,", "Hi Orla, I saw it too", "Liebe Franzi, also ich wäre", "Bonjour à tous !"])
def test_comments_open_by_greeting(text: str) -> None:
    """A greeting at the start of a paragraph is a sign of a new comment."""
    assert names.greets(text)


@given(st.text(min_size=1, max_size=80).map(str.strip).filter(bool))
def test_plausibility_is_a_share(text: str) -> None:
    """Whatever the line, its plausibility lies between 0 and 1, and so does its likeness."""
    assert 0 <= names.plausibility(text) <= 1
    assert 0 <= names.likeness(text) <= 1


@pytest.mark.parametrize(
    ("text", "possible"),
    [("Ada B.", True), ("Ada Jr.", True), ("Ada Bar.", False), ("Ada b.", False), ("J.R. Vale", True), ("Done. Ada", False)],
)
def test_only_initials_and_titles_end_in_a_full_stop(text: str, possible: bool) -> None:
    """At the end of a name and within it."""
    assert (names.plausibility(text) > 0) == possible


def test_plain_words_and_words_of_sentences_speak_against_a_name() -> None:
    """Each a little; a word that joins the parts of a name does not, nor does the first one of an account in lower case."""
    ordered = ["Ada of Quay", "Ada green Quay", "Ada was Quay"]
    assert [names.plausibility(text) for text in ordered] == sorted(
        (names.plausibility(text) for text in ordered), reverse=True
    )
    assert len({names.plausibility(text) for text in ordered}) == 3
    assert names.plausibility("Ada of Quay") == names.plausibility("Ada Bo Quay")
    assert names.plausibility("oxmill") == names.plausibility("Oxmill")


def test_words_beyond_the_third_speak_against_a_name() -> None:
    """The more the less; nine words are the most that a name can have."""
    said = [names.plausibility(" ".join(["Ab"] * count)) for count in range(1, 11)]
    assert said[0] == said[1] == said[2] > said[3] > said[4] > 0
    assert said[8] > 0 == said[9]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://quay.example/", True),
        ("quay.com", True),
        ("mira@quay.example", True),
        ("see http://quay.example/", False),
        ("lantern", False),
        ("Mira", False),
    ],
)
def test_an_address_is_an_address_and_nothing_more(text: str, address: bool) -> None:
    """With a scheme or without."""
    assert names.is_address(text) == address


def test_a_sentence_can_end_in_what_looks_like_an_initial() -> None:
    """Nobody's last name is I."""
    assert names.plausibility("And so did I.") == 0
    assert names.plausibility("Diane B.") > 0.5
