"""Archives that a test makes in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tui_reader.archive.writer import AddedSource, ArchiveWriter, SourceFacts
from tui_reader.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui_reader.model import Record

DELETE_MODE = b"\x01\x01"
"""Bytes 18 and 19 of an SQLite file that is whole without another file beside it."""


def facts(name: str = "dump.txt", raw: bytes | None = None, layout: str | None = None) -> SourceFacts:
    """Return the facts of a plain text; two names are two sources, two layouts two readings of one."""
    data = name.encode() if raw is None else raw
    origin = Origin(name, "plain-text", sha256(data).hexdigest(), len(data), data.count(b"\n"), layout)
    return SourceFacts(origin, f"in/{name}", raw)


def add(path: Path, records: Iterable[Record], name: str = "dump.txt", layout: str | None = None) -> AddedSource:
    """Add a source to an archive and close it."""
    with ArchiveWriter(path) as writer:
        return writer.add(facts(name, layout=layout), records)


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Return everything that lies in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start another program that shares nothing but the disk with this one; talk to it by lines."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
