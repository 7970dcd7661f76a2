"""What a dump itself states about who answers whom: nesting, numbers, link words and names.

Invariant: a link points at an earlier part, so that no cycle can arise; where nothing is stated there is no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model import ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.reading import Part


@dataclass(frozen=True, slots=True)
class Link:
    """A part answers the part with index `target`; `basis` says how we know and `confidence` (0 to 1) how well."""

    target: int
    basis: ReplyBasis
    confidence: float


def stated(parts: Sequence[Part]) -> list[Link | None]:
    """Return what each part answers, where the dump says so."""
    nested = list(_by_nesting(parts))
    return [_linked(parts, index) or nested[index] for index in range(len(parts))]


def _by_nesting(parts: Sequence[Part]) -> Iterator[Link | None]:
    """Yield for each part the nearest part before it that is indented less."""
    open_parts: list[tuple[int, int]] = []
    for index, part in enumerate(parts):
        if part.level is None:
            open_parts.clear()
            yield None
            continue
        while open_parts and open_parts[-1][1] >= part.level:
            open_parts.pop()
        yield Link(open_parts[-1][0], ReplyBasis.INDENTED, 0.97) if open_parts else None
        open_parts.append((index, part.level))


def _linked(parts: Sequence[Part], index: int) -> Link | None:
    """Return the link that words of a part's header make."""
    part = parts[index]
    if part.parent is not None:
        return Link(part.parent, ReplyBasis.LINKED, 0.95)
    if part.answers is None:
        return None
    target = next((earlier for earlier in range(index - 1, -1, -1) if parts[earlier].author == part.answers), None)
    return Link(target, ReplyBasis.LINKED, 0.85) if target is not None else None
