"""Whatever an archive holds, lists stay lists: one line each, nothing a terminal obeys, nothing a program cannot read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.cli import main
from tui_reader.model import Article, Comment

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    "\x1b]0;title\x07",
    "two\nlines\r\nand\ttabs",
    "\u202eright to left",
    "[red]markup[/]",
    "a\u2028b\x85c",
    "",
    "-rf",
    '"quoted"',
]
"""Titles, names, keys, dates and bodies that mean something to a terminal, a shell or a list."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a thread for each of those words, which is also its only commenter's name, date and words."""
    path = tmp_path_factory.mktemp("hostile") / "a.db"
    with ArchiveWriter(path) as writer:
        for number, word in enumerate(WORDS):
            comment = Comment("1", "1", f"said {word}", word, posted=word, posted_text=word, key=f"k{word}")
            writer.add(facts(f"{number}.txt"), [Article("1", title=word, key=f"{number}{word}"), comment])
    return path


@pytest.mark.parametrize("command", [["threads"], ["people"], ["search", "said"]], ids=" ".join)
def test_a_list_has_a_line_for_each(archive: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Not one more, and each holds printable characters alone, none of which turns the line round."""
    assert main([command[0], str(archive), *command[1:]]) == 0
    lines = capsys.readouterr().out.removesuffix("\n").split("\n")
    assert len(lines) == len(WORDS)
    for line in lines:
        assert line.isprintable()
        assert not set(line) & set("\u202e\u2028")


@pytest.mark.parametrize("command", [["threads"], ["people"], ["search", "said"], ["formats"], ["check"]], ids=" ".join)
def test_json_is_an_object_a_line_in_plain_ascii(archive: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Programs read it line by line, and a terminal shows it as it is."""
    named = [command[0], *([] if command[0] == "formats" else [str(archive)]), *command[1:], "--json"]
    assert main(named) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert all(isinstance(json.loads(line), dict) for line in out.splitlines())
    assert out.replace("\n", "").isprintable()


def test_json_keeps_the_words_as_they_are(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is made visible for people is exact for programs."""
    assert main(["people", str(archive), "--json"]) == 0
    assert {json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()} == set(WORDS)
    assert main(["search", str(archive), "said", "--json"]) == 0
    assert {json.loads(line)["body"] for line in capsys.readouterr().out.splitlines()} == {f"said {word}" for word in WORDS}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_thread_can_be_exported_by_the_number_that_is_shown(
    archive: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And none of them sends a terminal anything but text."""
    with Archive.open(archive) as opened:
        count = len(opened.threads())
    for number in range(1, count + 1):
        assert main(["export", str(archive), str(number), "--format", form]) == 0
        out = capsys.readouterr().out
        assert "said" in out
        assert not set(out) & set("\x1b\x07\x85\u202e\u2028\r")
