"""Reading a thread out of plain text: every layout family has its say, and the best reading wins or none does.

Invariant: every non-blank line has exactly one label and stands in exactly one block, comment or stretch of meta lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.model import Block, Comment, Label, Names, Problem, Span, Status
from tui_reader.pace import Pace, without_collections
from tui_reader.structure import anchors, article, assembly, chrome, refrains, templates, voice
from tui_reader.structure.layouts import LAYOUTS, article_only
from tui_reader.structure.lines import PREPARED, Page, Row, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.structure.assembly import Trimmed
    from tui_reader.structure.reading import Reading

ENOUGH = 0.4
"""A reading with a lower score is not believed: the text is kept as an article."""

_DENIED = 0.35
"""What is left of a score when the page says that there are no comments."""

_ENOUGH_NAMES = 3
"""With fewer names it is chance when none of them is a single word."""

_MARKED, _READ, _TRIMMED = 0.35, 0.75, 0.85
"""Shares of the time after which the marks of all lines are found, all layouts have been tried, and comments are cut out."""

ARTICLE_ONLY = article_only.LAYOUT.name
"""The layout of a text in which nothing speaks for comments."""

UNMARKED = "unmarked"
"""The layout of a text that seems to hold comments whose boundaries leave no trace."""

_UNMARKED, _SILENT = 0.3, 0.49
"""How sure it is that there are no comments where some layout nearly fits, and where none does: they may have left no trace."""

_NO_COMMENTS = "no comments recognised: all of it is kept as an article"


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What a text is made of.

    `labels` and `evidence` have one entry a line (None and "" for blank lines; evidence only where a comment shows itself).
    `confidence` is 0 to 1; `runners_up` are the other layouts considered, best first.
    """

    labels: tuple[Label | None, ...]
    evidence: tuple[str, ...]
    layout: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...]
    title: str | None
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    meta: tuple[Span, ...]
    names: Names
    problems: tuple[Problem, ...]


@without_collections()
def read_thread(lines: Sequence[str], layout: str | None = None, pace: Pace | None = None) -> Segmentation:
    """Return what the lines of a text (without line ends) are; `layout` forces one family instead of the best."""
    pace = pace or Pace()
    page = prepare(lines, pace)
    anchors.marks_of(page, pace.part(PREPARED, _MARKED))
    readings = _readings(page, layout, pace.part(_MARKED, _READ))
    pace.reach(_READ)
    believed = readings[0] if readings and (readings[0].score >= ENOUGH or layout) else None
    if believed is None:
        return _without_comments(page, readings, layout, pace)
    return _with_comments(page, believed, readings[1:], pace)


def _readings(page: Page, layout: str | None, pace: Pace) -> list[Reading]:
    """Return the readings of all layouts, or of the one asked for, best first."""
    wanted = [family for family in LAYOUTS if layout in (None, family.name)]
    readings = []
    for number, family in enumerate(wanted):
        pace.reach(number / len(wanted))
        if (reading := family.read(page)) is not None and reading.parts:
            readings.append(_checked(page, reading))
    return sorted(readings, key=lambda reading: -reading.score)


def _checked(page: Page, reading: Reading) -> Reading:
    """Return a reading, hardly believed where the page says below it that there are no comments, and nothing else above it."""
    first = reading.parts[0].first
    if any(_announces(row.text) for row in page.rows[:first]):
        return reading
    denied = any(chrome.says_none(row.text) for row in (*page.rows[:first], *page.rows[reading.parts[-1].first + 1 :]))
    return replace(reading, score=reading.score * _DENIED) if denied or voice.is_silent(page, reading) else reading


def _announces(text: str) -> bool:
    """Return whether a line is the heading of comments that there are."""
    return chrome.opens_comments(text) and not chrome.says_none(text) and not chrome.closes_comments(text)


def _with_comments(page: Page, reading: Reading, others: Sequence[Reading], pace: Pace) -> Segmentation:
    """Return the segmentation of a reading that is believed."""
    parts = templates.without_places(templates.without_badges(refrains.set_aside(page, pace.walk(reading.parts))))
    pieces = pace.walk(assembly.trim(page, part) for part in pace.part(_READ, _TRIMMED).over(parts))
    start = reading.parts[0].first
    labels = [*article.label_rows(page, start, pace), *([Label.BOILERPLATE] * (len(page.rows) - start))]
    blocks = article.blocks(page, labels[:start])
    for piece in pieces:
        for index, label in piece.roles.items():
            labels[index] = label
    comments = assembly.comments(page, reading, pieces)
    pace.reach(1)
    return Segmentation(
        labels=_by_line(page, labels),
        evidence=_evidence(page, reading),
        layout=reading.layout,
        confidence=round(reading.score, 3),
        runners_up=tuple((other.layout, round(other.score, 3)) for other in others),
        title=_title(blocks),
        blocks=blocks,
        comments=comments,
        meta=_loose_lines(page, start, pieces),
        names=_names(page, comments),
        problems=_problems(reading),
    )


def _without_comments(page: Page, readings: Sequence[Reading], layout: str | None, pace: Pace) -> Segmentation:
    """Return a text as an article, because no reading of it as a thread is good enough, or none in the layout asked for."""
    labels = article.label_rows(page, len(page.rows), pace)
    blocks = article.blocks(page, labels)
    doubt = readings[0].score if readings else 0.0
    unmarked, refused = doubt >= ENOUGH / 2, layout not in (None, ARTICLE_ONLY)
    problem = f"the layout {layout} does not fit: all of it is kept as an article" if refused else _NO_COMMENTS
    return Segmentation(
        labels=_by_line(page, labels),
        evidence=("",) * len(page.lines),
        layout=UNMARKED if unmarked else ARTICLE_ONLY,
        confidence=_UNMARKED if unmarked or refused else round(_SILENT - doubt, 3),
        runners_up=tuple((reading.layout, round(reading.score, 3)) for reading in readings),
        title=_title(blocks),
        blocks=blocks,
        comments=(),
        meta=(),
        names=Names.NONE,
        problems=(Problem(problem),),
    )


def _by_line(page: Page, labels: Sequence[Label]) -> tuple[Label | None, ...]:
    """Return the labels of rows spread over all lines."""
    spread: list[Label | None] = [None] * len(page.lines)
    for row, label in zip(page.rows, labels, strict=True):
        spread[row.first - 1 : row.last] = [label] * (row.last - row.first + 1)
    return tuple(spread)


def _evidence(page: Page, reading: Reading) -> tuple[str, ...]:
    """Return the reason for each line where a comment begins or shows its author."""
    reasons = [""] * len(page.lines)
    for part in reading.parts:
        shown = [index for index, label in part.roles.items() if label is Label.AUTHOR]
        for index in (part.first, *shown):
            reasons[page.rows[index].first - 1] = part.reason
    return tuple(reasons)


def _title(blocks: Iterable[Block]) -> str | None:
    """Return the text of the title block."""
    return next((block.text for block in blocks if block.kind == "title"), None)


def _loose_lines(page: Page, start: int, pieces: Sequence[Trimmed]) -> tuple[Span, ...]:
    """Return the stretches of lines after the article that stand in no comment."""
    inside = {index for piece in pieces for index in range(piece.part.first, piece.part.end)}
    spans: list[Span] = []
    previous = -1
    for index in range(start, len(page.rows)):
        if index in inside:
            continue
        row: Row = page.rows[index]
        if spans and previous == index - 1:
            spans[-1] = Span(spans[-1].first, row.last)
        else:
            spans.append(Span(row.first, row.last))
        previous = index
    return tuple(spans)


def _names(page: Page, comments: Sequence[Comment]) -> Names:
    """Return what the page lets us say about its names.

    Where no line at all is a single word, words that stood alone were dropped, and with them the names of one word.
    """
    present = [comment for comment in comments if comment.status is not Status.LOST]
    named = {comment.author for comment in present if comment.author}
    if not named:
        return Names.NONE
    if all(comment.author or comment.author_lost == assembly.ACCOUNT_DELETED for comment in present):
        return Names.COMPLETE
    texts = (*named, *(row.text for row in page.rows))
    return Names.SHORT_LOST if len(named) >= _ENOUGH_NAMES and all(" " in text for text in texts) else Names.SOME_LOST


def _problems(reading: Reading) -> tuple[Problem, ...]:
    """Return what the reader should know about doubts and losses."""
    found = [
        Problem(f"{run.count} comment{'s' * (run.count > 1)} wholly lost: {run.reason}", run.first) for run in reading.lost
    ]
    if reading.score < 0.5:
        found.insert(0, Problem("the layout is uncertain: comments may begin and end elsewhere"))
    return tuple(found)
