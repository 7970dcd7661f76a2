"""`tui-reader import` as a user and a script meet it."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.program import DUMP, PROGRAM, environment, run
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dump_goes_in_with_a_report_on_stderr(tmp_path: Path, dump: Path) -> None:
    """No word goes to stdout, and lines read are lines kept."""
    done = run("import", tmp_path / "a.db", dump)
    assert (done.code, done.out) == (0, "")
    assert "added, 3 comments, 2 commenters" in done.err
    assert "lines read 9 = lines kept 9" in done.err
    assert sorted(path.name for path in tmp_path.glob("a.db*")) == ["a.db"]


def test_importing_again_says_that_nothing_changed(archive: Path, dump: Path) -> None:
    """The same bytes are known, from a file or a pipe."""
    for source, stdin in ((dump, b""), ("-", dump.read_bytes())):
        done = run("import", archive, source, stdin=stdin)
        assert (done.code, "nothing was written" in done.err) == (0, True)


def test_files_folders_and_stdin_go_in_together(tmp_path: Path, dump: Path) -> None:
    """Sources are read in the order given, and the report as JSON counts them."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.txt").write_text(DUMP.replace("bridge", "tower"))
    done = run(
        "import", "--json", tmp_path / "a.db", dump, tmp_path / "more", "-", stdin=DUMP.replace("bridge", "road").encode()
    )
    report = json.loads(done.out)
    assert report["outcomes"] == {
        "added": 3,
        "updated": 0,
        "unchanged": 0,
        "without any thread": 0,
        "passed over": 0,
        "failed": 0,
    }
    assert [source["path"] for source in report["sources"]] == [str(dump), str(tmp_path / "more" / "two.txt"), "-"]
    assert report["sources"][0]["lines_read"] == report["sources"][0]["lines_kept"] == 9


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import"], 2, "an archive and at least one source"),
        (["import", "a.db"], 2, "an archive and at least one source"),
        (["import", "a.db", "gone.txt"], 1, "failed: gone.txt: no such file"),
        (["import", "a.db", "dump.txt", "--format", "poem"], 2, "no format is called 'poem'"),
        (["import", "a.db", "dump.txt", "--layout", "poem"], 2, "no layout is called 'poem'"),
        (["import", "dump.txt", "dump.txt"], 1, "dump.txt is not an archive"),
        (["import", "a.db", "empty"], 3, "nothing to import was found"),
        (["import", "empty", "dump.txt"], 1, "is not a file"),
        (["import", "nope/a.db", "dump.txt"], 1, "nope/a.db cannot be made: there is no folder nope"),
        (["import", "--dry-run"], 2, "at least one source"),
        (["import", "--dry-run", "empty"], 3, ""),
        (["import", "--dry-run", "gone.txt"], 1, "failed: gone.txt: no such file"),
    ],
)
def test_what_cannot_be_ends_in_one_line_and_a_code(
    tmp_path: Path, dump: Path, arguments: list[str], code: int, said: str
) -> None:
    """Scripts can rely on the code, people on the line."""
    (dump.parent / "empty").mkdir()
    done = run(*arguments, folder=tmp_path)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "a.db").exists()


def test_a_dry_run_shows_every_line_and_writes_nothing(tmp_path: Path, dump: Path) -> None:
    """Number, label, comment and evidence stand in front of each line; the archive may be left out."""
    for arguments in (("import", "--dry-run", dump), ("import", "--dry-run", tmp_path / "a.db", dump)):
        done = run(*arguments)
        head, *lines = done.out.splitlines()
        assert "layout bare-names" in head
        assert [line.partition("| ")[2] for line in lines[: len(DUMP.splitlines())]] == DUMP.splitlines()
        assert lines[6].split()[:4] == ["7", "author", "1", "46%?"]
        assert (done.code, done.err) == (0, "")
    assert not (tmp_path / "a.db").exists()


def test_a_dry_run_speaks_json_too(dump: Path) -> None:
    """A program gets labels and evidence line by line."""
    value = json.loads(run("import", "--dry-run", "--json", dump).out)
    assert value["lines"][0][0] == "title"
    assert value["lines"][6] == ["author", "1", "a name between blank lines, seen more than once", 0.46]
    assert value["lines"][1] == [None, None, "", None]
    assert value["layout"] == "bare-names"


def test_fields_of_a_home_grown_dump_are_mapped_by_hand(tmp_path: Path) -> None:
    """What is guessed is shown; what is said by hand is read so, also where the dump is in already."""
    dump, archive = tmp_path / "own.json", tmp_path / "a.db"
    dump.write_text(json.dumps([{"by": "ada", "msg": "hello", "nr": 1}, {"by": "bo", "msg": "yes", "nr": 2, "zu": 1}]))
    guessed = run("import", "--dry-run", "--format", "generic", dump)
    assert (guessed.code, "generic, 1 thread, 2 comments" in guessed.out) == (0, True)
    shown = run("import", "--dry-run", dump, "--map", "body=msg").out
    assert "generic, 1 thread, 2 comments, 0 left out (mapped by hand: body=msg)" in shown
    assert run("import", archive, dump, "--map", "body=msg").code == 0
    assert "updated" in run("import", archive, dump, "--map", "body=msg id=nr,parent=zu").err
    said = json.loads(run("export", archive, "--format", "json").out)["comments"]
    assert [(comment["author"], comment["depth"]) for comment in said] == [("ada", 0), ("bo", 1)]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [("body=msg,autor=by", "no field 'autor'"), ("author=by", "add body=NAME"), ("body", "maps nothing")],
)
def test_a_mapping_that_cannot_be_is_refused(dump: Path, mapping: str, said: str) -> None:
    """It is told which part, and what to write."""
    done = run("import", "--dry-run", dump, "--map", mapping)
    assert (done.code, done.out, said in done.err) == (2, "", True)
    assert run("import", "--dry-run", dump, "--map", "body=msg", "--format", "mbox").code == 2


def test_a_dry_run_names_the_other_layouts_where_one_is_forced_too(dump: Path) -> None:
    """The best one of all among them."""
    free, forced = run("import", "--dry-run", dump), run("import", "--dry-run", "--layout", "article-only", dump)
    assert "layout bare-names, 50% (not sure of it; no other fits)" in free.out
    assert "layout article-only, 49% (not sure of it; bare-names 50%)" in forced.out
    value = json.loads(run("import", "--dry-run", "--json", "--layout", "article-only", dump).out)
    assert [other["layout"] for other in value["runners_up"]] == ["bare-names"]


def test_a_dry_run_shows_each_thread_of_a_parted_text_as_it_reads_alone(tmp_path: Path, dump: Path) -> None:
    """With its own layout and what else fits; lines are counted in the text, comments in their thread."""
    both = tmp_path / "both.txt"
    both.write_text(f"{DUMP}====\n{DUMP}")
    size, parting = len(DUMP.splitlines()), ("--split", "^====$")
    alone, parted = (run("import", "--dry-run", *words).out.splitlines() for words in ((dump,), (*parting, both)))
    assert parted[0].endswith("2 threads, parted at lines that match '^====$', 6 comments, 0 wholly lost")
    head = "layout bare-names, 50% (not sure of it; no other fits), 3 comments: "
    heads = [line.partition(head)[0] for line in parted if head in line]
    assert heads == [
        f"lines 1-{size}: ",
        f"lines {size + 1}-{2 * size + 1}: ",
    ]
    below = parted[size + 4 :]
    assert [line[5:] for line in below[:size]] == [line[5:] for line in alone[1 : size + 1]]
    assert [int(line[:5]) for line in below[:size]] == list(range(size + 2, 2 * size + 2))
    forced = json.loads(run("import", "--dry-run", "--json", *parting, "--layout", "article-only", both).out)
    assert [[other["layout"] for other in thread["runners_up"]] for thread in forced["threads"]] == [["bare-names"]] * 2
    value = json.loads(run("import", "--dry-run", "--json", *parting, both).out)
    assert value["lines"][size + 7] == ["author", "1", "a name between blank lines, seen more than once", 0.46]
    assert len(value["lines"]) == 2 * size + 1


def test_a_dry_run_of_a_structured_source_counts(tmp_path: Path, archive: Path) -> None:
    """Where nothing is guessed there is nothing to show line by line."""
    (tmp_path / "t.json").write_text(run("export", archive, "--format", "json").out)
    done = run("import", "--dry-run", tmp_path / "t.json")
    assert "thread-json, 1 thread, 3 comments, 0 left out" in done.out


def test_control_characters_of_a_dump_never_reach_the_terminal(tmp_path: Path, dump: Path) -> None:
    """Neither a preview nor a report nor a list hands on what a terminal would obey."""
    dump.write_text(DUMP.replace("bridge", "bri\x1b]0;PWNED\x07dge\x9b31m\u202e"), encoding="utf-8")
    hostile = tmp_path / "na\x1b[2Jme.txt"
    hostile.write_text(dump.read_text(encoding="utf-8"), encoding="utf-8")
    archive = tmp_path / "a.db"
    runs: list[tuple[str | Path, ...]] = [
        ("import", "--dry-run", hostile),
        ("import", archive, hostile),
        ("threads", archive),
        ("people", archive),
    ]
    for arguments in runs:
        done = run(*arguments)
        assert done.code == 0
        assert not any(character in done.out + done.err for character in "\x1b\x07\x9b\u202e")


CLOSED = """Council closes the library

The building needs a new roof, and there is no money for one.

3 Comments

Mira Halm says:
May 3, 2012 at 7:15 am

They had money for the roundabout.

Orla says:
May 3, 2012 at 8:20 am

And for the new town hall.

Jo says:
May 4, 2012 at 10:01 am

I will miss the smell.
"""
"""A dump of three comments, each with a name and a date above it."""


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """Two dumps in one text, with a form feed between them."""
    path = tmp_path / "dumps.txt"
    path.write_text(f"{CLOSED}\f\n{CLOSED.replace('library', 'swimming bath')}", encoding="utf-8")
    return path


def test_dumps_in_one_text_go_in_as_a_thread_each(tmp_path: Path, dumps: Path) -> None:
    """The report says how many, why and which; importing again changes nothing, and each is exported with its lines."""
    done = run("import", tmp_path / "a.db", dumps)
    assert "dumps.txt: added, 2 threads, 6 comments, 3 commenters" in done.err
    assert "  parted at form feeds that titles and comments follow" in done.err
    assert "  lines 22-41: 3 comments, layout header, 79% sure: Council closes the swimming bath" in done.err
    assert "lines read 24 = lines kept 24" in done.err
    assert "nothing was written" in run("import", tmp_path / "a.db", dumps).err
    threads = [json.loads(line) for line in run("export", tmp_path / "a.db", "--all", "--format", "json").out.splitlines()]
    assert [thread["comments"][0]["lines"] for thread in threads] == [[7, 10], [28, 31]]
    report = json.loads(run("import", "--json", tmp_path / "b.db", dumps).out)["sources"][0]
    assert (report["threads"], report["parts"][1]["first"], report["layout"]) == (2, 22, "header")


def test_a_text_is_parted_by_hand_or_kept_whole(tmp_path: Path, dumps: Path) -> None:
    """A matching rule is a line of no thread's words; what was decided before is taken back."""
    dumps.write_text(dumps.read_text().replace("\f", "-- 8< --"), encoding="utf-8")
    assert "added, 6 comments" in run("import", tmp_path / "a.db", dumps).err
    parted = run("import", tmp_path / "a.db", dumps, "--split", "^-- 8< --$").err
    assert "updated, 2 threads, 6 comments" in parted
    assert "parted at lines that match '^-- 8< --$'" in parted
    assert "lines read 25 = lines kept 25" in parted
    whole = run("import", tmp_path / "a.db", dumps, "--split", "").err
    assert "updated, 6 comments" in whole
    assert "no line matches 'nowhere'" in run("import", "--dry-run", dumps, "--split", "nowhere").out


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("(a", "--split: missing ), unterminated subpattern at column 1"),
        ("(=+ ?)+$", "--split: a repeat at column 7 of something that can vary may take for ever"),
    ],
)
def test_an_expression_that_cannot_be_used_is_a_usage_error(tmp_path: Path, dump: Path, expression: str, said: str) -> None:
    """In one line with its column and a hint, before anything is read."""
    for arguments in (["import", "a.db", "dump.txt"], ["import", "--dry-run", "dump.txt"]):
        done = run(*arguments, "--split", expression, folder=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert done.err.splitlines()[0] == f"tui-reader: {said}"
        assert len(done.err.splitlines()) == 2
    assert not (tmp_path / "a.db").exists()
    assert dump.exists()


def test_an_article_without_comments_is_a_thread_and_said_to_have_none(tmp_path: Path) -> None:
    """In the report, in the list and in an export; an article beside a thread too."""
    (tmp_path / "article.txt").write_text("A bridge reopens\n\nThe old bridge carries people again.\n")
    done = run("import", tmp_path / "a.db", tmp_path / "article.txt")
    assert "added, 0 comments" in done.err
    assert "no comments recognised: all of it is kept as an article" in done.err
    assert "0 comments" in run("threads", tmp_path / "a.db").out
    assert json.loads(run("export", tmp_path / "a.db", "--format", "json").out)["comments"] == []
    both = f"==> one.txt <==\n{CLOSED}\n==> two.txt <==\nA bridge reopens\n\nIt carries people again.\n"
    (tmp_path / "both.txt").write_text(both)
    told = run("import", tmp_path / "b.db", tmp_path / "both.txt").err
    assert "2 threads, 3 comments" in told
    assert "both.txt:24: no comments recognised: all of it is kept as an article" in told


def test_interruption_keeps_whole_sources_and_the_archive_sound(tmp_path: Path) -> None:
    """Ctrl-C while a source is read: those before it are in, it is not, and the exit code is 130."""
    (tmp_path / "1.txt").write_text(DUMP)
    command = [*PROGRAM, "import", "a.db", "1.txt", "-", "2.txt"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stderr
        assert b"1.txt: added" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "interrupted: 1 source wholly in a.db" in said.decode()
    assert "  in: 1.txt" in said.decode()
    assert check(tmp_path / "a.db") == []
    with Archive.open(tmp_path / "a.db") as archive:
        assert len(archive.threads()) == 1
    assert run("import", "a.db", "1.txt", folder=tmp_path).code == 0
