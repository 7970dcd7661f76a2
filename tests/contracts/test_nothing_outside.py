"""The program keeps to itself: no connection is made and no other program is started unless a key asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import DUMP, environment

WATCHED = """
import sys

OUTSIDE = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostby", "urllib.", "http.client.",
    "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "os.fork",
    "pty.spawn",
)
seen = []
sys.addaudithook(lambda event, arguments: seen.append((event, arguments)) if event.startswith(OUTSIDE) else None)
"""
"""Remembers whatever leads out of the program, by the interpreter's own audit events."""

REPORT = "\nif seen: sys.exit('\\n'.join(map(repr, seen)))"
COMMAND = "from tui_reader.cli import main\ncode = main(sys.argv[1:])\nassert code in (0, 4), code"


def outside(program: str, *arguments: str | Path, folder: Path) -> str:
    """Run a program that is watched in an interpreter of its own, and return what it did outside of itself."""
    command = [sys.executable, "-c", WATCHED + program + REPORT, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize("deed", ["import socket; socket.gethostbyname('localhost')", "import os; os.system('true')"])
def test_the_watch_sees(tmp_path: Path, deed: str) -> None:
    """What looks outside is noticed, so silence means something."""
    assert outside(deed, folder=tmp_path)


def test_importing_exporting_and_reading_stay_inside(tmp_path: Path) -> None:
    """From the dump to the file and over a walk through the app: 0 connections, 0 programs."""
    (tmp_path / "dump.txt").write_text(DUMP.replace("twice", "https://bridge.example/"), encoding="utf-8")
    for arguments in (
        ["import", "a.db", "dump.txt"],
        ["threads", "a.db"],
        ["export", "a.db", "--format", "html", "-o", "thread.html"],
        ["export", "a.db", "--format", "json", "-o", "thread.json"],
        ["import", "b.db", "thread.json"],
        ["check", "a.db"],
        ["a.db", "--check"],
        ["demo", "--check"],
    ):
        assert outside(COMMAND, *arguments, folder=tmp_path) == "", arguments
    assert (tmp_path / "thread.html").exists()
