"""`tui-reader export` writes what is asked for where it is asked for, and says clearly why not."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import article, thread
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter, SourceFacts
from tui_reader.cli import main
from tui_reader.errors import ExitCode
from tui_reader.export.registry import FORMATS
from tui_reader.model import Comment, Origin
from tui_reader.settings import reader_path
from tui_reader.state.annotations import ThreadAnnotations

if TYPE_CHECKING:
    from pathlib import Path


OPTIONS = [
    "--comment",
    "--thread",
    "--at",
    "--only",
    "--filter",
    "--context",
    "path",
    "--format",
    "html",
    "-o",
    "--overwrite",
    "--all",
    "1",
    "key0",
]


def stored(path: Path, **shapes: str) -> Path:
    """Make an archive of threads, each a title and the shape of its tree."""
    with ArchiveWriter(path) as writer:
        for number, (title, shape) in enumerate(shapes.items()):
            origin = Origin(name=f"{title}.txt", format="plain-text", sha256=f"{number:064}", bytes=10)
            writer.add(SourceFacts(origin), [replace(article(title), key=f"key{number}{title}"), *thread(shape)])
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """An archive of one thread."""
    return stored(tmp_path / "one.db", Ferry="ole(mira(ole2 ann) bo) zoe")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An archive of two threads."""
    return stored(tmp_path / "two.db", Ferry="ole(mira)", Piers="bo")


def exported(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """Run an export to JSON and return its value."""
    assert main(["export", *map(str, arguments), "--format", "json"]) == 0
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def said(value: dict[str, Any]) -> list[str]:
    """Return the bodies of an exported thread."""
    return [comment["body"] for comment in value["comments"]]


def key_of(path: Path, body: str) -> str:
    """Return the key of a comment of the first thread."""
    with Archive.open(path) as archive:
        return next(comment.key for comment in archive.document(1).comments if comment.body == body)


def failed(capsys: pytest.CaptureFixture[str], code: int, *arguments: object) -> str:
    """Run an export that fails with a code, writes nothing to stdout, and return what it says."""
    assert main(["export", *map(str, arguments)]) == code
    streams = capsys.readouterr()
    assert streams.out == ""
    return streams.err


@pytest.mark.parametrize("form", FORMATS)
def test_the_only_thread_needs_no_name(one: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every format goes to stdout, with nothing else on it."""
    assert main(["export", str(one), "--format", form]) == 0
    streams = capsys.readouterr()
    assert "Ferry" in streams.out
    assert streams.err == ""


def test_a_thread_is_named_by_number_key_or_its_beginning(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `tui-reader threads` shows them."""
    for wanted in ("2", "key1Piers", "key1"):
        assert exported(capsys, two, wanted)["title"] == "Piers"


def test_a_thread_that_is_not_clear_is_asked_for(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is guessed: no name, too short a key and an unknown one are told apart."""
    assert "which of the 2 threads" in failed(capsys, 2, two, "--format", "json")
    assert "2 keys begin like" in failed(capsys, 2, two, "key", "--format", "json")
    assert "no thread 'nope'" in failed(capsys, 3, two, "nope", "--format", "json")
    assert "no thread '3'" in failed(capsys, 3, two, "3", "--format", "json")


def test_a_comment_brings_its_branch(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What answers it, at any depth, and nothing above or beside it."""
    value = exported(capsys, one, "--comment", key_of(one, "mira"))
    assert said(value) == ["mira", "ole2", "ann"]
    assert value["left_out"] == 3
    assert "key" not in value
    assert value["comments"][0]["left_out_parent"] == key_of(one, "ole")


def test_a_comment_can_come_alone(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without what answers it, by the beginning of its key."""
    assert said(exported(capsys, one, "--comment", key_of(one, "mira")[:12], "--only")) == ["mira"]
    assert "no comment 'nope'" in failed(capsys, 3, one, "--comment", "nope", "--format", "json")


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_a_comment_is_found_by_what_exports_show(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Block ids, fragments and keys lead back to their comment, though its key is no word."""
    keys = ["t1_abc", "t1.abc", "ключ", "a \x1b b"]
    told = [Comment("1", key, f"said by {number}", key=key) for number, key in enumerate(keys)]
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(SourceFacts(Origin("a.json", "thread-json", "0" * 64, 9)), [article("A title"), *told])
    assert main(["export", str(tmp_path / "a.db"), "--format", form]) == 0
    shown = re.findall(r"(?m) (\^\S+)$|href=\"(#[^\"]+)|^\[(.+)\]$", capsys.readouterr().out)
    cited = ["".join(groups) for groups in shown]
    assert len(cited) == len(keys)
    for number, words in enumerate(cited):
        assert said(exported(capsys, tmp_path / "a.db", "--comment", words)) == [f"said by {number}"]


@pytest.mark.parametrize(
    ("context", "bodies"),
    [
        ("matches", ["mira"]),
        ("path", ["ole", "mira"]),
        ("replies", ["ole", "mira", "ole2", "ann"]),
        (None, ["ole", "mira"]),
    ],
)
def test_a_filter_brings_its_context(
    one: Path, context: str | None, bodies: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As on the screen, and context is marked as such."""
    value = exported(capsys, one, "--filter", "by:mira", *(["--context", context] if context else []))
    assert said(value) == bodies
    assert [comment["body"] for comment in value["comments"] if not comment.get("context")] == ["mira"]
    assert "mira" in value["selection"]
    assert value["left_out"] == 6 - len(bodies)


def test_a_filter_may_ask_for_stars_and_no_export_holds_what_was_added(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a reader adds is theirs: it chooses what is written, and is not written itself."""
    with Archive.open(one) as archive:
        added = ThreadAnnotations(reader_path(), archive.threads()[0].key)
        keys = [comment.key for comment in archive.comments(archive.outline(1).ids).values()]
    added.star(keys[-1:], starred=True)
    added.tag(keys[-1], ["secrettag"])
    added.write(keys[-1], "a secret note")
    for form in FORMATS:
        assert main(["export", str(one), "--filter", "is:starred", "--format", form]) == 0
        written = capsys.readouterr().out
        assert "zoe" in written
        assert "ole" not in written
        assert "secret" not in written


@pytest.mark.parametrize("wish", [["--filter", ""], ["--filter", " "], ["--comment", ""], [""], ["--all", "--filter", ""]])
def test_an_empty_wish_is_never_the_whole_thread(one: Path, wish: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A variable of a script that happens to be empty exports nothing in its place."""
    assert "says nothing" in failed(capsys, 2, one, *wish, "--format", "json")


def test_stdout_can_be_named_as_a_device(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As scripts do that must name a file, whether or not it may be overwritten."""
    assert main(["export", str(one), "--format", "text"]) == 0
    plain = capsys.readouterr()
    for more in ([], ["--overwrite"]):
        assert main(["export", str(one), "--format", "text", "-o", "/dev/stdout", *more]) == 0
        assert capsys.readouterr() == plain


def test_nothing_found_writes_nothing(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A filter that nothing meets is told apart from a failure, and leaves no file."""
    assert "no comment matches" in failed(capsys, 3, one, "--filter", "by:nobody", "-o", tmp_path / "a.md")
    assert not (tmp_path / "a.md").exists()


def test_the_suffix_of_the_file_can_say_the_format(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a suffix or a format the question is asked."""
    assert main(["export", str(one), "-o", str(tmp_path / "a.html")]) == 0
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr() == ("", f"wrote {tmp_path / 'a.html'}\n")
    assert "markdown, html, text, json" in failed(capsys, 2, one)
    assert "markdown, html, text, json" in failed(capsys, 2, one, "--format", "docx")


def test_a_file_that_is_there_is_kept(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only `--overwrite` replaces it."""
    target = tmp_path / "a.txt"
    target.write_text("precious")
    assert "--overwrite" in failed(capsys, 1, one, "-o", target)
    assert target.read_text() == "precious"
    assert main(["export", str(one), "-o", str(target), "--overwrite"]) == 0
    assert "Ferry" in target.read_text()


def test_a_folder_gets_a_safe_name(one: Path, tmp_path: Path) -> None:
    """The title names the file; a part is named apart from the whole."""
    folder = tmp_path / "out"
    folder.mkdir()
    key = key_of(one, "bo")
    assert main(["export", str(one), "--format", "md", "-o", str(folder)]) == 0
    assert main(["export", str(one), "--format", "md", "-o", f"{folder}/", "--filter", "by:bo"]) == 0
    assert main(["export", str(one), "--format", "md", "-o", f"{folder}/", "--comment", key]) == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(["Ferry.md", "Ferry-filtered.md", f"Ferry-{key[:8]}.md"])


def test_stdout_and_file_hold_the_same_bytes(one: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """What is piped is what is saved."""
    assert main(["export", str(one), "--format", "json", "-o", "-"]) == 0
    assert main(["export", str(one), "-o", str(tmp_path / "a.json")]) == 0
    assert capsysbinary.readouterr().out == (tmp_path / "a.json").read_bytes()


def test_all_threads_are_one_line_each(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON Lines hold the whole archive; a filter holds for each thread."""
    assert main(["export", str(two), "--all", "--format", "json"]) == 0
    assert [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()] == ["Ferry", "Piers"]
    assert main(["export", str(two), "--all", "--format", "json", "--filter", "by:bo"]) == 0
    assert [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()] == ["Piers"]
    assert "nothing" in failed(capsys, 3, two, "--all", "--format", "json", "--filter", "by:nobody")


def test_all_threads_can_be_a_file_each(tmp_path: Path) -> None:
    """Titles that differ in nothing but case still get files of their own, however many there are."""
    archive = stored(tmp_path / "a.db", Ferry="ole", FERRY="bo", ferry="zoe")
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["export", str(archive), "--all", "--format", "md", "-o", str(folder)]) == 0
    assert sorted(path.name.partition("-")[0] for path in folder.iterdir()) == ["FERRY", "Ferry.md", "ferry"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "--format", "json"], "--comment"),
        (["--context", "path", "--format", "json"], "--filter"),
        (["--comment", "a", "--filter", "b", "--format", "json"], "do not go together"),
        (["--comment", "a", "--at", "b", "--format", "json"], "--comment and --at say the same"),
        (["1", "--thread", "1", "--format", "json"], "THREAD and --thread say the same"),
        (["--all", "--at", "a", "--format", "json"], "--all"),
        (["1", "--all", "--format", "json"], "--all"),
        (["--all", "--format", "md"], "-o FOLDER/"),
        (["--filter", "(", "--format", "md"], "column"),
    ],
)
def test_wishes_that_contradict_each_other_are_refused(
    one: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors end in 2 and say what goes with what."""
    assert words in failed(capsys, 2, one, *arguments)


def test_a_link_becomes_an_export(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the cursor was on is written with what answers it, unless a filter says what to write."""
    link = [two, "--thread", "1", "--at", key_of(two, "ole")]
    assert said(exported(capsys, *link)) == ["ole", "mira"]
    assert said(exported(capsys, *link, "--filter", "mira ctx:match")) == ["mira"]
    assert "no comment 'nope'" in failed(capsys, 3, two, "--thread", "1", "--at", "nope", "--filter", "o", "--format", "json")


def test_an_archive_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that leads nowhere fails, without a traceback."""
    assert "missing.db" in failed(capsys, 1, tmp_path / "missing.db", "--format", "json")


@pytest.mark.parametrize(
    ("arguments", "code", "lines"),
    [
        ([], 2, ["in which format?", "say --format with one of markdown, html, text, json"]),
        (
            ["9" * 5_000, "--format", "json"],
            3,
            [f"there is no thread '{'9' * 5_000}'", "the archive has 2 threads: `tui-reader threads ARCHIVE` lists them"],
        ),
        (
            ["0", "--format", "json"],
            3,
            ["there is no thread '0'", "the archive has 2 threads: `tui-reader threads ARCHIVE` lists them"],
        ),
        (
            ["3", "--format", "json"],
            3,
            ["there is no thread '3'", "the archive has 2 threads: `tui-reader threads ARCHIVE` lists them"],
        ),
        (
            ["1", "--context", "path", "--format", "json"],
            2,
            ["--context says what to show around matches", "add --filter QUERY"],
        ),
        (["1", "--only", "--format", "json"], 2, ["--only says how to export a comment", "add --comment KEY"]),
        (["--all", "1", "--format", "json"], 2, ["--all does not go together with a thread or a comment", "choose one"]),
        (
            ["1", "--comment", "zz", "--format", "json"],
            3,
            ["there is no comment 'zz'", "“Ferry” has 2 comments; every export shows their keys"],
        ),
        (["1", "--filter", "zz", "--format", "json"], 3, ["no comment matches 'zz'", "nothing was written"]),
        (["--all", "--filter", "zz", "--format", "json"], 3, ["ARCHIVE holds nothing to export", "nothing was written"]),
        (
            ["--all", "--format", "html"],
            2,
            ["only JSON holds several threads in one file, html does not", "write into a folder: -o FOLDER/"],
        ),
    ],
)
def test_an_error_is_what_happened_and_below_it_what_to_do(
    two: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, lines: list[str]
) -> None:
    """Two lines at most, in that order, whatever was asked for."""
    assert main(["export", str(two), *arguments]) == code
    said = capsys.readouterr().err.replace(str(two), "ARCHIVE").splitlines()
    assert said == [f"tui-reader: {lines[0]}", f"  {lines[1]}"]


@given(words=st.lists(st.text(st.characters(exclude_characters="/\0"), max_size=6) | st.sampled_from(OPTIONS), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_whatever_is_asked_for_ends_in_a_code(two: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """No arguments end in a traceback, and the archive stays as it was."""
    (two.parent / "here").mkdir(exist_ok=True)
    monkeypatch.chdir(two.parent / "here")
    before = two.read_bytes()
    with (
        redirect_stdout(TextIOWrapper(BytesIO())),
        redirect_stderr(TextIOWrapper(BytesIO(), encoding="utf-8", errors="replace")),
    ):
        assert main(["export", str(two), "--format", "json", *words]) in set(ExitCode)
    assert two.read_bytes() == before
    assert {path.name for path in two.parent.iterdir()} <= {"two.db", "here", *words}
