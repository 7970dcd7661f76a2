"""A file that was damaged reads as an error, or as what was imported, or `check` says that it does not."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.archives import facts, folder_bytes
from tests.builders import thread
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveDamagedError, ArchiveError
from tui_reader.model import Article, Block, BlockKind, Comment, Problem, ReplyBasis, Span, Status
from tui_reader.query import Text, parse

if TYPE_CHECKING:
    from tui_reader.model import Record, StoredComment

Said = tuple[object, ...]
"""What a reader of a thread is shown."""

RECORDS: tuple[Record, ...] = (
    Article(
        "1",
        "Otters of the upper river",
        site="river.example",
        posted="2019-03-01",
        blocks=(Block(BlockKind.TITLE, "Otters of the upper river", Span(1, 1)), Block(BlockKind.PARAGRAPH, "They swim.")),
        meta=(Span(2, 3),),
    ),
    *thread("once(upon(a time)) there(was)"),
    Comment("1", "x", "An answer in some more words.", "Ida", parent="once", reply_basis=ReplyBasis.QUOTED, score=3),
    Comment("1", "y", "", author_lost="one word", status=Status.LOST, posted="2019-03-02T10:00:00Z"),
    Problem("something is odd", 7),
)


def whole() -> bytes:
    """Return the bytes of a small archive with something in every table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with ArchiveWriter(path) as writer:
            writer.add(facts(raw=b"Otters of the upper river\n" * 20), RECORDS)
        return path.read_bytes()


CONTENT = whole()
PLACES = st.integers(0, len(CONTENT) - 1)
FLIPS = st.lists(st.tuples(PLACES, st.integers(1, 255)), min_size=1, max_size=4)


def said(path: Path) -> list[Said]:
    """Return all that can be read of an archive's threads, by every way there is to read it."""
    found: list[Said] = []
    with Archive.open(path) as archive:
        for stored in archive.threads():
            document = archive.document(stored.id)
            outline = archive.outline(stored.id)
            shown = archive.comments(outline.ids)
            archive.commenter_table(stored, outline)
            archive.quotations(stored.id)
            archive.source_lines(stored.id, Span(1, 3))
            if condition := parse("words -by:ida"):
                archive.matching(stored.id, condition)
            head = (stored.title, stored.site, stored.url, stored.author, stored.posted, stored.names)
            comments = [_said(comment) for comment in (*document.comments, *shown.values())]
            found.append((head, document.blocks, document.meta, comments))
    return found


def _said(comment: StoredComment) -> Said:
    place = (comment.key, comment.parent_key, comment.position, comment.depth, comment.descendants, comment.span)
    stated = (comment.posted, comment.posted_text, comment.score, comment.status, comment.source_id)
    return (comment.author, comment.author_lost, comment.body, *place, *stated, comment.reply_basis, comment.reply_confidence)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    """What the whole archive says."""
    path = tmp_path_factory.mktemp("whole") / "a.db"
    path.write_bytes(CONTENT)
    assert check(path) == []
    return said(path)


def is_told(path: Path, truth: list[Said]) -> bool:
    """Whether reading a file, or else checking it, says of any change that it is there."""
    try:
        read = said(path)
        findings = check(path)
    except ArchiveError as error:
        return "\n" not in str(error)
    return bool(findings) or read == truth


@given(FLIPS)
@settings(max_examples=150)
def test_flipped_bytes_are_told_or_change_nothing(truth: list[Said], flips: list[tuple[int, int]]) -> None:
    """No byte of the file can be another one and make a sound archive say something else, or raise what is no error of ours."""
    damaged = bytearray(CONTENT)
    for place, difference in flips:
        damaged[place] ^= difference
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.db").write_bytes(damaged)
        assert is_told(Path(folder) / "a.db", truth)
        assert folder_bytes(Path(folder)) == {"a.db": bytes(damaged)}


@pytest.mark.parametrize("kind", ["zeros", "noise", "another page"])
def test_no_page_can_be_replaced_unseen(tmp_path: Path, truth: list[Said], kind: str) -> None:
    """A sector that a disk lost, a stretch of noise, a page written to the wrong place: each page in turn."""
    chance, path = random.Random(1), tmp_path / "a.db"
    size = int.from_bytes(CONTENT[16:18], "big")
    for start in range(0, len(CONTENT), size):
        put = {
            "zeros": bytes(size),
            "noise": chance.randbytes(size),
            "another page": CONTENT[(start + size) % len(CONTENT) :][:size],
        }[kind]
        path.write_bytes(CONTENT[:start] + put + CONTENT[start + size :])
        assert is_told(path, truth), start // size + 1


@given(st.integers(0, len(CONTENT) - 1))
@settings(max_examples=60)
def test_a_file_cut_anywhere_is_told(truth: list[Said], length: int) -> None:
    """Whatever is missing at the end, nothing is shown as if it were all."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.db").write_bytes(CONTENT[:length])
        assert is_told(Path(folder) / "a.db", truth)


@given(st.binary(max_size=400), PLACES)
@settings(max_examples=60)
def test_rubbish_over_the_file_is_told(truth: list[Said], rubbish: bytes, place: int) -> None:
    """Any bytes in any place."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.db").write_bytes(CONTENT[:place] + rubbish + CONTENT[place + len(rubbish) :])
        assert is_told(Path(folder) / "a.db", truth)


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE comment SET position = 99999 WHERE id = 2",
        "UPDATE comment SET position = 1 << 40 WHERE id = 2",
        "DELETE FROM comment WHERE id IN (2, 3)",
        "DELETE FROM outline",
        "UPDATE outline SET count = 1",
        "UPDATE comment SET position = position - 2",
    ],
)
def test_rows_that_contradict_each_other_are_told(tmp_path: Path, truth: list[Said], forgery: str) -> None:
    """Whoever changes rows by hand gets an error of ours, from whatever reads them first."""
    path = tmp_path / "a.db"
    path.write_bytes(CONTENT)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(forgery)
    assert is_told(path, truth)


def test_a_comment_beyond_its_outline_is_never_a_match(tmp_path: Path) -> None:
    """What is found has a row to be shown in; a comment that has none is damage."""
    path = tmp_path / "a.db"
    path.write_bytes(CONTENT)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE comment SET position = 8 WHERE body LIKE '%words%'")
    with Archive.open(path) as archive, pytest.raises(ArchiveDamagedError, match="has more comments than its outline"):
        archive.matching(1, Text("words"))
