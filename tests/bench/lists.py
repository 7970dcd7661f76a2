"""How long a reader waits in long lists: `python -m tests.bench --only lists`.

Measured in one run on this machine, in the whole program on a real pseudo-terminal: the first paint of a library of 100,000
threads against that of a small one and of an empty Textual app; each key in it, in the table of half a million commenters, in
that of everybody in the library, and in the dossier of whoever speaks most, from the key to the last byte painted, by the clock
and (cpu) of the processor, with the moment of the first paint; and what each thread and each name take of the memory. The floor
is a page of lines that cost nothing.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import Bar, Part
from tests.bench.keys import EMPTY, USUAL_FLOOR, floor, pressed
from tests.bench.terminal import TimedTerminal
from tui_reader.archive.reader import Archive

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.figures import Scale

MOST_START = 1.6
"""The first paint of a library against that of an empty app."""

MOST_OPENING = 100.0
"""The milliseconds by the clock to the first paint of a table of commenters, and of a dossier."""

MOST_MEDIAN, MOST_WORST = 16.0, 50.0
"""The milliseconds of the processor that a key may take, on a machine whose floor is `keys.USUAL_FLOOR`."""

MOST_FIRST = 50.0
"""The milliseconds by the clock to the first paint of whatever is done in slices or in the background."""

_MOVES = ("next", "page", "to the end")
_STARTS = 7
_LIBRARY, _SMALL, _PEOPLE, _FEW = "library-100k", "archive-1k", "people-500k", "thread-1k"
_LISTED, _SORTED, _READING, _TABLE = "letters narrow", "Tab changes", "comments", "commenters"
_BACKGROUND = 6.0
"""Seconds after which everything that is read in the background is there, on a busy machine too."""

Figures = dict[str, dict[str, float]]

KEYS_OF_LIBRARY = {
    "next": ("j", "j", 20),
    "page": ("\x06", "\x06", 12),
    "to the end": ("G", "g", 6),
    "narrow by a letter": ("l", "\x1b", 6),
    "narrow by letters of nothing": ("lx", "\x1b", 6),
    "back from a thread": ("q", "\r", 6),
}
"""What is pressed and measured, what is pressed after it in turn, and how often."""

SORTS = ("title", "date", "comments", "people", "added")
"""The orders that Tab goes through: each has to be read once, and is at hand the second time."""

ORDERS = ("name", "words", "first", "last", "unanswered", "comments")
"""The orders that Ctrl-S goes through in the table of commenters, as far as it is of one thread."""

KEYS_OF_DOSSIER = {
    "next": ("j", "j", 20),
    "page": (" ", " ", 12),
    "to the end": ("G", "g", 6),
    "oldest first": ("S", "S", 6),
}
"""What is pressed in a dossier."""

KEYS_OF_PEOPLE = {
    "next": ("\x1b[B", "\x1b[B", 20),
    "page": ("\x1b[6~", "\x1b[6~", 12),
    "to the end": ("\x1b[F", "\x1b[H", 6),
    "narrow by a letter": ("u", "\x15", 6),
    "narrow by a digit": ("7", "\x15", 6),
    "narrow by two digits": ("77", "\x15", 6),
}
"""The same in the table of commenters."""


def start_up(home: Path) -> dict[str, float]:
    """Return the first paint of a long list, of a short one and of an empty app, medians of interleaved starts."""
    programs = {
        "empty": (["-c", EMPTY], "ready"),
        "small": (["-m", "tui_reader", str(corpus.archive(_SMALL))], _LISTED),
        "library": (["-m", "tui_reader", str(corpus.archive(_LIBRARY))], _LISTED),
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(_STARTS):
        for name, (arguments, text) in programs.items():
            terminal = TimedTerminal(arguments, home)
            taken[name].append(terminal.milliseconds_until(text))
            terminal.close()
    found = {f"{name} ms": median(each) for name, each in taken.items()}
    return found | {f"{name} ratio": found[f"{name} ms"] / found["empty ms"] for name in ("small", "library")}


def library(home: Path) -> Figures:
    """Return how long each key of the list of threads takes, and the bytes for each thread."""
    small = _opened(_SMALL, _LISTED, home)
    terminal = _opened(_LIBRARY, _LISTED, home)
    memory = (terminal.resident_bytes() - small.resident_bytes()) / corpus.CORPORA[_LIBRARY].threads
    small.close()
    found: Figures = {}
    for name, key in KEYS_OF_LIBRARY.items():
        if name == "back from a thread":
            terminal.press("\r")
            terminal.settle()
        found[name] = pressed(terminal, *key)
    found |= {f"sort by {order}, first": _wait_for(terminal, "\t") for order in SORTS}
    found |= {f"sort by {order}, again": pressed(terminal, "\t", "", 0) for order in SORTS}
    found["memory"] = {"bytes a thread": memory}
    terminal.close()
    return found


def people(home: Path) -> Figures:
    """Return how long each key of the table of commenters takes, and the bytes for each name."""
    few = _opened(_FEW, _READING, home)
    terminal = _opened(_PEOPLE, _READING, home)
    found = {"open": _opening(terminal)}
    time.sleep(_BACKGROUND)
    terminal.settle()
    found |= {name: pressed(terminal, *key) for name, key in KEYS_OF_PEOPLE.items()}
    found |= {f"sort by {order}, first": _wait_for(terminal, "\x13") for order in ORDERS}
    found |= {f"sort by {order}, again": pressed(terminal, "\x13", "", 0) for order in ORDERS}
    with Archive.open(corpus.archive(_PEOPLE)) as archive:
        names = next(archive.each_thread()).people
    found["memory"] = {"bytes a name, thread included": (terminal.resident_bytes() - few.resident_bytes()) / names}
    few.close()
    terminal.close()
    return found


def everybody(home: Path) -> tuple[Figures, Figures]:
    """Return how long each key of the table of everybody takes, and of the dossier of whoever speaks most."""
    terminal = _opened(_LIBRARY, _LISTED, home)
    table = {"open": _opening(terminal)}
    time.sleep(2 * _BACKGROUND)
    terminal.settle()
    table |= {name: pressed(terminal, *key) for name, key in KEYS_OF_PEOPLE.items()}
    terminal.press("\x1b[H")
    terminal.settle()
    dossier = {"open": _wait_for(terminal, "\r")}
    dossier |= {name: pressed(terminal, *key) for name, key in KEYS_OF_DOSSIER.items()}
    terminal.close()
    return table, dossier


def _opened(name: str, text: str, home: Path) -> TimedTerminal:
    """Return the program with an archive, when all that it reads in the background is there."""
    terminal = TimedTerminal(["-m", "tui_reader", str(corpus.archive(name))], home)
    terminal.milliseconds_until(text)
    time.sleep(_BACKGROUND)
    terminal.settle()
    return terminal


def _opening(terminal: TimedTerminal) -> dict[str, float]:
    """Open the table some times, and leave it open; return when its names were there."""
    firsts = []
    for _ in range(_STARTS):
        answer = terminal.press("A")
        firsts += [answer.first] if answer else []
        terminal.settle()
        terminal.press("\x1b")
        terminal.settle()
    terminal.press("A")
    return {"first paint": median(firsts), "first paint worst": max(firsts)}


def _wait_for(terminal: TimedTerminal, key: str) -> dict[str, float]:
    """Press a key that begins something long, and return when it said so and, after a while, all that it took."""
    answer = terminal.press(key)
    terminal.settle()
    return {} if answer is None else {"first paint": answer.first, "median": answer.clock, "cpu": answer.processor}


def lists(_scale: Scale, home: Path) -> Part:
    """Measure the list of threads, the tables of commenters and a dossier, and return what promises are kept."""
    start, bare = start_up(home), floor(home)["page"]["cpu"]
    table, dossier = everybody(home)
    parts = {"library": library(home), "commenters": people(home), "everybody": table, "dossier": dossier}
    slower = max(1.0, bare / USUAL_FLOOR)
    part = Part("Long lists", "100,000 threads, 500,000 commenters: milliseconds by the clock and the processor.")
    part.rows = {f"{name}: {what}": dict(row) for name, rows in parts.items() for what, row in rows.items()}
    rows = [row for found in parts.values() for what, row in found.items() if "cpu" in row and what != "open"]
    moves = [parts[name][move] for name in ("library", "commenters", "dossier") for move in _MOVES]
    openings = [found["open"]["first paint"] for found in parts.values() if "open" in found]
    part.bars = [
        Bar("U1", "first paint, library-100k / empty app", start["library ratio"], most=MOST_START),
        Bar("L1", "commenters or dossier open, ms", max(openings), most=MOST_OPENING * slower),
        Bar("L2", "slowest first paint after a key, ms", max(row["first paint"] for row in rows), most=MOST_FIRST * slower),
        Bar("L3", "slowest move, median, ms", max(row["cpu"] for row in moves), most=MOST_MEDIAN * slower),
        Bar("L3", "slowest move, worst, ms", max(row["cpu worst"] for row in moves), most=MOST_WORST * slower),
    ]
    return part
