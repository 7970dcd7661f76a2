"""How fast a dump becomes an archive, against the least that SQLite can do and sqlite-utils, with the same comments."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.figures import COMMENTS, Bar, Part, Scale
from tests.bench.processes import interleaved, own_ms, processor_ms, python_ms

if TYPE_CHECKING:
    from collections.abc import Callable

_COMPARED = "100k"
_MOST_ROUNDS_AT = 10**6
_SETTINGS = ("PRAGMA journal_mode = wal", "PRAGMA synchronous = normal")
_TABLES = (
    "CREATE TABLE comment(id INTEGER PRIMARY KEY, thread TEXT, parent TEXT, author TEXT, posted INT, score INT, body TEXT)",
    "CREATE INDEX of_author ON comment(author, posted)",
    "CREATE INDEX of_thread ON comment(thread)",
    "CREATE VIRTUAL TABLE words USING fts5(body, content='comment', content_rowid='id')",
    "INSERT INTO words(words, rank) VALUES ('hashsize', 67108864)",
)
_ROW_IN = "INSERT INTO comment VALUES (NULL, ?, ?, ?, ?, ?, ?)"
_WORDS_IN = "INSERT INTO words(words) VALUES ('rebuild')"


def imports(scale: Scale, home: Path) -> Part:
    """Measure our import at each size, and the others beside it where they can be told apart from noise."""
    part = Part("Import", "Processor seconds, and comments a second; 1m is measured once.")
    compared = scale.largest if scale.is_quick else _COMPARED
    for size in (size for size in scale.sizes if size != "1k"):
        dump = corpus.dump(f"archive-{size}")
        cases: dict[str, Callable[[], float]] = {"tui-reader import": partial(_ours, dump, home)}
        if size == compared:
            cases |= _others(dump, home)
        if scale.is_quick:
            cases.pop("sqlite-utils")
        _note(part, size, interleaved(cases, scale.rounds) if COMMENTS[size] < _MOST_ROUNDS_AT else _once(cases))
    part.bars = [*_bars(part, compared)]
    if not scale.is_quick:
        modern = corpus.dump(f"modern-{_COMPARED}")
        cases = {"tui-reader import": partial(_ours, modern, home), "sqlite-utils": partial(_sqlite_utils, modern, home)}
        _note(part, "modern", interleaved(cases, scale.rounds), COMMENTS[_COMPARED])
        part.bars.append(Bar("I2", "modern, ours / sqlite-utils, speed", _speed(part, "sqlite-utils", "modern"), least=4))
    return part


def _note(part: Part, size: str, found: dict[str, float], comments: int = 0) -> None:
    for name, taken in found.items():
        row = part.rows.setdefault(name, {})
        row[f"{size} s"] = taken / 1e3
        row[f"{size} a second"] = (comments or COMMENTS[size]) / taken * 1e3


def _once(cases: dict[str, Callable[[], float]]) -> dict[str, float]:
    return {name: measure() for name, measure in cases.items()}


def _others(dump: Path, home: Path) -> dict[str, Callable[[], float]]:
    return {
        "bare sqlite3: rows at hand, with index": partial(_bare, dump, home),
        "sqlite-utils": partial(_sqlite_utils, dump, home),
    }


def _bars(part: Part, size: str) -> list[Bar]:
    return [Bar("I2", f"{size}, ours / sqlite-utils insert + enable-fts, speed", _speed(part, "sqlite-utils", size), least=2)]


def _speed(part: Part, other: str, size: str) -> float | None:
    return part.ratio((other, f"{size} s"), ("tui-reader import", f"{size} s"))


def _ours(dump: Path, home: Path) -> float:
    with TemporaryDirectory(dir=home) as folder:
        return python_ms(["-m", "tui_reader", "import", f"{folder}/archive.db", str(dump)], home)


def _sqlite_utils(dump: Path, home: Path) -> float:
    """Do what its own manual shows: insert line by line, then index the words."""
    tool = str(Path(sys.executable).with_name("sqlite-utils"))
    with TemporaryDirectory(dir=home) as folder:
        database = f"{folder}/utils.db"
        inserted = processor_ms([tool, "insert", database, "comment", str(dump), "--nl", "--pk", "id"], home)
        return inserted + processor_ms([tool, "enable-fts", database, "comment", "body"], home)


def _bare(dump: Path, home: Path) -> float:
    """Do the least: rows that were parsed before, into one table with two indexes, and the words of their bodies."""
    with dump.open("rb") as file:
        rows = [_row(json.loads(line)) for line in file]
    with TemporaryDirectory(dir=home) as folder, closing(sqlite3.connect(f"{folder}/bare.db", isolation_level=None)) as bare:
        return own_ms(partial(_fill, bare, rows))


def _row(said: dict[str, object]) -> tuple[object, ...]:
    return tuple(said[name] for name in ("link_id", "parent_id", "author", "created_utc", "score", "body"))


def _fill(bare: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    for statement in (*_SETTINGS, *_TABLES, "BEGIN"):
        bare.execute(statement)
    bare.executemany(_ROW_IN, rows)
    for statement in (_WORDS_IN, "COMMIT"):
        bare.execute(statement)


def steps(scale: Scale, _home: Path) -> Part:
    """Measure an import step by step, against the least that anybody could do."""
    from tests.bench.importing import figures

    size = scale.largest if scale.is_quick else _COMPARED
    part = Part("Import, step by step", "Processor seconds of each step, ratios, and bytes.")
    part.rows = {name: {size: figure} for name, figure in figures(size, scale.rounds).items()}
    told = {name: part.figure(name, size) for name in part.rows}
    part.bars = [
        Bar("I1", f"{size}: rows at hand and index / import", told["slim: the least / import"], least=0.5),
        Bar("I3", f"{size}: index by sqlite-utils / index", told["index: sqlite-utils / ours"], least=1.6),
        Bar("I3", f"{size}: index / outlines", told["index / outlines"], least=2.5),
        Bar(
            "I4",
            f"{size}, modern: clock alone / by all cores",
            told["modern: clock, one process / one a core"],
            least=1.3,
        ),
        Bar("I6", f"{size}: bytes / bytes of bodies", told["bytes / bytes of bodies"], most=2.2),
        Bar("I6", f"{size}: bytes / bytes of bodies, without the index", told["without the index"], most=1.5),
    ]
    return part


def plain_text(scale: Scale, _home: Path) -> Part:
    """Measure how fast plain text is read beside a bare loop over its lines."""
    from tests.bench.dumps import FAMILIES
    from tests.bench.segmenting import figures

    part = Part("Plain text", "MB a second from lines to comments, and how many times a bare loop over the lines takes.")
    for family in ("header",) if scale.is_quick else FAMILIES:
        part.rows[family] = dict(figures(family, (100_000,) if scale.is_quick else (100_000, 1_000_000)))
    slowest = max(part.figure(family, "times a bare loop") or 0.0 for family in part.rows)
    part.bars = [Bar("I5", "slowest family: speed / bare loop over lines", 1 / slowest if slowest else None, least=0.7)]
    return part
