"""Conditions on the comments around a comment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_reader.query.people import By, Named, Opener

if TYPE_CHECKING:
    from tui_reader.query.conditions import Condition


class Relation(StrEnum):
    """How another comment stands to a comment, by the field that asks for it."""

    THREAD = "thread"
    REPLYTO = "replyto"
    REPLIEDBY = "repliedby"
    UNDER = "under"
    OVER = "over"


_IN_WORDS = {
    Relation.THREAD: "in a thread with",
    Relation.REPLYTO: "answering",
    Relation.REPLIEDBY: "answered by",
    Relation.UNDER: "somewhere below",
    Relation.OVER: "somewhere above",
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another comment that stands to it as `relation` says meets a condition.

    `THREAD`: any of the same thread, itself too; `REPLYTO`: the one that it answers; `REPLIEDBY`: one that answers it;
    `UNDER`: one of those above it; `OVER`: one of those below it.
    """

    relation: Relation
    condition: Condition

    def describe(self) -> str:
        """Return what the other comment is."""
        return f"{_IN_WORDS[self.relation]} ({self.condition.describe()})"

    def query(self) -> str:
        """Return the term that asks for it."""
        asked = self.condition.query()
        if isinstance(self.condition, (Opener, Named)) or (isinstance(self.condition, By) and asked.startswith("by:")):
            return f"{self.relation}:{asked.removeprefix('by:')}"
        return f"{self.relation}:({asked})"
