"""Running the program as a user does: in a process of its own, stdout and stderr apart."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-W", "error", "-m", "tui_reader"]
"""The command, with every warning an error."""

DUMP = """A bridge reopens

The old bridge across the river carries people again.

It took three years.

Ada Lund

I walked over it this morning.

Bo Reed

So did I, twice.

Ada Lund

Then we met.
"""
"""A dump of three comments by two people."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a run: the tests' own folders, and no terminal."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", **more}


def run(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None, **more: str) -> Done:
    """Run the program to its end."""
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, env=environment(**more), cwd=folder, timeout=60, check=False
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def run_on_terminal(*arguments: str | Path, columns: int = 0, **more: str) -> str:
    """Run the program on a terminal of its own, 0 columns if it does not tell, and return everything that is written to it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    command = [*PROGRAM, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm", **more)
    ) as running:
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
        running.wait(timeout=60)
    os.close(ours)
    return written.decode()


def _read(terminal: int) -> bytes:
    """Return what is written to a terminal, nothing when its last writer is gone."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
