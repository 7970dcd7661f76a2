"""Untrusted text reaches a real terminal as text only, and the terminal is given back however the program ends."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.terminal import Terminal, reading
from tests.tui.archives import CLOCK, at, clock, town

PAYLOADS = (
    "\x1b]52;c;cHduZWQ=\x07 clipboard",
    "\x1b]0;title\x07 window title",
    "\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\ device control",
    "\x1bc full reset",
    "\x9b31m eight-bit",
    "\u202egnp.exe",
    "[/] [/foo] [@click=app.quit]x[/] [link=file:///etc/passwd]y[/link] [deleted] [TODO]",
    "nul\x00 bell\x07 backspace\x08 delete\x7f shift\x0e\x0f",
)


WALK = b"jjj|\r|\x1b|i|\x1b|%|\x1b|A|\x1b|a|c|F|\x1b|/body\r|n|w|\x1b|?|\x1b|\x10|\x1b".split(b"|")
"""Keys that open every screen which shows archive text."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A dump whose title, article, names and bodies all try to talk to the terminal."""
    lines = [f"Title {PAYLOADS[0]}", "", f"Paragraph {' '.join(PAYLOADS)}", ""]
    for number, payload in enumerate(PAYLOADS):
        name = payload.replace("\n", " ")
        lines += [f"Ann {name} Lee May {number + 1}, 2012 at 3:10 pm", "", f"    I say a body with {payload} in it.", "", ""]
    path = tmp_path / "hostile.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def terminal(hostile: Path) -> Iterator[Terminal]:
    """The program reading the hostile dump."""
    running = Terminal([str(hostile)], hostile.parent)
    assert running.settle()
    yield running
    running.end()


def test_no_archive_text_is_obeyed_by_the_terminal(terminal: Terminal) -> None:
    """Every screen that shows archive text is opened; only sequences of Textual's own grammar come out."""
    assert "all 8 shown" in terminal.press_until(b"\x0c", "all 8 shown")
    for keys in WALK:
        terminal.press(keys)
        assert not terminal.foreign, keys
    for _ in range(6):
        terminal.press(b"q")
    assert terminal.finish() == 0
    assert not terminal.foreign


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_the_terminal_is_given_back_when_a_signal_ends_the_program(terminal: Terminal, number: signal.Signals) -> None:
    """Alternate screen, mouse and cursor are as before, and the exit code tells the signal."""
    terminal.signal(number)
    assert terminal.finish() == 128 + number
    assert not terminal.modes_left_on


def test_the_program_ends_with_a_terminal_that_nobody_reads_any_more(terminal: Terminal) -> None:
    """Even where all that was to be painted waits to be written: closed for good, it lets go."""
    for _ in range(200):
        os.write(terminal.screen, b"\x06\x02GgzMzR")
        time.sleep(0.01)
    os.close(terminal.screen)
    end = time.monotonic() + 20
    while not (ended := os.waitpid(terminal.process, os.WNOHANG))[0] and time.monotonic() < end:
        time.sleep(0.1)
    assert os.waitstatus_to_exitcode(ended[1]) == 128 + signal.SIGHUP


def test_the_terminal_is_given_back_on_quit(terminal: Terminal) -> None:
    """Quitting leaves no mode behind."""
    terminal.press(b"\x11")
    assert terminal.finish() == 0
    assert not terminal.modes_left_on


@pytest.mark.parametrize("keys", [b"", b"\r"])
def test_the_screen_is_painted_whole_after_fg(tmp_path: Path, keys: bytes) -> None:
    """Title, rows, status and help of a list or a thread come back without another key; nothing foreign comes with them."""
    with reading([str(town(tmp_path))], tmp_path) as running:
        running.settle()
        running.press(keys)
        running.put_aside()
        running.signal(signal.SIGCONT)
        painted = running.settle().decode()
        for words in (CLOCK, "pigeons", "all 13 shown") if keys == b"\r" else ("town.db", "Zinc roofs", "3 of 3 threads"):
            assert words in painted
        assert "? help" in painted


def test_a_note_is_written_in_the_readers_own_editor(tmp_path: Path) -> None:
    """It has the terminal to itself, Ctrl-C included; what was written is shown then, and to whoever reads it next."""
    path, editor = clock(tmp_path), tmp_path / "editor"
    editor.write_text('#!/bin/sh\ntrap \'echo stopped\' INT\necho editing\nread line || read line\necho "$line" > "$1"\n')
    editor.chmod(0o700)
    for writes in (True, False):
        with reading([str(path)], tmp_path, EDITOR=str(editor)) as running:
            if writes:
                running.settle()
                assert "editing" in running.press_until(b"e", "editing")
                assert "stopped" in running.press_until(b"\x03", "stopped")
            assert "note  " in running.press_until(b"seen by me\r" if writes else b"", "note  ")
            assert b"seen by me" in running.written.rpartition(b"\x1b[?1049h")[2]


def test_a_command_has_the_terminal_until_it_has_ended(tmp_path: Path) -> None:
    """It gets safe text and Ctrl-C, its failure is told, and the reader is painted again when Enter was pressed."""
    whole = (CLOCK, "all 13 shown", "? help")
    with reading([str(clock(tmp_path))], tmp_path) as terminal:
        terminal.press_until(b"", "pigeons", *whole)
        terminal.press_until(f"{at('fay1') + 1}G".encode(), "10/13")
        terminal.press_until(b"|", "pipe this comment to:")
        shown = terminal.press_until(b"cat; wc -c < /dev/null > kept.txt; exit 3\r", "done\u241b]52;c;", "press Enter")
        assert "the command ended with status 3: press Enter" in shown
        assert (tmp_path / "kept.txt").read_text().split() == ["0"]
        painted = terminal.press_until(b"\r", "the command ended with status 3", *whole)
        assert [words for words in whole if words not in painted] == []
        terminal.press_until(b"|", "pipe this comment to:")
        terminal.press_until(b"echo it runs; exec sleep 60\r", "it runs\r\n")
        assert "the command was stopped by SIGINT: press Enter" in terminal.press_until(b"\x03", "press Enter")
        painted = terminal.press_until(b"\r", *whole)
        assert [words for words in whole if words not in painted] == []
