"""What the reader of an archive adds to it, as far as a query asks of it: no archive knows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.people import APART, Together
from tui_reader.query.annotations import Added
from tui_reader.query.conditions import parts_of
from tui_reader.query.people import Speaker
from tui_reader.query.relations import Related

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import UnionType

    from tui_reader.model import Annotation
    from tui_reader.query.conditions import Condition


@dataclass(frozen=True, slots=True)
class Additions:
    """Annotations, by the key of the thread and that of the comment, and which authors are one person to the reader."""

    annotations: Mapping[str, Mapping[str, Annotation]] = field(default_factory=dict)
    together: Together = APART


NOTHING_ADDED = Additions()
"""An archive as it is."""


def asked_of(
    condition: Condition | None,
    annotations: Callable[[], Mapping[str, Mapping[str, Annotation]]],
    together: Callable[[], Together],
) -> Additions:
    """Return what a reader added, each part read only where the condition depends on it."""
    return Additions(annotations() if asks_of(condition, Added) else {}, together() if asks_of(condition, Speaker) else APART)


def asks_of(condition: Condition | None, kinds: UnionType) -> bool:
    """Return whether a condition of some kinds is in a condition, or is the condition itself."""
    return condition is not None and any(isinstance(part, kinds) for part in _all_parts(condition))


def _all_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in (condition.condition,) if isinstance(condition, Related) else parts_of(condition):
        yield from _all_parts(part)
