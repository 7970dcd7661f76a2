"""What a thread takes of memory, and that nothing is left behind by what a reader does again and again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import COMMENTS, Bar, Part, Row, Scale
from tests.bench.floors import EMPTY
from tests.bench.terminal import TimedTerminal
from tui_reader.archive.reader import Archive
from tui_reader.tui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

_FOCUS_CHANGES = 200
_EXERCISE = ("j", "\x06", "zM", "zR", "a", "c", "C", "a", "G", "g", "zr", "zm", "0")
_MIB = 1 << 20


def memory(scale: Scale, home: Path) -> Part:
    """Measure what threads take when they are open, after use, and after the focus went to and fro."""
    part = Part("Memory", "MiB resident: when it is open, after use, at most; bytes a comment beyond an empty app.")
    part.rows["empty app"] = {"open": _opened(["-c", EMPTY], "ready", home)[0]}
    empty = part.figure("empty app", "open") or 0.0
    for size in scale.sizes:
        name = f"thread-{size}"
        opened, used, most = _opened(["-m", "tui_reader", str(corpus.archive(name))], "user_", home, _EXERCISE)
        comments = COMMENTS[size] / _MIB
        row: Row = {"open": opened, "used": used, "most": most}
        if size == "1m":  # with fewer comments noise is larger than what they take
            row |= {"a comment": (opened - empty) / comments, "used, a comment": (used - empty) / comments}
        part.rows[name] = row
    grown, widgets = _focus_changes(home)
    part.bars = [
        Bar("U6", "1M open: bytes a comment beyond an empty app", part.figure("thread-1m", "a comment"), most=100),
        Bar("U6", "1M used: bytes a comment beyond an empty app", part.figure("thread-1m", "used, a comment"), most=128),
        Bar("U7", f"{_FOCUS_CHANGES} focus changes: MiB more", grown, most=2),
        Bar("U7", f"{_FOCUS_CHANGES} focus changes: widgets more", widgets, most=0),
    ]
    return part


def _opened(arguments: list[str], text: str, home: Path, keys: tuple[str, ...] = ()) -> tuple[float, float, float]:
    """Return MiB when a program is open, after some keys, and at most."""
    terminal = TimedTerminal(arguments, home)
    terminal.milliseconds_until(text)
    terminal.settle()
    opened = terminal.resident_bytes()
    for key in keys:
        terminal.press(key)
    terminal.settle()
    found = opened / _MIB, terminal.resident_bytes() / _MIB, terminal.most_resident_bytes() / _MIB
    terminal.close()
    return found


def _focus_changes(home: Path) -> tuple[float, float]:
    """Return the MiB and the widgets that many changes of the focus leave behind."""
    path = corpus.archive("thread-10k")
    terminal = TimedTerminal(["-m", "tui_reader", str(path)], home)
    terminal.milliseconds_until("user_")
    terminal.settle()
    terminal.press("\t" * 10)
    before = terminal.resident_bytes()
    for _ in range(_FOCUS_CHANGES // 10):
        terminal.press("\t" * 10)
    grown = (terminal.resident_bytes() - before) / _MIB
    terminal.close()
    return grown, asyncio.run(_widgets(path))


async def _widgets(path: Path) -> float:
    with Archive.open(path) as archive:
        app = ReaderApp(archive)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("tab", "tab")
            before = len([*app.screen.walk_children()])
            for _ in range(_FOCUS_CHANGES // 10):
                await pilot.press(*["tab"] * 10)
            return float(len([*app.screen.walk_children()]) - before)
