"""Documents of JSON are taken apart however tools have put them together."""

from __future__ import annotations

import json

import pytest

from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.json_documents import first_object, list_in, object_in, objects_in, values_in

ONE, TWO = {"a": 1}, {"b": [2]}


def values(text: str) -> list[object]:
    """Return what a text holds, with the message of what could not be read."""
    found = values_in(Document.of("x.json", "x.json", text.encode()))
    return [value.message if isinstance(value, Rejection) else value for value in found]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=1),
        json.dumps([[ONE], [TWO]]),
        f"[{json.dumps(ONE)}]\n[{json.dumps(TWO)}]\n",
        f"[{json.dumps(ONE)}][{json.dumps(TWO)}]",
        f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n",
        f"\ufeff{json.dumps(ONE)}\r\n\r\n{json.dumps(TWO)}\r\n",
    ],
)
def test_pages_lists_and_lines_hold_the_same(text: str) -> None:
    """One value after the other comes out, wherever its lines end."""
    assert values(text) == [ONE, TWO]


def test_one_object_on_many_lines_is_one_value() -> None:
    """A line that ends in the middle of an object does not end it."""
    assert values(json.dumps(ONE | {"c": TWO}, indent=2)) == [ONE | {"c": TWO}]


def test_a_broken_line_costs_itself_alone() -> None:
    """The lines around it are read."""
    first, broken, last = values('{"a": 1}\n{"a": nothing}\n{"b": [2]}\n')
    assert (first, last) == (ONE, TWO)
    assert "not JSON" in str(broken)


@pytest.mark.parametrize("text", ["", "  \n", "[", "null", "{", '{"a', "\x00"])
def test_nothing_is_no_value(text: str) -> None:
    """What holds no whole value gives none, and never fails."""
    assert not [value for value in values(text) if value and not isinstance(value, str)]


def test_members_of_the_wrong_kind_are_not_there() -> None:
    """Whoever asks for an object or a list gets one, be it empty."""
    value = {"a": {"b": [1, {"c": 2}]}, "d": "text"}
    assert objects_in(value, "a", "b") == [{"c": 2}]
    assert list_in(value, "a", "b") == [1, {"c": 2}]
    assert object_in(value, "a", "b", "c") == object_in(value, "d") == object_in(None, "x") == {}
    assert list_in(value, "d", "e") == []


def test_the_first_object_may_stand_in_a_page_of_a_list() -> None:
    """A probe sees the same first object that is read."""
    assert first_object(json.dumps([[ONE]]).encode()) == first_object(json.dumps([ONE]).encode()) == ONE
    assert first_object(b'["a"]') == first_object(b"text") == {}
