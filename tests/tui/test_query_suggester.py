"""What a query may go on with: fields, their words, and whoever comments, in quotation marks where a name needs them."""

from __future__ import annotations

import asyncio
from array import array

import pytest

from tests.tui.hosting import HOSTILE
from tui_reader.people import Together
from tui_reader.query import By, Related, Relation, parse
from tui_reader.tables import CommenterTable
from tui_reader.tui.widgets.query_suggester import QuerySuggester

NAMES = ("Xoli Xoli", "Ada", "Adam", 'Bob "B" Ray', "OP", "Straße 9", "ada", *HOSTILE)


def suggester(*names: str | None, takes: tuple[str, ...] = ()) -> QuerySuggester:
    """Return a suggester that knows these people, who say most first."""
    unnamed = names.index(None) if None in names else None
    folded = [(name or "name lost").casefold() for name in names]
    table = CommenterTable(array("I", range(len(names))), names, folded, array("I", range(len(names), 0, -1)), unnamed)
    return QuerySuggester(lambda: table, takes)


def taken(value: str, *names: str | None) -> str | None:
    """Return what a query becomes when what is suggested is taken."""
    asking = suggester(*(names or NAMES))
    suggestion = asyncio.run(asking.get_suggestion(value))
    assert suggestion is None or suggestion.startswith(value)
    return None if suggestion is None else asking.finished(suggestion)


@pytest.mark.parametrize(
    ("value", "query"),
    [
        ("b", "by:"),
        ("tide -is:ro", "tide -is:root"),
        ("is:root,le", "is:root,leaf"),
        ("has:sc", "has:score"),
        ("is:dele", "is:deleted"),
        ("replyt", "replyto:"),
        ("is:root", None),
        ("https://ex", None),
        ('"two is:ro', None),
        ("", None),
        ("tide ", None),
        ("ct", None),
        ("by:a", "by:Ada"),
        ("by:A", "by:Ada"),
        ("by:adam", None),
        ("by:x", 'by:"Xoli Xoli"'),
        ('by:"xoli x', 'by:"Xoli Xoli"'),
        ("tide -(replyto:XO", 'tide -(replyto:"Xoli Xoli"'),
        ('by:"Xoli Xoli",AD', 'by:"Xoli Xoli",Ada'),
        ("by:=a", "by:=Ada"),
        ("by:bob", 'by:"Bob ""B"" Ray"'),
        ("by:o", 'by:"OP"'),
        ("by:strass", 'by:"Straße 9"'),
        ("by:", None),
        ("by:zz", None),
        ("by:[/foo", 'by:"[/foo] [/ b] [/"'),
        ("by:\u202e", None),
    ],
)
def test_a_query_goes_on_with_what_fits_first(value: str, query: str | None) -> None:
    """What was typed stays as it was, unless a name has to be written otherwise; a name that is no plain line never comes."""
    assert taken(value) == query


def test_whoever_says_most_comes_first_and_a_lost_name_never() -> None:
    """The places of the table are the order."""
    assert taken("by:be", "Bert", "Ben") == "by:Bert"
    assert taken("by:na", None, "Nadia") == "by:Nadia"


def test_a_name_that_is_taken_asks_for_that_person() -> None:
    """Whatever stands in it."""
    for name in NAMES[:7]:
        assert parse(taken(f"by:={name[:1]}", name) or "") == By((name,))
        assert parse(taken(f"under:{name[:1]}", name) or "") == Related(Relation.UNDER, By((name,), exact=False))


def test_directives_are_suggested_where_they_have_a_place() -> None:
    """A filter says how much it shows around its matches."""
    assert asyncio.run(suggester(takes=("ctx",)).get_suggestion("ct")) == "ctx:"
    assert asyncio.run(suggester(takes=("ctx",)).get_suggestion("ctx:br")) == "ctx:branch"
    assert asyncio.run(QuerySuggester(lambda: None).get_suggestion("by:a")) is None


def test_what_people_are_called_beside_is_suggested_too() -> None:
    """Behind the names that they go by."""
    together = Together({1: 1, 7: 1}, {1: (1, 7)}, {1: ("Ben", "Gordon")})
    table = CommenterTable(array("I", [0, 1]), ("Ada", "Ben"), ("ada", "ben"), array("I", [2, 1]), None, together)
    known = QuerySuggester(lambda: table)
    assert asyncio.run(known.get_suggestion("by:go")) == "by:gordon"
    assert asyncio.run(known.get_suggestion("by:b")) == "by:ben"


def test_a_directive_that_has_no_place_has_no_values() -> None:
    """Neither its name nor what may stand behind it."""
    assert asyncio.run(suggester().get_suggestion("in:")) is None
    assert asyncio.run(suggester(takes=("in",)).get_suggestion("in:")) == "in:*"
