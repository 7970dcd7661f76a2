"""What a layout family sees in a page: the parts that are comments, in row numbers, with the evidence for each.

Invariant: parts stand in order and do not overlap; `end` is exclusive; rows before the first part are the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.model import Label
    from tui_reader.structure.lines import Page


@dataclass(frozen=True, slots=True)
class Part:
    """One comment as a layout sees it: rows `first` to `end`, of which those in `roles` are not body.

    `level` is an indentation that grows with nesting, None where the layout states none. `source_id` is the number or id the
    comment bears, `answers` the name of whom it says it answers, `parent` the index of the part that links say it answers.
    """

    first: int
    end: int
    author: str | None = None
    roles: Mapping[int, Label] = field(default_factory=dict)
    reason: str = ""
    posted_text: str | None = None
    level: int | None = None
    source_id: str | None = None
    answers: str | None = None
    score: int | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class LostRun:
    """Blank lines `first` to `last` (counted from 1) where `count` comments stood of which nothing is left, and how we know."""

    first: int
    last: int
    count: int
    reason: str = "only blank lines are left"


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate way to read a page; `score` (0 to 1) can be compared between families."""

    layout: str
    score: float
    parts: tuple[Part, ...] = ()
    lost: tuple[LostRun, ...] = ()
    author_lost: str = "the dump does not show it"


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of layouts: one sentence that explains it, an invented example, and how to read a page that way."""

    name: str
    explanation: str
    example: str
    read: Callable[[Page], Reading | None]
