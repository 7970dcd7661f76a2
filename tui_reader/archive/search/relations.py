"""What is asked of the comments around a comment, as sets of comments that are found once.

A branch is a stretch of positions, so what lies below comments needs no walk; what lies above them is reached step by step,
each comment once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.archive.search.writing import Clause, Cost, Writing, clause, source
from tui_reader.query import Related, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.query import Condition

_BEFORE = """max(c.position + c.descendants)
OVER (PARTITION BY c.thread ORDER BY c.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"""
_BELOW = """SELECT below.id FROM {} AS above CROSS JOIN comment AS below
    ON below.thread = above.thread AND below.position > above.first AND below.position <= above.last
WHERE above.before IS NULL OR above.first > above.before"""
"""Stretches that lie in others are left out: their comments have been told already."""

_ABOVE = "{} UNION SELECT up.parent FROM {{set}} JOIN comment AS up ON up.id = {{set}}.id WHERE up.parent IS NOT NULL"


@clause.register
def _(condition: Related, writing: Writing) -> Clause:
    return Clause(_WRITTEN[condition.relation](condition.condition, writing), Cost.SET)


def _in_thread_with(condition: Condition, writing: Writing) -> str:
    found = writing.define("thread", source(condition, writing).select("c.thread"))
    return f"c.thread IN (SELECT thread FROM {found})"


def _answering(condition: Condition, writing: Writing) -> str:
    found = writing.define("id", source(condition, writing).select("c.id"))
    return f"c.parent IN (SELECT id FROM {found})"


def _answered(condition: Condition, writing: Writing) -> str:
    found = writing.define("id", _parents(condition, writing))
    return f"c.id IN (SELECT id FROM {found})"


def _below(condition: Condition, writing: Writing) -> str:
    columns = f"c.thread, c.position, c.position + c.descendants, {_BEFORE}"
    branches = writing.define("thread, first, last, before", source(condition, writing).select(columns))
    found = writing.define("id", _BELOW.format(branches))
    return f"c.id IN (SELECT id FROM {found})"


def _above(condition: Condition, writing: Writing) -> str:
    found = writing.define("id", _ABOVE.format(_parents(condition, writing)))
    return f"c.id IN (SELECT id FROM {found})"


def _parents(condition: Condition, writing: Writing) -> str:
    return source(condition, writing).select("c.parent", " AND c.parent IS NOT NULL")


_WRITTEN: Mapping[Relation, Callable[[Condition, Writing], str]] = {
    Relation.THREAD: _in_thread_with,
    Relation.REPLYTO: _answering,
    Relation.REPLIEDBY: _answered,
    Relation.UNDER: _below,
    Relation.OVER: _above,
}
