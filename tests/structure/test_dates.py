"""Dates are found wherever pages print them, and resolved only where they can mean one day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.structure import dates


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
    ],
)
def test_a_date_that_means_one_day_is_resolved(text: str, iso: str | None) -> None:
    """Month names, ISO order, German order and days over 12 leave no choice."""
    assert dates.parse(text) == iso


@pytest.mark.parametrize(
    "text", ["3/4/2012 at 1:02 pm", "07.14.12 at 11:20", "May 3", "Thursday, May 3 at 7:15 am", "2 days ago"]
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
