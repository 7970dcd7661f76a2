"""Signatures below comments: what they end, where the first comment begins, and whose name is on top."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, PEOPLE, authors, bodies, conversation, dump, parents, read
from tui_reader.model import Label
from tui_reader.structure.segment import read_thread

POSTED = "{body}\n\nPosted by: {name} | May {day}, 2012 at 10:{minute} AM\n"


def test_numbered_lines_sign_what_stands_above_them_where_all_else_says_so() -> None:
    """The heading of the section is followed by text, and the last of them by furniture."""
    lines = dump("{body}\n#{n} {name} am {day}.05.2012 10:{minute} (Antwort)\n", conversation(), [*ARTICLE, "Kommentare", ""])
    seen = read_thread([*lines, "Kommentar schreiben"])
    assert seen.layout == "signature"
    assert authors(seen) == list(PEOPLE)


def test_the_signature_belongs_to_the_comment_above() -> None:
    """It is not body, and the next line is somebody else's."""
    seen = read_thread(dump(POSTED, conversation(), [*ARTICLE, "9 Comments", ""]))
    assert authors(seen) == list(PEOPLE)
    assert bodies(seen)[1] == "Nobody told us about the lanterns.\n\nNobody ever does."
    assert seen.comments[0].posted == "2012-05-10T10:11:00"


def test_buttons_below_a_signature_belong_to_its_comment() -> None:
    """They are neither body nor the start of the next one."""
    template = "{body}\nMay {day}, 2012 at 10:{minute} AM\nReply\n"
    seen = read_thread(dump(template, conversation(), [*ARTICLE, "9 Comments", ""]))
    assert len(seen.comments) == 9
    assert "Reply" not in "".join(bodies(seen))


def test_names_on_top_go_with_dates_below() -> None:
    """A name directly below a signature, or set off above its text, is the author of what follows."""
    tight = read_thread(dump("{name}\n\n{body}\n\nMay {day}, 2012 10:{minute}", conversation(), [*ARTICLE, "9 Comments"]))
    loose = read_thread(
        dump("{name}\n{body}\nLike · Reply · May {day}, 2012 10:{minute}\n", conversation(), [*ARTICLE, "9 Comments", ""])
    )
    assert authors(tight) == authors(loose) == list(PEOPLE)


def test_names_on_top_begin_the_first_comment_too() -> None:
    """The byline of a short article right above does not, though a comment could be as long."""
    article = ["Levy", "Posted: May 1, 2012", "By: Staff", "", "The council went ahead.", "", "It was late.", ""]
    seen = read_thread(dump("{name}\n{body}\nLike · Reply · May {day}, 2012 10:{minute}am\n", conversation(), article))
    assert authors(seen)[0] == next(iter(PEOPLE))
    assert bodies(seen)[0] == "\n\n".join(conversation()[0].body)


@pytest.mark.parametrize("line", ["Show 4 more replies", "Page 1 of 2", "Publicidad"])
def test_furniture_between_two_comments_opens_neither(line: str) -> None:
    """What stands alone above a comment is none of it; a vote alone is all that somebody said."""
    lines = dump(POSTED, conversation(), [*ARTICLE, "9 Comments", ""])
    third = [index for index, text in enumerate(lines) if text.startswith("Posted by:")][2]
    whole = bodies(read_thread(lines))
    assert bodies(read_thread([*lines[: third + 1], "", line, *lines[third + 1 :]])) == whole
    seen = read_thread([*lines[: third + 1], "", "+1", "", "Posted by: Una | May 9, 2012 at 10:59 AM", *lines[third + 1 :]])
    assert bodies(seen) == [*whole[:3], "+1", *whole[3:]]


def test_what_nearly_all_signatures_have_below_is_not_taken_from_one_that_has_it_not() -> None:
    """There the next comment begins."""
    lines = dump(POSTED + "Klepnout\n", conversation(), [*ARTICLE, "9 Comments", ""])
    del lines[lines.index("Klepnout", lines.index("Klepnout") + 1)]
    assert bodies(read_thread(lines))[2] == "\n\n".join(conversation()[2].body)


def test_what_people_are_stands_behind_their_names_on_top() -> None:
    """It is none of the name, and the whole block down to its date is one comment, not a header."""
    jobs = iter(["Works at Marrow Quay", "Top Commenter · Owner at The Spoon", "Follow"] * 3)
    template = "{name} · JOB\n{body}\nLike · Reply · 4 · May {day}, 2012 10:{minute}am\n"
    lines = [line.replace("JOB", next(jobs)) if line.endswith("JOB") else line for line in dump(template, conversation(), [])]
    seen = read(*lines)
    assert authors(seen) == list(PEOPLE)
    assert not any("Like" in body or "Follow" in body for body in bodies(seen))


def test_a_caption_above_the_body_is_not_body() -> None:
    """It repeats the name of the signature; the first comment has none."""
    template = "{name}\n\n" + POSTED
    lines = dump(template, conversation(), [*ARTICLE, "9 Comments", ""])
    seen = read_thread(lines)
    assert authors(seen) == list(PEOPLE)
    assert bodies(seen)[1].startswith("Nobody told us")


def test_the_byline_of_the_article_ends_the_article() -> None:
    """It stands between the article and the first comment."""
    above = [*ARTICLE, "Posted by Tamsin Rook", ""]
    seen = read_thread(dump(POSTED, conversation(), above))
    assert bodies(seen)[0] == "I saw it at six in the morning, and so did my brother."


def test_a_name_above_a_place_is_the_author() -> None:
    """A letter to the editor ends in both."""
    template = "{body}\n{name}\nMillford, North Valley.\n\n"
    seen = read_thread(dump(template, conversation(["Mira Halm", "Jo Vale", "Ada Quill", "Mira Halm"])))
    assert authors(seen) == ["Mira Halm", "Jo Vale", "Ada Quill", "Mira Halm"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Submitted by mira on Tue, 05/03/2012 - 10:20"],
        ["Posted by Mira Halm at 10:20 AM", "", "0 comments:", "Post a Comment"],
        ["Posted on May 3, 2012", "", "Filed under: Lanterns", "", "Updated on May 5, 2012"],
    ],
    ids=["drupal", "blogger", "two dates"],
)
def test_the_signature_of_the_article_is_no_comment(lines: list[str]) -> None:
    """One alone never is."""
    assert read(*lines).comments == ()


def test_the_rows_of_signatures_are_labelled() -> None:
    """With the author's label where they bear a name, with the date's where they bear none."""
    lines = dump(POSTED, conversation())
    seen = read_thread(lines)
    assert {seen.labels[number] for number, line in enumerate(lines) if line.startswith("Posted by")} == {Label.AUTHOR}


def test_a_name_below_votes_signs_the_comment_above_both() -> None:
    """Whatever the name looks like: most of the others look like one."""
    people = ["Mira Halm", "oxmill", "This will be a long year, friends (1979)", "Jonas V.", "oxmill"]
    seen = read_thread([*dump("{body}\n\n+{votes}\n\n{name}\n", conversation(people)), "Total Comments (5)"])
    assert authors(seen) == people
    assert bodies(seen)[1] == "Nobody told us about the lanterns.\n\nNobody ever does."


def test_a_first_comment_does_not_begin_by_taking_leave() -> None:
    """What stands above a closing formula belongs to it."""
    comments = conversation(["Mira Halm", "oxmill", "Jonas V.", "Mira Halm"])
    lines = dump(POSTED, comments)
    at = lines.index("Posted by: Mira Halm | May 10, 2012 at 10:11 AM")
    lines[at - 1 : at - 1] = ["", "Best regards"]
    assert bodies(read_thread(lines))[0] == "I saw it at six in the morning, and so did my brother.\n\nBest regards"


def test_only_the_first_mark_at_the_top_is_the_articles() -> None:
    """It stands below the title; the next one signs a comment already."""
    above = ["A Lantern Too Many", "Posted by: Tamsin Rook | May 1, 2012 at 8:00 AM", "", *ARTICLE[2:], "9 Comments", ""]
    seen = read_thread(dump(POSTED, conversation(), above))
    assert authors(seen) == list(PEOPLE)


@pytest.mark.parametrize(
    ("greeting", "begins"), [("Dear office,", "Dear office,"), ("The quay sleeps", "I saw it at six in the morning")]
)
def test_a_first_comment_begins_with_its_greeting(greeting: str, begins: str) -> None:
    """Whatever else stands above its last paragraph is the article's."""
    lines = dump(POSTED, conversation(["Mira Halm", "oxmill", "Jonas V.", "Mira Halm"]))
    at = lines.index(ARTICLE[-2]) + 2
    lines[at:at] = [greeting, ""]
    assert bodies(read_thread(lines))[0].startswith(begins)


def test_names_above_places_sign_only_where_all_have_one() -> None:
    """One line without a name above its place, and none of them is a signature."""
    people = ["Mira Halm", "Jo Vale", "Ada Quill", "Mira Halm"]
    lines = dump("{body}\n{name}\nMillford, North Valley.\n\n", conversation(people))
    lines[lines.index("Jo Vale")] = "and that is what I said to them then."
    assert "Mira Halm" not in authors(read_thread(lines))


def test_a_vote_without_a_likely_name_below_signs_nothing() -> None:
    """Three likely names at least, and three of four votes must have one."""
    people = ["Mira Halm", "oxmill", "Jonas V.", "Ada Quill"]
    template = "{body}\n\n+{votes}\n\n{name}\n"
    assert authors(read_thread(dump(template, conversation(people[:3])))) == people[:3]
    assert authors(read_thread(dump(template, conversation(people[:2])))) != people[:2]
    sentences = ["I saw it too.", "And so did you.", *people[:3]]
    assert "I saw it too." not in authors(read_thread(dump(template, conversation(sentences))))


@pytest.mark.parametrize("above", ["", "Like ({votes})\n"])
def test_a_button_below_a_signature_does_not_open_the_next_comment(above: str) -> None:
    """The next one begins at its own first line, whether the button is the same each time or not."""
    template = f"{{body}}\nMay {{day}}, 2012 at 10:{{minute}} AM\n{above}Reply\n"
    lines = dump(template, conversation(), [*ARTICLE, "9 Comments", ""])
    firsts = [number for number, line in enumerate(lines, 1) if line == "Reply"]
    assert [said.span.first for said in read_thread(lines).comments[1:] if said.span] == [number + 2 for number in firsts[:-1]]


@pytest.mark.parametrize("line", ["9 Comments", "Post a comment", "Posted by Tamsin Rook"])
def test_what_stands_between_article_and_comments_parts_them(line: str) -> None:
    """A heading, a form or a byline: the first comment begins below it, however long it is."""
    comments = conversation()
    long = ["I saw it.", "", "Then I saw it again.", "", "And then I went home and told my brother of it all."]
    lines = dump(POSTED, comments, [*ARTICLE, line, ""])
    at = lines.index(comments[0].body[0])
    lines[at : at + 1] = long
    assert bodies(read_thread(lines))[0] == "\n".join(long)


def test_signatures_say_who_is_answered() -> None:
    """In words, or by where they stand."""
    said = list(PEOPLE)[:4]
    words = [f"By {name} replied to comment from Mira on May {3 + n}, 2012 8:55 AM" for n, name in enumerate(said)]
    flat = read_thread(
        [
            *ARTICLE,
            "4 Comments",
            "",
            "I am Mira.",
            "",
            "By Mira on May 2, 2012 8:55 AM",
            "",
            *[line for sign in words for line in ("I saw it.", "", sign, "")],
        ]
    )
    assert parents(flat)[1:] == [1] * 4
    nested = dump("    {body}\n\n    Posted by: {name} | May {day}, 2012 at 10:{minute} AM\n", conversation()[1:4], [])
    seen = read_thread([*dump(POSTED, conversation()[:1], [*ARTICLE, "9 Comments", ""]), *nested])
    assert parents(seen) == [None, 1, 1, 1]


def test_letters_end_in_a_name_and_a_place() -> None:
    """Above the first of them stands the article, or what says that letters follow."""
    towns = (
        "Leeds",
        "Great Marling",
        "Perth, Australia.",
        "York",
        "Leeds",
        "Lower Cray",
        "Ely",
        "Zwolle",
        "University of Pellow",
    )
    lines = [
        line
        for said, town in zip(conversation(), towns, strict=True)
        for line in (*said.body, "", said.name.replace("Dr.", "Prof."), town, "")
    ]
    seen = read_thread([*ARTICLE, "The following letters reflect what we have received so far:", "", *lines])
    assert authors(seen) == [name.replace("Dr.", "Prof.") for name in PEOPLE]
    assert bodies(seen)[0] == "I saw it at six in the morning, and so did my brother."


def test_names_above_places_without_text_above_them_are_a_list() -> None:
    """Addresses look like the ends of letters."""
    lines = [line for said in conversation() for line in ("Baker", said.name, "Leeds", "")]
    assert not read_thread([*ARTICLE, *lines]).comments


def test_entries_between_rules_end_in_their_name_and_date() -> None:
    """Guest books print them so; where the people live is no part of their names."""
    towns = ("Leeds", "York", "Perth", "York", "Leeds", "Lower Cray", "Ely", "Zwolle", "Basel")
    entries = [
        line
        for said, town in zip(conversation(), towns, strict=True)
        for line in (*said.body, "", f"{said.name}, {town}", f"{said.day} August 2003", "", "-" * 40, "")
    ]
    seen = read_thread([*ARTICLE, "SIGN OUR BOOK", "", "-" * 40, "", *entries, "Entries 1-9 of 9", "You are visitor 18266."])
    assert seen.layout == "signature"
    assert authors(seen) == list(PEOPLE)
    assert bodies(seen)[0] == "I saw it at six in the morning, and so did my brother."
