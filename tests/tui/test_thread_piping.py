"""Piping into a command: which comments, which text, and nothing that nobody typed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import at
from tests.tui.hosting import UNSAFE
from tests.tui.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tui.reading import Reader

LEND = "tui_reader.tui.screens.thread_piping.lend_terminal"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The commands that were run, with what they got; `false` fails."""
    run: list[tuple[str, str]] = []

    def lend(command: str, text: str) -> str:
        run.append((command, text))
        return "the command ended with status 1" if command == "false" else ""

    monkeypatch.setattr(LEND, lend)
    return run


def can_be_suspended(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the terminal of the test for one that can be lent."""

    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    monkeypatch.setattr(reader.app, "suspend", suspend)


async def test_the_prompt_says_what_is_piped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: list[tuple[str, str]]
) -> None:
    """This comment; where it is folded, its branch; where comments are selected, those. The text is that of an export."""
    async with reading(archives.clock(tmp_path)) as reader:
        can_be_suspended(reader, monkeypatch)
        for keys, said, words, other in (
            ("j", "pipe this comment to:", "I say rust.", "Rust, rain"),
            ("space", "pipe this branch (4 comments) to:", "Rust, rain and pigeons.", "Not on my side"),
            ("v g v", "pipe 5 selected comments to:", "The tide was late", "Not on my side"),
        ):
            await reader.press(*keys.split(), "|")
            assert said in reader.screen_text()
            await reader.write("wc -w", "enter")
            command, text = run.pop()
            assert command == "wc -w"
            assert text.startswith("The harbour clock\n====")
            assert words in text
            assert other not in text
            assert reader.keys_go_to == "comments"
    assert run == []


async def test_no_live_character_reaches_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: list[tuple[str, str]]
) -> None:
    """What it writes goes to the terminal as it is."""
    async with reading(archives.clock(tmp_path)) as reader:
        can_be_suspended(reader, monkeypatch)
        await reader.press(*str(at("fay1") + 1), "G", "|")
        await reader.write("cat", "enter")
        ((_, text),) = run
        assert "done␛]52;c;cHduZWQ=␇" in text
        assert not UNSAFE & set(text.replace("\n", ""))


async def test_only_what_is_typed_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: list[tuple[str, str]]) -> None:
    """Nothing for Esc, nothing for an empty line, and the reader is told."""
    async with reading(archives.clock(tmp_path)) as reader:
        can_be_suspended(reader, monkeypatch)
        await reader.press("|", "space", "enter")
        assert "type a shell command" in reader.screen_text()
        assert reader.keys_go_to == "prompt"
        await reader.press("l", "s")
        assert "type a shell command" not in reader.screen_text()
        await reader.press("escape")
        assert reader.keys_go_to == "comments"
        assert reader.help.startswith("j move")
        assert run == []


async def test_a_failure_is_told_when_the_reader_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: list[tuple[str, str]]
) -> None:
    """In one line."""
    async with reading(archives.clock(tmp_path)) as reader:
        can_be_suspended(reader, monkeypatch)
        await reader.press("|")
        await reader.write("false", "enter")
        assert reader.told == ["the command ended with status 1"]
        assert len(run) == 1


async def test_where_the_terminal_cannot_be_lent_nothing_is_run(tmp_path: Path, run: list[tuple[str, str]]) -> None:
    """As in a browser, or without a screen."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("|")
        await reader.write("wc", "enter")
        assert reader.told == ["this terminal cannot be lent to a command"]
        await reader.press("f")
        await reader.write("zebra", "enter")
        await reader.press("|")
        assert reader.help.startswith("no comment is shown")
    assert run == []
