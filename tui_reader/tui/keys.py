"""From keys to commands: single keys, two-key chords and counts.

Invariant: `Keys.feed` always answers at once; what is pending is shown, never waited for in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST_COUNT = 99_999
"""A larger number is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command is to be run; `count` is None where no number was typed."""

    command: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Levels:
    """A number was typed and nothing more: open the thread to that depth."""

    depth: int


@dataclass(frozen=True, slots=True)
class Pending:
    """More keys are awaited; `typed` are those so far, `following` the keys that go on and their commands."""

    typed: str
    following: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command has these keys."""

    typed: str


Answer = Run | Levels | Pending | Unknown


class Keys:
    """Reads keys one by one. `keymap` maps a key, or two with a space between, to a command."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._keymap = dict(keymap)
        self._chords = {sequence.split()[0] for sequence in keymap if " " in sequence}
        self._first = ""
        self._count = ""

    @property
    def count_pending(self) -> bool:
        """Whether a number is typed and nothing after it."""
        return bool(self._count) and not self._first

    def feed(self, key: str) -> Answer:
        """Take a key and say what it means with those before it."""
        if self._first:
            return self._finish(f"{self._first} {key}")
        if key.isdecimal() and key.isascii() and (key not in self._keymap or self._count):
            self._count = self._count + key if int(self._count + key) <= LARGEST_COUNT else key
            return Pending(self._count)
        if key in self._chords:
            self._first = key
            return Pending(self._count + key, self._following(key))
        if self._count and key == "enter":
            return self.settle() or Unknown(key)
        if self._count and key == "escape":
            self.clear()
            return Pending("")
        return self._finish(key)

    def settle(self) -> Levels | None:
        """Take a number that nothing follows for what it means alone."""
        if not self.count_pending:
            return None
        depth = int(self._count)
        self.clear()
        return Levels(depth)

    def clear(self) -> None:
        """Forget what is pending."""
        self._first = self._count = ""

    def _finish(self, sequence: str) -> Answer:
        count = int(self._count) if self._count else None
        was_chord = bool(self._first)
        self.clear()
        if sequence in self._keymap:
            return Run(self._keymap[sequence], count)
        if was_chord and sequence.endswith(" escape"):
            return Pending("")
        return Unknown(sequence)

    def _following(self, first: str) -> tuple[tuple[str, str], ...]:
        return tuple((keys.split()[1], command) for keys, command in self._keymap.items() if keys.startswith(f"{first} "))
