"""Fields are told apart by their names and by what stands in them."""

from __future__ import annotations

import pytest

from tui_reader.errors import UsageError
from tui_reader.formats.field_mapping import FieldMapping
from tui_reader.formats.field_values import body_of, id_of, moment_of, name_of, number_of


def test_a_mapping_is_what_the_user_wrote() -> None:
    """Commas and blanks part the fields."""
    assert FieldMapping.parse(" author=user.name, body=msg  parent=re") == FieldMapping("user.name", "msg", "re")
    assert str(FieldMapping.parse("body=msg,author=by")) == "author=by, body=msg"


@pytest.mark.parametrize("text", ["", "body", "body=", "body=msg,autor=by", "author=by"])
def test_a_mapping_that_cannot_be_is_refused(text: str) -> None:
    """What comments do not have, or have to have, is told with what to do."""
    with pytest.raises(UsageError) as caught:
        FieldMapping.parse(text)
    assert caught.value.hint


def test_values_decide_what_names_leave_open() -> None:
    """`comments` may be a count, `replies` a list, `name` a number."""
    records = [
        {"name": number, "user": "ada", "comment": "hello there", "comments": 3, "replies": [{"user": "bo"}], "pid": 17}
        for number in range(3)
    ]
    mapping = FieldMapping.guess(records)
    assert (mapping.author, mapping.body, mapping.children, mapping.parent) == ("user", "comment", "replies", None)


def test_a_guess_takes_no_field_from_the_user() -> None:
    """What is mapped by hand is not anything else."""
    records = [{"name": "ada", "user": "bo", "text": "hello there"}]
    assert FieldMapping(body="name").completed(records).pairs == [("author", "user"), ("body", "name")]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1551441600, "2019-03-01T12:00:00Z"),
        ("1551441600000", "2019-03-01T12:00:00Z"),
        ("2019-03-01 12:00:00", "2019-03-01T12:00:00"),
        ("2019-03-01T12:00:00+01:00", "2019-03-01T11:00:00Z"),
        ("Fri, 01 Mar 2019 12:00:00 +0000", "2019-03-01T12:00:00Z"),
        ("March 1, 2019 12:00 PM", "2019-03-01T12:00:00"),
        ("1 March 2019", "2019-03-01"),
        ("01.03.2019 12:00", "2019-03-01T12:00:00"),
        ("01/02/2019", None),
        ("2019", None),
        (17, None),
        (10**400, None),
        (True, None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_dates_are_moments_where_they_can_be_read_in_one_way(value: object, moment: str | None) -> None:
    """What may be read in two ways, or is no date, is no moment."""
    assert moment_of(value) == moment


@pytest.mark.parametrize("value", [None, "", "0", 0, "null", "root", "NaN", [], {}, True])
def test_words_for_nothing_name_no_parent(value: object) -> None:
    """Nothing is answered by them."""
    assert id_of(value) is None


def test_values_are_read_as_they_are_meant() -> None:
    """Numbers of spreadsheets, entities in names, markup in bodies."""
    assert (id_of("12.0"), id_of(7), number_of("3"), number_of("x"), number_of(10**400)) == ("12", "7", 3, None, None)
    assert (name_of(" A &amp; B "), name_of("[deleted]"), name_of({})) == ("A & B", None, None)
    assert (body_of("<p>a</p><p>b</p>"), body_of("a < b > c"), body_of("it&#39;s")) == ("a\n\nb", "a < b > c", "it's")
