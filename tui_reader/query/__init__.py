"""What a filter asks: text becomes conditions, which say in words what they ask and write themselves as queries again."""

from __future__ import annotations

from tui_reader.query.additions import NOTHING_ADDED, Additions, asked_of, asks_of
from tui_reader.query.annotations import Added, Noted, Starred, Tagged, TaggedLike
from tui_reader.query.conditions import All, Condition, Either, Not
from tui_reader.query.facts import Counted, Dated, Has, Is, Number, Quotes, Titled
from tui_reader.query.parsing import Query, parse, read
from tui_reader.query.people import By, Named, Opener, Speaker
from tui_reader.query.ranges import Range
from tui_reader.query.relations import Related, Relation
from tui_reader.query.statuses import ASIDE, STATES, Became
from tui_reader.query.texts import Exactly, Regex, Text, Where
from tui_reader.query.words import folded

__all__ = [
    "ASIDE",
    "NOTHING_ADDED",
    "STATES",
    "Added",
    "Additions",
    "All",
    "Became",
    "By",
    "Condition",
    "Counted",
    "Dated",
    "Either",
    "Exactly",
    "Has",
    "Is",
    "Named",
    "Not",
    "Noted",
    "Number",
    "Opener",
    "Query",
    "Quotes",
    "Range",
    "Regex",
    "Related",
    "Relation",
    "Speaker",
    "Starred",
    "Tagged",
    "TaggedLike",
    "Text",
    "Titled",
    "Where",
    "asked_of",
    "asks_of",
    "folded",
    "parse",
    "read",
]
