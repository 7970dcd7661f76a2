"""How fast a dump of Reddit comments becomes an archive, against the least that anybody could do.

`python -m tests.bench.importing [COMMENTS]` writes a synthetic dump, brings it into an archive, and, in the same run, does what
cannot be left out: parse each line with the standard library, write the same rows into the same tables, index the same words.
The figure is bare time over our time; 0.5 is what is wanted. Best of three each, processor time.
"""

from __future__ import annotations

import io
import json
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui_reader.archive.schema import FIRST_VERSION, INDEX_SETTING
from tui_reader.cli.narration import Quiet
from tui_reader.ingest.pipeline import import_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMENTS = 100_000
"""Comments of the dump; half of them answer another one."""

ROUNDS = 3
"""How often each is timed; the best counts."""

_COMMENT_IN = "INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INDEX_IN = "INSERT INTO comment_fts(rowid, body) SELECT id, body FROM comment"


def lines(count: int) -> Iterator[str]:
    """Yield the lines of a synthetic dump: words by Zipf's law, 300 characters a body, 140 comments a thread."""
    dice = random.Random(7)
    words = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(30_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    said = dice.choices(words, weights, k=1_000_000)
    threads = max(1, count // 140)
    last: dict[int, str] = {}
    for number in range(count):
        thread = dice.randrange(threads)
        start = dice.randrange(len(said) - 60)
        parent = last.get(thread) if number % 2 else None
        last[thread] = f"t1_{number:x}"
        yield json.dumps(
            {
                "id": f"{number:x}",
                "link_id": f"t3_{thread:x}",
                "parent_id": parent or f"t3_{thread:x}",
                "author": f"user{int(dice.paretovariate(0.6)) % 60_000}",
                "created_utc": 1_400_000_000 + number,
                "body": " ".join(said[start : start + 50]),
                "score": dice.randrange(-5, 300),
                "subreddit": "locks",
                "subreddit_id": "t5_1",
                "edited": False,
                "gilded": 0,
                "controversiality": 0,
                "distinguished": None,
                "retrieved_on": 1_500_000_000,
            }
        )


def bare(dump: Path, archive: Path) -> None:
    """Do the least: parse, write rows, index words."""
    with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal").fetchall()
        connection.execute("PRAGMA synchronous = normal")
        for statement in FIRST_VERSION:
            connection.execute(statement)
        connection.execute(INDEX_SETTING)
        connection.execute("BEGIN")
        with dump.open("rb") as file:
            connection.executemany(_COMMENT_IN, map(_row, enumerate(file, 1)))
        connection.execute(_INDEX_IN)
        connection.execute("COMMIT")


def _row(line: tuple[int, bytes]) -> tuple[object, ...]:
    number, text = line
    value = json.loads(text)
    said = (None, str(value["created_utc"]), str(value["created_utc"]), value["score"], "present", value["body"])
    own = (number, 1, value["id"], value["id"], None, None)
    return (*own, *said, len(value["body"].split()), number, 0, 0, *(None,) * 5)


def ours(dump: Path, archive: Path) -> None:
    """Import the dump as a user does."""
    report = import_sources(archive, [str(dump)], io.BytesIO(), Quiet())
    if report.exit_code:
        raise SystemExit(f"the import ended in {report.exit_code}: {[*report.summary()]}")


def measure(work: Callable[[Path, Path], None], dump: Path, folder: Path) -> float:
    """Return the seconds of processor time of the best round."""
    best = float("inf")
    for number in range(ROUNDS):
        archive = folder / f"{work.__name__}{number}.db"
        start = time.process_time()
        work(dump, archive)
        best = min(best, time.process_time() - start)
        archive.unlink()
    return best


def main() -> None:
    """Measure both in one run and print the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    with TemporaryDirectory() as name:
        folder = Path(name)
        dump = folder / "RC_2014-05"
        with dump.open("w") as file:
            file.writelines(f"{line}\n" for line in lines(count))
        least, taken = measure(bare, dump, folder), measure(ours, dump, folder)
    print(f"{count:,} comments: bare {least:.2f} s, import {taken:.2f} s: ratio {least / taken:.2f} (0.5 wanted)")  # noqa: T201


if __name__ == "__main__":
    main()
