"""What holds on every screen: leaving, help, palette, themes, the reader's own keys, and what is remembered."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
from textual._compositor import LayoutUpdate
from textual.theme import BUILTIN_THEMES

from tests.tui import archives
from tests.tui.archives import REFS
from tests.tui.reading import reading
from tui_reader.errors import ArchiveDamagedError
from tui_reader.settings import (
    Settings,
    State,
    example_archive,
    read_settings,
    read_state,
    settings_path,
    state_path,
    write_state,
)
from tui_reader.tui.app import ReaderApp
from tui_reader.tui.commands import OWN_KEYS
from tui_reader.tui.running import read
from tui_reader.tui.screens.help import HelpScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.terminal import SIGNALS

if TYPE_CHECKING:
    from pathlib import Path


def configured(text: str) -> Settings:
    """Return the settings of a config.toml that a reader wrote."""
    path = settings_path()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_settings(path, OWN_KEYS, BUILTIN_THEMES)


async def test_the_only_thread_is_opened_at_once(tmp_path: Path) -> None:
    """Nobody chooses from a list of one; q leaves."""
    async with reading(archives.clock(tmp_path)) as reader:
        assert reader.is_on(ThreadScreen)
        await reader.press("q")
        assert not reader.app.is_running
        assert reader.app.return_code == 0


@pytest.mark.parametrize("keys", ["ctrl+q", "ctrl+c", "? ctrl+q", "f ctrl+q", "A ctrl+q", ": ctrl+q", "w ctrl+q", "3 z ctrl+q"])
async def test_one_key_quits_from_everywhere(tmp_path: Path, keys: str) -> None:
    """From the thread, its prompt, and every dialog."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter", *keys.split())
        assert not reader.app.is_running


async def test_to_be_put_aside_without_a_terminal_does_nothing(tmp_path: Path) -> None:
    """There is no shell to go back to."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("ctrl+z", "j")
        assert reader.here == "ben1"


# Help and palette.


async def test_help_runs_the_command_at_its_cursor(tmp_path: Path) -> None:
    """It is found by its words, and carried out on the thread below."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f1")
        assert reader.is_on(HelpScreen)
        await reader.press("/")
        await reader.write("fold all", "enter")
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]
        await reader.press("?", "escape")
        assert reader.is_on(ThreadScreen)


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_runs_a_command(tmp_path: Path, key: str) -> None:
    """By its words or by its name."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press(key)
        await reader.write("fold-all")
        await reader.press("enter")
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]


@pytest.mark.parametrize("key", ["pagedown", "pageup", "down", "up", "ctrl+end", "enter"])
async def test_the_palette_moves_nowhere_in_a_list_of_nothing(tmp_path: Path, key: str) -> None:
    """Before the commands are there, and where no command is called what was typed."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press(":", key)
        await reader.write("zzzz", key)
        await reader.press("escape", "escape", "j")
        assert reader.app.is_running


async def test_the_palette_of_the_library_has_its_own_commands(tmp_path: Path) -> None:
    """What cannot be done here is not offered."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("ctrl+p")
        shown = reader.screen_text()
        assert "Read this thread" in shown
        assert "Fold this branch" not in shown
        await reader.press("escape")
        assert reader.is_on(LibraryScreen)


# Themes and colours.


async def test_themes_are_turned_and_remembered(tmp_path: Path) -> None:
    """F2 goes on, F3 back; the next run begins with the last one."""
    path = archives.clock(tmp_path)
    async with reading(path) as reader:
        first = reader.app.theme
        await reader.press("f2")
        second = reader.app.theme
        assert second != first
        await reader.press("f2", "f3")
        assert reader.app.theme == second
        await reader.press("f3")
        assert reader.app.theme == first
        await reader.press("f2")
    assert read_state(state_path()).theme == second
    async with reading(path) as reader:
        assert reader.app.theme == second


async def test_a_theme_in_the_settings_comes_first(tmp_path: Path) -> None:
    """One that does not exist is no reason not to start."""
    path = archives.clock(tmp_path)
    write_state(state_path(), State(theme="dracula"))
    async with reading(path, settings=Settings(theme="nord")) as reader:
        assert reader.app.theme == "nord"
    async with reading(path, settings=Settings(theme="no such theme")) as reader:
        assert reader.app.theme in reader.app.available_themes


@pytest.mark.parametrize("wish", ["", "1"])
async def test_no_color_leaves_grey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    """With NO_COLOR set, nothing on the screen has a hue; without, something has."""
    if wish:
        monkeypatch.setenv("NO_COLOR", wish)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("a", "/")
        await reader.write("rust", "enter")
        colours = {
            colour.triplet
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour and colour.triplet
        }
        hues = {triplet for triplet in colours if len({triplet.red, triplet.green, triplet.blue}) > 1}
        assert bool(hues) is not bool(wish)


async def test_the_screen_can_be_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program left on the terminal is written over, though nothing has changed for this one."""
    async with reading(archives.clock(tmp_path)) as reader:
        drawn: list[object] = []
        monkeypatch.setattr(reader.app, "_display", lambda _, update: drawn.append(update))
        await reader.press("ctrl+l")
        assert [each.region.size for each in drawn if isinstance(each, LayoutUpdate)] == [reader.app.size]


# The reader's own keys.


async def test_keys_are_the_readers_own(tmp_path: Path) -> None:
    """Single keys, chords and several; the old keys are free, and the help line names the new ones."""
    settings = configured('[keys]\nnext = ["n", "ctrl+j"]\nfold-all = "z f"\nonly-author = "@"\nquit = "f10"\n')
    async with reading(archives.clock(tmp_path), settings=settings) as reader:
        assert "n move" in reader.help
        assert "@ author" in reader.help
        await reader.press("n", "ctrl+j", "j")
        assert reader.here == "cy1"
        await reader.press("z", "M")
        assert reader.shown == REFS
        await reader.press("z", "f")
        assert len(reader.shown) == 4
        assert reader.here == "ada1"
        await reader.press("@")
        assert reader.hits == ["ada1", "ada2", "ada3", "ada4"]
        await reader.press("?")
        await reader.press("ctrl+q")
        assert reader.app.is_running
        await reader.press("f10")
        assert not reader.app.is_running


async def test_a_command_without_a_key_is_still_found_by_name(tmp_path: Path) -> None:
    """The help line does not name what has no key, and a key given away is shown with its new command alone."""
    settings = configured('[keys]\nnext = []\nfold-all = []\nhelp = []\nquit = []\nprevious = "a"\n')
    async with reading(archives.clock(tmp_path), settings=settings) as reader:
        assert reader.help.startswith("Space fold · A people")
        assert "help" not in reader.help
        await reader.press("j", "down", "ctrl+q", "ctrl+c", "z", "M")
        assert (reader.here, reader.shown) == ("ada1", REFS)
        await reader.press(":")
        await reader.write("fold-all")
        await reader.press("enter")
        assert reader.shown == ["ada1", "eve1", "lost2", "gus1"]
        assert {command.id: command.keys for command in reader.thread.commands}["only-author"] == ()
        await reader.press("G", "a")
        assert reader.here == "lost2"


# What is remembered.


async def test_the_archive_read_last_is_remembered_but_no_dump(tmp_path: Path) -> None:
    """What is only being looked at lies in a folder that goes away."""
    path = archives.clock(tmp_path)
    async with reading(path, dump=tmp_path / "dump.txt"):
        assert read_state(state_path()).last_archive is None
    async with reading(path):
        assert read_state(state_path()).last_archive == str(path)


async def test_the_example_takes_no_archives_place() -> None:
    """Who looks at the example finds his own archive again at the next start."""
    write_state(state_path(), State(last_archive="/archives/own.db"))
    async with reading(example_archive()):
        assert read_state(state_path()).last_archive == "/archives/own.db"


@pytest.mark.parametrize("name", SIGNALS)
async def test_a_signal_ends_the_app_with_its_number(tmp_path: Path, name: str) -> None:
    """Whoever waits for the program learns that it was stopped."""
    number = getattr(signal, name)
    async with reading(archives.clock(tmp_path)) as reader:
        os.kill(os.getpid(), number)
        async with asyncio.timeout(10):
            while reader.app.is_running:
                await asyncio.sleep(0)
    assert reader.app.return_code == 128 + number


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_told_covers_neither_status_nor_help(tmp_path: Path, size: tuple[int, int]) -> None:
    """Both lines can be read while a message stands above them."""
    async with reading(archives.clock(tmp_path), size=size, shows_messages=True) as reader:
        await reader.press("f2")
        reader.app.notify("first")
        reader.app.notify("second")
        await reader.pilot.pause()
        lines = reader.screen_text().splitlines()
        assert any("second" in line for line in lines)
        assert lines[-2].strip().startswith("all 13 shown")
        assert lines[-2].strip().endswith("1/13 · depth 1")
        assert lines[-1].strip().endswith("? help")


@pytest.mark.parametrize("error", [ValueError("[/] \x1b]0;archive text\x07"), ArchiveDamagedError("it is damaged")], ids=repr)
def test_whatever_breaks_the_app_is_for_its_caller_to_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    """The terminal is given back first, and nothing of the error is written to it."""

    def break_down(_: ReaderApp) -> None:
        raise error

    monkeypatch.setattr(ReaderApp, "on_mount", break_down)
    monkeypatch.setattr(ReaderApp, "run", lambda app: asyncio.run(app.run_async(headless=True)))
    with pytest.raises(type(error)) as caught:
        read(archives.clock(tmp_path))
    assert caught.value is error
    streams = capsys.readouterr()
    assert "archive text" not in streams.out + streams.err
