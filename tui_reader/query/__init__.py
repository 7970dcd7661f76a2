"""What a filter asks: text becomes conditions, which say in words what they ask and write themselves as queries again."""

from __future__ import annotations

from tui_reader.query.annotations import Added, Noted, Starred, Tagged, TaggedLike, asks_of_annotations
from tui_reader.query.conditions import All, Condition, Either, Not
from tui_reader.query.facts import Counted, Dated, Has, Is, Number, Quotes, Titled
from tui_reader.query.parsing import Query, parse, read
from tui_reader.query.people import By, Named, Opener
from tui_reader.query.ranges import Range
from tui_reader.query.relations import Related, Relation
from tui_reader.query.statuses import ASIDE, STATES, Became
from tui_reader.query.texts import Exactly, Regex, Text, Where
from tui_reader.query.words import folded

__all__ = [
    "ASIDE",
    "STATES",
    "Added",
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
    "Starred",
    "Tagged",
    "TaggedLike",
    "Text",
    "Titled",
    "Where",
    "asks_of_annotations",
    "folded",
    "parse",
    "read",
]
