"""`import --dry-run`: what the reader of plain text sees, line by line, so that one glance tells whether it understood.

Every line of the source stands there once, behind its number, its label, the comment it belongs to, how sure that is, and the
evidence.
"""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO
from unicodedata import east_asian_width

import click

from tui_reader.errors import ExitCode, SourceError, UnknownFormatError
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.intake import Intake, take_in
from tui_reader.ingest.source import find_sources
from tui_reader.model import LOW_CONFIDENCE, Label
from tui_reader.structure.margin import margin_of
from tui_reader.structure.parting import read_piece
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.structure.margin import Margin
    from tui_reader.structure.parting import TextThread

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


@dataclass(frozen=True, slots=True)
class _Shown:
    """A thread of a plain text, what stands beside its lines, and the layouts that could be taken in place of its own."""

    thread: TextThread
    margin: Margin
    others: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, thread: TextThread, lines: Sequence[str], choices: Choices) -> _Shown:
        """Return what there is to show of a thread."""
        seen = thread.seen if choices.layout is None else read_piece(lines, thread.piece).seen
        ranked = ((seen.layout, seen.confidence), *seen.runners_up)
        others = tuple((name, score) for name, score in ranked if name != thread.seen.layout)
        return cls(thread, margin_of(thread.seen, above=thread.piece.first), others)


def preview(paths: Sequence[str], choices: Choices, stdin: BinaryIO, *, as_json: bool) -> ExitCode:
    """Show how sources would be read; nothing is written."""
    shown = failed = 0
    for source in find_sources(paths):
        try:
            _show(take_in(source.open(stdin), choices, named=not source.found), choices, as_json=as_json)
        except SourceError as error:
            if source.found and isinstance(error, UnknownFormatError):
                continue
            click.echo(one_line(f"failed: {error.at(source.path)}"), err=True)
            failed += 1
        else:
            shown += 1
    if failed:
        return ExitCode.FAILED
    return ExitCode.DONE if shown else ExitCode.NOTHING_FOUND


def _show(intake: Intake, choices: Choices, *, as_json: bool) -> None:
    for _ in intake.records:
        continue
    lines, threads = (intake.text.lines, intake.seen.threads) if intake.text and intake.seen else ((), ())
    shown = [_Shown.of(thread, lines, choices) for thread in threads]
    if as_json:
        click.echo(json.dumps(_value(intake, shown)))
        return
    click.echo(click.style(one_line(f"{intake.facts.path}: {_manner(intake, shown)}"), bold=True))
    for each in shown:
        if len(shown) > 1:
            click.echo(click.style(one_line(_head(each)), bold=True))
        for line in _margin(lines, each.margin):
            click.echo(line)
    for problem in intake.tally.problems:
        click.echo(one_line(f"line {problem.line}: {problem.message}" if problem.line else problem.message))


def _manner(intake: Intake, shown: Sequence[_Shown]) -> str:
    """Say how a source is read, and how else it could be."""
    tally, seen = intake.tally, intake.seen
    if seen is None:
        held = f"{counted(tally.threads, 'thread')}, {counted(tally.comments, 'comment')}"
        why = f" ({intake.reason})" if intake.reason else ""
        return f"{intake.facts.origin.format}, {held}, {tally.rejected} left out{why}"
    held = f"{counted(tally.comments, 'comment')}, {tally.lost} wholly lost"
    if seen.parted:
        return f"{counted(tally.threads, 'thread')}, parted {seen.parted}, {held}"
    return f"{_reading(shown[0])}, {held}"


def _head(shown: _Shown) -> str:
    """Say which lines one of several threads takes, how it is read, and what it holds."""
    span, title = shown.thread.span, shown.thread.seen.title or "without a title"
    return f"lines {span.first}-{span.last}: {_reading(shown)}, {counted(shown.margin.comments, 'comment')}: {title}"


def _reading(shown: _Shown) -> str:
    """Say in which layout a thread is read, and in which others it could be."""
    seen = shown.thread.seen
    sure = "not sure of it" if seen.confidence < LOW_CONFIDENCE else "sure"
    told = ", ".join(f"{name} {score:.0%}" for name, score in shown.others) or "no other fits"
    return f"layout {seen.layout}, {seen.confidence:.0%} ({sure}; {told})"


def _margin(lines: Sequence[str], margin: Margin) -> Iterator[str]:
    """Yield each line of a thread behind what it is taken for; `lines` are those of the whole text."""
    room, width = _widths()
    for number in margin.lines:
        label, comment = margin.label(number), margin.comment(number) or ""
        evidence = _cut(one_line(margin.reason(number)), room)
        beside = (
            f"{number:>5} {margin.word(number):<{_LABEL_WIDTH}} {comment:>4} {_sureness(margin, number):<5} {evidence:<{room}}"
        )
        shown = _cut(visible(lines[number - 1]).expandtabs(4).replace("\n", " "), width)
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


def _value(intake: Intake, shown: Sequence[_Shown]) -> dict[str, Any]:
    """Return what is seen as JSON members; `lines` hold label, comment, evidence and sureness (0 to 1) of each line."""
    origin, seen = intake.facts.origin, intake.seen
    value: dict[str, Any] = {
        "path": intake.facts.path,
        "format": origin.format,
        "reason": intake.reason,
        "layout": seen.layouts if seen else None,
        "confidence": origin.confidence,
        "comments": intake.tally.comments,
        "problems": [{"line": problem.line, "message": problem.message} for problem in intake.tally.problems],
    }
    if seen:
        value["parted"] = seen.parted
        value["runners_up"] = [] if seen.parted else _runners_up(shown[0])
        value["threads"] = [_thread_value(each) for each in shown]
        value["lines"] = [_members(each.margin, line) for each in shown for line in each.margin.lines]
    return value


def _thread_value(shown: _Shown) -> dict[str, Any]:
    """Return one of the threads of a text as JSON members."""
    thread, seen = shown.thread, shown.thread.seen
    return {
        "lines": [thread.span.first, thread.span.last],
        "title": seen.title,
        "url": thread.url,
        "layout": seen.layout,
        "confidence": seen.confidence,
        "comments": shown.margin.comments,
        "runners_up": _runners_up(shown),
    }


def _runners_up(shown: _Shown) -> list[dict[str, Any]]:
    return [{"layout": name, "score": score} for name, score in shown.others]


def _members(margin: Margin, line: int) -> list[object]:
    """Return what is known of a line; comments are counted in their thread."""
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
