"""`import --dry-run`: what the reader of plain text sees, line by line, so that one glance tells whether it understood.

Every line of the source stands there once, behind its number, its label, the comment it belongs to, how sure that is, and the
evidence.
"""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO
from unicodedata import east_asian_width

import click

from tui_reader.errors import ExitCode, SourceError
from tui_reader.ingest.intake import Choices, Intake, take_in
from tui_reader.ingest.source import find_sources
from tui_reader.model import LOW_CONFIDENCE, Label
from tui_reader.structure.margin import margin_of
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.formats.base import Document
    from tui_reader.structure.margin import Margin

_COLOURS = {
    Label.TITLE: "bright_white",
    Label.HEADING: "bright_white",
    Label.AUTHOR: "green",
    Label.BODY: "cyan",
    Label.META: "yellow",
    Label.BOILERPLATE: "bright_black",
}
_LABEL_WIDTH = max(map(len, Label))
_AROUND = len("12345 ") + _LABEL_WIDTH + len(" 1234 100%? ") + len("| ")
_EVIDENCE = 30
_TEXT = 100


def preview(paths: Sequence[str], choices: Choices, stdin: BinaryIO, *, as_json: bool) -> ExitCode:
    """Show how sources would be read; nothing is written."""
    shown = failed = 0
    for source in find_sources(paths):
        try:
            document = source.open(stdin)
            intake = take_in(document, choices)
        except SourceError as error:
            click.echo(one_line(f"failed: {error}"), err=True)
            failed += 1
        else:
            _show(intake, _others(document, choices, intake), as_json=as_json)
            shown += 1
    if failed:
        return ExitCode.FAILED
    return ExitCode.DONE if shown else ExitCode.NOTHING_FOUND


def _others(document: Document, choices: Choices, intake: Intake) -> list[tuple[str, float]]:
    """Return the layouts that could be taken in place of the one that a document is read in, best first."""
    seen = intake.segmentation
    if seen is None:
        return []
    if choices.layout is not None:
        seen = take_in(document, Choices(choices.format)).segmentation or seen
    ranked = [(seen.layout, seen.confidence), *seen.runners_up]
    return [(name, score) for name, score in ranked if intake.segmentation and name != intake.segmentation.layout]


def _show(intake: Intake, others: Sequence[tuple[str, float]], *, as_json: bool) -> None:
    for _ in intake.records:
        continue
    margin = margin_of(intake.segmentation) if intake.segmentation else None
    if as_json:
        click.echo(json.dumps(_value(intake, margin, others)))
        return
    click.echo(click.style(one_line(f"{intake.facts.path}: {_manner(intake, others)}"), bold=True))
    if intake.text and margin:
        for line in _margin(intake.text.lines, margin):
            click.echo(line)
    for problem in intake.tally.problems:
        click.echo(one_line(f"line {problem.line}: {problem.message}" if problem.line else problem.message))


def _manner(intake: Intake, others: Sequence[tuple[str, float]]) -> str:
    """Say how a source is read, and how else it could be."""
    tally, seen = intake.tally, intake.segmentation
    if seen is None:
        held = f"{counted(tally.threads, 'thread')}, {counted(tally.comments, 'comment')}"
        return f"{intake.facts.origin.format}, {held}, {tally.rejected} left out"
    sure = "not sure of it" if seen.confidence < LOW_CONFIDENCE else "sure"
    told = ", ".join(f"{name} {score:.0%}" for name, score in others) or "no other fits"
    held = f"{counted(tally.comments, 'comment')}, {tally.lost} wholly lost"
    return f"layout {seen.layout}, {seen.confidence:.0%} ({sure}; {told}), {held}"


def _margin(lines: Sequence[str], margin: Margin) -> Iterator[str]:
    """Yield each line behind what it is taken for."""
    room, width = _widths()
    for number, line in enumerate(lines, 1):
        label, comment, evidence = (
            margin.label(number),
            margin.comment(number) or "",
            _cut(one_line(margin.reason(number)), room),
        )
        beside = (
            f"{number:>5} {margin.word(number):<{_LABEL_WIDTH}} {comment:>4} {_sureness(margin, number):<5} {evidence:<{room}}"
        )
        shown = _cut(visible(line).expandtabs(4).replace("\n", " "), width)
        yield click.style(beside, dim=True) + "| " + click.style(shown, fg=_COLOURS.get(label) if label else None)


def _sureness(margin: Margin, line: int) -> str:
    """Return how sure it is what a line is; a question mark says that it may well be something else."""
    sure = margin.sureness(line)
    return "" if sure is None else f"{sure:>4.0%}" + "?" * margin.is_doubtful(line)


def _widths() -> tuple[int, int]:
    """Return the columns for evidence and for text: on a terminal, a line of it holds both."""
    columns = _terminal_columns()
    if not columns:
        return _EVIDENCE, _TEXT
    left = max(8, columns - _AROUND)
    evidence = min(_EVIDENCE, left // 3)
    return evidence, left - evidence


def _terminal_columns() -> int:
    """Return how wide the terminal is that stdout goes to; 0 where that is none or one that does not tell."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 0


def _value(intake: Intake, margin: Margin | None, others: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """Return what is seen as JSON members; `lines` hold label, comment, evidence and sureness (0 to 1) of each line."""
    origin = intake.facts.origin
    value: dict[str, Any] = {
        "path": intake.facts.path,
        "format": origin.format,
        "layout": origin.layout,
        "confidence": origin.confidence,
        "comments": intake.tally.comments,
        "problems": [{"line": problem.line, "message": problem.message} for problem in intake.tally.problems],
    }
    if margin:
        value["runners_up"] = [{"layout": name, "score": score} for name, score in others]
        value["lines"] = [_members(margin, line) for line in range(1, len(margin) + 1)]
    return value


def _members(margin: Margin, line: int) -> list[object]:
    number = margin.comment(line)
    return [margin.label(line), str(number) if number else None, margin.reason(line), margin.sureness(line)]


def _cut(text: str, width: int) -> str:
    """Return a text in so many columns at most."""
    if sum(map(_columns, text)) <= width:
        return text
    ends = list(accumulate(map(_columns, text)))
    return text[: bisect_right(ends, width - 1)] + "…"


def _columns(character: str) -> int:
    return 2 if east_asian_width(character) in {"W", "F"} else 1
