"""What every command has in common, and the small ones."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.program import DUMP, PROGRAM, environment, run
from tui_reader import __version__
from tui_reader.cli.commands import load
from tui_reader.cli.overview import COMMANDS
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.structure.segment import ARTICLE_ONLY, read_thread

if TYPE_CHECKING:
    from pathlib import Path


def test_help_names_every_command_with_what_it_does() -> None:
    """The table's short help is what the command itself says."""
    done = run("--help")
    assert done == run("--help", "--help")  # which click answers
    assert done.code == 0
    for name, (_, words) in COMMANDS.items():
        assert f"{name} " in done.out
        assert words in " ".join(done.out.split())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_of_its_own(name: str) -> None:
    """A command is found by its name and says how it is used."""
    done = run(name, "--help")
    assert load(COMMANDS[name][0]).name == name
    assert (done.code, done.err) == (0, "")
    assert f"tui-reader {name}" in done.out


def test_the_version_is_told() -> None:
    """One line, for reports of defects."""
    assert run("--version").out == f"tui-reader, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["imprt"], 2, "did you mean import?"),
        (["gone.db"], 2, "no file and no command is called 'gone.db'"),
        (["threads"], 2, "Missing argument 'ARCHIVE'"),
        (["threads", "gone.db"], 1, "gone.db"),
        (["threads", "dump.txt"], 1, "dump.txt is not an archive"),
        (["people", "--jsn", "x"], 2, "No such option"),
        (["check", "dump.txt"], 1, "not an archive"),
    ],
)
def test_errors_are_one_line_with_a_hint(tmp_path: Path, dump: Path, arguments: list[str], code: int, said: str) -> None:
    """What happened, what to do, and a code that scripts can rely on."""
    done = run(*arguments, folder=dump.parent)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.startswith("tui-reader: ")
    assert len(done.err.splitlines()) <= 2
    assert not (tmp_path / "gone.db").exists()


def test_threads_are_listed_for_people_and_programs(archive: Path) -> None:
    """The same facts as a line of columns and as a JSON object."""
    number, key, *rest = run("threads", archive).out.split()
    assert (number, " ".join(rest)) == ("1", "3 comments 2 people A bridge reopens")
    value = json.loads(run("threads", archive, "--json").out)
    assert (value["key"], value["number"], value["comments"], value["title"]) == (key, 1, 3, "A bridge reopens")
    assert value["source"]["layout"] == "bare-names"


def test_people_are_listed_most_comments_first(archive: Path) -> None:
    """Comments, threads, words and names over the whole archive, and in one thread of it, where no replies are stated."""
    lines = [line.split(maxsplit=3) for line in run("people", archive).out.splitlines()]
    assert [line[:2] for line in lines] == [["2", "1"], ["1", "1"]]
    assert ["Ada Lund" in lines[0][3], "Bo Reed" in lines[1][3]] == [True, True]
    ada, bo = map(json.loads, run("people", archive, "--json").out.splitlines())
    assert (ada["name"], ada["comments"], ada["threads"], ada["unanswered"]) == ("Ada Lund", 2, 1, 2)
    key = json.loads(run("threads", archive, "--json").out)["key"]
    here = [json.loads(line) for line in run("people", archive, "--json", "--thread", key).out.splitlines()]
    assert here == [{**ada, "unanswered": None}, {**bo, "unanswered": None}]
    assert [json.loads(line) for line in run("people", archive, "--json", "--thread", "1").out.splitlines()] == here
    assert run("people", archive, "--thread", "no-such-key").code == 3


def test_names_put_together_are_one_person_unless_apart(archive: Path) -> None:
    """What the reader has put together in the app holds on the command line too; `--apart` shows names as they are."""
    before = run("people", archive, "--json").out
    site = json.loads(before.splitlines()[0])["site"] or ""
    put_together(reader_path(), [Named(site, "Ada Lund")], Named(site, "Bo Reed"))
    (one,) = map(json.loads, run("people", archive, "--json").out.splitlines())
    assert (one["name"], one["names"], one["comments"]) == ("Bo Reed", ["Bo Reed", "Ada Lund"], 3)
    assert "Bo Reed = Ada Lund" in run("people", archive).out
    assert run("people", archive, "--json", "--apart").out == before
    assert len(run("search", archive, "by:=Ada").out.splitlines()) == 0
    assert len(run("search", archive, 'by:"ada l"').out.splitlines()) == 3
    assert run("export", archive, "--format", "text", "--filter", "by:Bo").out.count("Ada Lund") >= 2


def test_an_archive_without_people_is_an_empty_answer(tmp_path: Path) -> None:
    """Nothing found has a code of its own."""
    (tmp_path / "article.txt").write_text("A title\n\nOne paragraph, and nobody says anything about it.\n")
    assert run("import", tmp_path / "a.db", tmp_path / "article.txt").code == 0
    assert run("people", tmp_path / "a.db").code == 3


def test_formats_lists_what_is_read_and_written() -> None:
    """Every name that --format and --layout take."""
    uses = {(value["use"], value["name"]) for value in map(json.loads, run("formats", "--json").out.splitlines())}
    assert {("read", "plain-text"), ("read", "thread-json"), ("layout", "bare-names"), ("write", "json")} <= uses
    assert len(run("formats").out.splitlines()) == len(uses)


def test_check_tells_a_sound_archive_from_a_damaged_one(archive: Path) -> None:
    """A changed word is found, though the database itself is whole."""
    assert json.loads(run("check", archive, "--json").out) == {"sound": True, "threads": 1, "comments": 3, "problems": []}
    assert "is sound" in run("check", archive).out
    archive.write_bytes(archive.read_bytes().replace(b"this morning", b"that evening"))
    done = run("check", archive)
    assert done.code == 1
    assert done.out


def test_check_tells_of_damage_that_keeps_an_archive_shut(archive: Path) -> None:
    """Whoever is sent to `check` by another command finds what it found there, for people and programs."""
    archive.write_bytes(archive.read_bytes()[:9_000])
    assert "tui-reader check" in run("threads", archive).err
    done, value = run("check", archive), json.loads(run("check", archive, "--json").out)
    assert (done.code, done.out, done.err) == (1, f"{archive} is damaged: database disk image is malformed\n", "")
    assert (value["sound"], value["problems"]) == (False, [done.out.strip()])


def test_a_hint_leads_to_the_help_of_what_was_asked(dump: Path) -> None:
    """Where a path stands for a command, the help is that of a path."""
    done = run(dump, "--bogus")
    assert (done.code, done.err.splitlines()[1]) == (2, "  try tui-reader PATH --help")
    assert run(dump, "--help").out.startswith("Usage: tui-reader PATH [OPTIONS]")
    done = run("search", "archive.db", "-ferry")
    assert done.err.splitlines()[1] == "  try tui-reader search --help; after -- it is no option"


def test_a_reader_that_goes_away_is_no_failure_to_talk_about(tmp_path: Path, archive: Path) -> None:
    """`tui-reader threads … | head` ends in silence."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(DUMP.replace("bridge", f"bridge {number}"))
    run("import", archive, *tmp_path.glob("?.txt"))
    command = [*PROGRAM, "threads", str(archive)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_terminal_that_knows_few_characters_gets_escapes(archive: Path, dump: Path) -> None:
    """No locale makes a command fail."""
    dump.write_text(DUMP.replace("bridge", "most „łukowy”"), encoding="utf-8")
    run("import", archive, dump)
    done = run("threads", archive, PYTHONIOENCODING="latin-1")
    assert (done.code, "\\u0142ukowy" in done.out) == (0, True)


def test_every_layout_is_explained_by_an_example_that_is_read_that_way() -> None:
    """What is shown can be pasted and read."""
    done = run("formats", "--layouts", "--json")
    layouts = [json.loads(line) for line in done.out.splitlines()]
    assert [layout["layout"] for layout in layouts] == [layout.name for layout in LAYOUTS]
    for layout in layouts:
        seen = read_thread(["A title", "", "An article.", "", *layout["example"].split("\n")], layout["layout"])
        assert seen.layout == layout["layout"]
        assert len(seen.comments) > 1 or layout["layout"] == ARTICLE_ONLY
    told = run("formats", "--layouts").out
    assert all(f"{layout.name}: {layout.explanation}" in told for layout in LAYOUTS)
    assert "    Mira Halm" in told
