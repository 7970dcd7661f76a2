"""How long a reader waits for a key: the whole program on a pseudo-terminal, from the key to the last byte painted.

Figures are processor milliseconds, which other work on the machine disturbs least; the floor is a page of lines that cost
nothing, scrolled by Textual in the same run.
"""

from __future__ import annotations

from itertools import count
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import FULL, Bar, Part, Row, Scale
from tests.bench.floors import EMPTY, LINES
from tests.bench.terminal import Answer, TimedTerminal
from tui_reader.archive.reader import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.outline import Outline

USUAL_FLOOR = 4.8
"""Processor milliseconds of the floor on the machine that the bars in milliseconds were set on."""

_WHEEL = "\x1b[<65;100;20M"
_WHEEL_UP = "\x1b[<64;100;20M"
_STRETCH = 300
_SECOND = 1e3
_SHAPES = ("chain-100k", "wide-100k")

__all__ = ["EMPTY", "USUAL_FLOOR", "floor", "on_threads", "pressed", "screens"]


def floor(home: Path, times: int = 25) -> dict[str, dict[str, float]]:
    """Return what a line and a page cost where drawing costs nothing."""
    terminal = TimedTerminal(["-c", LINES], home)
    terminal.milliseconds_until("ready")
    terminal.settle()
    found = {name: pressed(terminal, key, key, times) for name, key in (("line", "j"), ("page", " "))}
    terminal.close()
    return found


def pressed(terminal: TimedTerminal, key: str, back: str, times: int) -> dict[str, float]:
    """Press a key so many times, the other one in between, and return how long it took.

    Where the key itself takes back what it did, each second time is not counted.
    """
    answers: list[Answer | None] = []
    for _ in range(times):
        answers.append(terminal.press(key))
        if back and (key != back or key == "a"):
            terminal.press(back)
    if back == "\x1b":
        terminal.settle()
    return summed_up(answers)


def summed_up(answers: list[Answer | None]) -> dict[str, float]:
    """Return medians and the worst of answers, in milliseconds; where nothing was painted there is none."""
    painted = [answer for answer in answers if answer]
    told = painted or [_NOTHING]
    clock, processor = [answer.clock for answer in told], [answer.processor for answer in told]
    return {
        "median": median(clock),
        "worst": max(clock),
        "n": len(painted),
        "first paint": median(answer.first for answer in told),
        "cpu": median(processor),
        "cpu worst": max(processor),
        "cpu first": median(answer.processor_first for answer in told),
    }


_NOTHING = Answer(0.0, 0.0, 0.0, 0.0)


class _Thread:
    """A thread that is read on a terminal, and the places in it that are worth measuring."""

    def __init__(self, name: str, home: Path, scale: Scale) -> None:
        self.path, self.rounds, self.is_quick = corpus.archive(name), scale.rounds, scale.is_quick
        with Archive.open(self.path) as archive:
            self.outline: Outline = archive.outline(archive.threads()[0].id)
            self.outline.complete()
        self.terminal = TimedTerminal(["-m", "tui_reader", str(self.path)], home)
        self.terminal.milliseconds_until("user_")
        self.terminal.settle()

    def measure(self) -> Iterator[tuple[str, dict[str, float]]]:
        """Yield the name of what is done and how long it takes."""
        often = 4 * self.rounds
        yield "j", self._pressed("j", "j", often)
        yield "page", self._pressed("\x06", "\x06", often)
        yield "scroll", self._pressed(_WHEEL, _WHEEL, often)
        yield "cold jump", summed_up([self._jump(place) for place in self._cold_places()])
        yield "focus", self._pressed("\t", "\t", 2 * self.rounds)
        yield from self._folds()
        yield from self._filters()
        yield "resize", summed_up([self.terminal.resize(*size) for size in [(110, 40), (120, 40)] * self.rounds])

    def _pressed(self, key: str, back: str, times: int = 0) -> dict[str, float]:
        return pressed(self.terminal, key, back, times or self.rounds)

    def _cold_places(self) -> list[int]:
        length = len(self.outline)
        return [1 + (length * step // (2 * self.rounds + 1)) for step in range(1, 2 * self.rounds + 1)]

    def _jump(self, place: int) -> Answer | None:
        """Go to a comment by its number; what counts begins with the last key."""
        self.terminal.type(str(place))
        return self.terminal.press("G")

    def _folds(self) -> Iterator[tuple[str, dict[str, float]]]:
        descendants, roots = self.outline.descendants, _roots(self.outline)
        self._jump(1 + max(roots, key=descendants.__getitem__))
        yield "fold a branch", self._pressed("h", "l")
        yield "open a branch", self._pressed("l", "h")
        self.terminal.press("l")
        yield "fold all", self._pressed("zM", "zR")
        self.terminal.press("zM")
        yield "open all", self._pressed("zR", "zM")
        yield "one level more", self._pressed("zr", "zm")
        self.terminal.press("zR")

    def _filters(self) -> Iterator[tuple[str, dict[str, float]]]:
        by_size = sorted(range(len(self.outline.author_ids)), key=lambda author: len(self.outline.positions_by(author)))
        yield from self._filters_by("top", by_size[-1])
        if not self.is_quick:
            yield from self._filters_by("rare", by_size[0])
            yield from self._all_but_one()
        self.terminal.press("/")
        self.terminal.type("the\r")
        self.terminal.settle()
        yield "next match", self._pressed("n", "n", 2 * self.rounds)
        self.terminal.press("\x1b")

    def _filters_by(self, name: str, author: int) -> Iterator[tuple[str, dict[str, float]]]:
        self._jump(1 + self.outline.positions_by(author)[0])
        yield f"{name}, with context", self._pressed("a", "a")
        self.terminal.press("a")
        yield f"{name}, more context", self._pressed("c", "C")
        yield f"{name}, less context", self._pressed("C", "c")
        self.terminal.type("Ca")
        yield f"{name} commenter", self._pressed("a", "a")
        self.terminal.press("a")
        yield f"{name}, filter off", self._pressed("a", "a")
        self.terminal.type("ca")

    def _all_but_one(self) -> Iterator[tuple[str, dict[str, float]]]:
        """Leave out one commenter: nearly all comments match."""
        self._jump(1)
        self.terminal.press("a")
        yield "all but one", self._pressed("!", "!")
        self.terminal.press("\x1b")


def _roots(outline: Outline) -> list[int]:
    row, found = 0, []
    while row < len(outline):
        found.append(row)
        row = outline.end(row)
    return found


_FLOOR_OF = {"j": "line", "scroll": "line"}
"""What is held against a line of the floor; all else is held against a page."""


def on_threads(scale: Scale, home: Path) -> Part:
    """Measure each key on threads of each size, and on those of the strangest shapes."""
    part = Part("Keys", "Processor ms from the key to its last paint; the floor is lines without content.")
    least = floor(home, 4 * scale.rounds)
    part.rows["floor: a line"] = {"floor": least["line"]["cpu"]}
    part.rows["floor: a page"] = {"floor": least["page"]["cpu"]}
    names = [f"thread-{size}" for size in scale.sizes] + ([] if scale.is_quick else [*_SHAPES])
    for name in names:
        thread = _Thread(name, home, scale)
        for what, found in thread.measure():
            row: Row = part.rows.setdefault(what, {"floor": least[_FLOOR_OF.get(what, "page")]["cpu"]})
            row[name] = found["cpu"] if found["n"] else "nothing painted"
            row[f"{name} first"] = found["cpu first"]
        thread.terminal.close()
    part.bars = [*_bars(part, f"thread-{scale.largest}")]
    if not scale.is_quick:
        part.bars.append(_evenness(f"thread-{scale.largest}", home))
        part.bars += [Bar("U8", f"{shape}: keys that take over a second", _slow(part, shape), most=0) for shape in _SHAPES]
    return part


def _slow(part: Part, name: str) -> float:
    return float(sum((part.figure(what, name) or 0.0) > _SECOND for what in part.rows))


_TIMES_FLOOR = (
    ("U2", "j", 1.7),
    ("U2", "page", 1.9),
    ("U2", "scroll", 1.2),
    ("U2", "cold jump", 2.6),
    ("U2", "fold a branch", 2.0),
    ("U4", "rare commenter", 3.0),
    ("U4", "top commenter", 3.0),
    ("U4", "top, filter off", 4.0),
    ("U4", "top, with context", 7.0),
    ("U4", "all but one", 25.0),
    ("U7", "focus", 3.5),
)


def _bars(part: Part, largest: str) -> Iterator[Bar]:
    for id_, what, most in _TIMES_FLOOR:
        yield Bar(id_, f"{what}, {largest} / floor", part.ratio((what, largest), (what, "floor")), most=most)
    for what in ("rare commenter", "top commenter"):
        yield Bar("U4", f"{what}, {largest}, ms (floor {USUAL_FLOOR:g} ms)", _scaled(part, what, largest), most=16)
    first = part.ratio(("all but one", f"{largest} first"), ("all but one", "floor"))
    yield Bar("U4", f"all but one, {largest}: first paint / floor", first, most=4)
    for what in ("j", "page", "scroll", "fold a branch"):
        yield Bar("U3", f"{what}, {largest} / thread-1k", part.ratio((what, largest), (what, "thread-1k")), most=1.25)


def _scaled(part: Part, what: str, name: str) -> float | None:
    """Return the milliseconds that it would have taken on the machine that the bar was set on."""
    taken = part.ratio((what, name), (what, "floor"))
    return None if taken is None else taken * USUAL_FLOOR


def _evenness(name: str, home: Path) -> Bar:
    """Return how much longer than usual one key in a hundred takes."""
    thread = _Thread(name, home, FULL)
    answers = [thread.terminal.press("j") for _ in range(_STRETCH)]
    thread.terminal.close()
    taken = [answer.processor for answer in answers if answer]
    return Bar("U5", f"{len(taken)} × j, {name}: p99 / median", quantiles(taken, n=100)[98] / median(taken), most=3)


_SCREENS = {
    "article left, top, off": ("V", ""),
    "whole comment": ("\r", "\x1b"),
    "provenance": ("i", "\x1b"),
    "help": ("?", "\x1b"),
    "commenters": ("A", "\x1b"),
    "export": ("w", "\x1b"),
    "statistics": ("%", "\x1b"),
    "another order": ("S", ""),
    "search prompt": ("/", "\x1b"),
    "filter prompt": ("f", "\x1b"),
}
"""What lays a whole screen or thread out anew; held to no bar."""


def screens(scale: Scale, home: Path) -> Part:
    """Measure keys that open a screen or lay all out anew."""
    part = Part("Screens", "Processor ms from the key to the last of its paints.")
    for name, turn in zip(("thread-1k", f"thread-{scale.largest}"), count(), strict=False):
        if turn and scale.is_quick:
            break
        thread = _Thread(name, home, scale)
        for what, (key, back) in _SCREENS.items():
            part.rows.setdefault(what, {})[name] = pressed(thread.terminal, key, back, scale.rounds)["cpu"]
        thread.terminal.close()
    return part
