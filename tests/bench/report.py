"""What was measured, as a page of tables: for the terminal, for docs/BENCHMARKS.md, or as JSON."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.figures import Bar, Part

PAGE = ROOT / "docs" / "BENCHMARKS.md"
"""The page that `--write` writes."""

_MET = {True: "met", False: "**missed**", None: "not measured"}


def as_json(parts: Mapping[str, Part], bars: Sequence[Bar]) -> str:
    """Return all figures and bars as JSON."""
    told = {name: {"title": part.title, "rows": part.rows} for name, part in parts.items()}
    kept = [{"id": bar.id, "words": bar.words, "figure": bar.figure, "bound": bar.bound, "met": bar.is_met} for bar in bars]
    return json.dumps({"machine": machine(), "parts": told, "bars": kept}, indent=1) + "\n"


def page(parts: Mapping[str, Part], bars: Sequence[Bar], command: str) -> str:
    """Return the page in Markdown, which a terminal shows as well."""
    met, missed = (sum(bar.is_met is state for bar in bars) for state in (True, False))
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}`: {machine()}.",
        "",
        "Processor time, medians, ours and the others in turn in one run. The archives are the same on every machine, made by",
        "`tests/bench/corpus.py`. Absolute figures move with the machine; ratios within a run are what counts.",
    ]
    for part in parts.values():
        lines += ["", f"## {part.title}", "", part.words, "", *_table(part.rows)]
    lines += ["", "## Bars", "", f"{met} met, {missed} missed.", "", *_bars(bars)]
    return "\n".join(lines) + "\n"


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    rows = [[bar.id, bar.words, shown(bar.figure), bar.bound, _MET[bar.is_met]] for bar in bars]
    return _aligned([["", "what", "measured", "bar", ""], *rows])


def _table(rows: Mapping[str, Mapping[str, float | str]]) -> Iterator[str]:
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    told = [[name, *(shown(row.get(column)) for column in columns)] for name, row in rows.items()]
    return _aligned([["", *columns], *told])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if not number:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def shown(figure: float | str | None) -> str:
    """Return a figure with three digits that count, words as they are, a dash for none."""
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure
    if abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.3g}"


def machine() -> str:
    """Return what the figures were measured on: processor, cores, memory, versions, day."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, textual {version('textual')}, {datetime.now(UTC):%Y-%m-%d}"
    )
