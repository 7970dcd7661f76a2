"""The founding document's grammar, rule by rule: bare names, lost names, lost comments."""

from __future__ import annotations

from tui_reader.model import Names, Span, Status
from tui_reader.structure.segment import Segmentation, read_thread

ARTICLE = ["A Town Counts Its Lanterns", "", "It was a long night on the quay.", "", "The office knows nothing about it.", ""]
ENDING = [
    "",
    "Edda Vale",
    "",
    "One more lantern, then.",
    "",
    "Old Ferry Man",
    "",
    "And one less.",
    "",
    "Edda Vale",
    "",
    "As you say.",
]


def read(*lines: str) -> Segmentation:
    """Return the reading of an article with the given lines below it, and two people at the end."""
    return read_thread([*ARTICLE, *lines, *ENDING])


def authors(seen: Segmentation) -> list[str | None]:
    """Return who spoke, lost slots left out, without the ending."""
    return [comment.author for comment in seen.comments if comment.status is not Status.LOST][:-3]


def test_a_name_between_blank_lines_opens_a_comment() -> None:
    """The paragraphs below it, one blank line apart, are its body."""
    seen = read("Mira Halm", "", "I saw it.", "", "Twice, I think.")
    assert authors(seen) == ["Mira Halm"]
    assert seen.comments[0].body == "I saw it.\n\nTwice, I think."
    assert len(seen.blocks) == 3


def test_two_blank_lines_open_a_comment_whose_name_is_lost() -> None:
    """Nobody is made up for it, and the reason is given."""
    seen = read("Mira Halm", "", "I saw it.", "", "", "So did I.")
    assert authors(seen) == ["Mira Halm", None]
    assert seen.comments[1].author_lost == "the dump keeps no one-word names"


def test_more_blank_lines_stand_for_whole_comments_that_are_lost() -> None:
    """Four blank lines: two comments are lost, and the blank lines are shared out between them."""
    seen = read("Mira Halm", "", "I saw it.", "", "", "", "", "So did I.")
    lost = [comment for comment in seen.comments if comment.status is Status.LOST]
    assert [comment.span for comment in lost] == [Span(10, 11), Span(12, 13)]
    assert all(comment.body == "" and comment.author is None for comment in lost)
    assert seen.comments[0].span == Span(7, 9)


def test_what_follows_two_blank_lines_is_text_even_if_it_looks_like_a_name() -> None:
    """The name is lost there; what is left is the body."""
    seen = read("Mira Halm", "", "I saw it.", "", "", "Very Nice Lantern", "", "It is green.")
    assert authors(seen) == ["Mira Halm", None]
    assert seen.comments[1].body == "Very Nice Lantern\n\nIt is green."


def test_a_commenter_known_elsewhere_has_a_name_below_two_blank_lines_too() -> None:
    """There the extra line is a gap of the page's; a name lost would have left its line out."""
    assert authors(read("Mira Halm", "", "I saw it.", "", "", "Edda Vale", "", "So did I.")) == ["Mira Halm", "Edda Vale"]


def test_a_name_can_be_a_sentence() -> None:
    """Where paragraphs end in full stops, a line without one between them is a name."""
    assert authors(read("You can call me Sam", "", "I saw it.")) == ["You can call me Sam"]


def test_a_signature_under_a_comment_is_not_the_next_author() -> None:
    """Of two lines that look like names, the lower one has the text below it."""
    seen = read("Mira Halm", "", "I saw it.", "", "Mira")
    assert authors(seen) == ["Mira Halm"]
    assert seen.comments[0].body == "I saw it.\n\nMira"


def test_a_dump_without_any_one_word_line_lost_only_short_names() -> None:
    """Then the list of a named commenter's comments is complete; one short line, and nobody can know."""
    lines = ("Mira Halm", "", "I saw it.", "", "", "So did I.")
    assert read(*lines).names is Names.SHORT_LOST
    assert read(*lines, "", "Really.").names is Names.SOME_LOST


def test_below_the_heading_of_the_section_the_first_name_needs_no_blank_line() -> None:
    """Chrome above the comments ends the article."""
    seen = read("More about lanterns every day.", "", "Notify of", "View all comments", "Mira Halm", "", "I saw it.")
    assert authors(seen) == ["Mira Halm"]
    assert seen.comments[0].span == Span(11, 13)


def test_below_the_heading_a_first_comment_without_a_name_is_still_a_comment() -> None:
    """One blank line and then text: its name is lost."""
    seen = read("More about lanterns every day.", "", "Notify of", "View all comments", "", "I saw it, and that is all I say.")
    assert authors(seen) == [None]


def test_headings_in_an_article_are_no_names() -> None:
    """Far more text follows a heading than any comment has."""
    paragraphs = [line for number in range(16) for line in (f"Paragraph {number} says something about lanterns.", "")]
    seen = read("The Green Lantern", "", *paragraphs, "Mira Halm", "", "I saw it.")
    assert authors(seen) == ["Mira Halm"]


def test_the_first_comment_without_a_name_has_no_mark() -> None:
    """The first lost name shows that one more stood above it; nothing besides is lost."""
    seen = read("", "So did I, and I was there all night long with my own two eyes wide open.")
    assert authors(seen) == [None, None]
    assert all(comment.status is Status.PRESENT for comment in seen.comments)
    assert seen.comments[0].body == "The office knows nothing about it."
    assert seen.comments[1].body.startswith("So did I")


def test_a_name_right_above_another_is_a_comment_whose_body_is_lost() -> None:
    """An image, perhaps. Whoever is speaking may as well sign with their own name."""
    lines = ["Mira Halm", "", "I saw it.", "", "Old Ferry Man", "", "Edda Vale", "", "It is green."]
    seen = read(*lines)
    assert authors(seen) == ["Mira Halm", "Old Ferry Man", "Edda Vale"]
    assert seen.comments[1].body == ""
    signed = read(*lines[:4], "Mira Halm", "", "Edda Vale", "", "It is green.", "", "Mira Halm", "", "So it is.")
    assert authors(signed) == ["Mira Halm", "Edda Vale", "Mira Halm"]
    assert signed.comments[0].body == "I saw it.\n\nMira Halm"


def test_what_only_a_web_address_follows_signs_the_comment_above() -> None:
    """Name and address together end it."""
    seen = read("Mira Halm", "", "I saw it.", "", "Jo Vale", "", "http://quay.example/lantern", "", "", "So did I.")
    assert authors(seen) == ["Mira Halm", None]
    assert seen.comments[0].body == "I saw it.\n\nJo Vale\n\nhttp://quay.example/lantern"


def test_a_line_that_text_follows_directly_is_no_name() -> None:
    """Nor one that follows text directly: names stand alone."""
    above = read("Mira Halm", "", "I saw it.", "", "Jo Vale", "I saw it too.")
    below = read("Mira Halm", "", "I saw it.", "Jo Vale", "", "I saw it too.")
    assert authors(above) == authors(below) == ["Mira Halm"]
    assert "Jo Vale" in above.comments[0].body


def test_two_names_are_too_few_to_say_which_names_are_lost() -> None:
    """That neither of them is a single word is chance."""
    lines = [
        "Mira Halm",
        "",
        "I saw it.",
        "",
        "",
        "So did I.",
        "",
        "Edda Vale",
        "",
        "As you say.",
        "",
        "Mira Halm",
        "",
        "So it is.",
    ]
    seen = read_thread([*ARTICLE, *lines])
    assert {comment.author for comment in seen.comments} == {"Mira Halm", "Edda Vale", None}
    assert seen.names is Names.SOME_LOST
    third = read_thread([*ARTICLE, *lines, "", "Old Ferry Man", "", "It is green."])
    assert third.names is Names.SHORT_LOST
