"""Every dated comment is counted once, in stretches that are as short as the room allows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.outline.activity import DAY, activity_of

LATEST = 0xFFFFFFFF
MIDNIGHT = int(datetime(2012, 5, 3, tzinfo=UTC).timestamp())
MAY = int(datetime(2012, 5, 3, 14, 5, tzinfo=UTC).timestamp())


@given(st.lists(st.just(0) | st.integers(1, LATEST), max_size=30), st.integers(15, 80))
def test_each_dated_comment_is_in_one_stretch(posted: list[int], most: int) -> None:
    """Each is counted where it belongs, there are no more stretches than asked for, and both ends are counted in."""
    found = activity_of(posted, most)
    dates = [seconds for seconds in posted if seconds]
    assert found.undated == len(posted) - len(dates)
    assert sum(found.counts) == len(dates)
    assert len(found.counts) <= most
    for at, count in enumerate(found.counts):
        begin = found.start + at * found.length
        assert count == sum(begin <= seconds < begin + found.length for seconds in dates)
    if dates:
        assert (found.first, found.last) == (min(dates), max(dates))
        assert found.counts[0]
        assert found.counts[-1]


@pytest.mark.parametrize(
    ("after", "words", "count"),
    [
        (0, "a minute", 1),
        (29 * 60, "a minute", 30),
        (30 * 60, "10 minutes", 4),
        (29 * DAY, "a day", 30),
        (30 * DAY, "a week", 5),
    ],
)
def test_a_stretch_is_as_short_as_there_is_room_for(after: int, words: str, count: int) -> None:
    """Of 30 stretches at most."""
    found = activity_of([MAY, MAY + after], 30)
    assert (found.words, len(found.counts)) == (words, count)


def test_days_and_weeks_begin_at_midnight() -> None:
    """A comment late in the day is of that day."""
    found = activity_of([MAY, MAY + DAY - 15 * 3600, MAY + 9 * DAY], 10)
    assert found.start == MIDNIGHT
    assert found.counts == (2, *[0] * 8, 1)


def test_no_stretch_is_shorter_than_what_dates_tell() -> None:
    """Where no date has a time of day, a day is the least; one that has a time is enough to tell more."""
    days = [MIDNIGHT, MIDNIGHT + DAY]
    assert activity_of(days, 60).words == "a day"
    assert activity_of([*days, MAY], 60).words == "an hour"


def test_of_comments_without_dates_nothing_is_made_up() -> None:
    """No stretch, no first and no last."""
    found = activity_of([0, 0], 30)
    assert (found.counts, found.first, found.last, found.undated) == ((), 0, 0, 2)
