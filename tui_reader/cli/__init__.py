"""The command line: arguments become one use case each; the only place that wires rooms together.

Invariant: stdout is data and stderr is narration; whatever goes wrong ends in one line, a hint and an exit code. What should
not have gone wrong leaves its details in a file of the state folder.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_reader.cli.overview import OVERVIEW
from tui_reader.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

_ASKING = (["--help"], ["-h"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = sys.argv[1:] if arguments is None else [*arguments]
    _open_what_is_closed()
    _show_what_cannot_be_encoded()
    if words in _ASKING and _gives_overview():
        return ExitCode.DONE
    with _interrupts() as interrupts:
        try:
            return _run(words)
        except SystemExit:  # click's way of saying that nobody reads any more, which is no failure
            return ExitCode.DONE
        except KeyboardInterrupt:
            return ExitCode.INTERRUPTED
        except Exception as error:  # noqa: BLE001  # the last that can tell; nothing is hidden, the details are kept
            if interrupts:
                return ExitCode.INTERRUPTED
            from tui_reader.cli.failing import tell

            return tell(error)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Note when Ctrl-C is pressed: a function that SQLite calls would turn it into an error of SQLite's."""
    noted: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        """Note it, and go on as usual."""
        noted.append(number)
        signal.default_int_handler(number, frame)

    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_usual:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield noted
    finally:
        if is_usual:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _gives_overview() -> bool:
    """Write what the program can do; False where that cannot be, which click knows how to end."""
    try:
        sys.stdout.write(OVERVIEW)
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _run(words: list[str]) -> int:
    """Let click find the command and run it: importing it takes longer than many a command."""
    from tui_reader.cli.commands import group

    result = group.main(words, prog_name="tui-reader", standalone_mode=False)
    return result if isinstance(result, int) else ExitCode.DONE


def _open_what_is_closed() -> None:
    """Put nothing in the place of a stream that was closed; else the next file opened, an archive, would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", closefd=False))


def _show_what_cannot_be_encoded() -> None:
    """Let a stream that knows few characters show the others as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
