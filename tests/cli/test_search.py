"""`tui-reader search` finds in all threads what the filter finds in one, and shows it as people and programs want it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.archives import facts
from tests.builders import article
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.cli import main
from tui_reader.model import Comment, Status
from tui_reader.query import Text
from tui_reader.query.excerpts import excerpt
from tui_reader.query.marking import marking
from tui_reader.settings import reader_path
from tui_reader.state.annotations import ThreadAnnotations

if TYPE_CHECKING:
    from pathlib import Path

SAID: list[list[tuple[str | None, str, str | None]]] = [
    [("Ada", "The tide was late again.", "2019-03-02"), (None, "A tidy garden.", None), ("Ben", "At high\nTIDE, then.", None)],
    [("ADA", "No sea here.", None)],
    [("Ben\x1b[1m", "Riptides \x1b]0;x\x07 and cafe\u0301s.", "2019-03-04"), ("Ada", "x tide " + "word " * 400 + "ebb", None)],
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the threads above, each with a slot that lost its comment."""
    path = tmp_path_factory.mktemp("search") / "a.db"
    with ArchiveWriter(path) as writer:
        for number, comments in enumerate(SAID):
            told = [Comment("1", f"{place}", body, who, posted=when) for place, (who, body, when) in enumerate(comments)]
            lost = Comment("1", "lost", "", status=Status.LOST)
            writer.add(facts(f"{number}.txt"), [article(f"Thread {number}"), *told, lost])
    return path


def found(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    """Search, expect to find something, and return the lines that tell it."""
    assert main(["search", *map(str, arguments)]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("query", "bodies"),
    [
        ("tide", ["x tide", "The tide was late again.", "At high\nTIDE, then."]),
        ("-tide -is:anon", ["Riptides", "No sea here."]),
        ("by:ada tide", ["x tide", "The tide was late again."]),
        ("by:=ADA", ["No sea here."]),
        ("is:anon", ["A tidy garden."]),
        ('"high tide"', ["At high\nTIDE, then."]),
        ("cafe", ["Riptides"]),
        ("/rip.?tide|SEA/", ["Riptides", "No sea here."]),
        ("tid -date:2019..", ["x tide", "At high\nTIDE, then.", "A tidy garden."]),
        ('title:"thread 1" in:*', ["No sea here."]),
    ],
)
def test_what_is_found_is_what_the_filter_finds(
    archive: Path, query: str, bodies: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In all threads, the newest first, those without a date last."""
    values = [json.loads(line) for line in found(capsys, archive, "--json", "--", query)]
    dates = [value["posted"] or "" for value in values]
    assert dates == sorted(dates, reverse=True)
    assert {body for body in bodies for value in values if value["body"].startswith(body)} == set(bodies)
    assert len(values) == len(bodies)
    assert len(found(capsys, archive, "--", query)) == len(bodies)


def test_hits_are_sorted_and_limited_to_a_thread(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Oldest first, those without a date last too; the most telling first, where there are words to weigh."""
    assert [line[:16] for line in found(capsys, archive, "tide", "--sort", "oldest")] == [
        "   1  2019-03-02",
        "   1            ",
        "   3            ",
    ]
    assert len(found(capsys, archive, "tide", "--thread", "1")) == 2
    assert "Ada: x tide" in found(capsys, archive, "tide", "--sort", "rank")[-1]
    assert main(["search", str(archive), "by:ada", "--sort", "rank"]) == 0
    assert capsys.readouterr().err.startswith("newest first: no words to weigh")
    assert main(["search", str(archive), "tide", "--thread", "9"]) == 3


def test_a_line_says_where_when_who_and_what(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The number is that of `tui-reader threads`; a terminal can only show it."""
    assert found(capsys, archive, "/tide/") == [
        "   3  2019-03-04  Ben␛[1m: Riptides ␛]0;x␇ and cafe\u0301s.",
        "   1  2019-03-02  Ada: The tide was late again.",
        "   1              Ben: At high TIDE, then.",
        "   3              Ada: x tide " + "word " * 14 + "wor…",
    ]
    assert found(capsys, archive, "ebb") == ["   3              Ada: … word word word word word word ebb"]
    assert found(capsys, archive, "is:anon") == ["   1              (no name): A tidy garden."]


def test_a_program_is_told_keys(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With them `export` writes what was found."""
    (value,) = (json.loads(line) for line in found(capsys, archive, "sea", "--json"))
    assert list(value) == ["thread", "comment", "author", "posted", "body"]
    assert main(["export", str(archive), value["thread"], "--comment", value["comment"], "--format", "text"]) == 0
    assert "No sea here." in capsys.readouterr().out


def test_a_cut_is_announced(archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes the first comments for all of them, and nobody is warned of nothing."""
    monkeypatch.setattr("tui_reader.cli.search._PAGE", 2)
    with Archive.open(archive) as opened:
        count = sum(thread.comments for thread in opened.threads())
    for limit in range(1, count + 2):
        assert main(["search", str(archive), "/e/", "--limit", str(limit)]) == 0
        streams = capsys.readouterr()
        lines = streams.out.splitlines()
        assert len(lines) == min(limit, count)
        assert streams.err == ("" if limit >= count else f"only the first {limit} are shown; --limit N shows more\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere"], 3, "no comment matches 'nowhere'"),
        ([""], 2, "the query asks for nothing"),
        (["(tide"], 2, "this bracket is never closed at column 1"),
        (["tide", "--limit", "0"], 2, "--limit"),
        ([], 2, "QUERY"),
    ],
)
def test_what_cannot_be_found_is_told(
    archive: Path, arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty answer, an empty question and a wrong one have their own codes."""
    assert main(["search", str(archive), *arguments]) == code
    streams = capsys.readouterr()
    assert streams.out == ""
    assert words in streams.err


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip), max_size=2))
def test_an_excerpt_is_one_short_line(body: str, words: list[str]) -> None:
    """Whatever a comment says, and whatever was looked for; what is to be marked lies in it."""
    found = excerpt(body * 20, marking(map(Text, words)), 80)
    assert len(found.text) <= 83
    assert "\n" not in found.text
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)


def test_what_was_added_in_the_reader_can_be_searched_for(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the same words, in every thread; the archive itself knows nothing of it."""
    with Archive.open(archive) as opened:
        for thread in opened.threads():
            comments = opened.comments(opened.outline(thread.id).ids).values()
            keys = [comment.key for comment in comments if comment.author == "Ada"]
            ThreadAnnotations(reader_path(), thread.key).star(keys, starred=True)
    starred = found(capsys, archive, "is:starred")
    assert sorted(line[:5] for line in starred) == ["   1 ", "   3 "]
    assert len(found(capsys, archive, "is:starred ebb")) == 1
    assert main(["search", str(archive), "tag:tide"]) == 3


def test_words_are_found_where_what_was_added_cannot_be_read(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told only to whoever asks for it."""
    reader_path().parent.mkdir(parents=True)
    reader_path().write_text("Dear diary")
    assert len(found(capsys, archive, "ebb")) == 1
    assert main(["search", str(archive), "ebb -is:starred"]) == 1
    assert "is no database" in capsys.readouterr().err
