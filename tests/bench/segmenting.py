"""How fast a thread is read out of plain text: `python -m tests.bench.segmenting [--json]`.

Measured in processor time, which other programs on the machine disturb least: megabytes a second from lines to comments, for
dumps of several families and sizes, beside a bare loop over the lines of the same text in the same run; and how the time grows
with the size (1 is linear).
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from tests.bench.dumps import FAMILIES, dump
from tui_reader.structure.segment import read_thread

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (100_000, 1_000_000, 10_000_000)
"""Characters, which are bytes here."""

LEAST_SPEED = 2.0
"""The megabytes a second that dumps of the largest size are read at."""

MOST_GROWTH = 1.25
"""How far the time for ten times the text may exceed ten times the time."""


def figures(family: str, sizes: tuple[int, ...]) -> dict[str, float]:
    """Return megabytes a second by size, how much slower than a bare loop the largest is read, and the growth to it."""
    row: dict[str, float] = {}
    taken: list[float] = []
    bare = 0.0
    for size in sizes:
        lines = dump(family, size).split("\n")
        bare = _seconds(lambda lines=lines: sum(1 for line in lines if line.strip()))  # type: ignore[misc]
        taken.append(_seconds(lambda lines=lines: read_thread(lines)))  # type: ignore[misc]
        row[f"{size / 1e6:g} MB"] = size / 1e6 / taken[-1]
    row["times a bare loop"] = taken[-1] / bare
    if len(sizes) > 1:
        row["growth"] = taken[-1] / taken[-2] / (sizes[-1] / sizes[-2])
    return row


def _seconds(do: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    gc.collect()
    begun = time.process_time()
    do()
    return time.process_time() - begun


def main() -> int:
    """Measure, print, and return 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--largest", type=float, default=10, help="leave out dumps of more megabytes")
    options = parser.parse_args()
    sizes = tuple(size for size in SIZES if size <= options.largest * 1e6)
    report = {family: figures(family, sizes) for family in FAMILIES}
    sys.stdout.write(json.dumps(report, indent=1) + "\n" if options.json else _table(report))
    return int(not all(_meets_the_bars(row, f"{sizes[-1] / 1e6:g} MB") for row in report.values()))


def _table(report: dict[str, dict[str, float]]) -> str:
    lines = [f"{'MB/s':14}" + "".join(f"{name:>19}" for name in next(iter(report.values())))]
    lines += [f"{family:14}" + "".join(f"{figure:19.2f}" for figure in row.values()) for family, row in report.items()]
    return "\n".join(lines) + "\n"


def _meets_the_bars(row: dict[str, float], largest: str) -> bool:
    """Whether a family is read as fast as promised, in a time that is linear in the size."""
    return row[largest] >= LEAST_SPEED and row.get("growth", 1.0) <= MOST_GROWTH


if __name__ == "__main__":
    sys.exit(main())
