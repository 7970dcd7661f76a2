"""Keys that come in faster than they can be answered mean what they would mean one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui import archives
from tests.tui.reading import Reader, reading
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.typing_ahead import meant

if TYPE_CHECKING:
    from pathlib import Path

BURSTS = (
    "f p i g e o n s enter f r a i n enter",
    "f b y : a d a enter j space k",
    "A down space down space enter",
    "A b e n enter j j space",
    "/ r u s t enter n n a j",
    "question_mark escape 1 j j a",
    "F escape f r u s t escape j j space",
    "A escape G a c c escape j",
    "f r u s t enter q j enter j j",
    "ctrl+g n o down down enter n j",
)
"""What somebody types who knows the keys by heart, separated by spaces."""


IN_A_LIBRARY = (
    "A down enter f t i d e enter j j",
    "A enter f b enter j enter n",
    "j enter f t h e enter j q k enter",
    "ctrl+g t h e down enter n q escape escape j enter",
)
"""The same in a list of threads."""


def in_one_go(reader: Reader, keys: list[str]) -> None:
    """Let keys come in at once, as when the terminal was slow."""
    for key in keys:
        reader.app.post_message(events.Key(key, key if len(key) == 1 else {"space": " "}.get(key)))


async def all_handed_on(reader: Reader) -> None:
    """Wait until every key has had its turn, however slow the machine is."""
    await reader.pilot.pause()
    if turn := reader.app._typing._task:
        await asyncio.wait({turn}, timeout=30)


def state(reader: Reader) -> tuple[object, ...]:
    """Return what keys have changed."""
    screen = reader.app.screen
    what: tuple[object, ...] = ()
    if isinstance(screen, ThreadScreen):
        what = (reader.here, reader.shown, reader.hits, reader.keys_go_to, reader.status)
    return type(screen).__name__, *what


@pytest.mark.parametrize("burst", BURSTS)
async def test_a_burst_is_read_as_its_keys_one_by_one(tmp_path: Path, burst: str) -> None:
    """Prompts opened by one key take the next ones, and what is closed takes none."""
    path = archives.clock(tmp_path)
    async with reading(path) as reader:
        for key in burst.split():
            await reader.press(key.replace(":", "colon"))
        slowly = state(reader)
    async with reading(path) as reader:
        in_one_go(reader, burst.split())
        await all_handed_on(reader)
        await reader.settle()
        assert state(reader) == slowly


@pytest.mark.parametrize("burst", IN_A_LIBRARY)
async def test_a_burst_waits_for_what_a_key_looks_up(tmp_path: Path, burst: str) -> None:
    """Screens that are read first, and what is found in an archive, behind the screen."""
    path = archives.town(tmp_path)
    async with reading(path) as reader:
        for key in burst.split():
            await reader.press(key)
        slowly = state(reader), reader.screen_text()
    async with reading(path) as reader:
        in_one_go(reader, burst.split())
        await all_handed_on(reader)
        await reader.settle()
        assert (state(reader), reader.screen_text()) == slowly


@pytest.mark.parametrize(
    ("key", "bound", "keys"),
    [
        (events.Key("ctrl+j", "\n"), (), ["enter"]),
        (events.Key("ctrl+j", "\n"), ("ctrl+j",), ["ctrl+j"]),
        (events.Key("alt+j", "j"), (), ["escape", "j"]),
        (events.Key("alt+shift+f", "F"), (), ["escape", "F"]),
        (events.Key("alt+j", "j"), ("alt+j",), ["alt+j"]),
        (events.Key("alt+up", None), (), ["alt+up"]),
        (events.Key("j", "j"), (), ["j"]),
    ],
)
def test_a_key_is_what_was_pressed(key: events.Key, bound: tuple[str, ...], keys: list[str]) -> None:
    """However the terminal writes it, unless somebody gave that a meaning."""
    assert [each.key for each in meant(key, bound) if isinstance(each, events.Key)] == keys


async def test_a_paste_waits_for_the_prompt_that_a_key_opens(tmp_path: Path) -> None:
    """What is pasted right after `f` stands in its prompt."""
    async with reading(archives.clock(tmp_path)) as reader:
        in_one_go(reader, ["f"])
        reader.app.post_message(events.Paste("pigeons"))
        in_one_go(reader, ["enter"])
        await reader.settle()
        assert reader.hits == ["ada2", "eve1"]
