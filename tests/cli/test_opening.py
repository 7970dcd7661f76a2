"""`tui-reader PATH` where there is no screen: plain text, or one line that says why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.program import DUMP, run
from tui_reader import settings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dump_is_read_at_once_without_being_kept(tmp_path: Path, dump: Path) -> None:
    """The thread goes to stdout, what was understood of it to stderr, and nothing stays behind."""
    done = run(dump, folder=tmp_path, TMPDIR=str(tmp_path))
    assert done.code == 0
    assert "A bridge reopens" in done.out
    assert "So did I, twice." in done.out
    assert "added, 3 comments" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["dump.txt"]


@pytest.mark.parametrize("name", [f"{'x' * 251}.txt", f"{'ü' * 120}.txt", "what? 50%20 #1.txt", "a\nb.txt", ".txt"])
def test_a_dump_may_be_called_anything(tmp_path: Path, name: str) -> None:
    """It is shown from an archive of that name, beside which SQLite puts files with longer ones."""
    (tmp_path / name).write_text(DUMP, encoding="utf-8")
    done = run(tmp_path / name)
    assert (done.code, "So did I, twice." in done.out) == (0, True)


def test_a_dump_can_be_piped_in() -> None:
    """A dash is standard input here too."""
    done = run("-", stdin=DUMP.encode())
    assert (done.code, "So did I, twice." in done.out) == (0, True)


def test_an_archive_of_one_thread_is_that_thread(archive: Path) -> None:
    """Opening it neither narrates nor writes."""
    before = archive.read_bytes()
    done = run(archive)
    assert (done.code, done.err, "So did I, twice." in done.out) == (0, "", True)
    assert archive.read_bytes() == before


def test_an_archive_of_several_threads_is_their_list(tmp_path: Path, archive: Path, dump: Path) -> None:
    """One thread a line, as `tui-reader threads` has it."""
    dump.write_text(DUMP.replace("bridge", "tower"))
    run("import", archive, dump)
    assert run(archive, folder=tmp_path).out == run("threads", archive, folder=tmp_path).out


def test_nothing_named_opens_the_last_archive_or_else_the_example(tmp_path: Path, archive: Path) -> None:
    """A newcomer sees the example, a reader what was read last; an archive that is gone is not missed."""
    example = run().out
    assert example == run("demo").out
    assert example
    state = settings.state_path()
    state.parent.mkdir(parents=True)
    state.write_text(json.dumps({"last_archive": str(archive)}))
    assert run().out == run(archive).out
    state.write_text(json.dumps({"last_archive": str(tmp_path / "gone.db")}))
    assert run().out == example


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (bytes(range(256)) * 4, "binary")])
def test_what_cannot_be_read_is_told(dump: Path, content: bytes, said: str) -> None:
    """No thread is made of nothing."""
    dump.write_bytes(content)
    done = run(dump)
    assert (done.code, done.out, said in done.err) == (1, "", True)


def test_somebody_elses_database_is_opened_as_none_of_ours(dump: Path) -> None:
    """A database is never read as text."""
    dump.write_bytes(b"SQLite format 3\0" + bytes(200))
    done = run(dump)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("terminal", ["dumb", "", "xterm"])
def test_no_escape_is_written_where_there_is_no_screen(dump: Path, terminal: str) -> None:
    """Not from the archive and not from the program."""
    dump.write_text(DUMP.replace("bridge", "bri\x1b[2Jdge"))
    done = run(dump, TERM=terminal)
    assert done.code == 0
    assert "\x1b" not in done.out + done.err


def test_a_check_opens_the_app_without_a_screen(dump: Path) -> None:
    """One line says what was seen, and not an escape is written."""
    for done in (run("demo", "--check"), run(dump, "--check")):
        assert done.code == 0, done.err
        assert len(done.out.splitlines()) == 1
        assert "\x1b" not in done.out + done.err
    assert "A bridge reopens" in run(dump, "--check").out


def test_a_folder_that_holds_nothing_to_read_is_told(tmp_path: Path) -> None:
    """In one line, with the exit code for it."""
    (tmp_path / "empty").mkdir()
    done = run("empty", folder=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert "empty holds nothing to read" in done.err


def test_what_is_asked_for_is_written_where_there_is_no_screen(archive: Path) -> None:
    """A thread, what a filter finds, or a comment with what answers it; each line that search tells leads to its comment."""
    told = json.loads(run("search", archive, "twice", "--json").out)
    link = ("--thread", told["thread"], "--at", told["comment"])
    done = run(archive, *link)
    assert (done.code, done.err, "So did I, twice." in done.out, "I walked" in done.out) == (0, "", True, False)
    found = run(archive, "--filter", "walked ctx:match", *link)
    assert (found.code, "I walked over it" in found.out, "twice" in found.out) == (0, True, False)
    nothing = run(archive, "--filter", "nobody")
    assert (nothing.code, nothing.out) == (3, "")
    assert "no comment matches 'nobody'" in nothing.err


def test_a_dump_takes_the_same_options(dump: Path) -> None:
    """It is read first, and then what is asked for is written."""
    done = run(dump, "--thread", "1", "--filter", "by:bo ctx:match")
    assert (done.code, "So did I, twice." in done.out, "I walked" in done.out) == (0, True, False)
