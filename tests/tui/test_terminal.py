"""A terminal that is lent to a command: what the command gets, and what is said of how it ended."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tui_reader.tui import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal on which Enter has been pressed; its other end, to read what is painted."""
    keys, typing = os.pipe()
    painted, screen = os.pipe()
    os.write(typing, b"\n")
    monkeypatch.setattr(terminal, "KEYS", keys)
    monkeypatch.setattr(terminal, "SCREEN", screen)
    yield painted
    for descriptor in (keys, typing, painted, screen):
        os.close(descriptor)


def test_a_command_gets_the_text_and_nothing_is_said_where_all_went_well(screen: int, tmp_path: Path) -> None:
    """On its standard input, every character of it; Enter is waited for."""
    text = "Rust, regen und Möwen.\n" * 10_000
    assert terminal.lend_terminal(f"cat > '{tmp_path}/kept.txt'", text) == ""
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == text
    assert os.read(screen, 1024) == b"\r\npress Enter to go back to the comments"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("exit 3", "the command ended with status 3"),
        ("nonsuch-command 2> /dev/null", "the command ended with status 127"),
        ("kill -TERM $$", "the command was stopped by SIGTERM"),
    ],
)
def test_a_command_that_fails_is_told(screen: int, command: str, said: str) -> None:
    """In one line, on the terminal and to the caller."""
    assert terminal.lend_terminal(command, "text") == said
    assert os.read(screen, 1024).decode() == f"\r\n{said}: press Enter to go back to the comments"


@pytest.mark.usefixtures("screen")
def test_a_command_may_leave_text_unread() -> None:
    """Who looks at the first lines only has not failed."""
    assert terminal.lend_terminal("exec <&-", "much to read\n" * 100_000) == ""


@pytest.mark.usefixtures("screen")
def test_a_signal_from_the_keys_stops_the_command_alone() -> None:
    """It reaches all programs of a terminal; this one takes it as before when the command has ended."""
    before = signal.getsignal(signal.SIGINT)
    assert terminal.lend_terminal("cat > /dev/null; kill -INT $PPID; kill -QUIT $PPID", "text") == ""
    assert signal.getsignal(signal.SIGINT) is before


def test_what_cannot_be_run_is_told() -> None:
    """Nothing is waited for then."""
    assert terminal.lend_terminal("echo \0", "text") == "the command could not be run: embedded null byte"


def test_a_terminal_that_is_closed_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither written to nor read from."""
    keys, typing = os.pipe()
    for descriptor in (keys, typing):
        os.close(descriptor)
    monkeypatch.setattr(terminal, "KEYS", keys)
    monkeypatch.setattr(terminal, "SCREEN", typing)
    assert terminal.lend_terminal("exit 0", "text") == ""
