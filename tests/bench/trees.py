"""Textual's own tree with as many rows: what a reader would wait for without a pane of our own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import Bar, Part, Row, Scale
from tests.bench.floors import EMPTY, TREE
from tests.bench.keys import pressed
from tests.bench.processes import interleaved, own_ms
from tests.bench.starting import first_paint_ms
from tests.bench.terminal import TimedTerminal
from tui_reader.archive.reader import Archive
from tui_reader.outline import OutlineView

if TYPE_CHECKING:
    from pathlib import Path

_SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
_ROW = "user_"
_LONG = 20.0
_DEEP = "1000"
_MIB = 1 << 20
_ONE_LINE_EACH = bytes([1]) * 256


def trees(scale: Scale, home: Path) -> Part:
    """Measure opening, moving and folding, all branches open, and what our own outline takes to be ready for as many."""
    part = Part(
        "Textual's Tree", "Processor ms and bytes a row, both beyond an empty app; `ready` is our outline, read and laid out."
    )
    empty = _opened(["-c", EMPTY], home)
    for size in ("10k",) if scale.is_quick else _SIZES:
        part.rows[size] = _measured(_SIZES[size], scale.rounds, home, empty.resident_bytes())
        part.rows[size] |= {
            "tui-reader: open": _own_opening(size, empty, scale, home),
            "ready": _ready_ms(f"thread-{size}", scale.rounds),
        }
    opened = part.ratio(("100k", "ready"), ("100k", "open"))
    part.bars = [Bar("U9", "100k: our outline ready / Tree open", opened, most=1 / 500)]
    if not scale.is_quick:
        part.rows["a chain of 1,000"] = {
            "open": "painted" if _survives_chain(home) else f"never painted in {_LONG:g} s (RecursionError)"
        }
    empty.close()
    return part


def _own_opening(size: str, empty: TimedTerminal, scale: Scale, home: Path) -> float:
    opening = ["-m", "tui_reader", str(corpus.archive(f"thread-{size}"))]
    return interleaved({"": partial(first_paint_ms, opening, _ROW, home)}, scale.rounds)[""] - empty.worked()


def _opened(arguments: list[str], home: Path, text: str = "ready") -> TimedTerminal:
    terminal = TimedTerminal(arguments, home)
    terminal.milliseconds_until(text)
    terminal.settle()
    return terminal


def _measured(rows: int, rounds: int, home: Path, empty: int) -> Row:
    least = _opened(["-c", EMPTY], home)
    terminal = _opened(["-c", TREE, str(rows)], home, _ROW)
    found: Row = {"open": terminal.worked() - least.worked(), "bytes a row": (terminal.resident_bytes() - empty) / rows}
    for what, key, times in (("move", "\x1b[B", 4 * rounds), ("fold", " ", rounds), ("page", "\x1b[6~", rounds)):
        found[what] = pressed(terminal, key, key, times)["cpu"]
    terminal.close()
    least.close()
    return found


def _ready_ms(name: str, rounds: int) -> float:
    with Archive.open(corpus.archive(name)) as archive:
        thread = archive.threads()[0].id
        lay_out = partial(_lay_out, archive, thread)
        return interleaved({"ready": partial(own_ms, lay_out)}, rounds)["ready"]


def _lay_out(archive: Archive, thread: int) -> None:
    OutlineView(archive.outline(thread)).lay_out(_ONE_LINE_EACH)


def _survives_chain(home: Path) -> bool:
    terminal = TimedTerminal(["-c", TREE, _DEEP, "chain"], home)
    try:
        terminal.milliseconds_until(_ROW, _LONG)
    except TimeoutError:
        return False
    finally:
        terminal.close()
    return True
