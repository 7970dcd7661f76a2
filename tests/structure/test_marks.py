"""Lines that state who wrote a comment, or when, by their own shape."""

from __future__ import annotations

import pytest

from tui_reader.structure.grammars import GRAMMARS, Grammar
from tui_reader.structure.marks import bare_name, mark_of


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: f"{grammar.name}: {grammar.example}")
def test_a_grammar_reads_its_own_example(grammar: Grammar) -> None:
    """No grammar above it takes the example away."""
    mark = mark_of(grammar.example)
    assert mark is not None
    assert mark.kind.split()[0] == grammar.name
    assert (mark.date is not None) == (grammar.dated or "(?P<age>" in grammar.pattern.pattern)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("by Anonymous Coward", "Anonymous Coward"),
        ("Lora Lee On Thursday, November 1 at 2:57 pm", "Lora Lee"),
        ("Jamie Vale, on November 7th, 2012   @jamie", "Jamie Vale"),
        ("Par Bruno Morel, le mercredi 15 mai 2019 à 08h07", "Bruno Morel"),
        ("geschrieben von berg2012 am 21. Jan. 2015, 19:04 [ ]", "berg2012"),
        ("Kiss and Make-upOctober 22, 2012 10:46 AM", "Kiss and Make-up"),
        ("Matt Vale | November 9, 2012 12:13 AM |", "Matt Vale"),
        ('Dawn "vintage" Vale October 25, 2012 at 9:24 pm', 'Dawn "vintage" Vale'),
        ("by Theo (590071) <theo@example.org> on Tuesday July 24, @09:14AM (#40748215)", "Theo"),
        ("Luc a écrit :", "Luc"),
        ("Nell Harbottle 2017-03-14 09:20", "Nell Harbottle"),
        ("Quentin Farthingale May 3, 2012", "Quentin Farthingale"),
        ("+9 #1 Alban Feverell 2017-03-14 09:02", "Alban Feverell"),
        ("Jo (not verified) on May 3, 2012", "Jo"),
        ("u/oxmill · 3h ago", "oxmill"),
        ("**Jo** (May 3, 2012):", "Jo"),
        ("[2012-05-03 10:20] Jo:", "Jo"),
        ("(Jo, 03.05.2012, 10:20)", "Jo"),
        ("From: Jo Halm <jo@example.org>", "Jo Halm"),
        ("January 19, 2009 | Unregistered CommenterJo", "Jo"),
        ("~Jo 2013-05-16 09:24", "Jo"),
        ("Jo avatar Jo 1 day ago", "Jo"),
        ("posted by Jo at 7:27 AM on October 16 [21 favorites]", "Jo"),
        ("[–]Jo[S] 30 points 2 years ago", "Jo"),
        ("[–]Jo 2 years ago", "Jo"),
        ("At 6:42 PM, Jo said…", "Jo"),
        ("Jo さんのコメント", "Jo"),
        ("Kommentar von 1009", "1009"),
        ("le 12 mai 2012 à 10h20 / Jo a écrit :", "Jo"),
        ("le 12 mai 2012 Jo", "Jo"),
        ("Breaking News | My Blog on May 3, 2012", "Breaking News | My Blog"),
    ],
)
def test_the_name_in_a_mark_is_only_the_name(text: str, name: str) -> None:
    """Dates, verbs, separators, numbers and handles stay outside the name."""
    mark = mark_of(text)
    assert mark is not None
    assert mark.name == name


def test_a_mark_says_whom_it_answers_and_what_it_is_worth() -> None:
    """Replying words and points are read, not kept in the name."""
    reply = mark_of("Orla replying to a comment from Mira / May 3, 2012 at 03:16 pm")
    points = mark_of("[–]kettle8 -4 points 16 hours ago (2 children)")
    assert reply is not None
    assert points is not None
    assert (reply.name, reply.answers) == ("Orla", "Mira")
    assert (points.name, points.score, points.links) == ("kettle8", -4, "2")


def test_marks_of_one_template_are_of_one_kind_and_others_are_not() -> None:
    """The separator tells templates apart; a date on one of two lines does not."""
    kinds = [mark.kind for text in ("A — May 3, 2012", "B — May 4, 2012", "C | May 4, 2012") if (mark := mark_of(text))]
    assert kinds[0] == kinds[1] != kinds[2]
    collapsed, open_one = mark_of("by Ulf (4321)"), mark_of("by Ulf (4321) on Tuesday May 2")
    assert collapsed is not None
    assert open_one is not None
    assert collapsed.kind == open_one.kind


@pytest.mark.parametrize(
    "text", ["I saw it at six in the morning.", "Reply", "12 Comments", "x" * 300, "", "— May 3, 2012 \x01"]
)
def test_text_and_furniture_bear_no_mark(text: str) -> None:
    """What has no such shape is no mark; a placeholder smuggled in is none either."""
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Like · Reply · 4 · May 3, 2012 at 9:00 pm", "date", None),
        ("#4  —  vor 3 Tagen", "date", "4"),
        ("May 3, 2012 at 9:00 pm · Reply", "date", None),
        ("Date: May 3, 2012", "date", None),
        ("45(1): 2012/05/03(金) 16:15 ID:abc(6/9)", "id-board", "45"),
        ("46: Jo ◆TRIP 2012/05/03(金) 16:15:20 ID:abc", "id-board", "46"),
    ],
)
def test_dates_with_buttons_and_numbers_bear_no_name(text: str, kind: str, number: str | None) -> None:
    """What stands beside the date is furniture, or the number of the comment."""
    mark = mark_of(text)
    assert mark is not None
    assert (mark.kind.split()[0], mark.number) == (kind, number)
    assert mark.name in (None, "Jo")


@pytest.mark.parametrize(
    ("text", "score"), [("+9 #1 Jo 2017-03-14 09:02", 9), ("−3 #7 Jo 2017-03-14 09:02", -3), ("Jo 12 points 3 days ago", 12)]
)
def test_votes_are_scores(text: str, score: int) -> None:
    """With a plus, with either minus, or with the word behind them."""
    mark = mark_of(text)
    assert mark is not None
    assert (mark.name, mark.score) == ("Jo", score)


@pytest.mark.parametrize("text", ["Starting: Mon May 2 09:14:51 BST 2005", "Archived on: Fri May 27 22:41:15 BST 2005"])
def test_dates_of_a_whole_list_are_nobodys(text: str) -> None:
    """Indexes of mailing lists show when they begin and end."""
    assert mark_of(text) is None


def test_two_dates_beside_each_other_are_one() -> None:
    """Sites print when it was said in words and in figures; dates with words between them are two."""
    mark = mark_of("Jo 3 days ago · May 3, 2012")
    assert mark is not None
    assert (mark.name, mark.date) == ("Jo", "3 days ago · May 3, 2012")
    apart = mark_of("Jo since 2009-01-01 says on May 3, 2012")
    assert apart is None or apart.date == "May 3, 2012"


def test_a_long_line_without_a_date_is_text() -> None:
    """The longer, the surer; dots that go on are no end of a sentence."""
    name = "The Green Lantern Keeper of the Northern Quay at Marrow near Millford"
    assert len(name) > 60
    assert mark_of(f"{name} said...") is not None
    assert mark_of(f"{name} and friends and brothers and sisters and neighbours too said...") is None
    assert mark_of("Posted by: Jo at the far end of the quay, where the lamp keeper lives.") is None


@pytest.mark.parametrize(
    ("shown", "name", "worth"),
    [
        ("Jo (Moderator)", "Jo", None),
        ("Jo Author", "Jo", None),
        ("Jo (Homepage)", "Jo", None),
        ("Author", "Author", None),
        ("u/jo", "jo", None),
        ("Jo 12 points", "Jo", "12"),
        ("▲ 4 Jo", "Jo", "4"),
        ("Jo -", "Jo", None),
        ("Jo-Ann", "Jo-Ann", None),
        ("Jo •", "Jo", None),
    ],
)
def test_a_bare_name_has_no_role_and_no_points(shown: str, name: str, worth: str | None) -> None:
    """But a word for a role can be somebody's whole name."""
    assert bare_name(shown) == (name, worth)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("“Ada” on May 3, 2012", None),
        ('Ada "on May 3, 2012', None),
        ("… — May 3, 2012", None),
        ("Reply — May 3, 2012", None),
        ("1009 on May 3, 2012", "1009"),
        (" ".join(["word"] * 14) + " on May 3, 2012", " ".join(["word"] * 14)),
        (" ".join(["word"] * 15) + " on May 3, 2012", None),
    ],
)
def test_much_can_be_a_name_in_the_place_of_one(header: str, name: str | None) -> None:
    """But for quotations, buttons, mere marks, and whole sentences."""
    mark = mark_of(header)
    assert (mark.name if mark is not None else None) == name


def test_a_button_before_a_date_is_nobody() -> None:
    """With or without the word that joins them."""
    assert mark_of("Reply on May 3, 2012") is None
    mark = mark_of("Jo on May 3, 2012")
    assert mark is not None
    assert mark.name == "Jo"


def test_a_name_has_another_date_in_each_line() -> None:
    """What is remembered of a line is all but its date."""
    first, second = mark_of("Mira Halm May 3, 2012 at 3:10 pm"), mark_of("Mira Halm June 4, 2012 at 4:10 pm")
    assert first is not None
    assert second is not None
    assert (first.name, first.date) == ("Mira Halm", "May 3, 2012 at 3:10 pm")
    assert (second.name, second.date) == ("Mira Halm", "June 4, 2012 at 4:10 pm")


def test_asterisks_within_a_name_are_its_own() -> None:
    """Sites mask names with them; those around a name are emphasis."""
    assert getattr(mark_of("tak*****|3 hours ago"), "name", None) == "tak*****"
    assert getattr(mark_of("**Mira Halm** | 3 hours ago"), "name", None) == "Mira Halm"


@pytest.mark.parametrize("text", ["Le 7 février 2007 à 08:06, par Jules", "May 3, 2012 10:11 by Jules"])
def test_by_is_no_part_of_a_name_behind_a_date(text: str) -> None:
    """Nor is it one before the date."""
    assert getattr(mark_of(text), "name", None) == "Jules"
