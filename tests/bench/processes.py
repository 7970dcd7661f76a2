"""Programs run to their end, and what they took of the processor, which says more than the clock on a busy machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.corpus import CACHE
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program that is measured: a home of its own, and modules compiled beforehand."""
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home), "PYTHONPATH": str(ROOT)}
    own |= {f"XDG_{kind}_HOME": str(home) for kind in ("STATE", "CONFIG", "CACHE", "DATA")}
    own |= {"PYTHONPYCACHEPREFIX": str(CACHE / "compiled")}
    kept = os.environ.keys() - {"PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES"}
    return {name: os.environ[name] for name in kept} | own


def processor_ms(command: Sequence[str], home: Path) -> float:
    """Return the processor milliseconds of a program; raise CalledProcessError where it fails."""
    with subprocess.Popen(
        command, env=environment(home), cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as running:
        told = running.stderr.read() if running.stderr else b""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command, stderr=told)
    return (used.ru_utime + used.ru_stime) * 1e3


def python_ms(arguments: Sequence[str], home: Path) -> float:
    """Return the processor milliseconds of a Python program."""
    return processor_ms([sys.executable, *arguments], home)


def own_ms(do: Callable[[], object]) -> float:
    """Return the processor milliseconds of a call in this process."""
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1e3


def interleaved(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median of each case, measured in turn so that what else the machine does meets all alike.

    A first round is not counted: it fills caches.
    """
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, measure in cases.items():
            figure = measure()
            if number:
                taken[name].append(figure)
    return {name: median(figures) for name, figures in taken.items()}
