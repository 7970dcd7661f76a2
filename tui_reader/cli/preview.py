"""`import --dry-run`: what the reader of plain text sees, line by line, so that one glance tells whether it understood.

Every line of the source stands there once, behind its number, its label, the comment it belongs to and the evidence.
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
from tui_reader.model import LOW_CONFIDENCE, Label, Status
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.parting import TextThread
    from tui_reader.structure.segment import Segmentation

_COLOURS = {
    Label.TITLE: "bright_white",
    Label.HEADING: "bright_white",
    Label.AUTHOR: "green",
    Label.BODY: "cyan",
    Label.META: "yellow",
    Label.BOILERPLATE: "bright_black",
}
_LABEL_WIDTH = max(map(len, Label))
_AROUND = len("12345 ") + _LABEL_WIDTH + len(" 1234 ") + len("| ")
_EVIDENCE = 30
_TEXT = 100


def preview(paths: Sequence[str], choices: Choices, stdin: BinaryIO, *, as_json: bool) -> ExitCode:
    """Show how sources would be read; nothing is written."""
    shown = failed = 0
    for source in find_sources(paths):
        try:
            intake = take_in(source.open(stdin), choices)
        except SourceError as error:
            click.echo(one_line(f"failed: {error}"), err=True)
            failed += 1
        else:
            _show(intake, as_json=as_json)
            shown += 1
    if failed:
        return ExitCode.FAILED
    return ExitCode.DONE if shown else ExitCode.NOTHING_FOUND


def _show(intake: Intake, *, as_json: bool) -> None:
    for _ in intake.records:
        continue
    if as_json:
        click.echo(json.dumps(_value(intake)))
        return
    click.echo(click.style(one_line(f"{intake.facts.path}: {_manner(intake)}"), bold=True))
    if intake.text and intake.seen:
        for thread in intake.seen.threads:
            _show_thread(thread, intake.text.lines, alone=not intake.seen.parted)
    for problem in intake.tally.problems:
        click.echo(one_line(f"line {problem.line}: {problem.message}" if problem.line else problem.message))


def _manner(intake: Intake) -> str:
    """Say how a source is read, and how else it could be."""
    tally, seen = intake.tally, intake.seen
    if seen is None:
        held = f"{counted(tally.threads, 'thread')}, {counted(tally.comments, 'comment')}"
        return f"{intake.facts.origin.format}, {held}, {tally.rejected} left out"
    held = f"{counted(tally.comments, 'comment')}, {tally.lost} wholly lost"
    if seen.parted:
        return f"{counted(tally.threads, 'thread')}, parted {seen.parted}, {held}"
    return f"{_reading(seen.threads[0].seen)}, {held}"


def _reading(seen: Segmentation) -> str:
    """Say in which layout a thread is read, and in which others it could be."""
    sure = "not sure of it" if seen.confidence < LOW_CONFIDENCE else "sure"
    others = ", ".join(f"{name} {score:.0%}" for name, score in seen.runners_up) or "no other fits"
    return f"layout {seen.layout}, {seen.confidence:.0%} ({sure}; {others})"


def _show_thread(thread: TextThread, lines: Sequence[str], *, alone: bool) -> None:
    """Show the lines of a thread, below a line of its own where it is one of several."""
    first, last, seen = thread.span.first, thread.span.last, thread.seen
    if not alone:
        said = sum(comment.status is not Status.LOST for comment in seen.comments)
        head = f"lines {first}-{last}: {_reading(seen)}, {counted(said, 'comment')}: {seen.title or 'without a title'}"
        click.echo(click.style(one_line(head), bold=True))
    for line in _margin(lines[first - 1 : last], first, seen):
        click.echo(line)


def _margin(lines: Sequence[str], first: int, seen: Segmentation) -> Iterator[str]:
    """Yield each line behind what it is taken for."""
    comments = _comment_of_line(seen)
    room, width = _widths()
    for number, (line, label, reason) in enumerate(zip(lines, seen.labels, seen.evidence, strict=True), first):
        evidence = _cut(one_line(reason), room)
        margin = f"{number:>5} {label or '':<{_LABEL_WIDTH}} {comments.get(number, ''):>4} {evidence:<{room}}"
        shown = _cut(visible(line).expandtabs(4).replace("\n", " "), width)
        yield click.style(margin, dim=True) + "| " + click.style(shown, fg=_COLOURS.get(label) if label else None)


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


def _comment_of_line(seen: Segmentation) -> dict[int, str]:
    """Return the number of the comment that each line belongs to."""
    spans = [(comment.ref, comment.span) for comment in seen.comments if comment.span]
    return {line: ref for ref, span in spans for line in range(span.first, span.last + 1)}


def _value(intake: Intake) -> dict[str, Any]:
    """Return what is seen as JSON members; `lines` hold label, comment and evidence of each line."""
    origin, seen = intake.facts.origin, intake.seen
    value: dict[str, Any] = {
        "path": intake.facts.path,
        "format": origin.format,
        "layout": seen.layouts if seen else None,
        "confidence": origin.confidence,
        "comments": intake.tally.comments,
        "problems": [{"line": problem.line, "message": problem.message} for problem in intake.tally.problems],
    }
    if seen:
        value["parted"] = seen.parted
        value["runners_up"] = [] if seen.parted else _runners_up(seen.threads[0].seen)
        value["threads"] = [_thread_value(thread) for thread in seen.threads]
        value["lines"] = [line for thread in seen.threads for line in _line_values(thread)]
    return value


def _thread_value(thread: TextThread) -> dict[str, Any]:
    """Return one of the threads of a text as JSON members."""
    seen = thread.seen
    return {
        "lines": [thread.span.first, thread.span.last],
        "title": seen.title,
        "url": thread.url,
        "layout": seen.layout,
        "confidence": seen.confidence,
        "comments": sum(comment.status is not Status.LOST for comment in seen.comments),
        "runners_up": _runners_up(seen),
    }


def _runners_up(seen: Segmentation) -> list[dict[str, Any]]:
    return [{"layout": name, "score": score} for name, score in seen.runners_up]


def _line_values(thread: TextThread) -> Iterator[list[str | None]]:
    """Yield label, comment and evidence of each line of a thread; comments are counted in their thread."""
    comments = _comment_of_line(thread.seen)
    pairs = enumerate(zip(thread.seen.labels, thread.seen.evidence, strict=True), thread.span.first)
    yield from ([label, comments.get(number), evidence] for number, (label, evidence) in pairs)


def _cut(text: str, width: int) -> str:
    """Return a text in so many columns at most."""
    if sum(map(_columns, text)) <= width:
        return text
    ends = list(accumulate(map(_columns, text)))
    return text[: bisect_right(ends, width - 1)] + "…"


def _columns(character: str) -> int:
    return 2 if east_asian_width(character) in {"W", "F"} else 1
