"""Dates are short, and never say more than their source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tui_reader.tui.widgets.moments import short_date, time_span


@pytest.mark.parametrize(
    ("posted", "written", "shown"),
    [
        ("2012-05-03", None, "3 May 2012"),
        ("2012-05-03T14:05:09Z", "May 3rd", "3 May 2012 14:05"),
        ("2012-12-24T00:00:00", None, "24 Dec 2012 00:00"),
        ("0001-01-01", None, "1 Jan 1"),
        (None, "three days ago", "three days ago"),
        ("not a date", "May the third", "May the third"),
        ("2012-13-45", None, "2012-13-45"),
        (None, None, ""),
    ],
)
def test_a_date_is_shortened(posted: str | None, written: str | None, shown: str) -> None:
    """Without a time none is shown; what cannot be read is shown as it was written."""
    assert short_date(posted, written) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ((2012, 5, 3), (2012, 5, 3), "3 May 2012"),
        ((2012, 5, 3), (2012, 5, 7), "3–7 May 2012"),
        ((2012, 5, 30), (2012, 6, 2), "30 May – 2 Jun 2012"),
        ((2011, 12, 31), (2012, 1, 1), "31 Dec 2011 – 1 Jan 2012"),
    ],
)
def test_a_span_of_days_says_nothing_twice(first: tuple[int, int, int], last: tuple[int, int, int], shown: str) -> None:
    """Month and year stand once where they are the same."""
    begin, end = (int(datetime(*day, 12, tzinfo=UTC).timestamp()) for day in (first, last))
    assert time_span(begin, end) == shown


def test_an_unknown_span_is_empty() -> None:
    """Zero is no date."""
    assert time_span(0, 0) == ""
