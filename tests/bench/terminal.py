"""A program on a real pseudo-terminal, with the moments at which it painted."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

QUIET = 0.12
"""Seconds without output after which a program is taken to have painted all that a key asks for."""

_PATIENCE = 20.0
_LONGEST = 1.0
_PIECE = 1 << 16


class Answer(NamedTuple):
    """Milliseconds from a key to the first and the last byte painted, by the clock, and those of the processor till then."""

    first: float
    clock: float
    processor: float


class TimedTerminal:
    """A Python program started on a terminal of 120 columns and 40 rows."""

    def __init__(self, arguments: list[str], home: Path) -> None:
        self._written = b""
        self.started = time.perf_counter()
        self._process, self._screen = pty.fork()
        if not self._process:
            own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home), "PYTHONPATH": str(ROOT)}
            own |= {f"XDG_{kind}_HOME": str(home) for kind in ("STATE", "CONFIG", "CACHE", "DATA")}
            os.chdir(home)
            os.execve(sys.executable, [sys.executable, *arguments], os.environ | own)
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def milliseconds_until(self, text: str) -> float:
        """Return how long after the start a text was on the screen."""
        while text.encode() not in self._written:
            if not self._read(_PATIENCE):
                raise TimeoutError(f"never painted: {text}")
        return (time.perf_counter() - self.started) * 1e3

    def settle(self) -> None:
        """Wait until nothing is painted any more."""
        end = time.perf_counter() + _LONGEST
        while time.perf_counter() < end and self._read(3 * QUIET):
            pass

    def press(self, keys: str) -> Answer | None:
        """Type keys and return how long the answer took, None where nothing was painted."""
        worked, begun = self._worked(), time.perf_counter()
        first = last = begun
        os.write(self._screen, keys.encode())
        while last < begun + _LONGEST and self._read(QUIET):
            last = time.perf_counter()
            first = last if first == begun else first
        return Answer((first - begun) * 1e3, (last - begun) * 1e3, self._worked() - worked) if last > begun else None

    def resident_bytes(self) -> int:
        """Return how much memory the program takes."""
        return int(Path(f"/proc/{self._process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def close(self) -> None:
        """End the program, which has nothing to lose."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._screen)

    def _worked(self) -> float:
        """Return the processor milliseconds that all threads of the program have had."""
        tasks = Path(f"/proc/{self._process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def _read(self, patience: float) -> bool:
        if not select.select([self._screen], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._screen, _PIECE)
        except OSError:  # the program has closed its side
            return False
        self._written += piece
        return bool(piece)
