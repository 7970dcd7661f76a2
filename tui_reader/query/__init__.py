"""What a filter asks: text becomes conditions; conditions judge comments and say in words what they ask."""

from __future__ import annotations

from tui_reader.query.annotations import Noted, Starred, Tagged, asks_of_annotations
from tui_reader.query.conditions import NO_NAME, All, By, CommentFacts, Condition, Either, Not, Text, folded
from tui_reader.query.parsing import parse
from tui_reader.query.statuses import ASIDE, STATES, Became

__all__ = [
    "ASIDE",
    "NO_NAME",
    "STATES",
    "All",
    "Became",
    "By",
    "CommentFacts",
    "Condition",
    "Either",
    "Not",
    "Noted",
    "Starred",
    "Tagged",
    "Text",
    "asks_of_annotations",
    "folded",
    "parse",
]
