"""The terminal as a process sees it: it can go away."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

KEYS = 0
"""The descriptor that keys come from."""

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
