"""Several dumps in one text, and what has to come out of it: what each of them is when it is read alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tests.structure import labelled
from tests.structure.labelled import lines_of
from tui_reader.model import Span
from tui_reader.structure.dividers import only_parts
from tui_reader.structure.segment import Segmentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.parting import TextThread


def _ends_in_words(name: str) -> bool:
    """Whether a dump neither begins nor ends with a line that only parts, which would belong to what is put beside it."""
    lines = [line for line in lines_of(name) if line.strip()]
    return not (only_parts(lines[0]) or only_parts(lines[-1]))


NAMES = [name for name in labelled.names() if name.startswith("first/") and _ends_in_words(name)]
"""Labelled dumps of all kinds."""

WITH_COMMENTS = [name for name in NAMES if name.removeprefix("first/")[0] in "ABCDEH"]
"""Those of an article and comments whose boundaries leave a trace."""


@cache
def alone(name: str) -> Segmentation:
    """Return what a labelled dump is on its own."""
    return labelled.reading(name)


def joined(names: Sequence[str], between: Sequence[str]) -> list[str]:
    """Return dumps one below the other."""
    text = [*lines_of(names[0])]
    for name in names[1:]:
        text += [*between, *lines_of(name)]
    return text


def offsets(names: Sequence[str], between: Sequence[str]) -> list[int]:
    """Return how many lines stand above each of the dumps."""
    found = [0]
    for name in names[:-1]:
        found.append(found[-1] + len(lines_of(name)) + len(between))
    return found


def is_as_alone(thread: TextThread, name: str, above: int, meta: int = 0) -> bool:
    """Return whether a thread is what its dump is alone, so many lines further down and with so many meta lines more."""
    seen, expected = thread.seen, alone(name)
    first = above + 1 - thread.span.first
    return (
        [replace(block, span=_higher(block.span, above)) for block in seen.blocks] == [*expected.blocks]
        and [each._replace(thread="1", span=_higher(each.span, above)) for each in seen.comments] == [*expected.comments]
        and seen.labels[first : first + len(lines_of(name))] == expected.labels
        and seen.evidence[first : first + len(lines_of(name))] == expected.evidence
        and (seen.title, seen.names, seen.layout, seen.confidence)
        == (expected.title, expected.names, expected.layout, expected.confidence)
        and len(seen.meta) == len(expected.meta) + meta
    )


def _higher(span: Span | None, lines: int) -> Span | None:
    return Span(span.first - lines, span.last - lines) if span else None
