"""What a reader does with one comment: read it, follow its quotations and links, copy, export and keep it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.tui import archives
from tests.tui.archives import at
from tests.tui.hosting import assert_harmless
from tests.tui.reading import reading
from tui_reader.archive.reader import Archive
from tui_reader.errors import ExportError
from tui_reader.export.saving import save
from tui_reader.settings import read_state, state_path
from tui_reader.tui.screens import thread_comment
from tui_reader.tui.screens.comment_text import CommentTextScreen
from tui_reader.tui.screens.exporting import ExportScreen
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.links import LinksScreen
from tui_reader.tui.screens.provenance import ProvenanceScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TextIO

    from tests.tui.reading import Reader

BEN = str(at("ben1") + 1)
"""The number of the comment that quotes the article."""


async def go_to(reader: Reader, ref: str) -> None:
    """Go to a comment by its number."""
    await reader.press(*str(at(ref) + 1), "G")


@pytest.mark.parametrize(("key", "screen"), [("enter", CommentTextScreen), ("i", ProvenanceScreen), ("w", ExportScreen)])
async def test_a_dialog_opens_and_leaves_everything_as_it_was(tmp_path: Path, key: str, screen: type[object]) -> None:
    """Esc comes back to the same comment."""
    async with reading(archives.clock(tmp_path)) as reader:
        await go_to(reader, "ada2")
        await reader.press(key)
        assert isinstance(reader.app.screen, screen)
        await reader.press("escape")
        assert reader.here == "ada2"


async def test_a_double_click_shows_a_comment_whole(tmp_path: Path) -> None:
    """As Enter does."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.pilot.click(reader.pane, offset=(10, 1), times=2)
        await reader.settle()
        assert isinstance(reader.app.screen, CommentTextScreen)


# Quotations.


def marked(reader: Reader) -> str:
    """Return the words that are marked in the article, empty where none are."""
    if reader.article._passage is None:
        return ""
    block, start, end = reader.article._passage
    return reader.article._blocks[block][1][start:end]


async def test_a_quotation_leads_to_its_passage(tmp_path: Path) -> None:
    """The words are marked in the article; Esc takes the mark away before any filter."""
    async with reading(archives.clock(tmp_path)) as reader:
        await go_to(reader, "ben1")
        await reader.press("a", '"')
        assert marked(reader) == archives.QUOTED
        assert reader.keys_go_to == "comments"
        await reader.press("escape")
        assert not marked(reader)
        assert reader.hits == ["ben1", "ben2"]
        await reader.press("escape")
        assert reader.pane.view.hits is None


async def test_on_a_small_screen_a_quotation_brings_the_article_up(tmp_path: Path) -> None:
    """What is marked is in sight; Tab goes back."""
    async with reading(archives.clock(tmp_path), size=(80, 24)) as reader:
        await go_to(reader, "ben1")
        await reader.press('"')
        assert reader.keys_go_to == "article"
        assert reader.article.region.area > 0
        await reader.press("tab")
        assert reader.here == "ben1"


async def test_a_quotation_of_a_comment_leads_to_it(tmp_path: Path) -> None:
    """And H back."""
    async with reading(archives.clock(tmp_path)) as reader:
        await go_to(reader, "dee1")
        await reader.press('"')
        assert reader.here == "ada1"
        assert "H goes back" in reader.help
        await reader.press("H")
        assert reader.here == "dee1"


@pytest.mark.parametrize("key", ['"', "enter"])
async def test_a_paragraph_leads_to_who_quotes_it(tmp_path: Path, key: str) -> None:
    """From the article to the comment, and a paragraph that nobody quotes says so."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("tab", "j", key)
        assert reader.here == "ben1"
        assert reader.keys_go_to == "comments"
        assert "one comment quotes this paragraph" in reader.help
        await reader.press("tab", "j", key)
        assert "no comment quotes this paragraph" in reader.help
        assert reader.keys_go_to == "article"


async def test_a_click_on_a_paragraph_asks_nothing(tmp_path: Path) -> None:
    """A click selects; who reads the article is not thrown out of it."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.pilot.click(reader.article, offset=(4, 4))
        await reader.settle()
        assert reader.keys_go_to == "article"
        assert reader.here == "ada1"


# Links.


async def test_a_link_is_opened_only_after_it_was_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One safe address of two is offered; Enter opens it, Esc opens nothing."""
    async with reading(archives.clock(tmp_path)) as reader:
        opened: list[str] = []
        monkeypatch.setattr(reader.app, "open_url", opened.append)
        await go_to(reader, "cy1")
        await reader.press("o")
        assert isinstance(reader.app.screen, LinksScreen)
        await reader.press("escape")
        assert not opened
        await reader.press("O")
        assert "secret" not in reader.screen_text()
        await reader.press("enter")
        assert opened == ["https://example.org/clock"]


async def test_an_unsafe_link_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file, no script, no name with a password."""
    async with reading(archives.clock(tmp_path)) as reader:
        opened: list[str] = []
        monkeypatch.setattr(reader.app, "open_url", opened.append)
        await go_to(reader, "gus1")
        await reader.press("o", "enter", "escape")
        assert opened == []


# Copying.


@pytest.mark.parametrize(
    ("ref", "keys", "copied"),
    [
        ("ada2", "y y", ["Rust, rain and pigeons."]),
        ("dee1", "y q", ["> > The tide was late again this morning", "> Not on my side", "— dee, “The harbour clock”"]),
        ("lost1", "y q", ["> -50 degrees", "— name lost, "]),
        ("ada2", "y l", ["ada, “The harbour clock”, The harbour clock.txt (sha256 ", "comment "]),
        ("ben1", "y b", ["I say rust.", "See https://example.org/clock", "Rust, rain and pigeons.", "-50 degrees"]),
        ("fay1", "y y", ["done␛]52;c;cHduZWQ=␇ and <U+202E>dusted"]),
        ("fay1", "y b", ["done␛]52;c;cHduZWQ=␇ and <U+202E>dusted"]),
    ],
)
async def test_what_is_copied_is_harmless_text(tmp_path: Path, ref: str, keys: str, copied: list[str]) -> None:
    """The clipboard holds what the key promises and no live character."""
    async with reading(archives.clock(tmp_path)) as reader:
        await go_to(reader, ref)
        await reader.press(*keys.split())
        assert reader.help.startswith("sent to the terminal's clipboard: ")
        assert_harmless(reader.app.clipboard)
        for words in copied:
            assert words in reader.app.clipboard


# Exporting and keeping.


@pytest.mark.parametrize(
    ("choose", "name", "holds", "lacks"),
    [
        ([], "The-harbour-clock-comment.md", "drawings", "pigeons."),
        (["down"], "The-harbour-clock-branch.md", "Rust, rain and pigeons.", "Pigeons are everything"),
        (["down", "down"], "The-harbour-clock-view.md", "drawings", "Good night"),
        (["end"], "The-harbour-clock.md", "Good night", "secret of nobody"),
    ],
)
async def test_what_is_chosen_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choose: list[str], name: str, holds: str, lacks: str
) -> None:
    """The comment, its branch, what the filter shows, or all; the reader is told where."""
    path = archives.clock(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with reading(path) as reader:
        await go_to(reader, "cy1")
        await reader.press("a", "w", *choose, "enter")
        assert [file.name for file in folder.iterdir()] == [name]
        written = (folder / name).read_text(encoding="utf-8")
        assert holds in written
        assert lacks not in written
        assert any(name in told for told in reader.told)


async def test_keys_are_answered_while_an_export_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes; what is written is what was chosen, wherever the reader has gone meanwhile."""
    monkeypatch.chdir(tmp_path)
    may_write = threading.Event()

    def save_slowly(target: Path, write: Callable[[TextIO], None], *, overwrite: bool) -> None:
        may_write.wait(10)
        save(target, write, overwrite=overwrite)

    monkeypatch.setattr("tui_reader.export.saving.save", save_slowly)
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter", "j", "j", "w")
        await reader.pilot.press("enter")
        await reader.pilot.pause()
        assert reader.help == "writing …"
        await reader.pilot.press("j", "q")
        assert reader.is_on(LibraryScreen)
        may_write.set()
        await reader.settle()
        assert [told.partition(":")[0] for told in reader.told] == ["written"]
        assert "drawings" in (tmp_path / "The-harbour-clock-comment.md").read_text(encoding="utf-8")


async def test_an_export_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is called written, and the help line is back."""
    monkeypatch.chdir(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise ExportError("cannot write it: the disk is full", "make room")

    monkeypatch.setattr("tui_reader.export.saving.save", fail)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("w", "enter")
        assert reader.told == ["cannot write it: the disk is full (make room)"]
        assert reader.help.startswith("j move")


async def test_the_next_export_begins_with_the_format_and_folder_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another thread of the same session too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter", "w", "tab", "tab")
        await reader.write("kept/x.json", "enter")
        await reader.press(")", "w", "enter")
    assert {file.name for file in (tmp_path / "kept").iterdir()} == {"x.json", "A-bridge-of-sighs-comment.json"}


async def test_what_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that shows nothing leaves nothing to write."""
    monkeypatch.chdir(tmp_path)
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("zebra", "enter")
        await reader.press("w")
        shown = reader.screen_text()
        assert "no comment is shown" in shown
        assert "it shows nothing" in shown


async def test_a_dump_that_is_looked_at_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a name that is proposed, in an archive that is made; the dump itself is read again from its file."""
    monkeypatch.chdir(tmp_path)
    dump = tmp_path / "talk.txt"
    dump.write_text("A talk\n\nSome words on it.\n\nComments\n\nada\nFirst words.\n\nben\nSecond words.\n", encoding="utf-8")
    async with reading(archives.clock(tmp_path), dump=dump) as reader:
        await reader.press("ctrl+s")
        assert reader.prompt_text == "talk.db"
        await reader.press("escape")
        assert not (tmp_path / "talk.db").exists()
        await reader.press("ctrl+s", "enter")
        assert reader.told == ["kept in talk.db"]
        assert reader.help.startswith("j move")
        await reader.press("ctrl+s")
        assert reader.help == "kept in talk.db already"
    assert read_state(state_path()).last_archive == str(tmp_path / "talk.db")
    with Archive.open(tmp_path / "talk.db") as kept:
        assert len(kept.threads()) == 1


async def test_a_dump_that_an_archive_holds_already_is_not_kept_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    dump = tmp_path / "talk.txt"
    dump.write_text("A talk\n\nSome words on it.\n\nComments\n\nada\nFirst words.\n\nben\nSecond words.\n", encoding="utf-8")
    for told in ("kept in talk.db", "talk.db holds this already: nothing was written"):
        async with reading(archives.clock(tmp_path), dump=dump) as reader:
            await reader.press("ctrl+s", "enter")
            assert reader.told == [told]


async def test_what_of_a_folder_cannot_be_kept_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be is kept; how much is missing is said, with the first reason."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.txt").write_text("A talk\n\nSome words on it.\n\nComments\n\nada\nFirst words.\n", encoding="utf-8")
    (folder / "b.txt").symlink_to("b.txt")
    async with reading(archives.clock(tmp_path), dump=folder) as reader:
        await reader.press("ctrl+s", "enter")
        assert len(reader.told) == 1
        assert reader.told[0].startswith("kept in talks.db, without 1 of 2 files: ")
        assert "b.txt" in reader.told[0]


async def test_leaving_stops_what_is_being_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time: it ends the app in good order, not the keeping in the middle of it."""
    monkeypatch.chdir(tmp_path)
    begun, left = threading.Event(), threading.Event()

    def keep_slowly(_archive: Path, _dump: Path, stopped: Callable[[], bool], _layouts: Mapping[str, str]) -> None:
        begun.set()
        left.wait(10)
        if stopped():
            raise KeyboardInterrupt

    monkeypatch.setattr("tui_reader.tui.screens.thread_keeping.bring_in", keep_slowly)
    async with reading(archives.clock(tmp_path), dump=tmp_path / "talk.txt") as reader:
        await reader.pilot.press("ctrl+s", "enter")
        assert begun.wait(10)
        reader.app.workers.cancel_all()
        await reader.pilot.press("q")
        assert reader.app.is_running
        left.set()
        await reader.pilot.press("q")
    assert reader.told == ["still keeping in talk.db: to quit now, once more, keeps nothing"]
    assert reader.app.return_code == 0


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "empty"])
async def test_a_dump_that_can_no_longer_be_kept_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool) -> None:
    """Nothing is called kept, and the help line is back."""
    monkeypatch.chdir(tmp_path)
    dump = tmp_path / "talks"
    if not gone:
        dump.mkdir()
    async with reading(archives.clock(tmp_path), dump=dump) as reader:
        await reader.press("ctrl+s", "enter")
        assert len(reader.told) == 1
        assert "kept" not in reader.told[0]
        assert "talks" in reader.told[0]
        assert reader.help.startswith("Ctrl-S keep this dump · j move")


@pytest.mark.parametrize("place", ["", "   ", "~nobody-by-this-name/x.db", "x" * 300, "folder-that-is-not-there/x.db"])
async def test_a_place_that_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Whatever is typed, the app goes on."""
    monkeypatch.chdir(tmp_path)
    dump = tmp_path / "talk.txt"
    dump.write_text("A talk\n\nSome words on it.\n", encoding="utf-8")
    async with reading(archives.clock(tmp_path), dump=dump) as reader:
        await reader.press("ctrl+s", "ctrl+u")
        await reader.paste(place)
        await reader.press("enter")
        assert reader.told or "name an archive" in reader.help
        assert not list(tmp_path.glob("*/x.db"))


async def test_a_long_export_is_previewed_by_its_first_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To look at the beginning takes no longer in a thread of a million comments; what is written is whole."""
    monkeypatch.setattr(thread_comment, "_MOST_PREVIEWED", 5)
    monkeypatch.chdir(tmp_path)
    async with reading(archives.clock(tmp_path), size=(100, 50)) as reader:
        await reader.press("w", "end")
        assert "the first 5 of 13 comments; 8 of the thread's comments left out" in reader.screen_text()
        await reader.press("enter")
    assert "left out" not in next(tmp_path.glob("*.md")).read_text(encoding="utf-8")
