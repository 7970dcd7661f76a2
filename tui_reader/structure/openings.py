"""How much a part of a text looks like a thread of its own below another one.

A thread begins with a title and an article, and comments of its own follow; a page of a print-out, a comment between two rules
or a section of an article seldom do all of that. Every observation is a number of nats for "another thread begins here",
weighed on labelled dumps: those put one below the other on the one side, those cut at any line on the other.

Invariant: nothing speaks for a new thread but comments on both sides of its beginning; all else can only speak against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from tui_reader.model import Comment, Label, Status
from tui_reader.structure import chrome, dates, marks, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.segment import Segmentation

_END, _HEADING, _BYLINE, _ARTICLE, _PARAGRAPHS, _SURE, _RESTART = 3.5, 1.5, 1.5, 2.5, 1.5, 0.5, 1.0
"""What says that a thread begins: furniture right above, a heading of comments, a byline, an article longer than comments are,
two paragraphs, two sure readings, and numbers that begin anew."""

_HEADINGS = 2.5
"""What a heading right above the comments says besides, where there is one above those above as well."""

_TITLE, _CAPITALS, _TRAIL = 0.5, 2.0, 2.0
"""What a title says, in capitals and as a trail of pages."""

_NAME, _QUESTION, _SENTENCE, _NO_TITLE = -2.0, -1.5, -4.0, -2.0
"""What a title that can be a name, a question or a sentence says against it, and the lack of a title."""

_UNSURE, _NO_COMMENTS, _NONE_ABOVE, _GOES_ON, _PAGE = -1.0, -1.0, -2.0, -4.0, -4.0
"""What else speaks against it: comments above that are unsure, no comments, none above, numbers that go on, that of a page."""

_SURE_FROM = 0.76
_LONGER = 3
"""So many times as long as a comment an article is."""

_LONGEST_TITLE, _LONG_TITLE = 200, 120
_DATES_ABOVE = 3
_ENDING_ROWS = 3
_BYLINE_WITHIN = 3
_ENOUGH_WORDS, _CAPITALISED = 4, 0.7

_MARKER = re.compile(r"\d{1,4}[.)]\s|[-*+•]\s|[@>#(:]")
_PARTS = re.compile(r"\w\s[|»›·•>/]\s|\]\s*\[")
_SENTENCE_END = re.compile(r"[.!?] \S|[.,;:!…]$|[:;]-?\)$|^[^\w\"“„«‘'\[¿¡{»]")
_COUNTER = re.compile(r"[\d.,]+ ?\$?")
_PAGE_NUMBER = re.compile(
    r"(?:.{0,80}\W)?(?:page|seite|página|pagina|стр\.?|p\.) ?\d{1,4}\b.{0,20}"
    r"|(?:.{0,80}(?<![\w/.]))?\d{1,3} ?(?:/|of|von|de) ?\d{1,3}"
)


@dataclass(frozen=True)
class Part:
    """Lines of a text and how they read on their own; `numbers` are those that they have in the text, counted from 0."""

    numbers: Sequence[int]
    lines: Sequence[str]
    seen: Segmentation

    @cached_property
    def rows(self) -> list[tuple[Label, str]]:
        """What its lines are that say anything, with their words."""
        labelled = zip(self.seen.labels, self.lines, strict=True)
        return [(label, " ".join(line.split())) for label, line in labelled if label is not None]

    @property
    def is_sure(self) -> bool:
        """Whether its layout leaves little doubt."""
        return self.seen.confidence > _SURE_FROM

    @cached_property
    def comments(self) -> list[Comment]:
        """The comments that say anything."""
        return [comment for comment in self.seen.comments if comment.status is not Status.LOST]

    @cached_property
    def article(self) -> list[tuple[Label, str]]:
        """The rows above the first comment."""
        spans = [comment.span for comment in self.comments if comment.span]
        end = spans[0].first - 1 if spans else len(self.lines)
        return self.rows[: sum(label is not None for label in self.seen.labels[:end])]

    @cached_property
    def ids(self) -> list[int]:
        """The numbers that its comments bear."""
        return [int(comment.source_id) for comment in self.comments if comment.source_id and comment.source_id.isdecimal()]


def evidence(above: Part, part: Part, repeated: int) -> float:
    """Return how much speaks for a thread that begins with a part; its first `repeated` rows stand above others as well."""
    found = _of_pages(above, part) + _of_numbers(above, part)
    if not above.comments or not part.comments:
        return min(found, 0.0) + _NO_COMMENTS * (not part.comments) + _NONE_ABOVE * (not above.comments)
    found += _END * any(_ends_thread(text) for _, text in above.rows[-_ENDING_ROWS:])
    top = title_row([text for _, text in part.article], repeated)
    return found + (_NO_TITLE if top is None else _of_title(part.article[top][1]) + _of_article(above, part, top))


def _ends_thread(text: str) -> bool:
    """Return whether a line is furniture below comments that no page of a print-out ends in."""
    return chrome.closes_comments(text) and not _PAGE_NUMBER.fullmatch(text.lower())


def title_row(rows: Sequence[str], repeated: int) -> int | None:
    """Return the row that can be a title: the first one but for what stands above all parts, and dates."""
    top = repeated
    while top < len(rows) and top < repeated + _DATES_ABOVE and _is_date(rows[top]):
        top += 1
    return top if top < len(rows) and can_be_title(rows[top], below_date=top > repeated) else None


def _is_date(text: str) -> bool:
    return dates.is_date(text) or bool(_COUNTER.fullmatch(text))


def can_be_title(text: str, *, below_date: bool = False) -> bool:
    """Return whether nothing rules out that a row is a title."""
    text = chrome.without_heading_mark(text)
    if len(text) > _LONGEST_TITLE or text[0].islower() or "://" in text or _MARKER.match(text) or marks.mark_of(text):
        return False
    if below_date and dates.find(text) is not None:
        return False
    return not (chrome.is_furniture(text) or names.is_sign_off(text) or names.is_signature(text))


def _of_title(text: str) -> float:
    """Return what the words of a title say."""
    text = chrome.without_heading_mark(text)
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = len(words) >= _ENOUGH_WORDS and sum(word[0].isupper() for word in words) >= _CAPITALISED * len(words)
    trail = bool(_PARTS.search(text))
    sentence = len(text) > _LONG_TITLE or bool(_SENTENCE_END.search(text))
    return (
        _TITLE
        + _CAPITALS * (capitals and not text.isupper())
        + _TRAIL * trail
        + _NAME * (names.likeness(text) >= 0.5 and not trail)
        + _QUESTION * text.endswith("?")
        + _SENTENCE * sentence
    )


def _of_article(above: Part, part: Part, top: int) -> float:
    """Return what stands between title and comments, and how sure both readings are."""
    below = part.article[top + 1 :]
    paragraphs = [text for label, text in below if label is Label.PARAGRAPH]
    heading = _has_heading(below)
    bylines = [row for row, (label, _) in enumerate(below[:_BYLINE_WITHIN]) if label in {Label.BYLINE, Label.DATE}]
    byline = bool(bylines) and (heading or any(label is Label.PARAGRAPH for label, _ in below[bylines[0] :]))
    longer = sum(map(len, paragraphs)) >= _LONGER * median(len(comment.body) for comment in part.comments)
    return (
        _HEADING * heading
        + _HEADINGS * (_has_heading(below[-_ENDING_ROWS:]) and _has_heading(above.article[-_ENDING_ROWS:]))
        + _BYLINE * byline
        + _PARAGRAPHS * (len(paragraphs) > 1)
        + _ARTICLE * (len(paragraphs) > 1 and longer)
        + _SURE * (above.is_sure and part.is_sure)
        + _UNSURE * (not above.is_sure)
    )


def _has_heading(rows: Sequence[tuple[Label, str]]) -> bool:
    """Return whether a heading of comments is among the rows of an article."""
    return any(chrome.opens_comments(text) for _, text in rows)


def _of_numbers(above: Part, part: Part) -> float:
    """Return what the numbers of comments say: in a new thread they begin anew."""
    if not above.ids or not part.ids:
        return 0.0
    if above.ids[-1] < part.ids[0] <= above.ids[-1] + 2:
        return _GOES_ON
    return _RESTART * (part.ids[0] <= 1 < max(above.ids))


def _of_pages(above: Part, part: Part) -> float:
    """Return what the number of a page above or below says."""
    edges = [*above.rows[-1:], *part.rows[:1]]
    return _PAGE * any(_PAGE_NUMBER.fullmatch(text.lower()) for _, text in edges)
