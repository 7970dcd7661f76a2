"""The article: what its lines are, its title, and its blocks.

Invariant: every row is labelled; rows that a page puts around an article are boilerplate, and are kept as meta lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.model import Block, BlockKind, Label, Span
from tui_reader.pace import Pace
from tui_reader.structure import chrome, dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.lines import Page, Row

_CAPTION = re.compile(
    r".{0,400}\b(?:IMAGE|SOURCE|PHOTO|CREDIT|(?:Image|Photo) credit|Source|Foto|Bild|Quelle|Photograph|Illustration)"
    r"\s?:.{0,200}"
    r"|(?:Photo|Photograph|Image|Foto|Illustration|Picture)s? (?:by|courtesy|von|de|via)\b.{0,150}|.{0,200}\(Photo.{0,100}\)"
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|posted by|written by|submitted by|published by|author|autor|eingestellt von|geschrieben von|posted on"
    r"|submitted)\b:?.{2,120}|\d+ points? by .{1,120}",
    re.IGNORECASE,
)
_HEADING_LENGTH = 70
_COUNTER = re.compile(r"[\d.,]{1,12}\s?[$€£%]|[A-Z]{3,9} \d{4}")
_DATELINE = re.compile(r"[^\W\d_][\w.’'-]*(?: [\w.’'()-]+){0,4}(?:,| [-–—|·/•])\s+")
_TRAIL = re.compile(
    r"\w[\w'’.& -]{0,40}(?:\s*[»›>/]\s*\w[\w'’.& -]{0,40}){1,5}|[A-Z][\w'’.&]*(?: [A-Z&][\w'’.&]*){0,4}, [A-Z]\w+"
)
_TOP = 6
"""Bylines, datelines and the trail of pages above stand within so many rows."""

_KINDS = {
    Label.TITLE: BlockKind.TITLE,
    Label.BYLINE: BlockKind.BYLINE,
    Label.CAPTION: BlockKind.CAPTION,
    Label.DATE: BlockKind.DATE,
    Label.HEADING: BlockKind.HEADING,
    Label.PARAGRAPH: BlockKind.PARAGRAPH,
    Label.BOILERPLATE: BlockKind.BOILERPLATE,
}


def label_rows(page: Page, end: int, pace: Pace | None = None) -> list[Label]:
    """Return what the rows before the comments are."""
    title = _title_row(page, end)
    rows = (pace or Pace()).each(range(end))
    labels = [Label.TITLE if index == title else _label(page, index, end) for index in rows]
    below = (title if title is not None else -1) + 1
    if below < min(end - 1, _TOP) and labels[below] is Label.HEADING and _TRAIL.fullmatch(page.rows[below].text):
        labels[below] = Label.BOILERPLATE
    return labels


def blocks(page: Page, labels: Sequence[Label]) -> tuple[Block, ...]:
    """Return the blocks of labelled rows: lines of one label that no blank line parts are one block."""
    made: list[Block] = []
    group: list[Row] = []
    for index, label in enumerate(labels):
        row = page.rows[index]
        if group and (row.blanks or label is not labels[index - 1] or label is Label.TITLE):
            made.append(_block(page, group, labels[index - 1]))
            group = []
        group.append(row)
    if group:
        made.append(_block(page, group, labels[len(labels) - 1]))
    return tuple(made)


def _block(page: Page, rows: Sequence[Row], label: Label) -> Block:
    """Return one block of rows."""
    text = "\n".join(line.strip() for row in rows for line in page.written(row))
    return Block(_KINDS[label], text, Span(rows[0].first, rows[-1].last))


def _title_row(page: Page, end: int) -> int | None:
    """Return the first row that is neither a date nor furniture of the page."""
    for index in range(min(end, 30)):
        text = page.rows[index].text
        if len(text) <= 300 and not dates.is_date(text) and not chrome.is_furniture(text) and not _COUNTER.fullmatch(text):
            return index
    return None


def _label(page: Page, index: int, end: int) -> Label:
    """Return what a row of the article other than its title is."""
    row = page.rows[index]
    if not row.short:
        return Label.CAPTION if index < 5 and len(row.text) < 500 and _CAPTION.fullmatch(row.text) else Label.PARAGRAPH
    if chrome.is_furniture(row.text) or _COUNTER.fullmatch(row.text):
        return Label.BOILERPLATE
    return _label_of_short(row.text, index, end) or (Label.HEADING if _is_heading(page, index, end) else Label.PARAGRAPH)


def _label_of_short(text: str, index: int, end: int) -> Label | None:
    """Return what a short row is by its words: a date, a byline or a caption, or None."""
    if dates.is_date(text):
        return Label.DATE
    if is_byline(text) and (index < _TOP or index >= end - 3):
        return Label.BYLINE
    if index < _TOP and _is_dateline(text):
        return Label.DATE
    return Label.CAPTION if _CAPTION.fullmatch(text) else None


def _is_dateline(text: str) -> bool:
    """Return whether a line is a place and a date: "Marrow Quay, June 12, 2014"."""
    stamp = dates.find_first(text)
    return stamp is not None and stamp.end == len(text.rstrip(" .:")) and bool(_DATELINE.fullmatch(text[: stamp.start]))


def is_byline(text: str) -> bool:
    """Return whether a line says who wrote the article."""
    return bool(_BYLINE.fullmatch(text))


def _is_heading(page: Page, index: int, end: int) -> bool:
    """Return whether a row is short, stands alone and has more article below it."""
    row = page.rows[index]
    if len(row.text) > _HEADING_LENGTH or row.text[-1] in '.!?,;:…"”' or not row.text[0].isupper():
        return False
    return bool(row.blanks) and index + 1 < end and page.gap_after(index) > 0 and not row.marker
