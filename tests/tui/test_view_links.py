"""Every view is a link: what is copied opens the same thread with the same filters and the cursor on the same comment."""

from __future__ import annotations

import os
import shlex
from contextlib import asynccontextmanager, chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.archive.reader import Archive
from tui_reader.cli.commands import group
from tui_reader.errors import NothingFoundError, TuiReaderError
from tui_reader.query import Text
from tui_reader.tui import running
from tui_reader.tui.loader import View
from tui_reader.tui.messages import DumpRead
from tui_reader.tui.screens.library import LibraryScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.tui.reading import Reader

    Choose = Callable[[Archive], View | None]


@asynccontextmanager
async def opened(link: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Reader]:
    """Open what a command opens, as the program does, but for the terminal."""
    seen: list[tuple[Path, Choose]] = []
    monkeypatch.setattr("tui_reader.cli.opening.has_screen", lambda: True)

    def read(path: Path, choose: Choose) -> int:
        seen.append((path, choose))
        return 0

    monkeypatch.setattr(running, "read", read)
    program, *arguments = shlex.split(link)
    assert program == "tui-reader"
    CliRunner().invoke(group, arguments, standalone_mode=False, catch_exceptions=False)
    ((path, choose),) = seen
    async with reading(path, choose=choose) as reader:
        yield reader


@pytest.mark.parametrize(
    "keys",
    ["", "j j j", "j J a c c", "a f - r u s t enter", "f r u s t space | space n o enter C j", "G", "a S S S", "j S S S S S"],
)
async def test_what_is_copied_opens_the_same_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    """Thread, filters, what stands around the matches, and the cursor."""
    async with reading(archives.town(tmp_path)) as reader:
        await reader.press("enter", *keys.split(), "y", "f")
        link, status, here = reader.app.clipboard, reader.status, reader.here
        hits, title = reader.hits, reader.bar("title")
    async with opened(link, monkeypatch) as again:
        assert (again.hits, again.here, again.bar("title")) == (hits, here, title)
        assert again.status.partition(" folded")[0] == status.partition(" folded")[0]
        await again.press("y", "f")
        assert again.app.clipboard == link


async def test_a_link_says_what_is_on_and_nothing_else(tmp_path: Path) -> None:
    """Without a filter there is no query; what is switched off is not asked; whatever is given to a shell is quoted."""
    folder = tmp_path / "it's here"
    folder.mkdir()
    path = archives.clock(folder)
    async with reading(path) as reader:
        await reader.press("y", "f")
        program, archive, *options = shlex.split(reader.app.clipboard)
        assert (program, archive, options[::2]) == ("tui-reader", str(path), ["--thread", "--at"])
        assert reader.help == "sent to the terminal's clipboard: the command that opens this view"
        await reader.press("f")
        await reader.write("rust", "enter")
        await reader.press("a", "F", "space", "enter", "y", "f")
        assert shlex.split(reader.app.clipboard)[4:6] == ["--filter", "rust ctx:path"]


async def test_an_archive_is_named_wherever_it_is_opened_from(tmp_path: Path) -> None:
    """A path that was given from where somebody was is whole in the link, and still the name that was given."""
    archives.clock(tmp_path)
    (tmp_path / "link.db").symlink_to("clock.db")
    with chdir(tmp_path):
        async with reading(Path("link.db")) as reader:
            await reader.press("y", "f")
            assert shlex.split(reader.app.clipboard)[1] == os.fspath(tmp_path / "link.db")


async def test_a_dump_is_named_until_it_is_kept(tmp_path: Path) -> None:
    """Its archive of a day is gone tomorrow."""
    dump = tmp_path / "dump.txt"
    async with reading(archives.clock(tmp_path), dump=dump) as reader:
        await reader.press("y", "f")
        assert shlex.split(reader.app.clipboard)[1] == str(dump)
        reader.app.kept = tmp_path / "kept.db"
        await reader.press("y", "f")
        assert shlex.split(reader.app.clipboard)[1] == str(tmp_path / "kept.db")


async def test_behind_the_view_is_the_list_with_its_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Q goes there, and the cursor is on the thread."""
    async with opened(f"tui-reader {archives.town(tmp_path)} --thread 3", monkeypatch) as reader:
        assert "Zinc roofs" in reader.bar("title")
        await reader.press("q")
        assert reader.is_on(LibraryScreen)
        current = reader.library.threads.current
        assert current is not None
        assert current.title == "Zinc roofs"


async def test_a_view_of_a_dump_is_shown_as_soon_as_it_is_read(tmp_path: Path) -> None:
    """With the filter on; where it cannot be shown the app leaves and says why."""
    with Archive.open(archives.town(tmp_path)) as archive:
        (thread, *_) = archive.threads()
        async with reading(archive.path, choose=lambda _: View(thread, Text("rust"))) as reader:
            assert reader.hits == ["ben1", "ada2"]

            def refuse(_archive: Archive) -> View | None:
                raise NothingFoundError("there is no thread 'x'")

            reader.app._choose = refuse
            reader.app.post_message(DumpRead(archive))
            await reader.settle()
            assert isinstance(reader.app.failure, TuiReaderError)
            assert not reader.app.is_running


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--thread", "9"], ["no thread '9'", "the archive has 3 threads"]),
        (["--filter", "rust"], ["which of the 3 threads?", "tui-reader threads ARCHIVE"]),
        (["--thread", "1", "--at", "nope"], ["no comment 'nope'", "“The harbour clock” has 13 comments"]),
        (["--thread", "1", "--filter", "score:high"], ["at column 7", "a whole number"]),
        (["--thread", "1", "--filter", " "], ["--filter says nothing"]),
    ],
)
def test_what_is_not_there_is_said_before_the_screen_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: list[str]
) -> None:
    """In a line and a hint."""
    monkeypatch.setattr("tui_reader.cli.opening.has_screen", lambda: True)
    monkeypatch.setattr(running, "_run", lambda _: pytest.fail("the screen was opened"))
    with pytest.raises(TuiReaderError) as raised:
        CliRunner().invoke(group, [str(archives.town(tmp_path)), *options], standalone_mode=False, catch_exceptions=False)
    for each in words:
        assert each in str(raised.value)
