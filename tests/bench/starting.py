"""How long a start takes: commands without a screen against Python itself, the first paint against that of an empty app."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import Bar, Part, Scale
from tests.bench.floors import EMPTY
from tests.bench.processes import interleaved, python_ms
from tests.bench.terminal import TimedTerminal
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ROUNDS = 9
_EXAMPLE = ROOT / "example_archive.db"
_EMPTY, _ITSELF = "empty Textual app", "python -c pass"


def commands(scale: Scale, home: Path) -> Part:
    """Measure commands that need no screen, from start to end."""
    with closing(sqlite3.connect(f"file:{_EXAMPLE}?mode=ro", uri=True)) as archive:
        thread = archive.execute("SELECT key FROM thread ORDER BY id LIMIT 1").fetchone()[0]
    programs = {
        _ITSELF: ["-c", "pass"],
        "import click": ["-c", "import click"],
        "tui-reader --help": ["-m", "tui_reader", "--help"],
        "tui-reader threads": ["-m", "tui_reader", "threads", str(_EXAMPLE)],
        "tui-reader export": ["-m", "tui_reader", "export", str(_EXAMPLE), thread, "--format", "text"],
    }
    found = interleaved({name: partial(python_ms, each, home) for name, each in programs.items()}, _rounds(scale))
    part = _against("Commands", "Processor ms of the whole process.", found, _ITSELF)
    for name in ("--help", "export"):
        figure = part.figure(f"tui-reader {name}", "times")
        part.bars.append(Bar("U10", f"`tui-reader {name}` / `python -c pass`", figure, most=4))
    return part


def first_paints(scale: Scale, home: Path) -> Part:
    """Measure from the start of the program to its first paint with content."""
    programs = {_EMPTY: (["-c", EMPTY], "ready")}
    for name in (f"thread-{size}" for size in scale.sizes):
        programs[name] = (["-m", "tui_reader", str(corpus.archive(name))], "user_")
    for name in ("archive-10k", *(() if scale.is_quick else ("archive-1m",))):
        programs[name] = (["-m", "tui_reader", str(corpus.archive(name))], "reddit.com")
    cases: dict[str, Callable[[], float]] = {name: partial(first_paint_ms, *each, home) for name, each in programs.items()}
    part = _against(
        "First paint", "Processor ms from the start to the first paint.", interleaved(cases, _rounds(scale)), _EMPTY
    )
    largest = f"thread-{scale.largest}"
    part.bars += [
        Bar("U1", f"first paint, {largest} / thread-1k", part.ratio((largest, "ms"), ("thread-1k", "ms")), most=1.2),
        *(
            Bar("U1", f"first paint, {name} / empty app", part.figure(name, "times"), most=1.6)
            for name in programs
            if name != _EMPTY
        ),
    ]
    return part


def _rounds(scale: Scale) -> int:
    return scale.rounds if scale.is_quick else _ROUNDS


def first_paint_ms(arguments: list[str], text: str, home: Path) -> float:
    """Return the processor milliseconds from the start of a program until it painted a text."""
    terminal = TimedTerminal(arguments, home)
    terminal.milliseconds_until(text)
    taken = terminal.worked()
    terminal.close()
    return taken


def _against(title: str, words: str, found: dict[str, float], least: str) -> Part:
    return Part(title, words, {name: {"ms": each, "times": each / found[least]} for name, each in found.items()})
