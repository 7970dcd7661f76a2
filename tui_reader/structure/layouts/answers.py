"""Questions and answers: below each answer when it was given and by whom, and comments on it that end in their author's name.

An answer begins where the comments on what stands above it end. The comments on the question stand above the first answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, chrome, dates, names
from tui_reader.structure.layouts.inline import credit_of
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.structure.lines import Page

_ASKED = re.compile(r"(?:asked|gefragt|posée|preguntada|formulada|perguntada|задан)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:answered|beantwortet|répondue?|respondida|contestada|risposto|ответ дан)\b", re.IGNORECASE)
_REPUTATION = re.compile(r"[\d.,]+k?(?:\s?[\d.,]+k?|\s[●\d ]+|\s.{0,60}\bbadges?)*", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,5}")
_FURNITURE = re.compile(
    r"add a comment.*|\|?show \d+ more comments?|\d+ answers?|answers?|sort(?:ed)? by:?.*|active|oldest|votes|highest score.*"
    r"|active oldest votes|up vote|down vote|favorite|accepted|up vote \d+ down vote(?: (?:accepted|favorite))?",
    re.IGNORECASE,
)
_WEIGHT = 0.97


def read(page: Page) -> Reading | None:
    """Read a page of answers; None where none says when it was given."""
    answered = [row for row in range(len(page.rows)) if _is_dated(page, row, _ANSWERED)]
    above = range(answered[0] if answered else 0)
    asked = next((row for row in reversed(above) if _is_dated(page, row, _ASKED)), None)
    if not answered or (asked is None and len(answered) < 2):
        return None
    first = _end_of_signature(page, asked) if asked is not None else _below_title(page, answered[0])
    parts = tuple(_parts(page, first, answered))
    return Reading(LAYOUT.name, _WEIGHT * anchors.repetition(len(answered) + (asked is not None)), parts)


def _is_dated(page: Page, row: int, word: re.Pattern[str]) -> bool:
    """Return whether a row is one of these words and a date."""
    text = page.rows[row].text
    found = word.match(text)
    return (
        found is not None
        and (stamp := dates.find(text)) is not None
        and text[found.end() : stamp.start].strip() in ("", "el", "am", "le")
    )


def _below_title(page: Page, answered: int) -> int:
    """Return the first row below the heading of the answers, or the second row of the page."""
    headings = (row for row in range(answered) if chrome.opens_comments(page.rows[row].text))
    return next((row + 1 for row in headings), 1)


def _end_of_signature(page: Page, row: int) -> int:
    """Return the row below those that say when something was written, by whom, and what that person is worth."""
    end = row + 1
    if end < len(page.rows) and not page.rows[end].blanks and names.plausibility(page.rows[end].text, strict=False):
        end += 1
    while end < len(page.rows) and not page.rows[end].blanks and _REPUTATION.fullmatch(page.rows[end].text):
        end += 1
    return end


def _parts(page: Page, first: int, answered: list[int]) -> Iterator[Part]:
    """Yield the comments on the question, and each answer with the comments on it."""
    count, above = 0, None
    for row in (*answered, None):
        end = row if row is not None else anchors.tail_of(page, first)
        comments = list(_comments(page, first, end))
        yield from (_comment(page, start, last, above) for start, last in comments)
        count += len(comments)
        if row is None:
            return
        start = _first_text(page, comments[-1][1] + 1 if comments else first, row)
        first = _end_of_signature(page, row)
        yield _answer(page, start, row, first)
        above, count = count, count + 1


def _comments(page: Page, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each comment above the next answer: one with a credit, and votes above it."""
    start = first
    for row in range(first, end):
        text = page.rows[row].text
        if credit_of(text):
            yield start if all(_COUNT.fullmatch(page.rows[each].text) for each in range(start, row)) else row, row
            start = row + 1
        elif _is_furniture(text) and not _COUNT.fullmatch(text):
            start = row + 1
        elif not _COUNT.fullmatch(text):
            return


def _is_furniture(text: str) -> bool:
    return chrome.is_furniture(text) or bool(_FURNITURE.fullmatch(text))


def _first_text(page: Page, first: int, row: int) -> int:
    """Return the first row of an answer that is no furniture."""
    return next((each for each in range(first, row) if not _is_furniture(page.rows[each].text)), min(first, row))


def _answer(page: Page, first: int, row: int, end: int) -> Part:
    """Return the answer that is signed in a row."""
    stamp = dates.find(page.rows[row].text)
    named = row + 1 < end and not _REPUTATION.fullmatch(page.rows[row + 1].text)
    roles = dict.fromkeys(range(row, end), Label.META) | {row: Label.DATE} | ({row + 1: Label.AUTHOR} if named else {})
    author = page.rows[row + 1].text if named else None
    return Part(first, end, author, roles, "an answer with its date and author below", stamp.text if stamp else None)


def _comment(page: Page, first: int, row: int, parent: int | None) -> Part:
    """Return a comment on an answer, or on the question."""
    votes = dict.fromkeys(range(first, row), Label.META)
    text = page.rows[row].text
    stamp = dates.find(text)
    return Part(
        first, row + 1, credit_of(text), votes, "a credit at the end of the line", stamp.text if stamp else None, parent=parent
    )


LAYOUT = Layout(
    "answers",
    "Answers with their date and author below, and comments on them that end in a name and a date.",
    "asked Mar 3, 2015 at 10:12\nMira\n\n2 Answers\n\nFrom the bridge.\n\nanswered Mar 3, 2015 at 11:02\nOrla\n\n"
    "Thank you. – Mira Mar 4, 2015 at 8:00\n\nFrom the quay.\n\nanswered Mar 5, 2015 at 9:15\nJo",
    read,
)
