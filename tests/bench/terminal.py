"""A program on a real pseudo-terminal: when it painted, and what it took of processor and memory till then."""

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
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.processes import environment

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = 0.06
"""Seconds without output and without work after which a program is taken to have painted all that a key asks for."""

_LOOKS = 4
_PATIENCE = 60.0
_LONGEST_SETTLING = 5.0
_PIECE = 1 << 16


class Answer(NamedTuple):
    """Milliseconds from a key to the first and the last byte painted, by the clock, and those of the processor till then."""

    first: float
    clock: float
    processor: float
    processor_first: float


class TimedTerminal:
    """A program, Python where no other is named, started on a terminal of 120 columns and 40 rows."""

    def __init__(self, arguments: list[str], home: Path, program: str = sys.executable) -> None:
        self._written = b""
        self.started = time.perf_counter()
        self._process, self._screen = pty.fork()
        if not self._process:
            os.chdir(home)
            os.execve(program, [program, *arguments], environment(home))
        self._set_size(120, 40)

    def milliseconds_until(self, text: str, patience: float = _PATIENCE) -> float:
        """Return how long after the start a text was on the screen; raise TimeoutError where it is not in so many seconds."""
        end = time.perf_counter() + patience
        while text.encode() not in self._written:
            if not self._read(max(0.0, end - time.perf_counter())):
                raise TimeoutError(f"never painted: {text}")
        return (time.perf_counter() - self.started) * 1e3

    def settle(self) -> None:
        """Wait until nothing is painted and nothing worked at any more."""
        end = time.perf_counter() + _LONGEST_SETTLING
        while time.perf_counter() < end and (self._read(3 * QUIET) or self._works()):
            pass

    def press(self, keys: str) -> Answer | None:
        """Type keys and return how long the answer took, None where nothing was painted."""
        return self._answer(lambda: os.write(self._screen, keys.encode()))

    def resize(self, width: int, height: int) -> Answer | None:
        """Make the terminal so large and return how long the answer took."""
        return self._answer(lambda: self._set_size(width, height))

    def type(self, keys: str) -> None:
        """Type keys whose answer is of no interest."""
        self.press(keys)

    def _answer(self, do: Callable[[], object]) -> Answer | None:
        worked, begun = self.worked(), time.perf_counter()
        do()
        paints: list[tuple[float, float]] = []
        while time.perf_counter() < begun + _PATIENCE:
            if self._read(QUIET):
                paints.append((time.perf_counter() - begun, self.worked() - worked))
            elif not self._works():
                break
        if not paints:
            return None
        (first, first_worked), (last, last_worked) = paints[0], paints[-1]
        return Answer(first * 1e3, last * 1e3, last_worked, first_worked)

    def _works(self) -> bool:
        """Whether the program works without painting, or waits for the processor to do so, as it does before a slow answer."""
        for _ in range(_LOOKS):
            tasks = Path(f"/proc/{self._process}/task").glob("*/stat")
            if any(_state(task) in "RD" for task in tasks):
                return True
            time.sleep(QUIET / 4 / _LOOKS)
        return False

    def worked(self) -> float:
        """Return the processor milliseconds that the program has had since it began, threads that ended included."""
        return time.clock_gettime((~self._process << 3) | 2) * 1e3

    def most_resident_bytes(self) -> int:
        """Return how much memory the program took at most."""
        status = Path(f"/proc/{self._process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) << 10

    def resident_bytes(self) -> int:
        """Return how much memory the program takes."""
        return int(Path(f"/proc/{self._process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def close(self) -> None:
        """End the program, which has nothing to lose."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._screen)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def _read(self, patience: float) -> bool:
        if not select.select([self._screen], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._screen, _PIECE)
        except OSError:  # the program has closed its side
            return False
        self._written += piece
        return bool(piece)


def _state(task: Path) -> str:
    """Return the letter of what a thread does: R where it runs or waits for its turn."""
    try:
        return task.read_text().rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"
