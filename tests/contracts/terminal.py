"""A real pseudo-terminal around the real program: what it writes, and how it leaves."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

QUIET = 0.4
"""Seconds without output after which the program is taken to wait for a key."""

SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0-9A-B]|[=>78]|\]22;[a-z-]+(?:\x07|\x1b\\))")
"""What Textual itself writes: control sequences, character sets, keypad modes, the shape of the mouse pointer (OSC 22). No
other OSC, no DCS, APC, PM or reset."""


@dataclass
class Terminal:
    """A program on a pseudo-terminal of the given size."""

    arguments: list[str]
    folder: Path
    columns: int = 120
    rows: int = 36
    environment: dict[str, str] = field(default_factory=dict)
    written: bytes = b""

    def __post_init__(self) -> None:
        """Start the program as the leader of a session of its own."""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            inherited = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "NO_COLOR"))}
            own = {"TERM": "xterm-256color", "HOME": str(self.folder), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
            os.chdir(self.folder)
            command = [sys.executable, "-m", "tui_reader", *self.arguments]
            os.execve(sys.executable, command, inherited | own | self.environment)
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def settle(self, limit: float = 15.0) -> bytes:
        """Read until nothing comes for a moment; return what came."""
        seen = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            piece = self._read(QUIET if seen else limit)
            if not piece:
                break
            seen += piece
        return seen

    def _read(self, patience: float) -> bytes:
        """Return what comes next; nothing where nothing does, or the program has closed its side."""
        if not select.select([self.screen], [], [], patience)[0]:
            return b""
        try:
            piece = os.read(self.screen, 65536)
        except OSError:
            return b""
        self.written += piece
        return piece

    def press(self, keys: bytes) -> bytes:
        """Type keys and return what the program painted."""
        os.write(self.screen, keys)
        return self.settle()

    def press_until(self, keys: bytes, *words: str, limit: float = 30.0) -> str:
        """Type keys and read until all these words are painted, by this program or one that it started, and nothing more comes.

        Return what was painted.
        """
        os.write(self.screen, keys)
        seen, end = b"", time.monotonic() + limit
        while not all(word.encode() in seen for word in words) and (left := end - time.monotonic()) > 0:
            seen += self._read(left)
        while piece := self._read(QUIET):
            seen += piece
        return seen.decode(errors="replace")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.process, number)

    def put_aside(self) -> None:
        """Press Ctrl-Z and wait until the program has stopped."""
        self.press(b"\x1a")
        end = time.monotonic() + 15
        while not os.waitpid(self.process, os.WUNTRACED | os.WNOHANG)[0]:
            if time.monotonic() > end:
                raise TimeoutError("the program has not stopped")
            time.sleep(0.05)

    def end(self) -> None:
        """End the program if it still runs."""
        with suppress(ProcessLookupError):
            self.signal(signal.SIGKILL)

    def finish(self) -> int:
        """Wait for the program to end and return its exit code."""
        self.settle()
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        os.close(self.screen)
        return code

    @property
    def foreign(self) -> set[bytes]:
        """Control characters that are no part of a sequence which Textual writes by itself."""
        rest = SEQUENCE.sub(b"", self.written)
        raw = set(re.findall(rb"\x1b.{0,8}|[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", rest, re.DOTALL))
        text = rest.decode("utf-8", "replace")
        return raw | {character.encode() for character in text if "\x80" <= character <= "\x9f" or character in "\u202e\u2066"}

    @property
    def modes_left_on(self) -> set[bytes]:
        """Private modes (alternate screen, mouse, hidden cursor …) that were changed and not given back."""
        state: dict[bytes, bytes] = {}
        for modes, final in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", self.written):
            for mode in modes.split(b";"):
                state[mode] = final
        return {mode for mode, final in state.items() if final != (b"h" if mode in {b"25", b"7"} else b"l")}


@contextmanager
def reading(arguments: list[str], folder: Path, **environment: str) -> Iterator[Terminal]:
    """Give a program on a terminal, then leave it: all that it wrote was harmless, and the terminal is as it was."""
    running = Terminal(arguments, folder, environment=environment)
    try:
        yield running
        running.press(b"\x11")
        assert running.finish() == 0
        assert not running.foreign
        assert not running.modes_left_on
    finally:
        running.end()
