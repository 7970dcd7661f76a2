"""Muting: a line stands for each comment of a person, replies stay, and all of it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui import archives
from tests.tui.archives import at
from tests.tui.reading import reading
from tui_reader.settings import reader_path
from tui_reader.state.aliases import Named, put_together
from tui_reader.state.mutes import mute, read_mutes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

SITE = "example.org"


def lines(reader: Reader, ref: str) -> list[str]:
    """Return a comment as it is drawn."""
    return [strip.text.rstrip() for strip in reader.pane._strips(at(ref))]


async def test_a_muted_person_is_a_line_and_the_replies_stay(tmp_path: Path) -> None:
    """`M` says so, and `M` again brings the words back; nobody else is touched."""
    async with reading(archives.clock(tmp_path)) as reader:
        before = lines(reader, "ada1")
        await reader.press("M")
        assert read_mutes(reader_path()) == {Named(SITE, "ada")}
        assert lines(reader, "ada1") == ["▌▾ muted: ada · 5 replies"]
        assert reader.help == "ada is muted: M hears them again, Enter shows this one"
        assert reader.shown == archives.REFS
        assert [reader.pane.view.lines_of(at(ref)) for ref in ("ada1", "ada2")] == [1, 1]
        assert "tide was late again this morning, as" not in reader.screen_text()
        await reader.press("M")
        assert lines(reader, "ada1") == before
        assert read_mutes(reader_path()) == frozenset()


async def test_a_stub_tells_its_replies_when_folded(tmp_path: Path) -> None:
    """And is one line still."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("M", "space")
        assert lines(reader, "ada1") == ["▌▸ muted: ada · 5 replies"]


async def test_a_stub_is_opened_for_once(tmp_path: Path) -> None:
    """Enter shows the one comment in its place, once more whole; the person stays muted."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("M", "enter")
        assert "The tide was late" in "".join(lines(reader, "ada1"))
        assert len(lines(reader, "ada2")) == 1
        await reader.press("enter")
        assert reader.app.screen is not reader.app.screen_stack[0]
        await reader.press("escape")
        await reader.press("M", "M")
        assert "muted: ada" in lines(reader, "ada1")[0]


async def test_filters_find_muted_comments(tmp_path: Path) -> None:
    """By their words and by their author, and the cursor stops at them."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("M", "f")
        await reader.write("pigeons", "enter")
        assert reader.hits == ["ada2", "eve1"]
        await reader.press("escape", "a")
        assert reader.hits == ["ada1", "ada2", "ada3", "ada4"]
        await reader.press("n")
        await reader.press("G")
        assert reader.here == "ada4"


async def test_who_is_muted_stays_so_in_every_copy_and_after_an_import(tmp_path: Path) -> None:
    """By site and name: under any name of the person, in whatever file, but nobody of another site."""
    mute(reader_path(), [Named(SITE, "gus"), Named("elsewhere.example", "eve")], muted=True)
    put_together(reader_path(), [Named(SITE, "gus")], Named(SITE, "ben"))
    path = archives.clock(tmp_path)
    archives.clock(tmp_path)
    async with reading(path.rename(tmp_path / "copy.db")) as reader:
        assert "muted: gus" in lines(reader, "gus1")[0]
        assert "muted: ben" in lines(reader, "ben1")[0]
        assert len(lines(reader, "eve1")) > 1
        await reader.press("j", "M")
        assert read_mutes(reader_path()) == {Named("elsewhere.example", "eve")}
        assert len(lines(reader, "gus1")) > 1


async def test_lost_names_cannot_be_muted(tmp_path: Path) -> None:
    """They are nobody's."""
    async with reading(archives.clock(tmp_path)) as reader:
        reader.thread.jump_to(at("lost1"))
        await reader.press("M")
        assert reader.help == "this comment has no name"


async def test_what_is_said_on_a_screen_above_holds_below(tmp_path: Path) -> None:
    """Muted in the dossier, or in the table, a person is muted in the thread that the reader comes back to."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("@", "M", "q")
        assert "muted: ada" in lines(reader, "ada1")[0]
        await reader.press("A", "ctrl+x", "escape")
        assert len(lines(reader, "ada1")) > 1


async def test_muted_comments_keep_their_place_on_a_small_screen(tmp_path: Path) -> None:
    """The cursor goes through the stubs line by line and is always in sight."""
    shape = " ".join(f"tom{number} eve{number}" for number in range(40))
    path = archives.add(tmp_path / "a.db", "Long", archives.spoken(shape, {}))
    async with reading(path, (60, 12)) as reader:
        await reader.press("M")
        for _ in range(60):
            await reader.press("j")
            pane = reader.pane
            line = pane.view.line_of(pane.cursor) - pane.scroll_offset.y
            assert 0 <= line < pane.size.height, pane.cursor
        await reader.press("G", "g")
        assert reader.pane.cursor == 0
