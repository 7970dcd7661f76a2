"""What an import takes, step by step: `python -m tests.bench.importing [--json] [COMMENTS]`.

COMMENTS is the size of a corpus: 10k, 100k or 1m. All is measured in one run, in seconds of processor time but for the gain of
several processes, which is one of the clock and says something on a machine that does nothing else (`load` is beside it). The
least that anybody could do is to write rows that were parsed before into the same tables, and to index the same words.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlite_utils import Database

from tests.bench import corpus
from tui_reader.archive.outlines import rebuilt_outline
from tui_reader.archive.schema import FIRST_VERSION, INDEX_SETTING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
"""How often each is timed; the median counts."""

_PRAGMAS = ("page_size = 8192", "journal_mode = wal", "synchronous = normal", "cache_size = -65536")
_COMMENTS = "SELECT * FROM comment"
_COMMENT_IN = f"INSERT INTO comment VALUES ({', '.join('?' * 21)})"
_INDEX_IN = "INSERT INTO comment_fts(comment_fts) VALUES ('rebuild')"
_BODIES = "SELECT sum(length(CAST(body AS BLOB))) FROM comment"


def figures(size: str = "100k", rounds: int = ROUNDS) -> dict[str, float]:
    """Return all figures of the corpora of a size."""
    giant = _imported(f"thread-{size}", 1)  # first, since a process is said to have taken what its parent had
    found = {"bytes of memory a comment of one thread": giant["memory"] / giant["comments"]}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for kind, corpus_name in (("slim", f"archive-{size}"), ("modern", f"modern-{size}")):
            alone = [_imported(corpus_name, 1) for _ in range(rounds)]
            shared = [_imported(corpus_name, os.cpu_count() or 1) for _ in range(rounds)]
            found[f"{kind}: import"] = _median(alone, "processor")
            found[f"{kind}: clock, one process / one a core"] = _median(alone, "clock") / _median(shared, "clock")
        found["load"] = os.getloadavg()[0]
        found |= _steps(corpus.archive(f"archive-{size}"), folder, rounds)
        found["slim: the least / import"] = found["the least"] / found["slim: import"]
        found |= _space(corpus.archive(f"archive-{size}"), folder)
    return found


def _steps(archive: Path, folder: Path, rounds: int) -> dict[str, float]:
    """Return what writing rows, indexing words and making outlines take by themselves."""
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as source:
        rows = source.execute(_COMMENTS).fetchall()
    steps: dict[str, list[float]] = {"rows": [], "index": [], "index by sqlite-utils": []}
    for _ in range(rounds):
        database = folder / "bare.db"
        steps["rows"].append(_seconds(partial(_rows, database, rows)))
        steps["index"].append(_seconds(partial(_index, database)))
        steps["index by sqlite-utils"].append(_seconds(partial(_index_by_others, database)))
        database.unlink()
    found = {name: median(taken) for name, taken in steps.items()}
    found["outlines"] = median(_seconds(partial(_outlines, archive)) for _ in range(rounds))
    found["the least"] = found["rows"] + found["index"]
    found["index: sqlite-utils / ours"] = found["index by sqlite-utils"] / found["index"]
    found["index / outlines"] = found["index"] / found["outlines"]
    return found


def _rows(database: Path, rows: list[tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        for pragma in _PRAGMAS:
            opened.execute(f"PRAGMA {pragma}").fetchall()
        for statement in (*FIRST_VERSION, INDEX_SETTING, "BEGIN"):
            opened.execute(statement)
        opened.executemany(_COMMENT_IN, rows)
        opened.execute("COMMIT")


def _index(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.execute(_INDEX_IN)
        opened.commit()


def _index_by_others(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        Database(opened).table("comment").enable_fts(["body"], replace=True)


def _outlines(archive: Path) -> None:
    """Make all outlines from the comments, as is done where somebody dropped them."""
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as opened:
        for (thread,) in opened.execute("SELECT id FROM thread").fetchall():
            rebuilt_outline(opened, thread)


def _space(archive: Path, folder: Path) -> dict[str, float]:
    """Return how many times its bodies an archive takes, with the index and without it."""
    bare = folder / "without.db"
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as opened:
        ((bodies,),) = opened.execute(_BODIES).fetchall()
        opened.execute("VACUUM INTO ?", (str(bare),))
    with closing(sqlite3.connect(bare)) as opened:
        opened.execute("DROP TABLE comment_fts")
        opened.execute("VACUUM")
    return {"bytes / bytes of bodies": archive.stat().st_size / bodies, "without the index": bare.stat().st_size / bodies}


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _median(runs: list[dict[str, float]], figure: str) -> float:
    return median(run[figure] for run in runs)


def _imported(name: str, jobs: int) -> dict[str, float]:
    """Return what an import in a process of its own takes."""
    command = [sys.executable, "-m", "tests.bench.importing", "--once", str(corpus.dump(name)), "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def import_once(dump: Path, jobs: int) -> dict[str, float]:
    """Import a dump; return seconds by the processor (with all that helped) and by the clock, bytes of memory, comments."""
    import io

    from tui_reader.cli.narration import Quiet
    from tui_reader.ingest.choices import Choices
    from tui_reader.ingest.pipeline import import_sources

    before, clock = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    with TemporaryDirectory() as folder:
        report = import_sources(Path(folder) / "a.db", [str(dump)], io.BytesIO(), Quiet(), Choices(jobs=jobs))
        taken = time.perf_counter() - clock
    own, helpers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = sum(usage.ru_utime + usage.ru_stime for usage in (own, helpers))
    memory = (own.ru_maxrss - before) * 1024
    return {"processor": processor, "clock": taken, "memory": memory, "comments": report.sources[0].comments}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="time each so often")
    parser.add_argument("--once", type=Path, metavar="DUMP", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("size", nargs="?", default="100k", metavar="COMMENTS", help="10k, 100k or 1m")
    options = parser.parse_args()
    if options.once:
        sys.stdout.write(json.dumps(import_once(options.once, options.jobs)))
        return
    found = figures(options.size, options.rounds)
    lines = (f"{figure:12.3f}  {name}\n" for name, figure in found.items())
    sys.stdout.write(json.dumps(found, indent=1) + "\n" if options.json else "".join(lines))


if __name__ == "__main__":
    main()
