"""What SQLite cannot tell is judged by Python, comment by comment, as a function of SQL: `judge(number, text…)`.

Invariant: the next statement of a connection takes the place of the judgements of the one before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.query import Exactly, Regex, Text, Where
from tui_reader.query.quoting import parted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


class Judges:
    """Judgements that a statement can ask for, by number; `bind` binds a value in it, `asked` counts how often one was."""

    def __init__(self, connection: sqlite3.Connection, bind: Callable[[object], str]) -> None:
        self._judges: list[Callable[..., bool]] = []
        self._bind = bind
        self.asked = 0
        connection.create_function("judge", -1, self._judge, deterministic=True)

    def add(self, judge: Callable[..., bool]) -> int:
        """Return the number by which a judgement can be asked for."""
        self._judges.append(judge)
        return len(self._judges) - 1

    def ask(self, judge: Callable[..., bool], *texts: str) -> str:
        """Return the SQL that has texts judged."""
        return f"judge({', '.join((self._bind(self.add(judge)), *texts))})"

    def _judge(self, number: int, *texts: str) -> bool:
        self.asked += 1
        return self._judges[number](*texts)


def of_pieces(condition: Text | Regex | Exactly) -> Callable[[str, str | None], bool]:
    """Return what judges the quoted pieces of a body, or its own; words have to stand in the whole of it too."""
    place = 0 if condition.where is Where.QUOTED else 1

    def _judge(body: str, passages: str | None) -> bool:
        if isinstance(condition, Text) and not condition.stands_in(body):
            return False
        return any(map(condition.stands_in, _parted(body, passages)[place]))

    return _judge


_parted = lru_cache(maxsize=4)(parted)
