"""Stars, tags and notes in the reader: kept at once, shown where they belong, found again, and never in the archive."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.contracts.test_reading_changes_nothing import state_of
from tests.tui import archives
from tests.tui.archives import at
from tests.tui.hosting import assert_harmless
from tests.tui.panes import screen_lines
from tests.tui.reading import reading
from tests.tui.test_archive_changes import MANY, write
from tui_reader.model import Annotation
from tui_reader.settings import reader_path
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.note import NoteScreen
from tui_reader.tui.screens.thread_annotations import TagSuggester

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

NOTE = "see the log"


def starred(reader: Reader) -> list[str]:
    """Return the references of all comments whose header shows a star."""
    outline = reader.pane.view.outline
    return [archives.REFS[outline.ids.tolist().index(row)] for row, added in reader.pane._annotations.items() if added.starred]


def header(reader: Reader, ref: str) -> str:
    """Return the first line of a comment as it is drawn."""
    return reader.pane._strips(at(ref))[0].text.rstrip()


async def note(reader: Reader, text: str) -> None:
    """Write a note on the comment at the cursor."""
    await reader.press("e")
    await reader.paste(text)
    await reader.press("ctrl+s")


async def test_a_star_comes_and_goes_with_one_key(tmp_path: Path) -> None:
    """It is said, shown, and taken back by the key that gave it."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "s")
        assert reader.help == "starred: s takes it back"
        assert "ben ★" in header(reader, "ben1")
        await reader.press("s")
        assert reader.help == "without a star again"
        assert "★" not in reader.screen_text()


async def test_a_count_stars_the_comments_that_follow(tmp_path: Path) -> None:
    """As far as they are shown; where the first has a star already, all lose theirs."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "2", "s", "1", "j", "h", "3", "s")
        assert reader.here == "cy1"
        assert starred(reader) == ["ben1"]
        await reader.press("l", "g", "3", "s")
        assert reader.help == "3 comments starred: s takes it back"
        assert sorted(starred(reader)) == ["ada1", "ben1", "cy1"]
        await reader.press("9", "9", "s")
        assert reader.help == "13 comments without a star again"
        assert starred(reader) == []


async def test_tags_are_typed_and_shown(tmp_path: Path) -> None:
    """Those that are there are offered to be changed; none takes all away; Esc changes nothing."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("t")
        await reader.write("#rust, Tide", "enter")
        assert "ada #rust #Tide" in header(reader, "ada1")
        assert reader.keys_go_to == "comments"
        await reader.press("t")
        assert reader.prompt_text == "rust Tide "
        await reader.write("cat", "enter")
        assert "ada #cat #rust #Tide" in header(reader, "ada1")
        await reader.press("t", "ctrl+u", "escape")
        assert "#cat" in header(reader, "ada1")
        await reader.press("t", "ctrl+u", "enter")
        assert "#" not in header(reader, "ada1")


async def test_known_tags_are_completed(tmp_path: Path) -> None:
    """With Tab or →, in whatever case they were begun; without a known one Tab does nothing."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("t")
        await reader.write("Lighthouse", "enter")
        for key in ("tab", "right"):
            await reader.press("j", "t")
            await reader.write("x, #li", key)
            assert reader.prompt_text == "x, #lighthouse"
            await reader.press("tab", "enter")
        assert "ben #lighthouse #x" in header(reader, "ben1")
        assert "cy #lighthouse #x" in header(reader, "cy1")


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("", None), ("fe", "ferry"), ("FE", "FErry"), ("a fer", "a ferry"), ("ferry", None), ("fe ", None), ("x,#c", "x,#cat")],
)
async def test_the_last_word_is_completed_to_the_first_tag_that_begins_like_it(typed: str, whole: str | None) -> None:
    """What stands before it stays as it was typed."""
    assert await TagSuggester(["ferry", "fen", "cat"]).get_suggestion(typed) == whole


async def test_a_note_stands_below_its_comment(tmp_path: Path) -> None:
    """It is written in a dialog where no editor is named; an empty one takes it away."""
    async with reading(archives.clock(tmp_path)) as reader:
        lines = reader.pane.view.lines
        await note(reader, NOTE)
        assert f"note  {NOTE}" in reader.screen_text()
        assert reader.pane.view.lines == lines + 2
        await reader.press("e")
        assert reader.is_on(NoteScreen)
        await reader.press("escape")
        assert f"note  {NOTE}" in reader.screen_text()
        await reader.press("e", "ctrl+a", "ctrl+k", "ctrl+s")
        assert NOTE not in reader.screen_text()
        assert reader.pane.view.lines == lines


async def test_a_note_may_be_written_in_an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out of it is kept without another question."""
    monkeypatch.setattr("tui_reader.tui.screens.note.written_in_editor", lambda _, before: f"{before}again ")
    async with reading(archives.clock(tmp_path)) as reader:
        for words in ("again", "again again"):
            await reader.press("e")
            assert not reader.is_on(NoteScreen)
            assert reader.thread.opened.annotations.of(reader.thread.opened.comment(0).key).note == words.replace(" ", "")


async def test_a_note_at_the_foot_of_the_screen_comes_into_sight(tmp_path: Path) -> None:
    """And what is read does not jump when one is written above it."""
    async with reading(archives.clock(tmp_path), size=(80, 14)) as reader:
        await reader.press("G", "k")
        before = screen_lines(reader.pane)
        place = reader.pane.view.line_of(reader.thread.position) - reader.pane.scroll_offset.y
        top = reader.thread.opened.comment(0)
        reader.thread.opened.annotations.write(top.key, "one\ntwo")
        reader.pane.annotate({top.id: reader.thread.annotating.of(top)})
        assert screen_lines(reader.pane) == before
        assert reader.pane.view.line_of(reader.thread.position) - reader.pane.scroll_offset.y == place
        await reader.press("e", "1", "enter", "2", "enter", "3", "ctrl+s")
        assert screen_lines(reader.pane)[-1].endswith(" 3")


async def test_everything_that_was_added_is_shown_with_the_whole_comment_and_where_it_comes_from(tmp_path: Path) -> None:
    """A note in full, however long."""
    long = " ".join(f"word{number}" for number in range(200))
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("s", "t")
        await reader.write("tide", "enter")
        added = reader.thread.opened.annotations
        added.write(reader.thread.opened.comment(0).key, long)
        await reader.press("enter")
        for words in ("★ · #tide", "Your note", "word199"):
            assert words in reader.screen_text()
        await reader.press("escape", "i", "G")
        for words in ("What you added", "★ #tide", "word199"):
            assert words in reader.screen_text()


async def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    """The next time, in a copy of the archive, after an import of the same dump, in another thread of the archive not."""
    path = archives.clock(tmp_path)
    async with reading(path) as reader:
        await reader.press("s", "j", "t")
        await reader.write("rust", "enter")
        await note(reader, NOTE)
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    archives.clock(tmp_path)
    path.rename(tmp_path / "moved.db")
    for again in (copy, tmp_path / "moved.db"):
        async with reading(again) as reader:
            assert "ada ★" in header(reader, "ada1")
            assert "ben #rust" in header(reader, "ben1")
            assert f"note  {NOTE}" in reader.screen_text()
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter")
        assert "ada ★" in header(reader, "ada1")
        await reader.press(")")
        assert "★" not in reader.screen_text()


async def test_no_archive_is_written_by_what_a_reader_adds(tmp_path: Path) -> None:
    """Neither the example nor the folder that an archive lies in changes in a byte."""
    example = (ROOT / "example_archive.db").read_bytes()
    folder = tmp_path / "archives"
    folder.mkdir()
    for path in (archives.clock(folder), ROOT / "example_archive.db"):
        before = state_of(folder)
        async with reading(path) as reader:
            if reader.is_on(LibraryScreen):
                await reader.press("enter")
            await reader.press("5", "s", "t")
            await reader.write("rust", "enter")
            await note(reader, NOTE)
            assert "★" in reader.screen_text()
        assert state_of(folder) == before
    assert (ROOT / "example_archive.db").read_bytes() == example


# Filters.


async def test_filters_ask_for_what_was_added(tmp_path: Path) -> None:
    """As for words, in the filter and in the search; the status line says by what."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "2", "s", "G", "t")
        await reader.write("rust", "enter")
        await note(reader, NOTE)
        for query, found in {
            "is:starred": ["ben1", "cy1"],
            "tag:RUST": ["ada4"],
            "note:log": ["ada4"],
            "has:note | by:cy": ["cy1", "ada4"],
        }.items():
            await reader.press("f")
            await reader.paste(query)
            await reader.press("enter")
            assert reader.hits == found
            await reader.press("escape")
        await reader.press("g", "/")
        await reader.paste("is:starred")
        await reader.press("enter")
        assert reader.here == "ben1"
        assert "match 1/2 of starred" in reader.status


async def test_a_star_that_is_taken_from_a_match_can_be_given_back(tmp_path: Path) -> None:
    """The filter shows what it found until it is asked again: the comment does not vanish under the key."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("j", "s", "f")
        await reader.paste("is:starred")
        await reader.press("enter", "s")
        assert reader.hits == ["ben1"]
        assert "★" not in header(reader, "ben1")
        await reader.press("s", "s", "f")
        await reader.paste("is:starred")
        await reader.press("enter")
        assert reader.hits == []


# Where nothing can be added, or kept.


async def test_nothing_is_added_to_nothing(tmp_path: Path) -> None:
    """To a slot that is lost, to a thread without comments, or unseen from the article: each key says why."""
    dump = tmp_path / "lost.db"
    async with reading(ROOT / "example_archive.db", size=(80, 24)) as reader:
        await reader.press("enter", "1", "3", "G")
        assert reader.thread.opened.comment(reader.thread.position).status.value == "lost"
        for key in "ste":
            await reader.press(key)
            assert reader.help == "nothing is left of this comment to mark"
        await reader.press("tab")
        for key in "ste":
            await reader.press(key)
            assert reader.help == "the comments are out of sight: Tab goes to them"
    assert not reader_path().exists()
    async with reading(archives.add(dump, "Nothing said", [])) as reader:
        for key in "ste":
            await reader.press(key)
            assert reader.help == "this thread has no comments"


async def test_what_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    """In one line; threads are read without it, and each key that needs it says why it does nothing."""
    reader_path().parent.mkdir(parents=True)
    reader_path().write_text("Dear diary")
    why = f"{reader_path()} is no database (move it away to begin anew)"
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter", ")", "(", "enter", "escape", "i", "escape")
        assert reader.told == [f"stars, tags and notes are off: {why}"]
        for key in "ste":
            await reader.press(key)
        assert reader.told[1:] == [why] * 3
        await reader.press("f")
        await reader.paste("pigeons")
        await reader.press("enter")
        assert reader.hits == ["ada2", "eve1"]
    assert reader_path().read_text() == "Dear diary"


async def test_what_cannot_be_written_is_not_shown_as_kept(tmp_path: Path) -> None:
    """What was added before is shown all the same."""
    path = archives.clock(tmp_path)
    async with reading(path) as reader:
        await reader.press("s")
    with closing(sqlite3.connect(reader_path(), isolation_level=None)) as other:
        async with reading(path) as reader:
            other.execute("BEGIN IMMEDIATE")
            assert "ada ★" in header(reader, "ada1")
            await reader.press("j", "s")
            assert reader.told == [f"{reader_path()} is being written by another program (try again when it is done)"]
            assert "★" not in header(reader, "ben1")
            other.execute("ROLLBACK")
            await reader.press("s")
            assert "ben ★" in header(reader, "ben1")


async def test_hostile_tags_and_notes_are_shown_not_obeyed(tmp_path: Path) -> None:
    """On every screen that shows them."""
    async with reading(archives.clock(tmp_path)) as reader:
        comment = reader.thread.opened.comment(0)
        added = reader.thread.opened.annotations
        added.tag(comment.key, ["\x1b]52;c;cHduZWQ=\x07", "[/foo]", "\u202egpj"])
        added.write(comment.key, "\x9b31m \x1b]0;t\x07 [@click=app.bell]x[/] \u2066")
        reader.pane.annotate({comment.id: added.of(comment.key)})
        for keys in ([], ["t"], ["escape", "e"], ["escape", "enter"], ["escape", "i", "G"], ["escape", "h"]):
            await reader.press(*keys)
            shown = reader.screen_text()
            assert "[/foo]" in shown or keys == ["escape", "e"]
            assert_harmless(shown)


async def test_what_was_added_follows_its_comments_through_an_import(tmp_path: Path) -> None:
    """A thread that has changed meanwhile shows everything at the comments that it was added to."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path) as reader:
        await reader.press("8", "G", "s")
        write(path, f"first {MANY}")
        await reader.press("i", "escape")
        assert reader.thread.opened.comment(reader.thread.position).source_id == "p7"
        assert "★" in reader.pane._strips(8)[0].text
        assert list(reader.pane._annotations.values()) == [Annotation(starred=True)]
        await reader.press("s")
        assert reader.pane._annotations == {}


async def test_what_was_added_to_a_comment_that_is_gone_shows_at_no_other(tmp_path: Path) -> None:
    """Not even where a new one has taken its row; it is there again when the comment is."""
    path = write(tmp_path / "a.db", MANY)
    async with reading(path) as reader:
        await reader.press("G", "s")
        write(path, f"{MANY.rpartition(' ')[0]} another")
        await reader.press("i", "escape")
        assert reader.pane._annotations == {}
        write(path, f"{MANY} more")
        await reader.press("i", "escape")
        assert list(reader.pane._annotations.values()) == [Annotation(starred=True)]
