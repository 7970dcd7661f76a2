"""Dates are found wherever pages print them, and resolved only where they can mean one day."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.structure import date_words, dates
from tui_reader.structure.segment import read_thread


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("July 4, 2012 at 3:10 pm", "2012-07-04T15:10:00"),
        ("4 July 2012 12:05 AM", "2012-07-04T00:05:00"),
        ("12:30 pm", None),
        ("2012-05-03 07:15", "2012-05-03T07:15:00"),
        ("2012-05-03 07:15 UTC", "2012-05-03T07:15:00Z"),
        ("10. Februar 2019 um 18:05 Uhr", "2019-02-10T18:05:00"),
        ("Di, 21. April 2020 - 16:40", "2020-04-21T16:40:00"),
        ("mercredi 15 mai 2019 à 08h07", "2019-05-15T08:07:00"),
        ("3 de mayo de 2018 a las 10:20", "2018-05-03T10:20:00"),
        ("18.10.2019, 16:18", "2019-10-18T16:18:00"),
        ("11/23/2012", "2012-11-23"),
        ("5/5/2012", "2012-05-05"),
        ("Sept. 9th, 2012", "2012-09-09"),
        ("04-Nov-2009 19:01", "2009-11-04T19:01:00"),
        ("12/Sep/2008 10:00", "2008-09-12T10:00:00"),
        ("4:15 PM on March 8, 2015", "2015-03-08T16:15:00"),
        ("16:15, 3 May 2012", "2012-05-03T16:15:00"),
        ("Dom 3 Ott 2019 alle 10:00", "2019-10-03T10:00:00"),
    ],
)
def test_a_date_that_means_one_day_is_resolved(text: str, iso: str | None) -> None:
    """Month names, ISO order, German order and days over 12 leave no choice."""
    assert dates.parse(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2012 at 1:02 pm",
        "07.14.12 at 11:20",
        "May 3",
        "Thursday, May 3 at 7:15 am",
        "2 days ago",
        "October 5, 08 10:04 AM",
        "05/04/12(Sun)10:11:12",
    ],
)
def test_a_date_that_could_be_another_day_is_found_but_not_resolved(text: str) -> None:
    """Without a year, or with day and month in either order, only the text is kept."""
    assert dates.find(text) is not None
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("TessaMay 3, 2012 1:24 PM", "Tessa", "May 3, 2012 1:24 PM"),
        ("Sana6. Juni 2015 um 10:23", "Sana", "6. Juni 2015 um 10:23"),
        ("keeper686October 22, 2012", "keeper686", "October 22, 2012"),
    ],
)
def test_a_date_glued_to_a_name_is_found_from_the_right(text: str, name: str, date: str) -> None:
    """Two boxes of a page can end up in one word."""
    stamp = dates.find(text)
    assert stamp is not None
    assert (text[: stamp.start], stamp.text) == (name, date)


@pytest.mark.parametrize(
    "text", ["in 3 weeks", "see you in the may queen", "10:20", "chapter 3.4", "version 1.2.3", "31 lanterns", ""]
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    """Numbers and words that dates share with other text do not make a date."""
    assert not dates.is_date(text)


@pytest.mark.parametrize("text", ["12 Stunden 33 Minuten her", "vor 3 Tagen", "il y a 2 heures", "hace 5 días", "an hour ago"])
def test_ages_are_dates_in_four_languages(text: str) -> None:
    """An age is a date relative to a day that we do not know."""
    assert dates.is_date(text)


def test_a_day_that_no_calendar_has_is_not_resolved() -> None:
    """The thirty-first of February is a text, not a day."""
    assert dates.parse("31 February 2012") is None


@given(st.text(max_size=200))
def test_a_stamp_lies_within_its_text(text: str) -> None:
    """What is found is a piece of the text, whatever the text."""
    stamp = dates.find(text)
    assert stamp is None or text[stamp.start : stamp.end] == stamp.text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 de maio de 2012 às 10:20", "2012-05-12T10:20:00"),
        ("12 maggio 2012 alle 10:20", "2012-05-12T10:20:00"),
        ("12 мая 2012 в 10:20", "2012-05-12T10:20:00"),
        ("12 maja 2012 o 10:20", "2012-05-12T10:20:00"),
        ("12 maj 2012 kl. 10:20", "2012-05-12T10:20:00"),
        ("12 mei 2012 om 10:20", "2012-05-12T10:20:00"),
        ("12. května 2012", "2012-05-12"),
        ("12 Mayıs 2012", "2012-05-12"),
        ("2012年5月12日 10:20", "2012-05-12T10:20:00"),
        ("2012/05/12(金) 16:15:20", "2012-05-12T16:15:20"),
        ("le 12 mai 2012 à 10 h 20 min", "2012-05-12T10:20:00"),
        ("MAY 12, 2012", "2012-05-12"),
        ("2012-05-12T10:20:00Z", "2012-05-12T10:20:00Z"),
        ("Sat, 12 May 2012 01:20:00 +0200", "2012-05-11T23:20:00Z"),
        ("2012-05-12 10:20 -05:30", "2012-05-12T15:50:00Z"),
        ("May 12, 2012 at 10:20 am EDT", "2012-05-12T10:20:00"),
    ],
)
def test_dates_are_read_in_a_dozen_languages(text: str, iso: str) -> None:
    """An offset moves the time to UTC; a zone of three letters is read and left alone."""
    assert dates.parse(text) == iso
    assert dates.is_date(text.removeprefix("le "))


@pytest.mark.parametrize(
    "text",
    [
        "3 giorni fa",
        "há 3 dias",
        "3 dias atrás",
        "3 дня назад",
        "3 dagen geleden",
        "för 3 dagar sedan",
        "3 dni temu",
        "3日前",
        "5h ago",
        "2 yr. ago",
        "about 2 hours ago",
        "yesterday",
        "3d",
    ],
)
def test_ages_are_read_in_more_languages(text: str) -> None:
    """Short units are enough if the line says that it is an age, or nothing else."""
    assert dates.is_date(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("ferrygirl07 June 13, 2014 at 12:26 am", "ferrygirl07 "),
        ("user 07 June 13, 2014", "user 07 "),
        ("12 June 13th, 2014", "12 "),
        ("Sana6. Juni 2015 um 10:23", "Sana"),
        ("seagull 3 May 2012 10:20", "seagull "),
    ],
)
def test_a_number_that_ends_a_name_is_not_the_day(text: str, before: str) -> None:
    """Where day and year follow the month, what stands before the month belongs to the name."""
    stamp = dates.find(text)
    assert stamp is not None
    assert text[: stamp.start] == before


@pytest.mark.parametrize(
    "text", ["the fa 3", "may 3 lanterns", "he came 3 minutes late", "a man of 60", "I am here now", "for 3 days", "vor 3"]
)
def test_words_of_dates_do_not_make_a_date(text: str) -> None:
    """A month that is also a verb, a preposition, an age without a unit."""
    assert not dates.is_date(text)


_MONTH_WORDS = st.sampled_from(sorted(date_words.MONTHS))


@given(_MONTH_WORDS, st.integers(1, 28), st.integers(1990, 2030), st.sampled_from([str.lower, str.capitalize, str.upper]))
def test_every_month_word_is_read_in_any_case(word: str, day: int, year: int, case: Callable[[str], str]) -> None:
    """Before the day and after it."""
    iso = f"{year}-{date_words.MONTHS[word]:02}-{day:02}"
    assert dates.parse(f"{day} {case(word)} {year}") == iso
    assert dates.parse(f"{case(word)} {day}, {year}") == iso


@given(st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=12))
def test_one_of_words_matches_them_and_nothing_else(words: list[str]) -> None:
    """Sharing beginnings loses no word, and of two that fit the longer one is taken."""
    pattern = re.compile(date_words.one_of(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert all(
        bool(pattern.fullmatch(other)) == (other in words) for other in ("a", "b", "ab", "ba", "aab", "abab", "aaaaa", "")
    )
    longest = max(words, key=len)
    found = pattern.match(longest + "c")
    assert found is not None
    assert found.group() == longest


_TOKENS = [
    "May",
    "Tessa",
    "12",
    "3",
    "2012",
    "ago",
    "vor",
    "Tagen",
    "days",
    "年",
    "月",
    "日前",
    ",",
    ".",
    ":",
    "·",
    "d",
    "Gestern",
    "mai",
    "at",
    "Fri",
]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(_TOKENS), max_size=8).map(" ".join)
    | st.lists(st.sampled_from(_TOKENS)).map("".join)
)
def test_lines_that_are_spared_the_search_have_no_date(text: str) -> None:
    """The cheap look never hides what the search would find."""
    assert not dates.is_spared(text) or dates.search_all(text) == ()


_EVERYWHERE = re.compile(dates._pattern().pattern.replace(dates._OPENING, "", 1))
"""The pattern of dates, tried at every place of a text."""

_WORDS = (
    *date_words.cased((*date_words.MONTHS, *date_words.WEEKDAYS, *date_words.UNITS)),
    *_TOKENS,
    "Mo",
    "Sa",
    "about",
    "One",
)


@given(st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.lists(st.sampled_from(_WORDS), max_size=8).map("".join))
def test_no_date_begins_where_none_is_looked_for(text: str) -> None:
    """Places are passed over by the first letters there, and no form of date begins otherwise."""
    assert [found.span() for found in dates._pattern().finditer(text)] == [found.span() for found in _EVERYWHERE.finditer(text)]


def test_every_month_and_day_of_the_week_opens_a_date() -> None:
    """In whatever letter case."""
    texts = [f"{month} 3, 2012" for month in date_words.cased(date_words.MONTHS)]
    texts += [f"{day} 10:15" for day in (*date_words.cased(date_words.WEEKDAYS), "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")]
    assert [text for text in texts if dates._pattern().match(text) is None] == []


def test_a_full_hour_is_that_hour() -> None:
    """Minutes and seconds that are not written are none; noon and midnight are told apart."""
    assert dates.parse("May 3, 2012 at 3 pm") == "2012-05-03T15:00:00"
    assert dates.parse("May 3, 2012 at 12 am") == "2012-05-03T00:00:00"
    assert dates.parse("May 3, 2012 at 12:05 pm") == "2012-05-03T12:05:00"
    assert dates.parse("2012-05-03 10:20:07") == "2012-05-03T10:20:07"


def test_an_age_counted_from_the_article_is_a_date_before_a_colon_only() -> None:
    """Elsewhere somebody tells what happened then."""
    for said in ("Jo said about 4 hours later:", "Jo said 4 hours later:", "Jo said 1 day later:"):
        assert dates.find(said) is not None
    assert dates.find("We came back 4 hours later.") is None


def test_a_score_is_no_date() -> None:
    """Though "out" is October somewhere."""
    assert dates.find("5.0 out of 5 stars") is None
    assert dates.find("12 out 2019") is not None


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["3/4/2012", "23/4/2012"], "2012-04-03"),
        (["3/4/2012", "4/23/2012"], "2012-03-04"),
        (["3/4/2012", "4/23/2012", "23/4/2012"], None),
        (["3/4/2012", "4/5/2012"], None),
        (["03.04.12 at 7:15", "04.17.12 at 8:15", "04.18.12 at 8:16"], "2012-03-04T07:15:00"),
        (["12/04/23", "13/04/24", "14/05/25"], None),
        (["3/4/98", "15/4/98", "17/4/98"], "1998-04-03"),
    ],
    ids=["day first", "month first", "both", "unknown", "short years", "days or years", "the last century"],
)
def test_the_other_dates_of_a_dump_say_what_stands_first(texts: list[str], first: str | None) -> None:
    """One that can be read one way only decides for all; where two say different things, none is resolved."""
    assert dates.parse(texts[0], dates.order_of(texts)) == first


def test_a_dump_is_dated_in_the_order_that_it_shows() -> None:
    """From the text to the comments; the original words stay."""
    said = {"Jo": "3/4/2012", "Mira": "23/4/2012", "Bo": "24/4/2012"}
    lines = [text for name, day in said.items() for text in (f"{name} {day} at 10:02 am", "", f"I saw {name} there.", "")]
    seen = read_thread(["A Town", "", *lines]).comments
    assert [comment.posted for comment in seen] == ["2012-04-03T10:02:00", "2012-04-23T10:02:00", "2012-04-24T10:02:00"]
    assert seen[0].posted_text == "3/4/2012 at 10:02 am"
