"""Dates as people write them have one moment, or none where they can be read in two ways."""

from __future__ import annotations

import pytest

from tui_reader.formats.page_dates import day_comes_first, find_date, find_relative


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("March 3, 2009 at 4:12 pm", "2009-03-03T16:12:00"),
        ("on Tuesday March 03, 2009 @04:12PM", "2009-03-03T16:12:00"),
        ("4:12 pm on March 3rd, 2009", "2009-03-03T16:12:00"),
        ("12:05 am, 3 Mar 2009", "2009-03-03T00:05:00"),
        ("26. Mai 2008 um 21:07 Uhr", "2008-05-26T21:07:00"),
        ("le 3 mars 2009 à 16h12", "2009-03-03T16:12:00"),
        ("3 de marzo de 2009 a las 16:12", "2009-03-03T16:12:00"),
        ("3 марта 2018 в 16:12", "2018-03-03T16:12:00"),
        ("2009-03-03 16:12 +0100", "2009-03-03T15:12:00Z"),
        ("Mar. 2nd, 2009 08:00 am (UTC)", "2009-03-02T08:00:00Z"),
        ("03.04.2008 08:30", "2008-04-03T08:30:00"),
        ("17.07, 2011 @ 12:55", "2011-07-17T12:55:00"),
        ("17.7.11", "2011-07-17"),
        ("03/14/09 @ 09:15", "2009-03-14T09:15:00"),
        ("03/02/2009", None),
        ("2009-02-31", None),
    ],
)
def test_a_date_has_the_moment_that_it_states(text: str, moment: str | None) -> None:
    """Months by name, orders that numbers leave no doubt of, times before or after, and zones."""
    found = find_date(text)
    assert found is not None
    assert found.moment == moment


@pytest.mark.parametrize("text", ["version 10.2.3", "192.168.20.19", "May I?", "Room 2009", "", "99/99"])
def test_what_is_no_date_is_none(text: str) -> None:
    """Versions, addresses and lone years are no dates."""
    assert find_date(text) is None


def test_other_dates_of_a_page_tell_which_number_is_the_day() -> None:
    """One date with a day beyond 12 decides all; two that contradict each other decide nothing."""
    assert day_comes_first(["13/02/2009", "03/02/2009"]) is True
    assert day_comes_first(["02/13/2009", "03/02/2009"]) is False
    assert day_comes_first(["02/13/2009", "13/02/2009"]) is None
    assert day_comes_first(["03/02/2009"]) is None


def test_the_order_that_is_known_settles_a_date() -> None:
    """A date with two meanings has one where the order is known."""
    told = [find_date("03/02/2009", day_first=order) for order in (True, False)]
    assert [found.moment for found in told if found] == ["2009-02-03", "2009-03-02"]


def test_a_date_is_given_as_it_is_written() -> None:
    """The words of a date are kept, without what stands around them."""
    found = find_date("posted by Pell on March 3, 2009 at 4:12 pm in Paint")
    assert found is not None
    assert found.text == "March 3, 2009 at 4:12 pm"


@pytest.mark.parametrize("text", ["3 days ago", "an hour ago", "vor 2 Stunden", "il y a 3 jours", "5y ago", "just now"])
def test_dates_told_from_now_are_found_without_a_moment(text: str) -> None:
    """Nobody knows when now was."""
    found = find_relative(text)
    assert found is not None
    assert found.moment is None
