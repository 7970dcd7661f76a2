"""What scripts rely on: each exit code from a real process, data on stdout alone, and quiet where nobody listens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.program import DUMP, PROGRAM, environment, run
from tui_reader.archive.search.judging import Judges
from tui_reader.cli import main
from tui_reader.cli.failing import LOG
from tui_reader.cli.overview import COMMANDS
from tui_reader.errors import ExitCode
from tui_reader.export.registry import FORMATS
from tui_reader.settings import state_path

if TYPE_CHECKING:
    from tests.cli.program import Done


Words = list[str | Path]
"""Arguments of the program."""

FULL = Path("/dev/full")
"""A device that is always full."""


@pytest.fixture
def broken(archive: Path) -> Path:
    """Thread JSON of which one record cannot be read."""
    value = json.loads(run("export", archive, "--format", "json").out)
    value["comments"][1]["body"] = None
    path = archive.parent / "broken.json"
    path.write_text(json.dumps(value))
    return path


def is_narrated(done: Done) -> bool:
    """Whether stdout is empty and stderr says something without an escape or a traceback."""
    return done.out == "" and bool(done.err) and "\x1b" not in done.err and "Traceback" not in done.err


def test_0_is_done(archive: Path) -> None:
    """Data goes to stdout, and there is nothing else to say."""
    asked: list[Words] = [
        ["threads", archive],
        ["people", archive],
        ["search", archive, "bridge | walked"],
        ["check", archive],
        ["export", archive, "--format", "json"],
    ]
    for arguments in asked:
        done = run(*arguments)
        assert (done.code, done.err, bool(done.out)) == (0, "", True), arguments


def test_1_is_failed(tmp_path: Path, archive: Path) -> None:
    """Something that was to be read or written could not be."""
    (tmp_path / "there.md").touch()
    asked: list[Words] = [
        ["threads", tmp_path / "dump.txt"],
        ["import", archive, tmp_path / "gone.txt"],
        ["export", archive, "-o", tmp_path / "there.md"],
        ["export", archive, "-o", tmp_path / "no" / "folder.md"],
        ["check", tmp_path / "gone.db"],
    ]
    for arguments in asked:
        done = run(*arguments)
        assert (done.code, is_narrated(done)) == (1, True), arguments
    assert (tmp_path / "there.md").read_bytes() == b""


def test_2_is_usage(archive: Path) -> None:
    """The command asks for what cannot be, and the hint says where help is or what there is."""
    asked: list[Words] = [
        ["nonsense"],
        ["threads"],
        ["threads", archive, "more"],
        ["export", archive],
        ["export", archive, "--format", "docx"],
        ["export", archive, "--format", "json", "--filter", "(open"],
        ["export", archive, "--format", "json", "--context", "path"],
        ["import", archive, "x", "--format", "poem"],
        ["--nonsense"],
    ]
    for arguments in asked:
        done = run(*arguments)
        assert (done.code, is_narrated(done)) == (2, True), arguments
        assert len(done.err.splitlines()) <= 2, arguments


def test_3_is_nothing_found(tmp_path: Path, archive: Path) -> None:
    """The question was fine and the answer is empty; no file is left that says so."""
    (tmp_path / "empty").mkdir()
    asked: list[Words] = [
        ["export", archive, "--format", "json", "--filter", "nothing-like-it"],
        ["export", archive, "nothing-like-it", "--format", "json"],
        ["export", archive, "--comment", "nothing-like-it", "-o", tmp_path / "out.md"],
        ["import", archive, tmp_path / "empty"],
    ]
    for arguments in asked:
        done = run(*arguments)
        assert (done.code, is_narrated(done)) == (3, True), arguments
    assert not (tmp_path / "out.md").exists()


def test_4_is_done_but_for_some_records(tmp_path: Path, broken: Path) -> None:
    """The rest is in, what was left out is told with its place, and a machine can count it."""
    done = run("import", "--json", tmp_path / "b.db", broken)
    assert (done.code, json.loads(done.out)["sources"][0]["rejected"]) == (4, 1)
    assert run("threads", tmp_path / "b.db").out.split()[2] == "2"
    done = run("import", tmp_path / "c.db", broken)
    assert (done.code, done.out, f"{broken}:1: comment 2 left out: body is missing" in done.err) == (4, "", True)


@pytest.mark.parametrize("can_be_written", [True, False])
def test_a_defect_is_one_line_and_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], can_be_written: bool
) -> None:
    """The details are for a report; archive text stays off the terminal."""

    def break_down(_: object) -> None:
        raise ValueError("[/] \x1b]0;archive text\x07")

    monkeypatch.setattr("tui_reader.archive.reader.Archive.open", break_down)
    log = state_path().with_name(LOG)
    if not can_be_written:
        log.mkdir(parents=True)
    assert main(["threads", "a.db"]) == 1
    out, err = capsys.readouterr()
    where = f"the details are in {log}\n" if can_be_written else "the details cannot be written: "
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"tui-reader: something went wrong that should not have; {where}")
    assert "archive text" not in err
    assert not can_be_written or "archive text" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no signals between programs")
def test_130_is_interrupted(tmp_path: Path) -> None:
    """Ctrl-C while standard input is waited for ends at once, without a traceback."""
    command = [*PROGRAM, "import", str(tmp_path / "a.db"), "-"]
    with subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as p:
        assert p.stdin
        p.stdin.write(DUMP.encode())
        p.stdin.flush()
        _until_it_reads(p.pid)
        p.send_signal(signal.SIGINT)
        out, err = p.communicate(timeout=60)
    assert (p.returncode, out, b"Traceback" in err) == (130, b"", False)
    assert not (tmp_path / "a.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals between programs")
def test_an_interrupted_search_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C while SQLite asks Python whether a comment is meant: it hides the interrupt behind an error of its own."""
    (tmp_path / "talk.txt").write_text(DUMP)
    assert main(["import", str(tmp_path / "a.db"), str(tmp_path / "talk.txt")]) == ExitCode.DONE
    capsys.readouterr()

    def interrupted(_judges: Judges, _number: int, *_texts: str) -> bool:
        signal.raise_signal(signal.SIGINT)
        return True

    monkeypatch.setattr(Judges, "_judge", interrupted)
    assert main(["search", str(tmp_path / "a.db"), "/zq+x/"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def _until_it_reads(process: int) -> None:
    """Wait until a process sleeps in a read, as one does that waits for its standard input."""
    if not Path(f"/proc/{process}/wchan").exists():
        pytest.skip("no way to see what a process waits for")
    seen = 0
    while seen < 200:
        seen = seen + 1 if "pipe" in Path(f"/proc/{process}/wchan").read_text() else 0


@pytest.mark.parametrize("form", list(FORMATS))
def test_stdout_holds_the_export_and_nothing_else(archive: Path, form: str) -> None:
    """To a file, to stdout by name and to stdout by default: the same bytes; only a file is talked about."""
    path = archive.parent / "out"
    piped, named = run("export", archive, "--format", form), run("export", archive, "--format", form, "-o", "-")
    saved = run("export", archive, "--format", form, "-o", path)
    assert piped == named
    assert (piped.err, saved.out, saved.err) == ("", "", f"wrote {path}\n")
    assert path.read_bytes() == piped.out.encode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["formats"],
        ["threads"],
        ["people", "--json"],
        ["export", "--format", "text"],
        ["check"],
        ["search", "/e/"],
    ],
    ids=" ".join,
)
def test_where_nobody_reads_nothing_is_said(archive: Path, arguments: list[str]) -> None:
    """A pipe that was closed, as by `head`, is no failure in any command; the end is quick and quiet."""
    named = (
        [*arguments[:1], str(archive), *arguments[1:]]
        if arguments[0] in {"threads", "people", "export", "check", "search"}
        else arguments
    )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, *named], env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_error_that_nobody_hears_is_still_one(archive: Path) -> None:
    """With stderr in a closed pipe the exit code says what happened."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, "threads", str(archive), "more"], env=environment(), stderr=writing, check=False)
    os.close(writing)
    assert done.returncode == 2


@pytest.mark.parametrize("arguments", [["threads"], ["export", "--format", "json"], ["--help"], ["people"]], ids=" ".join)
def test_without_a_stdout_there_is_no_traceback(archive: Path, arguments: list[str]) -> None:
    """A program started without standard output says so in a line, or does what it can."""
    named = [*arguments[:1], str(archive), *arguments[1:]] if arguments[0] != "--help" else arguments
    line = " ".join(f"'{word}'" for word in [*PROGRAM, *named]) + " >&-"
    done = subprocess.run(["/bin/sh", "-c", line], env=environment(), stderr=subprocess.PIPE, check=False, timeout=60)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_never_stands_for_the_archive(archive: Path, closed: str) -> None:
    """The archive gets no number that a message or a reading of standard input is meant for."""
    more = archive.parent / "more.txt"
    more.write_text(DUMP.replace("bridge", "tower"), encoding="utf-8")
    words = [*PROGRAM, "import", str(archive), str(more), "-", "--json"]
    line = " ".join(f"'{word}'" for word in words) + f" {closed}"
    subprocess.run(["/bin/sh", "-c", line], env=environment(), capture_output=True, check=False, timeout=60)
    assert run("check", archive).out.endswith("is sound: threads 2, comments 6\n")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["threads"], ["export", "--format", "json"], ["people"]], ids=" ".join)
def test_a_full_disk_behind_stdout_is_a_failure(archive: Path, arguments: list[str]) -> None:
    """What could not be written is not passed off as done."""
    with FULL.open("wb") as full:
        command = [*PROGRAM, arguments[0], str(archive), *arguments[1:]]
        done = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1, done.stderr.decode()
    assert done.stderr.startswith(b"tui-reader: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_fits_a_terminal_and_explains_every_option(name: str) -> None:
    """Lines of at most 100 columns, a sentence for each option, the same with -h."""
    done = run(name, "-h", COLUMNS="100")
    assert done == run(name, "--help", COLUMNS="100")
    assert max(map(len, done.out.splitlines())) <= 100
    options = done.out.partition("Options:\n")[2]
    assert "-h, --help" in options
    for block in options.split("\n  -")[0:]:
        assert len(block.split()) > 2, block
