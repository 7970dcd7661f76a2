"""Ways through a thread that lead past what is most of something, or least sure, or quotes the article."""

from __future__ import annotations

from array import array
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_reader.model import LOW_CONFIDENCE

if TYPE_CHECKING:
    import sqlite3

MOST = 10_000
"""Comments of a way that ranks them: nobody walks further down."""


class Way(StrEnum):
    """What comments a way leads past, in words that follow "walk:"."""

    SCORE = "highest score first"
    LENGTH = "longest first"
    QUOTING = "quoting the article"
    UNSURE = "least sure of what they answer"


_SAID = "FROM comment WHERE thread = ? AND status <> 'lost'"
_SQL = {
    Way.SCORE: f"SELECT position {_SAID} AND score IS NOT NULL ORDER BY score DESC, position LIMIT {MOST}",
    Way.LENGTH: f"SELECT position {_SAID} AND words > 0 ORDER BY words DESC, position LIMIT {MOST}",
    Way.QUOTING: "SELECT DISTINCT comment FROM quotation WHERE thread = ? AND block IS NOT NULL ORDER BY comment",
    Way.UNSURE: f"""SELECT position {_SAID} AND reply_confidence < {LOW_CONFIDENCE}
        ORDER BY reply_confidence, position LIMIT {MOST}""",
}


def along(connection: sqlite3.Connection, thread_id: int, way: Way) -> array[int]:
    """Return the positions of the comments of a thread that a way leads past, in its order."""
    return array("I", (position for (position,) in connection.execute(_SQL[way], (thread_id,))))
