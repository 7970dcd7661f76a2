"""How long a reader waits: `python -m tests.bench.keys [--json] [--pane-only]`.

Measured in one run on this machine: the first paint of `tui-reader ARCHIVE` against that of an empty Textual app, on a real
pseudo-terminal; each key of a thread of 5,000 comments, from the key to the last byte painted, by the clock and (cpu) of the
processor, which says more on a busy machine, with the moment of the first paint; and the comment pane alone with 100,000
comments, in milliseconds of processor time.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult

from tests.bench.synthetic import FIRST_WORDS, TITLE, archive, in_memory
from tests.bench.terminal import TimedTerminal
from tui_reader.outline import Context
from tui_reader.tui.content import SafeLines
from tui_reader.tui.widgets.comment_pane import CommentPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from textual.screen import Screen

MOST_MEDIAN, MOST_WORST = 16.0, 33.0
"""The milliseconds that a key may take on 5,000 comments, by the processor, on a machine whose floor is `USUAL_FLOOR`.

A slower machine may take as many times more as its floor does: a page of lines that cost nothing, scrolled by Textual.
"""

USUAL_FLOOR = 4.8
"""Processor milliseconds of the floor on the machine that the bars were set on."""

MOST_START = 1.6
"""The first paint against that of an empty app."""

_STARTS = 7
EMPTY = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("ready")
Empty().run()
"""
"""The least app there is."""

_FLOOR = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
class Lines(ScrollView, can_focus=True):
    def on_mount(self):
        self.virtual_size = Size(100, 20000)
    def render_line(self, y):
        at = self.scroll_offset.y + y
        return Strip([Segment(f"{at} ready " + "lorem ipsum dolor " * (at % 5))]).adjust_cell_length(self.size.width)
class Floor(App):
    BINDINGS = [("j", "go(1)"), ("space", "go(38)")]
    def compose(self):
        yield Lines()
    def action_go(self, lines):
        self.query_one(Lines).scroll_relative(y=lines, animate=False)
Floor().run()
"""
"""The least that Textual can do: lines that cost nothing, scrolled by one and by a page."""

KEYS = {
    "next": ("j", "j", 40),
    "page": ("\x06", "\x06", 25),
    "page back": ("\x02", "\x02", 20),
    "fold and open": (" ", " ", 10),
    "fold all": ("zM", "zR", 6),
    "open all": ("zR", "zM", 6),
    "only this author": ("a", "a", 6),
    "all authors again": ("a", "a", 6),
    "more context": ("c", "C", 6),
    "next match": ("n", "n", 20),
    "select": ("v", "v", 10),
    "other pane": ("\t", "\t", 8),
    "search prompt": ("/", "\x1b", 6),
    "filter prompt": ("f", "\x1b", 6),
}
"""What is pressed and measured, what is pressed after it in turn, and how often."""

WIDE = {
    "article left, top, off": ("V", "", 5),
    "whole comment": ("\r", "\x1b", 5),
    "provenance": ("i", "\x1b", 5),
    "help": ("?", "\x1b", 5),
    "commenters": ("A", "\x1b", 5),
    "export": ("w", "\x1b", 5),
    "statistics": ("%", "\x1b", 5),
    "another order": ("S", "S", 11),
}
"""Keys that lay a whole screen or thread out anew; measured to the last of several paints, and held to no bar."""


def start_up(path: Path, home: Path) -> dict[str, float]:
    """Return the first paint of the program and of an empty app, medians of interleaved starts."""
    taken: dict[str, list[float]] = {"empty": [], "reader": []}
    for _ in range(_STARTS):
        for name, arguments, text in (("empty", ["-c", EMPTY], "ready"), ("reader", ["-m", "tui_reader", str(path)], TITLE)):
            terminal = TimedTerminal(arguments, home)
            taken[name].append(terminal.milliseconds_until(text))
            terminal.close()
    empty, reader = median(taken["empty"]), median(taken["reader"])
    return {"empty ms": empty, "reader ms": reader, "ratio": reader / empty}


def floor(home: Path) -> dict[str, dict[str, float]]:
    """Return what a line and a page cost where drawing costs nothing, as `keys_of_the_app` does."""
    terminal = TimedTerminal(["-c", _FLOOR], home)
    terminal.milliseconds_until("ready")
    terminal.settle()
    found = {name: pressed(terminal, key, key, 25) for name, key in (("line", "j"), ("page", " "))}
    terminal.close()
    return found


def keys_of_the_app(path: Path, home: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Return median and worst milliseconds from each key to the last byte painted, in the whole program."""
    terminal = TimedTerminal(["-m", "tui_reader", str(path)], home)
    terminal.milliseconds_until(TITLE)
    terminal.settle()
    terminal.milliseconds_until(FIRST_WORDS)
    terminal.settle()
    keys: dict[str, dict[str, float]] = {}
    for name, (key, back, times) in KEYS.items():
        if name == "next match":
            for typed in ("/", "harbour", "\r"):
                terminal.press(typed)
            terminal.settle()
        elif name in {"all authors again", "more context"}:
            terminal.press("a")
        keys[name] = pressed(terminal, key, back, times)
        if name in {"all authors again", "more context", "next match"}:
            terminal.press("\x1b")
            terminal.settle()
    screens = {name: pressed(terminal, *what) for name, what in WIDE.items()}
    terminal.close()
    return {"keys": keys, "whole screens": screens}


def pressed(terminal: TimedTerminal, key: str, back: str, times: int) -> dict[str, float]:
    """Press a key so many times, the other one in between, and return how long it took."""
    taken = [terminal.press(key)]
    for _ in range(times):
        if back and (key != back or key == "a"):
            terminal.press(back)
        taken.append(terminal.press(key))
    if back == "\x1b":
        terminal.press(back)
        terminal.settle()
    answers = [answer for answer in taken if answer]
    processor = [answer.processor for answer in answers]
    clock = _summed_up([answer.clock for answer in answers])
    first = median([answer.first for answer in answers] or [0])
    return clock | {"first paint": first, "cpu": median(processor or [0]), "cpu worst": max(processor, default=0)}


class PaneAlone(App[None]):
    """The comment pane alone, with the moment of the last paint."""

    def __init__(self) -> None:
        super().__init__()
        self._filters.append(SafeLines())
        self.pane = CommentPane()
        self.paints = 0
        self.painted = 0.0

    def compose(self) -> ComposeResult:
        """Show the pane."""
        yield self.pane

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is not None and hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)
            self.paints += 1
            self.painted = time.process_time()

    async def cost(self, do: Callable[[], object]) -> float | None:
        """Return the processor milliseconds from a call to the last paint that it led to."""
        await self.settle()
        paints, begun = self.paints, time.process_time()
        do()
        await self.settle()
        return (self.painted - begun) * 1e3 if self.paints > paints else None

    async def settle(self) -> None:
        """Wait until nothing is painted any more."""
        paints = -1
        while paints != self.paints:
            paints = self.paints
            await asyncio.sleep(0.03)


async def keys_of_the_pane(count: int) -> dict[str, dict[str, float]]:
    """Return median and worst processor milliseconds of what a reader does in a long thread."""
    outline, fetch = in_memory(count)
    app, report = PaneAlone(), dict[str, dict[str, float]]()
    async with app.run_test(size=(80, 40)):
        pane = app.pane
        gc.collect()
        gc.freeze()  # as the app does after its first paint: a collection over a whole archive is no part of a key

        async def measure(
            name: str, do: Callable[[], object], undo: Callable[[], object] | None = None, times: int = 8
        ) -> None:
            taken: list[float] = []
            for _ in range(times):
                if (cost := await app.cost(do)) is not None:
                    taken.append(cost)
                if undo:
                    await app.cost(undo)
            report[name] = _summed_up(taken)

        await measure("show", lambda: pane.show(outline, fetch), times=3)
        await measure("next", pane.move_next, times=40)
        await measure("page", lambda: pane.page(1), times=25)
        await measure("scroll a line back", lambda: pane.scroll_relative(y=-1, animate=False), times=20)
        await measure("go to the end", pane.last, pane.first)
        await measure("fold a branch", pane.fold, pane.unfold)
        await measure("fold all", pane.fold_all, pane.unfold_all)
        await measure("open all", pane.unfold_all, pane.fold_all)
        await measure("level 3", lambda: pane.fold_level(3), pane.unfold_all)
        pane.unfold_all()
        sizes = sorted((len(outline.positions_by(author)), author) for author in range(len(outline.author_ids)))
        for name, (_, author) in {"rare": sizes[len(sizes) // 2], "top": sizes[-1]}.items():
            hits = outline.positions_by(author).tolist()
            for context in Context:
                await measure(f"{name} commenter ({len(hits):,}), {context}", *_filtering(pane, hits, context), times=4)
    return report


def _summed_up(taken: list[float]) -> dict[str, float]:
    return {"median": median(taken or [0]), "worst": max(taken, default=0), "n": len(taken)}


def _filtering(pane: CommentPane, hits: list[int], context: Context) -> tuple[Callable[[], object], Callable[[], object]]:
    return lambda: pane.set_filter(hits, context), lambda: pane.set_filter(None)


def main() -> int:
    """Measure, print, and return 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--pane-only", action="store_true", help="leave the whole program out")
    parser.add_argument("--pane-comments", type=int, default=100_000)
    options = parser.parse_args()
    report: dict[str, dict[str, dict[str, float]]] = {}
    if not options.pane_only:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            archive(path, 5_000)
            report["start"] = {"first paint": start_up(path, Path(folder))}
            report["floor"] = floor(Path(folder))
            report |= keys_of_the_app(path, Path(folder))
    report["pane alone"] = asyncio.run(keys_of_the_pane(options.pane_comments))
    sys.stdout.write(json.dumps(report, indent=1) + "\n" if options.json else _table(report))
    return int(not _meets_the_bars(report))


def _table(report: dict[str, dict[str, dict[str, float]]]) -> str:
    lines: list[str] = []
    for part, rows in report.items():
        lines.append(part)
        lines += [
            f"  {name:34}" + "  ".join(f"{what} {number:8.2f}" for what, number in row.items()) for name, row in rows.items()
        ]
    return "\n".join(lines) + "\n"


def _meets_the_bars(report: dict[str, dict[str, dict[str, float]]]) -> bool:
    """Whether the program, if it was measured, starts and answers as fast as promised."""
    ratios = [row["ratio"] for row in report.get("start", {}).values()]
    rows = report.get("keys", {}).values()
    slower = max(1.0, report["floor"]["page"]["cpu"] / USUAL_FLOOR) if rows else 1.0
    return all(ratio <= MOST_START for ratio in ratios) and all(
        row["cpu"] <= MOST_MEDIAN * slower and row["cpu worst"] <= MOST_WORST * slower for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
