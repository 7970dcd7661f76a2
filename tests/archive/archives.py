"""Archives that a test makes in one line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from tests.conftest import ROOT
from tui_reader.archive.writer import AddedSource, ArchiveWriter, SourceFacts
from tui_reader.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.archive.reader import Archive
    from tui_reader.model import Record

DELETE_MODE = b"\x01\x01"
"""Bytes 18 and 19 of an SQLite file that is whole without another file beside it."""

_COMMENTERS = """SELECT coalesce(author.id, 0), author.name, count(*), sum(comment.words), min(posted), max(posted)
FROM comment LEFT JOIN author ON author.id = comment.author WHERE comment.thread = ? AND comment.status <> 'lost'
GROUP BY comment.author ORDER BY count(*) DESC, author.name"""


def facts(name: str = "dump.txt", raw: bytes | None = None, layout: str | None = None) -> SourceFacts:
    """Return the facts of a plain text; two names are two sources, two layouts two readings of one."""
    data = name.encode() if raw is None else raw
    origin = Origin(name, "plain-text", sha256(data).hexdigest(), len(data), data.count(b"\n"), layout)
    return SourceFacts(origin, f"in/{name}", raw)


def add(path: Path, records: Iterable[Record], name: str = "dump.txt", layout: str | None = None) -> AddedSource:
    """Add a source to an archive and close it."""
    with ArchiveWriter(path) as writer:
        return writer.add(facts(name, layout=layout), records)


class Commenter(NamedTuple):
    """A person in one thread; `id` 0 with `name` None is the one bucket of comments without a name."""

    id: int
    name: str | None
    comments: int
    words: int
    first_posted: str | None = None
    last_posted: str | None = None


def commenters(archive: Archive, thread: int) -> list[Commenter]:
    """Return who speaks in a thread, most comments first, by plain SQL; lost slots are nobody's."""
    with closing(sqlite3.connect(archive.path)) as connection:
        return list(map(Commenter._make, connection.execute(_COMMENTERS, (thread,))))


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Return everything that lies in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start another program that shares nothing but the disk with this one; talk to it by lines."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
