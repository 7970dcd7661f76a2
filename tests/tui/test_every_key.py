"""Every command is carried out, and no series of keys ends the app or shows what it should not."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.tui.commands import APP_COMMANDS, LIBRARY_COMMANDS, THREAD_COMMANDS
from tui_reader.tui.screens.thread_moves import COMMENT_MOVES

if TYPE_CHECKING:
    from pathlib import Path

LEAVING = {"leave", "quit", "suspend"}
OFFERED = [key for command in (*THREAD_COMMANDS, *APP_COMMANDS) if command.id not in LEAVING for key in command.keys]
STAYING = [key for key in OFFERED if not key.endswith(" q")]
"""The same without chords that end in q: in a terminal too small for chords that is q alone, and leaves."""

KEYS = [*STAYING, *"0123456789", *"abcdefxyz%@=_", "left", "right", "shift+tab", "ctrl+a", "delete", "é", "漢", "f9"]
"""What a hand may hit that does not leave: all keys of commands, digits, letters for prompts, and keys of no command."""


async def test_every_command_of_a_thread_is_carried_out(tmp_path: Path) -> None:
    """By each of its keys; Esc then leads back to the thread."""
    async with reading(archives.clock(tmp_path)) as reader:
        thread = reader.thread
        for command in (*THREAD_COMMANDS, *APP_COMMANDS):
            assert command.id in COMMENT_MOVES or any(hasattr(part, command.method) for part in thread.parts), command
        for key in OFFERED:
            await reader.pilot.press(*key.split())
            await reader.press("escape", "escape", "escape")
            assert reader.app.screen is thread, key


async def test_every_command_of_the_library_is_carried_out(tmp_path: Path) -> None:
    """The list of threads has all that its help promises."""
    async with reading(archives.town(tmp_path)) as reader:
        library = reader.library
        for command in LIBRARY_COMMANDS:
            assert any(hasattr(part, command.method) for part in library.parts), command
            for key in command.keys:
                await reader.press(*key.split())
                if command.id in {"read", "import", "sources", "people", "find"}:
                    assert reader.app.screen is not library, key
                    await reader.press("q" if command.id == "read" else "escape")
                assert reader.app.screen is library, key


async def test_no_series_of_keys_ends_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some hundred keys at random in terminals of random size: it still reads, and shows no live character."""
    monkeypatch.chdir(tmp_path)
    random = Random(7)
    async with reading(archives.hostile(tmp_path), dump=tmp_path / "dump.txt") as reader:
        for step in range(250):
            await reader.pilot.press(*random.choice(KEYS).split())
            if step % 25 == 0:
                await reader.pilot.resize_terminal(random.randrange(1, 160), random.randrange(1, 60))
                assert_harmless(reader.screen_text())
        await reader.pilot.resize_terminal(120, 36)
        await reader.press(*["escape"] * 12)
        await reader.press("g")
        assert reader.app.is_running
        assert reader.thread.position >= 0
