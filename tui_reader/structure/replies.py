"""What a dump itself states about who answers whom: nesting, numbers, link words and names.

Invariant: a link points at an earlier part, so that no cycle can arise; where nothing is stated there is no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model import ReplyBasis
from tui_reader.structure import addressing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.reading import Part


_MANY = 4
"""So many comments hardly ever all stand below the first one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A part answers the part with index `target`; `basis` says how we know and `confidence` (0 to 1) how well."""

    target: int
    basis: ReplyBasis
    confidence: float


def stated(parts: Sequence[Part], bodies: Sequence[str]) -> list[Link | None]:
    """Return what each part answers, where the dump says so.

    Words in a header say more than its indentation. The first words of a body speak where nothing else does: a dump that
    nests some comments says of the others that they are at the top.
    """
    links = [words or nesting for words, nesting in zip(_by_words(parts), _by_nesting(parts), strict=True)]
    if any(link is not None and link.basis is ReplyBasis.INDENTED for link in links):
        return links
    calls = addressing.addressed(parts, bodies)
    return [
        link or (Link(call[0], ReplyBasis.LINKED, call[1]) if call else None) for link, call in zip(links, calls, strict=True)
    ]


def _by_nesting(parts: Sequence[Part]) -> Iterator[Link | None]:
    """Yield for each part the nearest part before it that is indented less."""
    open_parts: list[tuple[int, int]] = []
    for index, level in enumerate(_levels(parts)):
        if level is None:
            open_parts.clear()
            yield None
            continue
        while open_parts and open_parts[-1][1] >= level:
            open_parts.pop()
        yield Link(open_parts[-1][0], ReplyBasis.INDENTED, 0.97) if open_parts else None
        open_parts.append((index, level))


def _levels(parts: Sequence[Part]) -> list[int | None]:
    """Return how far parts are indented.

    Where all are indented more than the first, the start of the text has lost its white space: not all answer the first.
    """
    levels = [part.level for part in parts]
    others = [level for level in levels[1:] if level is not None]
    if len(others) >= _MANY and levels[0] is not None and levels[0] < min(others):
        levels[0] = min(others)
    return levels


def _by_words(parts: Sequence[Part]) -> Iterator[Link | None]:
    """Yield for each part what its header links it to: a place, a number ("2.1" answers "2"), or somebody's last comment."""
    latest: dict[str, int] = {}
    numbered: dict[str, int] = {}
    for index, part in enumerate(parts):
        target = latest.get(part.answers) if part.answers is not None else None
        above = (part.source_id or "").rpartition(".")[0]
        if part.source_id:
            numbered[part.source_id] = index
        if above in numbered:
            yield Link(numbered[above], ReplyBasis.LINKED, 0.95)
        elif part.parent is not None:
            yield Link(part.parent, ReplyBasis.LINKED, 0.95)
        else:
            yield Link(target, ReplyBasis.LINKED, 0.85) if target is not None else None
        if part.author is not None:
            latest[part.author] = index
