"""JSON is read value by value; whatever stands in between is named with its line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.formats.json_values import JsonObject, Malformed, MemberError, Placed, span_of, values_of
from tui_reader.model import Span


def told(text: str) -> list[tuple[object, int]]:
    """Return the values of a text, or "bad", each with its line."""
    return [(found.value if isinstance(found, Placed) else "bad", found.line) for found in values_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}\n{"a": 2}\n', [({"a": 1}, 1), ({"a": 2}, 2)]),
        ('\n\n{"a":\n 1}\n\n[2]', [({"a": 1}, 3), ([2], 6)]),
        ('{"a": 1}\n{"a": \n{"a": 3}\n', [({"a": 1}, 1), ("bad", 2), ({"a": 3}, 3)]),
        ('{"a": NaN}\n{"a": 2}', [("bad", 1), ({"a": 2}, 2)]),
        ("", []),
    ],
)
def test_values_are_found_with_their_lines(text: str, found: list[tuple[object, int]]) -> None:
    """A malformed value costs nothing but itself."""
    assert told(text) == found


def test_a_malformed_value_says_where_it_was_noticed() -> None:
    """The line of the record finds it in a list of records, the other one in a record of many lines."""
    (in_one_line,) = values_of('{"a": }')
    (in_many,) = values_of('{"a": 1,\n "b": 2,\n "c": }')
    assert isinstance(in_one_line, Malformed)
    assert isinstance(in_many, Malformed)
    assert (in_one_line.line, "(line" in in_one_line.message) == (1, False)
    assert (in_many.line, in_many.message.endswith("(line 3)")) == (1, True)


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a": ' + "9" * 10_000 + "}"])
def test_values_made_to_hurt_are_malformed(text: str) -> None:
    """Depth and length end in a message, not in an exception."""
    assert all(isinstance(found, Malformed) for found in values_of(text))


@given(st.text(st.sampled_from('{}[]",:\n 1a\\ut')))
def test_reading_always_ends(text: str) -> None:
    """No text makes the reader stand still or raise."""
    lines = [found.line for found in values_of(text)]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("text", 1),
        ("required_text", None),
        ("whole", True),
        ("whole", 1.5),
        ("whole", 1 << 70),
        ("count", -1),
        ("share", 1.5),
        ("share", "1"),
        ("moment", "yesterday"),
        ("span", [3, 1]),
        ("span", [1]),
        ("span", [0, 1]),
        ("span", [True, True]),
        ("span", [1, True]),
        ("span", [1.0, 2.0]),
        ("span", [1, 1 << 63]),
        ("whole", 1 << 63),
        ("whole", -(1 << 63)),
        ("share", True),
        ("share", -0.1),
        ("share", float("inf")),
        ("items_of", "text"),
    ],
)
def test_a_member_of_the_wrong_kind_is_named(method: str, value: object) -> None:
    """The message says which member, so that a file can be mended."""
    with pytest.raises(MemberError, match="member"):
        getattr(JsonObject([("member", value)]), method)("member")


def test_members_that_are_there_are_returned() -> None:
    """Every kind of member comes back as it stands, and what is not there as nothing."""
    value = JsonObject([("text", "words"), ("number", 3), ("share", 1), ("moment", "2014-09-02T10:00:00Z"), ("lines", [1, 2])])
    assert (value.text("text"), value.whole("number"), value.share("share")) == ("words", 3, 1.0)
    assert (value.moment("moment"), value.span("lines")) == ("2014-09-02T10:00:00Z", Span(1, 2))
    assert (value.text("none"), value.whole("none"), value.items_of("none")) == (None, None, [])
    assert span_of([1, 1], "lines") == Span(1, 1)
    largest = (1 << 63) - 1
    assert span_of([1, largest], "lines") == Span(1, largest)
    numbers = JsonObject([("largest", largest), ("least", -largest), ("nothing", 0), ("none", 0.0), ("all", 1.0)])
    assert (numbers.whole("largest"), numbers.whole("least"), numbers.count("nothing")) == (largest, -largest, 0)
    assert (numbers.share("none"), numbers.share("all")) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2014-09-02", "2014-09-02"),
        ("2014-09-02T10:00", "2014-09-02T10:00"),
        ("2014-09-02T10:00:00.5Z", "2014-09-02T10:00:00.5Z"),
        ("2014-09-02T01:30:00+02:00", "2014-09-01T23:30:00Z"),
        ("2014-09-02T10:00:00+00:00", "2014-09-02T10:00:00Z"),
        ("2014-09-02 10:00", "2014-09-02T10:00:00"),
        ("20140902", "2014-09-02"),
        ("20140902T100000Z", "2014-09-02T10:00:00Z"),
        ("2014-W36-2", "2014-09-02"),
    ],
)
def test_a_moment_is_kept_in_utc_and_in_the_form_in_which_it_can_be_compared(written: str, kept: str) -> None:
    """Offsets and compact forms are evened out; what is in that form already stays as it is."""
    assert JsonObject([("posted", written)]).moment("posted") == kept
    assert JsonObject([("posted", kept)]).moment("posted") == kept


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)), st.timezones(), st.timezones())
def test_moments_stand_in_the_order_of_their_texts(moment: datetime, zone: tzinfo, other: tzinfo) -> None:
    """Whatever zone a moment is written in, it is one text, and a later one is a greater text."""
    first = moment.replace(microsecond=0)
    second = first + timedelta(seconds=1)
    written = (first.astimezone(zone), first.astimezone(other), second.astimezone(other))
    kept, again, later = (JsonObject([("posted", when.isoformat())]).moment("posted") for when in written)
    assert kept == again == first.replace(tzinfo=None).isoformat() + "Z"
    assert str(kept) < str(later)


@pytest.mark.parametrize("written", ["2014-13-01", "2014-09-02T25:00", "٢٠١٤-09-02", "0001-01-01T00:00+12:00", ""])
def test_what_is_no_moment_is_refused_even_where_it_looks_like_one(written: str) -> None:
    """A day that no calendar has, and a moment that UTC cannot hold, are no moments."""
    with pytest.raises(MemberError, match="posted is no moment"):
        JsonObject([("posted", written)]).moment("posted")


@pytest.mark.parametrize(
    ("written", "name"), [("Ada", "Ada"), (" Ada ", " Ada "), ("", None), (" \t\u3000", None), (None, None)]
)
def test_a_blank_name_is_none(written: str | None, name: str | None) -> None:
    """Nobody is called nothing; a name is kept as it is written."""
    assert JsonObject([("author", written)]).name("author") == name


def test_a_name_that_stands_twice_is_remembered() -> None:
    """Which of the two values is meant nobody can tell."""
    assert JsonObject([("a", 1), ("a", 2)]).is_ambiguous
    assert not JsonObject([("a", 1)]).is_ambiguous
