"""Headers of comments, and the rows right above them that belong to them: numbers and subjects.

Invariant: a row is taken for part of a header only because nearly all headers have one like it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, named_dates, placement
from tui_reader.structure.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.structure.lines import Page

_LEAST, _NEARLY_ALL = 3, 0.8


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one comment: its rows and what they say; `row` is the one whose indentation counts."""

    first: int
    row: int
    roles: Mapping[int, Label]
    name: str | None
    date: str | None
    mark: Mark | None


def below_numbers(page: Page, headers: list[Header]) -> list[Header]:
    """Return headers with the rows right above nearly all of them that bear a comment's number and nothing else ("#3")."""
    numbers = {header.first: found for header in headers if (found := named_dates.number_above(page, header.first))}
    if len(numbers) < max(_LEAST, _NEARLY_ALL * len(headers)) or len(set(numbers.values())) < len(numbers):
        return headers
    return [_numbered(header, numbers[header.first]) if header.first in numbers else header for header in headers]


def below_subjects(page: Page, headers: list[Header]) -> list[Header]:
    """Return headers with the subjects that stand right above nearly all of them; they are part of what is said."""
    marks = anchors.marks_of(page)
    subjects = sum(header.first - 1 not in marks and placement.has_subject(page, header.first) for header in headers)
    if subjects < max(_LEAST, _NEARLY_ALL * len(headers)):
        return headers
    above = [header.first - (header.first > 1 and not page.rows[header.first].blanks) for header in headers]
    return [
        replace(header, first=row) if row < header.first and anchors.begins_block(page, row) else header
        for row, header in zip(above, headers, strict=True)
    ]


def _numbered(header: Header, number: str) -> Header:
    """Return a header with its number in the row above."""
    mark = header.mark or Mark(named_dates.KIND, named_dates.WEIGHT)
    above = header.first - 1
    return replace(header, first=above, roles={above: Label.META, **header.roles}, mark=replace(mark, number=number))
