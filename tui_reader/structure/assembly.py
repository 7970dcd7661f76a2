"""From a layout's reading to comments and the lines that belong to none.

Invariant: a row of a part ends in the comment's span or among the rows that fell off its end, never in both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.model import Comment, Label, Span, Status
from tui_reader.structure import chrome, dates, replies
from tui_reader.structure.lines import Page, indentation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.reading import LostRun, Part, Reading
    from tui_reader.structure.replies import Link

THREAD = "1"
"""The reference of the one thread that a text holds."""

_ASIDE = (Label.META, Label.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A part without the buttons that follow it, and the role of each of its rows, fallen ones included."""

    part: Part
    roles: Mapping[int, Label]


def trim(page: Page, part: Part) -> Trimmed:
    """Return a part cut to what belongs to the comment, with all its rows labelled."""
    roles = {index: part.roles.get(index) or _role(page.rows[index].text) for index in range(part.first, part.end)}
    if Label.BODY not in roles.values():
        roles |= _few_words(page, part)
    end = part.end
    while end > part.first + 1 and roles[end - 1] in _ASIDE:
        end -= 1
    return Trimmed(part if end == part.end else replace(part, end=end), roles)


def comments(page: Page, reading: Reading, pieces: Sequence[Trimmed]) -> tuple[Comment, ...]:
    """Return the comments of a reading in the order of the source, lost slots among them."""
    slots = [(run.first, slot, -1 - number) for number, run in enumerate(reading.lost) for slot in _slots(run)]
    spans = [_span(page, piece.part) for piece in pieces]
    places = sorted([*((span.first, span, index) for index, span in enumerate(spans)), *slots], key=lambda place: place[0])
    refs = {index: str(number) for number, (_, _, index) in enumerate(places, 1) if index >= 0}
    bodies = [_body(page, piece) for piece in pieces]
    order = dates.order_of(piece.part.posted_text for piece in pieces if piece.part.posted_text)
    links = replies.stated([piece.part for piece in pieces], bodies)
    return tuple(
        _present(bodies[index], spans[index], str(number), reading, pieces[index].part, _named(links[index], refs), order)
        if index >= 0
        else _lost(str(number), span, reading.lost[-1 - index].reason)
        for number, (_, span, index) in enumerate(places, 1)
    )


ACCOUNT_DELETED = "the account was deleted"
"""Why a comment shows no author although its source lost nothing."""

_DELETED = ("[deleted]", "[removed]")


def _role(text: str) -> Label:
    """Return what a row inside a comment is when its layout does not say: a button or body."""
    return Label.META if chrome.is_button(text) else Label.BODY


def _few_words(page: Page, part: Part) -> dict[int, Label]:
    """Return the row that is the body of a comment that says no more than a button does ("+1", "Like"), if there is one."""
    for index in range(part.first, part.end):
        if index not in part.roles and not chrome.closes_comments(page.rows[index].text):
            return {index: Label.BODY}
    return {}


def _span(page: Page, part: Part) -> Span:
    """Return the lines of a part."""
    return Span(page.rows[part.first].first, page.rows[part.end - 1].last)


def _lost(ref: str, span: Span | None, reason: str) -> Comment:
    """Return what stands for a comment of which nothing is left."""
    return Comment(thread=THREAD, ref=ref, body="", author_lost=reason, status=Status.LOST, span=span)


def _slots(run: LostRun) -> list[Span | None]:
    """Return the blank lines of a run shared out among the comments that they stand for, as far as there are enough."""
    size = run.last - run.first + 1
    if size < run.count:
        return [*(Span(line, line) for line in range(run.first, run.last + 1)), *[None] * (run.count - size)]
    bounds = [run.first + size * number // run.count for number in range(run.count + 1)]
    return [Span(first, after - 1) for first, after in pairwise(bounds)]


def _named(link: Link | None, refs: Mapping[int, str]) -> tuple[str, Link] | None:
    """Return a link with the reference of the comment that it points at."""
    return (refs[link.target], link) if link is not None else None


def _present(
    body: str, span: Span, ref: str, reading: Reading, part: Part, link: tuple[str, Link] | None, order: dates.Order | None
) -> Comment:
    """Return the comment of a part."""
    deleted = part.author in _DELETED
    return Comment(
        thread=THREAD,
        ref=ref,
        body=body,
        author=None if deleted else part.author,
        author_lost=ACCOUNT_DELETED if deleted else None if part.author else reading.author_lost,
        parent=link[0] if link else None,
        reply_basis=link[1].basis if link else None,
        reply_confidence=link[1].confidence if link else None,
        posted=dates.parse(part.posted_text, order) if part.posted_text else None,
        posted_text=part.posted_text,
        score=part.score,
        source_id=part.source_id,
        span=span,
    )


def _body(page: Page, piece: Trimmed) -> str:
    """Return the body lines of a part: paragraphs and relative indentation kept, list marker and common indentation removed."""
    kept: list[str] = []
    opening = ""
    for index in range(piece.part.first, piece.part.end):
        row = page.rows[index]
        if piece.roles[index] is not Label.BODY:
            continue
        if index == piece.part.first and row.marker:
            top, *below = page.written(row)
            opening = top.strip().removeprefix(row.marker).strip()
            kept += below
            continue
        if (kept or opening) and row.blanks:
            kept.append("")
        kept += page.written(row)
    body = _without_common_indentation(kept)
    return "\n".join([opening, *body] if opening else body)


def _without_common_indentation(kept: Sequence[str]) -> list[str]:
    """Return lines moved left as far as all of them can go."""
    indents = [indentation(line) for line in kept]
    common = min((indent for line, indent in zip(kept, indents, strict=True) if line), default=0)
    return [" " * (indent - common) + line.lstrip() if line else "" for line, indent in zip(kept, indents, strict=True)]
