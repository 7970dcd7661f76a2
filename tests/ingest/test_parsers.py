"""Several processes read a dump as one does, and none of them is left behind."""

from __future__ import annotations

import gzip
import io
import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.program import PROGRAM, environment
from tests.ingest.test_pipeline import Watch
from tui_reader.archive.packing import Noted, unpacked_comments
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, told_once
from tui_reader.formats.pushshift import FORMAT
from tui_reader.ingest import intake, parsers
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.parsers import Piece, parse, parsed, pieces_of
from tui_reader.ingest.pipeline import import_sources
from tui_reader.ingest.report import Outcome
from tui_reader.model import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.ingest.report import Report

HOSTILE = [
    "not JSON",
    "",
    "[1]",
    '{"body": "no thread", "id": "x"}',
    '{"id": "s", "link_id": "t3_1", "body": "half \\ud800 a character", "author": "Ada"}',
    '{"id": "n", "link_id": "t3_2", "body": "points", "score": ' + "9" * 30 + "}",
    json.dumps(
        {"id": "1", "title": "A post", "selftext": "of words", "subreddit": "locks", "created_utc": 5, "num_comments": 3}
    ),
]
"""Lines that are no comment of the usual kind."""


def comment_line(number: int, thread: int, words: int = 18) -> str:
    """Return a comment of a dump."""
    return json.dumps(
        {
            "id": f"c{number}",
            "link_id": f"t3_{thread}",
            "parent_id": f"t1_c{number - 3}" if number % 2 else f"t3_{thread}",
            "author": f"ann{number % 7}",
            "created_utc": 1_300_000_000 + number,
            "body": f"said {number} " * (words // 2),
            "subreddit": "locks",
        }
    )


def dump_of(count: int, words: int = 18) -> bytes:
    """Return a dump in which everything that can go wrong does, again and again."""
    lines = [comment_line(0, 0)]
    for number in range(1, count):
        lines.append(comment_line(number, number % 11, words))
        if number % 17 == 0:
            lines.append(HOSTILE[number // 17 % len(HOSTILE)])
    return "\n".join(lines).encode()


def records(data: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> tuple[list[object], dict[str, list[Comment]]]:
    """Return what the pieces of a dump say: comments by thread, and all else in its order, told once."""
    monkeypatch.setattr(parsers, "_PIECE_BYTES", size)
    assert FORMAT.lines
    found = [parse(FORMAT.lines, False, piece) for piece in pieces_of(io.BytesIO(data))]
    told: Any = (item for piece in found for item in piece.told)
    packs: dict[str, list[bytes]] = {}
    for piece in found:
        for pack in piece.comments:
            packs.setdefault(pack.thread, []).append(pack.rows)
    return list(told_once(told)), {thread: list(unpacked_comments(rows)) for thread, rows in packs.items()}


LINES = st.lists(st.sampled_from(HOSTILE) | st.builds(comment_line, st.integers(0, 9), st.integers(0, 2)), max_size=12)


@given(LINES, st.integers(1, 900), st.booleans())
@settings(max_examples=60)
def test_pieces_of_any_size_say_what_the_whole_says(lines: list[str], size: int, ends: bool) -> None:
    """Wherever a dump is cut: the same comments, heads of threads and rejections, with the lines that they stand on."""
    data = ("\n".join(lines) + "\n" * ends).encode()
    with pytest.MonkeyPatch.context() as monkeypatch:
        told, comments = records(data, size, monkeypatch)
        whole = records(data, 1 << 20, monkeypatch)
    assert (told, comments) == whole
    if data.startswith(b'{"id"'):
        read: Any = FORMAT.read(Document.of("RC", "RC", data))
        aside = [item for item in read if not isinstance(item, Comment)]
        assert aside == [item for item in told if not isinstance(item, Noted)]


def test_of_a_line_longer_than_any_record_the_rest_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as one line, and the next one is read."""
    monkeypatch.setattr(parsers, "LARGEST_RECORD", 50)
    pieces = list(pieces_of(io.BytesIO(b"a\n" + b"x" * (parsers._PIECE_BYTES + 200) + b"\nlast\n")))
    assert [(piece.first, piece.lines[-5:]) for piece in pieces] == [(1, b"xxxxx"), (3, b"last\n")]


def bring_in(archive: Path, source: Path, jobs: int, watch: Watch | None = None) -> Report:
    """Import a source, or what it holds by way of standard input."""
    piped = source.suffix == ".piped"
    stdin = io.BytesIO(source.read_bytes())
    return import_sources(archive, ["-" if piped else str(source)], stdin, watch or Watch(), Choices(jobs=jobs))


def everything(archive: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Yield all rows of all tables, but for the moment of the import."""
    with closing(sqlite3.connect(archive)) as opened:
        opened.execute("UPDATE source SET imported_at = ''")
        for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if "_migrations" not in name:
                yield name, opened.execute(f"SELECT * FROM {name}").fetchall()


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dump that is worth sharing, in many pieces."""
    monkeypatch.setattr(intake, "WORTH_SHARING", 1)
    monkeypatch.setattr(parsers, "_PIECE_BYTES", 20_000)
    path = tmp_path / "RC_2011-03"
    path.write_bytes(dump_of(2_000))
    return path


@pytest.mark.parametrize("kind", ["", ".gz", ".piped"])
def test_the_archive_and_the_report_are_the_same_with_any_number_of_processes(dump: Path, kind: str) -> None:
    """Keys, order, problems with their lines, counts, the index: every byte of every table."""
    source = dump.with_name(dump.name + kind)
    source.write_bytes(gzip.compress(dump.read_bytes()) if kind == ".gz" else dump.read_bytes())
    one, several = dump.with_name("one.db"), dump.with_name("several.db")
    reports = [bring_in(archive, source, jobs) for archive, jobs in ((one, 1), (several, 3))]
    assert reports[0].sources == reports[1].sources
    assert reports[0].sources[0].rejected == 50
    assert dict(everything(one)) == dict(everything(several))
    assert not multiprocessing.active_children()


def test_small_sources_start_no_process(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take longer than to read them."""
    monkeypatch.setattr(intake, "WORTH_SHARING", 32_000_000)
    monkeypatch.setattr(multiprocessing, "get_context", None)
    assert bring_in(dump.with_name("a.db"), dump, 2).sources[0].outcome is Outcome.ADDED


def test_whoever_stops_the_import_stops_its_processes(dump: Path) -> None:
    """Nothing of the source is in, and nobody goes on reading it."""
    report = bring_in(dump.with_name("a.db"), dump, 2, Watch(stop_after=3))
    assert report.interrupted
    assert not report.sources
    assert not multiprocessing.active_children()


def test_a_process_that_somebody_ends_is_an_error_of_the_source(dump: Path) -> None:
    """In one line, with what to do."""
    found = parsed(pieces_of(io.BytesIO(dump.read_bytes())), 2, "pushshift", False)
    assert next(found).comments
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(SourceError, match="was ended by somebody else") as ended:
        list(found)
    assert "--jobs 1" in ended.value.hint
    assert not multiprocessing.active_children()


def test_what_goes_wrong_in_a_process_goes_wrong_here() -> None:
    """The error is that of the process, and says where it was raised there."""
    with pytest.raises(AttributeError) as raised:
        list(parsed([Piece(1, b"x")], 1, "plain-text", None))
    assert "parse" in raised.value.__notes__[0]


def left_of(group: int) -> list[str]:
    """Return what still runs of a group of processes when it has had five seconds to end."""
    left: list[str] = []
    for _ in range(50):
        listed = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
        left = [line for line in listed.splitlines() if line.split()[0] == str(group) and line.split()[1][0] != "Z"]
        if not left:
            break
        time.sleep(0.1)
    return left


def test_ctrl_c_ends_all_processes_without_a_word_of_theirs(tmp_path: Path) -> None:
    """The keyboard interrupts all of them at once; the program alone says so, and its archive is as if nothing had been."""
    (tmp_path / "RC_2011-03").write_bytes(dump_of(30_000, words=200))
    command = [*PROGRAM, "import", "--jobs", "2", "a.db", "RC_2011-03"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        until = time.monotonic() + 30
        while not (tmp_path / "a.db-wal").exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.3)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert b"interrupted" in said
    assert not left_of(running.pid)
