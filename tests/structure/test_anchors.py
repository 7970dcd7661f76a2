"""Marks that repeat: what one template printed, what the dump teaches us, and where names stand beside dates."""

from __future__ import annotations

import pytest

from tests.structure.dumps import PEOPLE, conversation, dump
from tui_reader.structure import anchors, named_dates
from tui_reader.structure.lines import Page, prepare

TEXT = "I saw it at six in the morning, and so did my brother, who never gets up before noon."


def page_of(template: str) -> Page:
    """Return the rows of a dump printed by a template, below a title."""
    return prepare(dump(template, conversation(), ["A title", ""]))


def kinds(page: Page) -> dict[str, int]:
    """Return how many marks of each kind a page has."""
    return {group.kind: len(group.marks) for group in anchors.groups_of(page)}


def test_marks_are_grouped_by_template() -> None:
    """Rows ascend in a group."""
    page = prepare(["A — May 3, 2012", "", "text", "", "B says:", "", "text", "", "C — May 4, 2012"])
    assert kinds(page) == {"name-dash-date —": 2, "says :": 1}
    group = next(group for group in anchors.groups_of(page) if len(group.marks) == 2)
    assert group.rows == [0, 4]
    assert group.named


def test_a_word_that_many_names_are_followed_by_is_a_word_for_speaking() -> None:
    """Nobody taught us that word."""
    page = page_of("{name} pravi:\n\n{body}\n")
    assert kinds(page)["says pravi"] == 9
    assert [mark.name for _, mark in sorted(anchors.marks_of(page).items())] == list(PEOPLE)


@pytest.mark.parametrize(
    "lines",
    [
        ["For the sauce:", "", "oil", "", "For the dough:", "", "flour", "", "For the crust:", "", "salt"],
        ["Mira pravi:", "", "one", "", "Mira pravi:", "", "two", "", "Mira pravi:", "", "three"],
        ["Mira pravi:", "", "one", "", "Jo pravi:", "", "two"],
        ["I like the sauce:", "", "1", "", "I made the sauce:", "", "2", "", "I ate the sauce:", "", "3"],
    ],
    ids=["other words", "one name", "twice", "no names"],
)
def test_endings_of_other_lines_are_no_words_for_speaking(lines: list[str]) -> None:
    """They must be many, behind several names, and nearly all of these must look like names."""
    assert not any(kind.startswith("says") for kind in kinds(prepare(["A title", "", *lines])))


def test_the_first_column_is_the_name_where_all_have_columns() -> None:
    """A place in a column of its own is no part of a name; a pipe in one title of many is."""
    page = page_of("{name} | Marrow Quay May {day}\n\n{body}\n")
    assert {mark.name for mark in anchors.marks_of(page).values()} == {f"{name} | Marrow Quay" for name in PEOPLE}
    (group,) = anchors.groups_of(page)
    assert {mark.name for mark in group.marks.values()} == set(PEOPLE)
    few = prepare(["A | B on May 3, 2012", "", "C on May 4, 2012", "", "D on May 5, 2012"])
    assert {mark.name for group in anchors.groups_of(few) for mark in group.marks.values()} == {
        "A | B",
        "C",
        "D",
    }


def test_marks_are_looked_for_once_a_page() -> None:
    """Layouts share them."""
    page = page_of("{name} says:\n\n{body}\n")
    assert anchors.marks_of(page) is anchors.marks_of(page)
    assert anchors.marks_of(page_of("{name} says:\n\n{body}\n")) is not anchors.marks_of(page)


@pytest.mark.parametrize(
    ("rows", "heading", "kept"),
    [
        ([2, 40, 44, 48, 52], None, [40, 44, 48, 52]),
        ([2, 10, 14, 18, 22], None, [2, 10, 14, 18, 22]),
        ([2, 40, 44, 48, 52], "12 Comments", [2, 40, 44, 48, 52]),
        ([20, 60, 64, 68, 72], None, [20, 60, 64, 68, 72]),
        ([2, 40], None, [2, 40]),
    ],
    ids=["byline", "comments of like length", "below a heading", "far below the top", "two"],
)
def test_the_articles_own_mark_is_left_out(rows: list[int], heading: str | None, kept: list[int]) -> None:
    """It stands at the very top, with far more text below it, and no heading of the section above."""
    page = prepare([heading or "A title", *["text"] * 99])
    assert anchors.without_byline(page, rows) == kept


@pytest.mark.parametrize(
    ("line", "below", "kept"),
    [
        ("Comments Section", "text", [40, 44]),
        ("12 Comments", "text", [40, 44]),
        ("7 Replies", "text", [2, 40, 44]),
        ("Comments", "Comments", [2, 40, 44]),
        ("Comments on this article are closed.", "text", [2, 40, 44]),
    ],
    ids=["named", "counted", "a button", "once a comment", "closed"],
)
def test_a_mark_above_the_heading_of_the_section_is_the_articles(line: str, below: str, kept: list[int]) -> None:
    """A heading that does not count is seen once; buttons and what says that nobody can comment are none."""
    page = prepare(["A title", *["text"] * 29, line, *["text"] * 11, below, *["text"] * 9])
    assert anchors.without_byline(page, [2, 40, 44]) == kept


@pytest.mark.parametrize(("counted", "kept"), [("3 Comments", [40, 44, 48]), ("1 Comment", [2, 9, 40, 44, 48])])
def test_several_marks_above_a_heading_that_counts_those_below_are_the_articles(counted: str, kept: list[int]) -> None:
    """The name of the paper above its day, and the byline; a heading that counts one hangs on a comment."""
    page = prepare(["A paper", *["text"] * 29, counted, *["text"] * 30])
    assert anchors.without_byline(page, [2, 9, 40, 44, 48]) == kept


@pytest.mark.parametrize(
    ("first", "kept"), [("text", [16, 20, 24, 28]), ("Reply", [12, 16, 20, 24, 28]), ("3 points", [12, 16, 20, 24, 28])]
)
def test_what_lacks_the_button_of_all_others_is_the_article(first: str, kept: list[int]) -> None:
    """However far down its byline stands; a comment has some button or other."""
    page = prepare(["A title", *["text"] * 14, first, *["text", "text", "text", "Reply"] * 4])
    assert anchors.without_byline(page, [12, 16, 20, 24, 28]) == kept


def beside(*lines: str) -> list[str]:
    """Return the names that stand beside the dates of a page."""
    page = prepare(lines)
    rows = [index for index, row in enumerate(page.rows) if row.text.startswith("May")]
    return [page.rows[name].text for name in named_dates.beside(page, rows).values()]


def test_names_stand_above_dates_below_them_or_on_top_of_their_block() -> None:
    """One place for all of a page."""
    above = [line for name in ("Mira", "Jo", "Ada") for line in (name, "May 3, 2012", "", TEXT, "")]
    below = [line for name in ("Mira", "Jo", "Ada") for line in ("May 3, 2012", name, "", TEXT, "")]
    button = [line for name in ("Mira", "Jo", "Ada") for line in ("May 3, 2012", "#4", name, "", TEXT, "")]
    on_top = [line for name in ("Mira", "Jo", "Ada") for line in (name, "Reply", "12 Fans", "May 3, 2012", TEXT, "")]
    for lines in (above, ["Title", "", *below], ["Title", "", *button], on_top):
        assert beside(*lines) == ["Mira", "Jo", "Ada"]


def test_a_subject_may_stand_between_a_date_and_its_name() -> None:
    """Where a word that every comment ends in stands above the dates, it is no name."""
    people = ("Mira", "Jo", "Ada", "Ivo")
    lines = [
        line for n, name in enumerate(people) for line in ("May 3, 2012", f"on {n} of them!", name, "", TEXT, "", "Svar", "")
    ]
    assert beside("Title", "", *lines) == list(people)


def test_a_label_between_name_and_date_is_no_name() -> None:
    """Ranks repeat, places do not; both have the name above them."""
    labels = {"Mira": "Marrow Quay", "Jo": "Millford", "Ada": "North Valley", "Ivo": "Senior Member"}
    lines = [line for name, label in labels.items() for line in (name, label, "May 3, 2012", TEXT, "")]
    assert beside("Title", "", *lines) == list(labels)


def test_a_badge_that_some_have_below_their_names_is_no_name() -> None:
    """Where the others have names that begin their blocks, so have these; who wrote what no line says."""
    people = ("Mira", "Jo", "Ada", "Ivo")
    lines = [line for name in people for line in (name, *["Featured"] * (name == "Ada"), "May 3, 2012", TEXT, "Reply")]
    assert beside("Title", "", *lines) == list(people)
    stated = [line for name in people for line in ("Pinned by Ivo", name, "May 3, 2012", TEXT, "")]
    assert beside("Title", "", *stated) == list(people)


def test_initials_above_a_name_stand_for_a_picture() -> None:
    """All names have theirs; a name of one letter has none."""
    lines = [line for name in ("mira", "Jo", "Ada") for line in (name[0].upper(), name, "May 3, 2012", TEXT, "Reply", "")]
    assert beside("Title", "", *lines) == ["mira", "Jo", "Ada"]
    letters = [line for name in "MJA" for line in (name, "May 3, 2012", TEXT, "Reply", "")]
    assert beside("Title", "", *letters) == ["M", "J", "A"]


def test_sentences_beside_dates_are_no_names() -> None:
    """Unless all the others are names, in the same place."""
    text = [line for n in range(4) for line in (f"I saw {n} of them, and so did you.", "May 3, 2012", "", "More.", "")]
    assert beside(*text) == []
    odd = [line for name in ("Mira", "Jo", "Why not?", "Ada", "Ivo") for line in (name, "May 3, 2012", "", TEXT, "")]
    assert beside(*odd) == ["Mira", "Jo", "Why not?", "Ada", "Ivo"]


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("7  Mira Halm", "Mira Halm", "7"),
        ("7. Mira Halm", "Mira Halm", "7"),
        ("Mira Halm (Moderator)", "Mira Halm", None),
        ("12 Fans", "12 Fans", None),
        ("2000", "2000", None),
    ],
)
def test_a_number_in_front_is_not_part_of_the_name(text: str, name: str, number: str | None) -> None:
    """A name that is a number stays one."""
    facts = named_dates.facts_of_name(prepare([text]).rows[0])
    assert (facts.name, facts.number) == (name, number)


def test_every_further_mark_says_more_and_none_says_all() -> None:
    """From the third on each leaves a third of the doubt; two prove less than three by far."""
    said = [anchors.repetition(count) for count in range(1, 12)]
    assert said == sorted(set(said))
    assert said[:3] == pytest.approx([0.5, 0.75, 0.8775])
    assert 0.99 < said[-1] < 1


def test_columns_are_believed_of_three_names_and_nearly_all_of_them() -> None:
    """Two lines with a stroke in them can be anything."""
    rows = prepare(["Jo | Quay", "Mira | Millford", "Ada | Valley", *["Ivo | Quay"] * 6, "Orla Venn"]).rows
    assert named_dates.are_in_columns(rows[:3])
    assert not named_dates.are_in_columns(rows[:2])
    assert named_dates.are_in_columns(rows)
    assert not named_dates.are_in_columns([*rows[:3], rows[-1]])


def test_a_line_that_looks_like_no_name_is_one_only_as_close_to_its_date_as_the_others() -> None:
    """A paragraph that a blank line parts from a date is a paragraph."""
    named = [line for name in ("Mira", "Jo", "Ada", "Ivo") for line in (name, "May 3, 2012", "", TEXT, "")]
    assert beside(*named, "So be it!", "May 4, 2012", "", TEXT) == ["Mira", "Jo", "Ada", "Ivo", "So be it!"]
    assert beside(*named, "So be it!", "", "May 4, 2012", "", TEXT) == ["Mira", "Jo", "Ada", "Ivo"]
    assert beside(*named, "So be it, " * 9 + "then!", "May 4, 2012", "", TEXT) == ["Mira", "Jo", "Ada", "Ivo"]


def test_most_dates_need_a_name_for_any_to_have_one() -> None:
    """Two at least; a place is where names stand if seven of ten dates have one there."""
    text = "I saw it, and so did you, and nobody else did."
    few = [line for name in ("Mira", "Jo", text, text) for line in (name, "May 3, 2012", "", TEXT, "")]
    many = [line for name in ("Mira", "Jo", "Ada", text) for line in (name, "May 3, 2012", "", TEXT, "")]
    assert beside("Title", "", *few) == []
    assert beside("Title", "", *many)[:3] == ["Mira", "Jo", "Ada"]
    assert beside("Mira", "May 3, 2012", "", TEXT) == []


def test_the_byline_of_the_article_beside_a_date_is_no_commenters() -> None:
    """The first of several names is left out where it says who wrote the article."""
    named = [line for name in ("by Tamsin Rook", "Mira", "Jo") for line in (name, "May 3, 2012", "", TEXT, "")]
    assert beside("Title", "", *named) == ["Mira", "Jo"]


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["Tasted on May 3, 2012", "Tasted on May 4, 2012", "Tasted on May 5, 2012"], True),
        (["Tasted on May 3, 2012", "Tasted on May 4, 2012"], False),
        (["Tasted on May 3, 2012", "Tasted on May 4, 2012", "Jo on May 5, 2012"], False),
        (["Mira Halm on May 3, 2012", "Mira Halm on May 4, 2012", "Mira Halm on May 5, 2012"], False),
        (["Anonymous on May 3, 2012", "Anonymous on May 4, 2012", "Anonymous on May 5, 2012"], False),
    ],
    ids=["a word", "twice", "another name", "a whole name", "what sites say for no name"],
)
def test_a_word_before_every_date_is_a_label_and_no_name(texts: list[str], labels: bool) -> None:
    """Unless it is a person's, who can well be the only one to speak."""
    page = prepare([line for text in texts for line in (text, "", TEXT, "")])
    assert (kinds(page) == {"date": len(texts)}) == labels


def test_text_below_a_mark_is_more_than_buttons() -> None:
    """And stands above the furniture that ends the comments."""
    page = prepare(["Jo says:", "Reply", "+3", "I saw it.", "Leave a Reply", "More text."])
    assert not anchors.text_below(page, 0, 3)
    assert anchors.text_below(page, 0, 4)
    assert (anchors.tail_of(page, 0), anchors.tail_of(page, 4)) == (4, 6)


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [([1, 2, 1, 3, 3, 4], [1, 2, 3, 4]), ([9, 8, 7, 6], [9, 8, 7, 6]), ([1, 2, 3], [1, 2, 3])],
    ids=["answers", "newest first", "in order"],
)
def test_a_number_seen_before_is_the_one_that_is_answered(numbers: list[int], kept: list[int]) -> None:
    """Where "#1 Of course" below "#2 Jo" is what Jo says, it is no comment."""
    marks = anchors.marks_of(prepare([line for number in numbers for line in (f"#{number} Jo Reed", TEXT, "")]))
    assert [int(mark.number or 0) for _, mark in sorted(marks.items())] == kept


def test_a_name_below_its_date_needs_no_blank_line_above_where_it_says_by() -> None:
    """The first is no byline of the article's where the others are alike."""
    lines = [line for name in ("Mira", "Jo", "Ada") for line in ("Re: Lanterns", "May 3, 2012", f"by {name}", TEXT, "")]
    assert beside("Title", "", *lines) == ["by Mira", "by Jo", "by Ada"]


def test_replies_in_other_words_are_of_the_kind_of_what_they_answer() -> None:
    """Some sites print two templates; who is answered must be among those who comment."""
    lines = ["Jo added 5 days ago", TEXT, "Mira replied to Jo 4 days ago", TEXT, "Ada added 3 days ago", TEXT]
    assert [len(group.marks) for group in anchors.groups_of(prepare(lines))] == [3]
    assert sorted(
        len(group.marks) for group in anchors.groups_of(prepare([*lines, "Una replied to Nobody 2 days ago", TEXT]))
    ) == [2, 2]


def test_the_few_marks_below_the_form_are_the_pages() -> None:
    """Such as when it was published; what leads to more comments stands among them."""
    lines = [line for said in conversation() for line in (f"{said.name} on May {said.day}, 2012", *said.body)]
    about = "This page was written by Jo Marsh on May 2, 2012"
    kept = len(anchors.marks_of(prepare(lines)))
    assert len(anchors.marks_of(prepare([*lines, "Leave a comment", about]))) == kept
    assert len(anchors.marks_of(prepare([*lines, "load more comments", about]))) == kept + 1


def test_a_stand_in_that_all_have_behind_their_numbers_is_no_label() -> None:
    """On boards nobody has a name."""
    lines = [f"{n}: 名無しさん＠堤防 2013/05/02(木) 16:15:{n}0.31 ID:kR3n{n}" for n in range(1, 6)]
    assert {mark.name for mark in anchors.marks_of(prepare(lines)).values()} == {"名無しさん＠堤防"}
