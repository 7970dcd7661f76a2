"""The terminal as a process sees it: it can go away, and it can be lent to another program."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEYS = 0
"""The descriptor that keys come from."""

SCREEN = 2
"""The descriptor that the app paints on: stdout may lead elsewhere."""

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
"""What asks a program to leave; Ctrl-C sends the first of them to every program of a terminal."""

SIGNALLED = 128
"""What shells add to the number of the signal that ended a program."""

GRACE = 3.0
"""Seconds that a program has to leave in good order when its terminal was closed."""


def watch_terminal() -> None:
    """End this process some time after its terminal was closed: Textual may wait for ever to write what nobody will read.

    Archives survive being left at any moment. Where a system cannot tell that a terminal is closed, nothing is watched.
    """
    if hasattr(select, "poll") and os.isatty(KEYS):
        threading.Thread(target=_end_with_terminal, name="terminal watch", daemon=True).start()


def _end_with_terminal() -> None:
    terminal = select.poll()
    terminal.register(KEYS, 0)  # nothing is asked for: that the other side hung up is told all the same
    if all(event & select.POLLHUP for _, event in terminal.poll()):
        time.sleep(GRACE)
        os._exit(SIGNALLED + signal.SIGHUP)


def follow_signals(leave: Callable[[signal.Signals], None]) -> None:
    """Take what asks a program to leave as the wish that it is, from within its event loop."""
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in SIGNALS if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, leave, number)
        except (NotImplementedError, RuntimeError):  # not on this system, or not in the main thread
            return


@contextmanager
def signals_put_off() -> Iterator[None]:
    """Put off what asks this program to leave until another one has ended; what keys send is meant for that one alone."""
    caught: list[int] = []
    loop_told_by = signal.set_wakeup_fd(-1)
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda taken, _: caught.append(taken)) for number in numbers}
    try:
        yield
    finally:
        for number, taker in before.items():
            signal.signal(number, taker)
        signal.set_wakeup_fd(loop_told_by)
        for number in caught:
            if number != signal.SIGINT:
                signal.raise_signal(number)


def lend_terminal(command: str, text: str) -> str:
    """Run a shell command that may read a text, then wait for Enter; return in words how it failed, nothing where it did not.

    A command that leaves some of the text unread has not failed. To be called while the app is suspended and signals are put
    off.
    """
    try:
        process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE)  # noqa: S602  # the reader types it for a shell
    except (OSError, ValueError) as error:
        return f"the command could not be run: {error}"
    process.communicate(text.encode())
    outcome = _failure(process.returncode)
    _await_enter(f"\r\n{outcome}{': ' if outcome else ''}press Enter to go back to the comments")
    return outcome


def _await_enter(words: str) -> None:
    with suppress(OSError):  # where the terminal is closed by now, whoever watches it ends the program
        os.write(SCREEN, words.encode())
        os.read(KEYS, 1024)


def _failure(status: int) -> str:
    """Return in words how a command ended that did not end well."""
    if status < 0:
        return f"the command was stopped by {signal.Signals(-status).name}"
    return f"the command ended with status {status}" if status else ""
