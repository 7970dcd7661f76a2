"""Headers above comments: which lines belong to them, where the article ends, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.structure.dumps import ARTICLE, PEOPLE, Said, authors, bodies, conversation, dump, parents, read
from tui_reader.model import Label, ReplyBasis, Status
from tui_reader.structure.segment import read_thread

PLAIN = "{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n"


def test_indented_headers_are_replies() -> None:
    """Only the header's indentation counts; the body of a comment can be as deep as the header of its reply."""
    seen = read(
        "Mira May 3, 2012 at 3:10 pm",
        "",
        "    I saw it.",
        "",
        "    Jo May 3, 2012 at 3:20 pm",
        "",
        "        Where?",
        "",
        "        Mira May 3, 2012 at 3:30 pm",
        "",
        "            There.",
        "",
        "Orla May 3, 2012 at 3:40 pm",
        "",
        "    Good night.",
    )
    assert parents(seen) == [None, 1, 2, None]
    assert seen.comments[1].reply_basis is ReplyBasis.INDENTED
    assert bodies(seen) == ["I saw it.", "Where?", "There.", "Good night."]


def test_two_headers_without_a_blank_line_are_two_comments() -> None:
    """Columns are enough to see where the next one begins."""
    lines = [line for n in range(4) for line in (f"Jo{n} | May {n + 3}, 2012 10:00 |", f"I saw {n + 2} of them.")]
    assert authors(read(*lines)) == ["Jo0", "Jo1", "Jo2", "Jo3"]


def test_a_date_below_the_body_belongs_to_the_comment_above() -> None:
    """The last comment has one as well."""
    seen = read_thread(dump("{name} said...\n\n{body}\n\nMay {day}, 2012 at 3:{minute} pm\n", conversation()))
    assert [comment.posted for comment in seen.comments][:2] == ["2012-05-10T15:11:00", "2012-05-11T15:12:00"]
    assert bodies(seen)[0] == "I saw it at six in the morning, and so did my brother."


def test_a_date_above_the_name_belongs_to_the_comment_below() -> None:
    """Where the first header has one above it, all have."""
    seen = read_thread(dump("May {day}, 2012 at 3:{minute} pm\n\n{name} said,\n\n{body}\n", conversation()))
    assert authors(seen) == list(PEOPLE)
    assert seen.comments[0].posted == "2012-05-10T15:11:00"
    assert seen.comments[0].span is not None
    assert seen.comments[0].span.first == len(ARTICLE) + 1


def test_a_caption_of_a_picture_belongs_to_the_comment_below() -> None:
    """It repeats the name that the header bears."""
    seen = read_thread(dump("{name}'s picture\nWed, 2012-05-{day} 10:{minute} — {name}\n\n{body}\n", conversation()))
    assert authors(seen) == list(PEOPLE)
    assert not any("picture" in body for body in bodies(seen))


def test_a_name_repeated_below_the_header_is_not_body() -> None:
    """It is the person's name once more."""
    seen = read_thread(dump("Wed, 05/{day}/2012 - 10:{minute} | 1234 {name}\n{name}\n\n{body}\n", conversation()))
    assert authors(seen) == list(PEOPLE)
    assert bodies(seen)[0].startswith("I saw it")


def test_the_first_comment_can_show_a_bare_name_alone() -> None:
    """Its date stood elsewhere."""
    headers = dump("on 2012-05-{day} at 7:{minute} am {name}\n\n{body}\n", conversation()[1:], [])
    seen = read("Mira Halm", "", "I saw it first.", "", *headers)
    assert authors(seen) == list(PEOPLE)


def test_quoted_speech_is_no_header() -> None:
    """Somebody says something in the article, and somebody quotes somebody in a comment."""
    template = "{name} says:\nMay {day}, 2012 at 3:{minute} pm\n\n{body}\n\nOla said:\n\nThat is what I heard.\n"
    assert authors(read_thread(dump(template, conversation()))) == list(PEOPLE)


def test_what_follows_the_comments_is_no_comment() -> None:
    """The form, and what stands below it, is kept as loose lines."""
    lines = [*dump(PLAIN, conversation()), "Leave a Reply", "", "Your email address will not be published.", "Name *"]
    seen = read_thread(lines)
    assert bodies(seen)[-1] == "The ferry does, in the end."
    assert [span.last for span in seen.meta] == [len(lines)]
    assert seen.labels[-1] is Label.BOILERPLATE


def test_a_title_that_ends_in_a_date_is_no_header() -> None:
    """Though it has the shape of one."""
    above = ["What we saw on the quay of Millford and why it matters to us all, May 1, 2012", "", *ARTICLE[2:]]
    assert authors(read_thread(dump("{name}, May {day}, 2012\n\n{body}\n", conversation(), above))) == list(PEOPLE)


def test_dates_alone_are_headers_where_names_are_lost() -> None:
    """If there are several of them with a time; nobody is made up."""
    seen = read_thread(dump("May {day}, 2012 at 3:{minute} pm\n{body}\n", conversation()))
    assert authors(seen) == [None] * 9
    assert all(comment.author_lost for comment in seen.comments)


@pytest.mark.parametrize(
    "lines",
    [
        ["Last post: May 3, 2012", "", "It was long.", "", "Last post: May 4, 2012", "", "It was longer."] * 2,
        ["January 2012", "", "We saw one.", "", "February 2012", "", "We saw two.", "", "March 2012", "", "We saw three."],
        ["The keeper said:", "", "It is green, and it stays where it is until the winter."],
        ["On May 3, 2012 the office said no.", "", "On May 4, 2012 the office said yes.", "", "Nobody asked."],
    ],
    ids=["labels", "months", "one who says", "sentences"],
)
def test_dates_and_speech_in_an_article_are_no_comments(lines: list[str]) -> None:
    """One hit proves nothing, and neither do words that never change."""
    assert read(*lines).comments == ()


def test_deleted_accounts_have_no_name() -> None:
    """What stands in place of the name says why."""
    lines = [
        "[–]kettle8 12 points 16 hours ago (1 child)",
        "With fingers.",
        "",
        "[–][deleted] 5 points 15 hours ago (0 children)",
        "No.",
    ]
    seen = read(*lines)
    assert authors(seen) == ["kettle8", None]
    assert seen.comments[1].author_lost == "the account was deleted"
    assert parents(seen) == [None, 1]


def test_link_words_give_the_tree() -> None:
    """A copied page of a discussion site says where each comment hangs."""
    headers = ["next", "parent | next", "root | parent | next", "parent | prev", "prev"]
    lines = [
        line for n, words in enumerate(headers) for line in (f"user{n} {n + 2} hours ago | {words} [–]", "", f"Text {n}.", "")
    ]
    assert parents(read(*lines)) == [None, 1, 2, 1, None]


def test_a_first_comment_with_another_header_states_no_links() -> None:
    """Where the others state how many comments stand below each, it has none."""
    header = "[–]{name} {votes} points 16 hours ago (0 children)\n\n{body}\n"
    section = ["10 Comments", "", "Una Reed said:", "I was the first to see it.", ""]
    seen = read_thread(dump(header, conversation(), [*ARTICLE, *section]))
    assert authors(seen) == ["Una Reed", *PEOPLE]
    assert parents(seen) == [None] * 10


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_more_headers_leave_less_doubt(count: int) -> None:
    """Two are enough to read them, nine to be sure."""
    few = read_thread(dump(PLAIN, conversation()[:count]))
    fewer = read_thread(dump(PLAIN, conversation()[: count - 1]))
    assert len(few.comments) == count
    assert few.confidence >= fewer.confidence or not fewer.comments
    assert count < 9 or few.confidence > 0.85


def test_a_comment_begins_at_the_caption_of_its_picture() -> None:
    """The line belongs to it, and not to the comment above."""
    lines = dump("{name}'s picture\nWed, 2012-05-{day} 10:{minute} — {name}\n\n{body}\n", conversation())
    captions = [number for number, line in enumerate(lines, 1) if line.endswith("'s picture")]
    assert [said.span.first for said in read_thread(lines).comments if said.span] == captions


EVENTS = "{name}\nMay {day}, 2012 at 7:00 pm\n\n{body}\n"
"""Each at a round time, on a day of its own."""


def test_what_happens_at_round_times_on_a_day_each_is_a_programme() -> None:
    """The heading of the section says otherwise, and so do other minutes, or two events on one day."""
    few = conversation()[:5]
    programme = read_thread(dump(EVENTS, few))
    assert programme.comments == ()
    assert len(read_thread(dump(EVENTS, few, [*ARTICLE, "5 Comments", ""])).comments) == 5
    assert len(read_thread(dump(EVENTS.replace(":00", ":{minute}"), few)).comments) == 5
    assert len(read_thread(dump(EVENTS.replace("{day}", "3"), few)).comments) == 5


def test_one_who_speaks_alone_is_believed_only_with_a_name_and_the_words_of_comments() -> None:
    """What the keeper said is of the article, and so is a date beside a name."""
    text = ["", "I saw it, and so did my brother, and that is all there is to say."]
    assert authors(read("Marian said...", *text)) == ["Marian"]
    assert authors(read("Marian says:", *text)) == ["Marian"]
    assert read("He said...", *text).comments == ()
    assert read("Marian May 3, 2012 at 3:10 pm", *text).comments == ()


def test_bare_lines_beside_dates_that_look_like_titles_are_hardly_believed() -> None:
    """Unless the heading of the section stands above them."""
    titles = ["Designing better flyers", "WINTER ON THE QUAY", "Lighting old lanterns", "Painting green boats"]
    template = "{name}\nMay {day}, 2012 at 7:{minute} pm\n\n{body}\n"
    doubted = read_thread(dump(template, conversation(titles)))
    people = read_thread(dump(template, conversation()[:4]))
    assert len(people.comments) == 4
    assert doubted.comments == () or doubted.confidence < 0.7 * people.confidence
    assert len(read_thread(dump(template, conversation(titles), [*ARTICLE, "4 Comments", ""])).comments) == 4


def test_names_stand_above_places() -> None:
    """The line with the date says where they live, which several of them share."""
    places = ("Leeds", "York", "Leeds")
    lines = [
        line
        for said, place in zip(conversation(), places * 3, strict=True)
        for line in (said.name, f"{place} | May 3, 2012", *said.body, "Reply", "")
    ]
    assert authors(read_thread([*ARTICLE, "9 Comments", "", *lines])) == [said.name for said in conversation()]


def test_a_name_is_the_first_of_the_lines_between_furniture_and_a_date() -> None:
    """What stands between says what people are, and nearly every comment ends in a button."""
    towns = ("Leeds", "York", "Ely", "Marrow Street", "Leeds", "Out West", "Ely", "Pellow", "Basel")
    lines = [
        line
        for said, town in zip(conversation(), towns, strict=True)
        for line in (said.name, "", town, "", "May 3, 2012", "", *said.body, "", "12 Recommend", "", "Flag", "")
    ]
    assert authors(read_thread([*ARTICLE, "9 Comments", "", *lines])) == [said.name for said in conversation()]


def test_what_says_whom_a_comment_quotes_is_no_header() -> None:
    """Quoted lines, or a rule, stand right below all of them."""
    quoting = "Autor: {name} {day}.05.12 - 10:{minute}\n\nJo schrieb:\n> Nobody ever does.\n\n{body}\n"
    seen = read_thread(dump(quoting, conversation(), ARTICLE))
    assert authors(seen) == [said.name for said in conversation()]


@pytest.mark.parametrize("header", ["May 3, 2012\n{name}", "{name}\nMay 3, 2012", "{name} says:"])
def test_the_number_of_a_comment_can_stand_above_its_header(header: str) -> None:
    """In a line of its own, at which the comment begins; others answer it."""
    lines = dump(f"#{{n}}\n{header}\n{{body}}\n", conversation(), [*ARTICLE, "9 Comments", ""])
    lines[lines.index("No.")] = "#3 No."
    seen = read_thread(lines)
    assert [lines[said.span.first - 1] for said in seen.comments if said.span] == [f"#{n}" for n in range(1, 10)]
    assert authors(seen) == list(PEOPLE)
    assert parents(seen)[4] == 3


def test_one_header_is_enough_below_a_heading_that_counts_comments() -> None:
    """The byline above the heading is the article's, though it has the same shape."""
    lines = ["Jem Tolliver, May 2, 2014 at 18.30", "", *ARTICLE[2:], "1 comment", "", "Peregrine Dow, May 4, 2014 at 10.12", ""]
    seen = read_thread(["A Town Counts Its Lanterns", "", *lines, "I counted two.", "", "Post a comment"])
    assert authors(seen) == ["Peregrine Dow"]


def test_dates_below_lines_that_say_who_speaks_sign_nothing() -> None:
    """Whatever buttons stand around them."""
    says = "{name}’s avatar\n{name} says:\nMay {day}, 2012 at 10:{minute} am\n\n{body}\n\nReply\n"
    seen = read_thread(dump(says, conversation(), [*ARTICLE, "9 thoughts on “Lanterns”", ""]))
    assert seen.layout == "header"
    assert bodies(seen)[0] == "I saw it at six in the morning, and so did my brother."


@pytest.mark.parametrize("first", ["Una Reed said:", "Una Reed\nMay 2, 2012 at 3:10 pm", "Una Reed | May 2, 2012 3:10 pm"])
def test_the_first_comment_may_have_another_header(first: str) -> None:
    """It stands right below the heading of the section, and text of its own follows it."""
    section = ["9 Comments", "", *first.split("\n"), "I was the first to see it.", ""]
    seen = read_thread(
        dump("{name} said on May {day}, 2012 at 3:{minute} pm:\n\n{body}\n", conversation(), [*ARTICLE, *section])
    )
    assert authors(seen) == ["Una Reed", *PEOPLE]
    assert bodies(seen)[0] == "I was the first to see it."


def test_initials_belong_to_the_header_below() -> None:
    """They are no text of the comment before."""
    lines = [
        line for said in conversation() for line in (said.name[0].upper(), said.name, f"May {said.day}, 2012", "No.", "Reply")
    ]
    seen = read(*lines)
    assert authors(seen) == list(PEOPLE)
    assert set(bodies(seen)) == {"No."}


def test_numbers_that_headers_skip_are_those_of_lost_comments() -> None:
    """Numbers that skip more than there are count something else, and so do numbers that go down."""
    lines = dump("#{n} {name} May {day}, 2012\n{body}\n", [said for said in conversation() if said.number not in (3, 4, 7)])
    seen = read_thread(lines)
    assert [said.ref for said in seen.comments if said.status is Status.LOST] == ["3", "4", "7"]
    many = read_thread(dump("#{votes}00 {name} May {day}, 2012\n{body}\n", conversation()))
    assert len(many.comments) == len(PEOPLE)


def test_what_a_few_people_are_is_no_name() -> None:
    """Even where one of three has it between name and date."""
    lines = [
        "3 comments",
        "",
        "oxmill",
        "3y ago",
        "Nobody does.",
        "",
        "Mira",
        "OP",
        "3y ago",
        "Who pays?",
        "",
        "Jo",
        "2y ago",
        "The ferry.",
    ]
    assert authors(read_thread([*ARTICLE, *lines])) == ["oxmill", "Mira", "Jo"]


def test_subjects_above_headers_are_part_of_what_is_said() -> None:
    """Each begins its comment; a date there is the one before's."""
    subjects = ("Green", "Who knew?", "Last year", "No", "From the bridge", "Ask them", "Money", "The ferry", "Rain")
    template = "Subject\nSubmitted by {name} on May {day}, 2012 - 10:{minute}\n{body}\n\nreply\n"
    lines = dump(template, conversation(), [*ARTICLE, "9 Comments", ""])
    for subject in subjects:
        lines[lines.index("Subject")] = subject
    seen = read_thread(lines)
    assert authors(seen) == list(PEOPLE)
    assert [body.split("\n")[0] for body in bodies(seen)] == list(subjects)
    dated = read_thread(dump("{name} said...\n\n{body}\n\nMay {day}, 2012 6:{minute} PM", conversation()))
    assert authors(dated) == list(PEOPLE)
    assert not any("2012" in body for body in bodies(dated))


def test_days_a_week_apart_are_a_programme() -> None:
    """All on the same day of the week; those of comments fall where they may."""
    concerts = [Said(number, said.name, said.body) for number, said in zip((1, 8, 15, 22), conversation()[1:], strict=False)]
    assert not read_thread(dump("May {day}, 2012\n{name}\n{body}\n", concerts)).comments
    assert len(read_thread(dump("May {day}, 2012\n{name}\n{body}\n", conversation()[1:5])).comments) == 4


def test_stars_between_name_and_date_belong_to_the_header() -> None:
    """They are no button below what the one before said, and no name."""
    lines = dump("{name}\nRated 5 out of 5\n05/{day}/2012\n{body}\nHelpful (3)", conversation(), [*ARTICLE, "Reviews (9)"])
    assert authors(read_thread([line for line in lines if line])) == list(PEOPLE)


def test_dates_on_which_people_joined_are_no_headers_where_others_are() -> None:
    """Old boards print both, and who speaks on top of all."""
    lines = [
        line
        for said in conversation()
        for line in (
            *(
                said.name,
                f"Joined: {said.day} May 2005",
                "Posts: 42",
                f"Posted: Sat May {said.day}, 2012 6:{said.number + 31} pm Post subject: Re",
            ),
            *(*filter(None, said.body), "Back to top"),
        )
    ]
    assert authors(read_thread(["A board about lanterns", "Author Message", *lines])) == list(PEOPLE)


def test_the_name_of_whom_a_comment_answers_can_stand_below_its_author() -> None:
    """Below pictures, some sites print both, one below the other, and what people are."""
    first = ["Avatar", "Mira Halm", "• 9 years ago", "", "I saw it.", "", "Reply", ""]
    second = ["Avatar", "oxmill", "Mod", "Mira Halm", "• 9 years ago", "", "Where?", "", "Reply", ""]
    third = ["Avatar", "Mira Halm", "oxmill", "• 8 years ago", "", "There.", "", "Reply", ""]
    seen = read_thread([*ARTICLE, "4 Comments", "", *first, *second, *third, "Avatar", "Jo", "• 7 years ago", "", "Ah."])
    assert authors(seen) == ["Mira Halm", "oxmill", "Mira Halm", "Jo"]
    assert parents(seen) == [None, 1, 2, None]
