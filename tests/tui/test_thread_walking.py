"""Walks: who, what answers them, what ranks highest, and what a query finds, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts
from tests.tui import archives
from tests.tui.reading import reading
from tests.tui.test_thread_sorting import SHAPE, comments, dated, here
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together
from tui_reader.tui.screens.walks import WalksScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

WALKS = [
    "by cy",
    "answers to cy",
    "highest score first",
    "longest first",
    "quoting the article",
    "least sure of what they answer",
]


async def choose(reader: Reader, words: str) -> None:
    """Choose a walk by its words."""
    await reader.press("W")
    assert isinstance(reader.app.screen, WalksScreen)
    at = reader.app.screen._walks.index(words)
    await reader.press(*["j"] * at, "enter")


async def stations(reader: Reader, key: str, count: int) -> list[str]:
    """Return where the cursor stands after each press of a key."""
    seen = []
    for _ in range(count):
        await reader.press(key)
        seen.append(here(reader))
    return seen


async def test_what_can_be_walked_is_listed(tmp_path: Path) -> None:
    """From whoever is at the cursor; Esc changes nothing, and a walk that was not chosen says how it is."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("W")
        assert isinstance(reader.app.screen, WalksScreen)
        assert reader.app.screen._walks == [*WALKS, "what a query finds …"]
        await reader.press("escape", ">")
        assert here(reader) == "cy1"
        assert "W chooses a walk" in reader.help


@pytest.mark.parametrize(
    ("words", "on", "back"),
    [
        ("by cy", ["cy2", "cy1"], ["cy2", "cy1"]),
        ("answers to cy", ["ada1", "ben1"], ["ada1", "ben1"]),
        ("highest score first", ["ben2", "cy1", "ada3", "ben1"], ["ada3", "cy1", "ben2", "ada1"]),
    ],
)
async def test_a_walk_goes_on_and_back(tmp_path: Path, words: str, on: list[str], back: list[str]) -> None:
    """In a ring, in the order of the thread or of the ranks; `H` leads back to where it began."""
    async with reading(dated(tmp_path)) as reader:
        await choose(reader, words)
        assert f": {words}" in reader.status
        assert await stations(reader, ">", len(on)) == on
        assert await stations(reader, "<", len(back)) == back


async def test_a_walk_says_how_far_it_is_and_survives_another_order(tmp_path: Path) -> None:
    """Counted from one; in another order of the thread a way without ranks follows that order."""
    async with reading(dated(tmp_path)) as reader:
        await choose(reader, "highest score first")
        assert here(reader) == "ada1"
        assert "walk 1/6: highest score first" in reader.status
        await reader.press(">", "S")
        assert "walk 2/6" in reader.status
        await reader.press(">")
        assert here(reader) == "cy1"
        await choose(reader, "answers to cy")
        assert await stations(reader, ">", 3) == ["ada1", "ben1", "ada1"]


async def test_a_walk_by_rank_goes_on_where_it_was_left(tmp_path: Path) -> None:
    """Whatever was read meanwhile: `>` goes one further, `<` back to where it was left."""
    async with reading(dated(tmp_path)) as reader:
        await choose(reader, "highest score first")
        assert await stations(reader, ">", 2) == ["ben2", "cy1"]
        for key, there in ((">", "ada3"), ("<", "ada3")):
            await reader.press("G", "k", "k", "k")
            assert here(reader) == "ada2"
            assert await stations(reader, key, 1) == [there]


async def test_answers_are_those_to_all_names_of_a_person(tmp_path: Path) -> None:
    """Whoever is one person to the reader is answered under every name."""
    path = dated(tmp_path)
    put_together(reader_path(), [Named("", "cy"), Named("", "ben")], Named("", "cy"))
    async with reading(path) as reader:
        await choose(reader, "answers to cy")
        assert await stations(reader, ">", 4) == ["ada1", "ada3", "ben1", "ada1"]


async def test_what_a_filter_hides_is_passed_over(tmp_path: Path) -> None:
    """In either order; where all of it is hidden, that is said, and the cursor stays."""
    async with reading(dated(tmp_path)) as reader:
        await choose(reader, "highest score first")
        order = [here(reader), *await stations(reader, ">", 8)]
        await reader.press("escape", "f")
        await reader.write("-by:ben ctx:match", "enter")
        left = [ref for ref in order if not ref.startswith("ben")]
        assert left[1:4] != order[1:4]
        await choose(reader, "highest score first")
        assert [here(reader), *await stations(reader, ">", 3)] == left[:4]
        assert await stations(reader, "<", 2) == left[2:0:-1]
        await choose(reader, "what a query finds …")
        await reader.write("by:ben", "enter")
        assert "hides all that is on this walk" in reader.help
        assert here(reader) == left[1]


async def test_a_query_is_walked(tmp_path: Path) -> None:
    """Whatever a filter could ask; what cannot be understood stays in the prompt, and what finds nothing says so."""
    async with reading(dated(tmp_path)) as reader:
        await choose(reader, "what a query finds …")
        await reader.write("by:", "enter")
        assert reader.keys_go_to == "prompt"
        await reader.write("ben", "enter")
        assert await stations(reader, ">", 2) == ["ben2", "ben1"]
        await choose(reader, "what a query finds …")
        await reader.write("zebra", "enter")
        assert "no comment: “zebra”" in reader.help
        assert "walk 1/2: by ben" in reader.status
        await reader.press(">")
        assert here(reader) == "ben2"


async def test_who_began_the_thread_is_walked_first(tmp_path: Path) -> None:
    """Where it is known who that is; where no scores are known there is no walk by them."""
    said = [each._replace(score=None) for each in comments(SHAPE)]
    with ArchiveWriter(tmp_path / "began.db") as writer:
        writer.add(facts(), [Article(ref="1", title="Days in May", author="ada"), *said])
    async with reading(tmp_path / "began.db") as reader:
        await choose(reader, "by who began the thread (ada)")
        assert here(reader) == "ada1"
        await choose(reader, "highest score first")
        assert "no comment: highest score first" in reader.help


async def test_a_thread_without_comments_has_no_walk(tmp_path: Path) -> None:
    """And says why."""
    async with reading(archives.add(tmp_path / "silent.db", "Silence", [])) as reader:
        await reader.press("tab", "W")
        assert "no comments" in reader.help
