"""While a query is typed in a thread: what it means, what is wrong with it, how it may go on, and what was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.settings import reader_path
from tui_reader.state.queries import recent

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

PROMPTS = {"filter": "f", "search": "/", "walk": "W G enter"}


def said(reader: Reader) -> str:
    """Return what stands below the text that is typed."""
    return str(reader.thread.query_one("#said", Static).content)


@pytest.mark.parametrize("keys", PROMPTS.values(), ids=PROMPTS)
async def test_a_query_is_told_in_words_and_completed(tmp_path: Path, keys: str) -> None:
    """In each prompt that takes one; what is wrong is told with its column and what there is instead."""
    async with reading(archives.clock(tmp_path), (80, 24)) as reader:
        await reader.press(*keys.split())
        assert "Tab takes what is suggested" in said(reader)
        await reader.write("-rust by:e")
        assert said(reader) == "means: not “rust” · by e"
        await reader.press("tab")
        assert reader.prompt_text == "-rust by:eve"
        assert said(reader) == "means: not “rust” · by eve"
        await reader.write(" is:x")
        assert said(reader).startswith("is: knows no 'x' at column 17: there is is:root, is:leaf")
        assert "is:edited" in reader.screen_text()
        await reader.press("enter")
        assert reader.keys_go_to == "prompt"
        await reader.press("backspace", "r", "right", "enter")
        assert recent(reader_path()) == ["-rust by:eve is:root"]


async def test_what_was_asked_comes_back(tmp_path: Path) -> None:
    """In this run and the next one, in every prompt, the last one first; what was being typed is at the near end."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f", "up")
        assert reader.prompt_text == ""
        await reader.write("rust", "enter", "/")
        await reader.write("pigeons", "enter")
    async with reading(tmp_path / "clock.db") as reader:
        await reader.press("f", "n", "o", "up")
        assert reader.prompt_text == "pigeons"
        assert reader.hits == ["ada2", "eve1"]
        await reader.press("up", "up")
        assert reader.prompt_text == "rust"
        await reader.press("down", "down", "down")
        assert reader.prompt_text == "no"
        await reader.press("escape", "y", "up")
        assert reader.keys_go_to == "comments"


async def test_a_history_that_cannot_be_read_is_told_and_the_query_is_asked_all_the_same(tmp_path: Path) -> None:
    """Reading goes on without it."""
    reader_path().parent.mkdir(parents=True, exist_ok=True)
    reader_path().write_text("no database at all, though it is longer than that", encoding="utf-8")
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("rust", "enter")
        assert reader.hits == ["ben1", "ada2"]
        assert any("is no database" in words for words in reader.told)


async def test_a_filter_may_say_how_much_it_shows(tmp_path: Path) -> None:
    """So that the query of a copied link can be typed, and by itself it changes no filter."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("rust ctx:match", "enter")
        assert reader.shown == ["ben1", "ada2"]
        await reader.press("f")
        await reader.write("ctx:path", "enter")
        assert reader.shown == ["ada1", "ben1", "cy1", "ada2"]
        await reader.press("/")
        await reader.write("ctx:path")
        assert "ctx: has no place here at column 1" in said(reader)
