"""An archive that says something else than what was imported does not pass."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts, folder_bytes
from tests.builders import thread
from tui_reader.archive.check import check
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveError
from tui_reader.model import Article, Block, BlockKind

if TYPE_CHECKING:
    from pathlib import Path

DAMAGE = {
    "UPDATE comment SET body = 'other' WHERE id = 2": ["what it says is not", "search index"],
    "UPDATE comment SET score = 5 WHERE id = 2": ["what it says is not"],
    "UPDATE block SET text = 'They fly.'": ["what it says is not"],
    "UPDATE thread SET title = 'Stoats'": ["what it says is not"],
    "UPDATE thread SET people = 9": ["the counts are not"],
    "UPDATE comment SET author = 1": ["the counts are not", "what it says is not", "the outline does not agree"],
    "UPDATE comment SET depth = 7 WHERE id = 4": ["the order of the comments"],
    "UPDATE comment SET descendants = 0 WHERE id = 1": ["the order of the comments"],
    "UPDATE comment SET parent = 3 WHERE id = 4": ["the order of the comments"],
    "UPDATE comment SET parent = 4 WHERE id = 1": ["the order of the comments"],
    "UPDATE comment SET parent = 77 WHERE id = 2": ["refers to a comment", "the order of the comments"],
    "UPDATE outline SET posted = author": ["the outline does not agree"],
    "DELETE FROM outline": [],
    "DROP TABLE outline": [],
    "DROP TABLE comment_fts": [],
    "UPDATE source SET sha256 = ''": ["is not what was imported"],
    "UPDATE raw SET data = x'789c03'": ["cut short"],
    "DELETE FROM comment WHERE id = 4": ["the counts are not", "what it says is not", "the outline does", "search index"],
    "INSERT INTO comment_fts(comment_fts) VALUES ('delete-all')": ["search index"],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive of one thread whose source is kept."""
    head = Article("1", "Otters", blocks=(Block(BlockKind.PARAGRAPH, "They swim."),))
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(facts(raw=b"Otters\n"), [head, *thread("a(b(c)) d")])
    return tmp_path / "a.db"


def test_a_sound_archive_passes_unchanged(path: Path) -> None:
    """There is nothing to say, and checking writes nothing."""
    before = folder_bytes(path.parent)
    assert check(path) == []
    assert folder_bytes(path.parent) == before


@pytest.mark.parametrize("statement", DAMAGE)
def test_damage_is_found_and_named(path: Path, statement: str) -> None:
    """Each finding is one line that says what does not hold, and sound parts are not blamed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    findings = [problem.message for problem in check(path)]
    assert all("\n" not in finding for finding in findings)
    for said in DAMAGE[statement]:
        assert any(said in finding for finding in findings), findings
    assert len(findings) == len(DAMAGE[statement]), findings


def test_the_same_is_said_once(path: Path) -> None:
    """Whichever parts of the check come upon it."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = b"\xff" * 20_000
    path.write_bytes(bytes(data))
    findings = check(path)
    assert findings
    assert len(findings) == len(set(findings))


def test_every_changed_letter_is_found(path: Path) -> None:
    """SQLite itself notices none of these: letters of the file that were exchanged for others."""
    content = path.read_bytes()
    for text in (b"They swim.", b"Otters"):
        start = content.rindex(text)
        path.write_bytes(content[:start] + text.swapcase() + content[start + len(text) :])
        assert check(path), text


def test_what_is_no_archive_is_an_error(tmp_path: Path) -> None:
    """There is nothing to check in another file."""
    (tmp_path / "a.txt").write_text("Otters")
    with pytest.raises(ArchiveError, match="is not an archive"):
        check(tmp_path / "a.txt")


@pytest.mark.parametrize("bytes_left", [100, 4_096, 20_000])
def test_damage_that_keeps_an_archive_shut_is_a_finding(path: Path, bytes_left: int) -> None:
    """Whoever asks what is wrong is not sent away with an error."""
    path.write_bytes(path.read_bytes()[:bytes_left])
    (found,) = check(path)
    assert found.message.startswith(f"{path} is damaged: ")
