"""Comments as items of lists: nesting, lost names, points that a comment makes, and lists that are no comments."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, authors, bodies, parents, read
from tui_reader.model import Names
from tui_reader.structure.layouts import lists
from tui_reader.structure.lines import prepare
from tui_reader.structure.segment import Segmentation

LONG = "I counted them all from the bridge that night, twice, and I can tell you that there was one too many of them then."


def below_heading(*lines: str) -> Segmentation:
    """Return the reading of a list below the heading of the section."""
    return read("5 Kommentare", "", *lines)


def test_nested_items_are_replies() -> None:
    """The number of an item is kept; it starts again in a nested list."""
    seen = below_heading(
        "  1. Mira sagt:",
        "     3. Mai 2012 um 10:20",
        "",
        "     Ich sah sie.",
        "",
        "       1. Jo sagt:",
        "          3. Mai 2012 um 10:30",
        "",
        "          Wo?",
        "",
        "  2. Orla sagt:",
        "     3. Mai 2012 um 10:40",
        "",
        "     Ich auch.",
    )
    assert authors(seen) == ["Mira", "Jo", "Orla"]
    assert parents(seen) == [None, 1, None]
    assert [comment.source_id for comment in seen.comments] == ["1", "1", "2"]
    assert seen.comments[1].posted == "2012-05-03T10:30:00"


def test_items_whose_names_are_lost_are_comments_all_the_same() -> None:
    """Nobody is made up; paragraphs of an item stay together."""
    seen = below_heading(
        "  1. I saw it.", "", "     Twice.", "", "  2. Where?", "", "    • On the quay.", "", "  3. Good night."
    )
    assert authors(seen) == [None] * 4
    assert bodies(seen)[0] == "I saw it.\n\nTwice."
    assert parents(seen) == [None, None, 2, None]
    assert seen.names is Names.NONE


def test_points_in_a_comment_are_no_comments() -> None:
    """Where all comments name their author, a nested item without a name is a point of the comment."""
    seen = below_heading(
        "  1. Mira says:",
        "",
        "     Three things:",
        "",
        "       • oil",
        "       • a wick",
        "",
        "  2. Jo says:",
        "",
        "     And patience.",
        "",
        "  3. Orla says:",
        "",
        "     Hm.",
    )
    assert authors(seen) == ["Mira", "Jo", "Orla"]
    assert "a wick" in bodies(seen)[0]


def test_an_author_can_stand_at_the_end_of_an_item() -> None:
    """As a signature that states name and date."""
    seen = below_heading(
        "  1. I saw it.",
        "",
        "     Comment by Mira — May 3, 2012 @ 10:20 am",
        "",
        "  2. Where?",
        "",
        "     Comment by Jo — May 3, 2012 @ 10:30 am",
    )
    assert authors(seen) == ["Mira", "Jo"]
    assert bodies(seen) == ["I saw it.", "Where?"]


def test_a_name_above_a_date_in_an_item_is_the_author() -> None:
    """A badge between them is none."""
    seen = below_heading(
        "  • Mira", "    Author", "    3. Mai 2012", "", "    Ich sah sie.", "", "  • Jo", "    4. Mai 2012", "", "    Wo?"
    )
    assert authors(seen) == ["Mira", "Jo"]


def test_a_number_of_its_own_is_no_body() -> None:
    """Some lists repeat the number in the item."""
    seen = below_heading(
        "  3. 3",
        "",
        "    Kommentar von Mira",
        "    3. Mai 2012",
        "",
        "    Ich.",
        "",
        "  4. 4",
        "",
        "    Kommentar von Jo",
        "",
        "    Du.",
    )
    assert authors(seen) == ["Mira", "Jo"]
    assert bodies(seen) == ["Ich.", "Du."]


def test_the_list_of_the_article_is_no_comment() -> None:
    """The list below the heading counts; what follows it at the margin ends it."""
    seen = read(
        "What you need:",
        "",
        "  1. oil",
        "  2. a wick",
        "",
        "2 comments",
        "",
        "  1. Mira says:",
        "",
        "     And patience.",
        "",
        "  2. Jo says:",
        "",
        "     And a match.",
        "",
        "Leave a Reply",
    )
    assert authors(seen) == ["Mira", "Jo"]
    assert bodies(seen)[1] == "And a match."


def test_short_points_without_a_heading_are_no_comments() -> None:
    """A recipe is one list after the other."""
    assert read(*(line for n in range(8) for line in (f"  {n + 1}. {n + 2} spoons of oil", ""))).comments == ()


def test_long_items_with_gaps_in_their_numbers_are_comments() -> None:
    """Even without names and without a heading: a page that lost comments lost their numbers too."""
    lines = [line for n in (1, 2, 5, 6, 9, 11) for line in (f"  {n}. {LONG}", "", f"     {LONG} So it was.", "")]
    seen = read(*lines)
    assert [comment.source_id for comment in seen.comments if comment.status == "present"] == ["1", "2", "5", "6", "9", "11"]


def test_numbers_that_a_list_skips_stand_for_lost_comments() -> None:
    """Each in its place, at the blank lines where it was; a list that begins late or starts anew says nothing of the kind."""
    lines = [line for n in (3, 4, 7, 8) for line in (f"  {n}. Mira says:", "", f"     {LONG}", "")]
    seen = read("4 comments", "", *lines)
    assert [comment.status.value for comment in seen.comments] == ["present", "present", "lost", "lost", "present", "present"]
    assert seen.comments[2].author_lost == "numbers are skipped here"
    assert seen.problems[-1].message == "2 comments wholly lost: numbers are skipped here"
    again = [line for n in (1, 2, 1, 4) for line in (f"  {n}. Mira says:", "", f"     {LONG}", "")]
    assert all(comment.status == "present" for comment in read("4 comments", "", *again).comments)


def test_a_list_of_nothing_but_markers_is_read() -> None:
    """There is nothing in it, and nothing breaks."""
    assert read("3 comments", "", "•", "•").comments == ()


def nameless(*points: str) -> Segmentation:
    """Return the reading of twelve comments that lost their names; the first of them has points below it."""
    lines = [line for n in range(12) for line in (f"  {n + 1}. I counted {n + 2} of them.", "") + POINTS * (not n)]
    at = lines.index(POINTS[0])
    lines[at : at + len(POINTS)] = [line for point in points for line in (point, "")]
    return below_heading(*lines)


POINTS = ("    • ",)


@pytest.mark.parametrize(
    ("points", "comments"),
    [
        (("    • oil", "    • a wick"), 12),
        (("    • oil",), 13),
        (("    • oil", "    • a wick", "    • patience"), 12),
        (("    • oil", "    • a wick", "    • patience", "    • a match"), 16),
        ((f"    • {LONG} So it was.", f"    • {LONG} So it is."), 14),
        (("    • Where?", "      From the bridge?", "    • On the quay.", "      Twice."), 14),
    ],
    ids=["few and short", "one alone", "a fifth", "many", "long", "of several paragraphs"],
)
def test_nested_items_without_names_are_points_only_where_they_are_few_and_short(
    points: tuple[str, ...], comments: int
) -> None:
    """All other nested items are answers, as far as anybody can tell."""
    assert len(nameless(*points).comments) == comments


def test_an_advertisement_between_comments_does_not_end_the_list() -> None:
    """Where the next number follows close below, the list goes on; where another list begins, it does not."""
    items = [line for n in range(6) for line in (f"  {n + 1}. Mira says:", "", f"     {LONG}", "")]
    seen = below_heading(*items[:12], "Our best lanterns, now with oil", "", *items[12:])
    assert authors(seen) == ["Mira"] * 6
    other = [line.replace("  1.", "  9.") for line in items[:4]]
    assert authors(below_heading(*items[:12], "More to read", "", *other)) == ["Mira"] * 3


def test_text_at_the_margin_below_every_item_is_no_list() -> None:
    """The numbers then open headings, and the list ends with the first of them."""
    lines = [line for n in range(5) for line in (f"{n + 1}. Mira says:", "", LONG, "")]
    reading = lists.read(prepare(["A title", "", "5 comments", "", *lines]))
    assert reading is None or len(reading.parts) == 1


def test_a_list_far_below_the_heading_is_none_of_comments() -> None:
    """Or one with a whole paragraph in between; a button or two do no harm."""
    items = ["  1. Mira says:", "", "     I saw it.", "", "  2. Jo says:", "", "     So did I.", ""]
    assert authors(below_heading("Newest first", "Reply", "", *items)) == ["Mira", "Jo"]
    page = prepare(["A title", "", "2 comments", "", LONG * 2, "", *items])
    near = prepare(["A title", "", "2 comments", "", "Newest first", "", *items])
    far, close = lists.read(page), lists.read(near)
    assert far is not None
    assert close is not None
    assert far.score < close.score


def test_of_two_lists_without_a_heading_the_longer_one_holds_the_comments() -> None:
    """Wherever it stands."""
    short = ["  • oil", "  • a wick", "  • patience", ""]
    long = [line for n in range(5) for line in (f"  {n + 1}. Mira says:", "", f"     {LONG}", "")]
    between = ["And this is what people say of it.", ""]
    for seen in (read(*short, *between, *long), read(*long, *between, *short)):
        assert (seen.layout, authors(seen)) == ("list", ["Mira"] * 5)


def test_bulleted_lists_go_on_below_a_line_of_the_page_too() -> None:
    """The same bullet goes on with the list."""
    items = [line for n in range(6) for line in ("  • Mira says:", "", f"    I saw {n + 2}.", "")]
    assert authors(below_heading(*items[:12], "Our best lanterns", "", *items[12:])) == ["Mira"] * 6


def test_items_that_end_in_buttons_are_comments_without_any_heading() -> None:
    """However short they are; without the buttons nothing speaks for them."""
    items = [line for n in range(6) for line in (f"  • I saw {n + 2} of them.", "", "    Reply", "")]
    assert len(read(*items).comments) == 6
    assert read(*(line for line in items if "Reply" not in line)).comments == ()


def test_an_item_that_is_a_number_and_nothing_else_is_what_was_said() -> None:
    """It repeats the number of the item only where more follows."""
    items = ["  1. How many did you see?", "", "  2. 42", "", "  3. That is one too many."]
    assert bodies(below_heading(*items)) == ["How many did you see?", "42", "That is one too many."]


DATED = """
4 comments

  * I saw it.

    May 3, 2012

      * Where?

        May 4, 2012

  * Remember:

      * it is cold
      * it is dark

    Take a coat.

    May 5, 2012

  * So be it.

    May 6, 2012

  * Amen.

    May 7, 2012

  * Is it?

    May 8, 2012

More

  * The Quay in Winter
  * A Rope Too Short
"""

HALF_NAMED = """
4 comments

  * I saw it.

    May 3, 2012

  * Mira Halm

    From the bridge, as always.

    May 4, 2012

  * So did I!

    May 5, 2012

  * oxmill

    Never.

    May 6, 2012
"""


def test_items_without_what_the_others_have_are_points_or_of_other_lists() -> None:
    """Nested ones belong to the comment that they stand in; those below another heading to the page."""
    seen = read(*ARTICLE, *DATED.split("\n"))
    assert parents(seen) == [None, 1, None, None, None, None]
    assert [body.split("\n")[0] for body in bodies(seen)] == [
        "I saw it.",
        "Where?",
        "Remember:",
        "So be it.",
        "Amen.",
        "Is it?",
    ]
    assert "Take a coat." in bodies(seen)[2]


def test_names_are_told_from_text_by_the_end_of_sentences() -> None:
    """Where some items have lost theirs."""
    assert authors(read(*ARTICLE, *HALF_NAMED.split("\n"))) == [None, "Mira Halm", None, "oxmill"]
