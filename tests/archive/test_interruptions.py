"""An import may be killed at any moment or run out of room: whole sources only are in, and a rerun ends equal."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import DELETE_MODE, facts, folder_bytes, start
from tests.builders import article, thread
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.model import Block, Span, StoredComment

Thread = tuple[str, tuple["Block", ...], tuple["StoredComment", ...], tuple["Span", ...]]

SOURCES = [*"abcdef"]
IMPORTER = """
import os, resource, signal, sys
from pathlib import Path
from tests.archive.test_interruptions import bring_in
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.errors import ArchiveError

path, moment, room = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
steps = 0

def passing():
    global steps
    steps += 1
    if steps == moment:
        os.kill(os.getpid(), signal.SIGKILL)

if room:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    with ArchiveWriter(path) as writer:
        writer._open().set_progress_handler(passing, 100)
        for title in bring_in(writer):
            print(title, flush=True)
except ArchiveError as error:
    print(error.message.replace(str(path), "PATH"))
print(steps)
"""
"""Imports sources; kills itself at some moment of SQLite's work; may have room for files up to some size only."""


def bring_in(writer: ArchiveWriter) -> Iterator[str]:
    """Add the sources to an archive, and yield the title of each that is in."""
    for title in SOURCES:
        writer.add(facts(title), [article(title), *thread(" ".join(f"{title}{n}({title}{n}x)" for n in range(120)))])
        yield title


def disturbed(path: Path, *, moment: int = 0, room: int = 0) -> list[str]:
    """Import in another program to its end, whatever that is, and return what it said."""
    with start(IMPORTER, str(path), str(moment), str(room)) as importer:
        out, _ = importer.communicate()
    return out.splitlines()


def completed(path: Path) -> list[Thread]:
    """Import once more, and return what is there then."""
    with ArchiveWriter(path) as writer:
        assert list(bring_in(writer)) == SOURCES
    assert check(path) == []
    assert [file.name for file in path.parent.iterdir()] == ["a.db"]
    assert path.read_bytes()[18:20] == DELETE_MODE
    return threads_in(path)


def threads_in(path: Path) -> list[Thread]:
    """Return everything that was said, without what two runs may differ in."""
    with Archive.open(path) as archive:
        documents = [archive.document(stored.id) for stored in archive.threads()]
    return [(str(each.thread.title), each.blocks, each.comments, each.meta) for each in documents]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Thread], int]:
    """What an import comes to that nothing disturbs, and how many moments it has."""
    path = tmp_path_factory.mktemp("undisturbed") / "a.db"
    *titles, steps = disturbed(path)
    assert titles == SOURCES
    return threads_in(path), int(steps)


@pytest.mark.parametrize("part", range(5))
def test_an_import_killed_at_any_moment_loses_nothing(tmp_path: Path, undisturbed: tuple[list[Thread], int], part: int) -> None:
    """What was said to be in is in, whole; the folder reads without a trace; the next run ends as if nothing had been."""
    expected, steps = undisturbed
    path = tmp_path / "a.db"
    moment = random.randint(1 + steps * part // 5, steps * (part + 1) // 5)
    said = disturbed(path, moment=moment)
    left_behind = folder_bytes(tmp_path)
    found = threads_in(path) if said else []
    assert found == expected[: len(found)], moment
    assert len(said) <= len(found) <= len(said) + 1 < len(SOURCES) + 1, moment
    assert folder_bytes(tmp_path) == left_behind, moment
    assert completed(path) == expected, moment


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
@pytest.mark.parametrize("room", [8_192, 200_000])
def test_an_import_without_room_keeps_what_is_whole(tmp_path: Path, undisturbed: tuple[list[Thread], int], room: int) -> None:
    """Where a file can grow no further that is said in one line, and with room again the rest comes in."""
    expected, _ = undisturbed
    path = tmp_path / "a.db"
    *titles, complaint, _ = disturbed(path, room=room)
    assert titles == SOURCES[: len(titles)]
    assert complaint in {"the disk fails while using PATH", "the disk is full while writing PATH"}
    if titles:
        assert threads_in(path) == expected[: len(titles)]
        assert check(path) == []
    assert completed(path) == expected
