"""How fast comments are found in all threads, against a scan by SQLite, the bare index, and a scan of the dump."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import Bar, Part, Scale
from tests.bench.processes import interleaved, own_ms, processor_ms, python_ms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SCAN = "LIKE scan of all bodies"
_NEWEST = (
    "SELECT comment.id, snippet(comment_fts, 0, '', '', '…', 12) FROM comment_fts "
    "JOIN comment ON comment.id = comment_fts.rowid WHERE comment_fts MATCH ? ORDER BY comment_fts.rowid DESC LIMIT 50"
)
_BY_AUTHOR = (
    "SELECT id FROM comment WHERE author = (SELECT id FROM author WHERE name = ? LIMIT 1) ORDER BY posted DESC LIMIT 50"
)
_LIKE = "SELECT count(*) FROM comment WHERE body LIKE ?"
_SOMEWHERE = "SELECT body FROM comment WHERE id = (SELECT max(id) / 2 FROM comment)"


def searching(scale: Scale, home: Path) -> Part:
    """Measure one rare and one common word, and a commenter, at the largest size (10m too where it is asked for)."""
    part = Part(
        "Search", "Processor ms; `tui-reader search` looks at every comment at present, the start of the program included."
    )
    sizes = (*(size for size in scale.sizes[-2:] if size != "1k"), *(("10m",) if scale.has_large else ()))
    for size in sizes:
        for what, taken in _measured(f"archive-{size}", scale.rounds, home).items():
            part.rows.setdefault(what, {})[size] = taken
    part.bars = [*_bars(part, scale.largest)]
    if scale.has_large:
        for id_, what in (("S3", "index: common word, 50 newest"), ("S3", "index: one commenter, 50 newest")):
            part.bars.append(Bar(id_, f"{what}, 10m / 1m", part.ratio((what, "10m"), (what, "1m")), most=3))
    return part


def _bars(part: Part, size: str) -> list[Bar]:
    def against_scan(what: str) -> float | None:
        return part.ratio((what, size), (_SCAN, size))

    ours, index = "tui-reader search: common word, less its start", "index: common word, 50 newest"
    return [
        Bar("S1", f"{size}, bare index: 50 newest with snippets / LIKE scan", against_scan(index), most=0.01),
        Bar("S1", f"{size}, `tui-reader search` without its start / LIKE scan", against_scan(ours), most=0.01),
        Bar(
            "S2",
            f"{size}, bare rows: a commenter's 50 newest / LIKE scan",
            against_scan("index: one commenter, 50 newest"),
            most=0.001,
        ),
        Bar(
            "S2",
            f"{size}, `tui-reader search by:` without its start / LIKE scan",
            against_scan("tui-reader search: one commenter, less its start"),
            most=0.03,
        ),
    ]


def _measured(name: str, rounds: int, home: Path) -> dict[str, float]:
    path = corpus.archive(name)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        rare = max(archive.execute(_SOMEWHERE).fetchone()[0].split(), key=len).strip(".").lower()

        def asks(sql: str, word: str) -> Callable[[], float]:
            return partial(own_ms, lambda: archive.execute(sql, (word,)).fetchall())

        found = interleaved(
            {
                _SCAN: asks(_LIKE, f"%{rare}%"),
                "index: rare word, 50 newest": asks(_NEWEST, rare),
                "index: common word, 50 newest": asks(_NEWEST, "the"),
                "index: one commenter, 50 newest": asks(_BY_AUTHOR, "user_1"),
                "start of tui-reader": partial(python_ms, ["-m", "tui_reader", "search", "--help"], home),
                "tui-reader search: rare word": partial(_ours, path, rare, home),
                "tui-reader search: common word": partial(_ours, path, "the", home),
                "tui-reader search: one commenter": partial(_ours, path, "by:=user_1", home),
                **_scan_of_dump(name, rare, home),
            },
            rounds,
        )
    for what in ("common word", "one commenter"):
        taken = found[f"tui-reader search: {what}"] - found["start of tui-reader"]
        found[f"tui-reader search: {what}, less its start"] = max(0.01, taken)
    return found


def _ours(path: Path, query: str, home: Path) -> float:
    return python_ms(["-m", "tui_reader", "search", str(path), query, "--limit", "50"], home)


def _scan_of_dump(name: str, word: str, home: Path) -> dict[str, Callable[[], float]]:
    """Return the scan of the dump by ripgrep, or by grep where that is not installed."""
    tool = shutil.which("rg")
    command = [tool, "-j1", "-c", word] if tool else ["grep", "-c", word]
    return {f"{command[0].rpartition('/')[2]} over the dump": partial(processor_ms, [*command, str(corpus.dump(name))], home)}
