"""More comes into an archive from its list of threads, and what came in can be looked at."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from textual.widgets import Input

from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.archive.reader import Archive
from tui_reader.cli.narration import Quiet
from tui_reader.ingest.pipeline import import_sources
from tui_reader.tui.screens.importing import ImportScreen
from tui_reader.tui.widgets.path_suggester import PathSuggester

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reading import Reader

THREAD = {
    "schema": "tui-reader/thread/1",
    "title": "Weirs",
    "comments": [{"body": "They hum.", "author": "Ada", "source_id": "1"}],
}


def thread_file(folder: Path) -> Path:
    """Write a thread that can come in."""
    path = folder / "weirs.json"
    path.write_text(json.dumps(THREAD))
    return path


async def say(reader: Reader, path: Path) -> None:
    """Open the dialog and type a path."""
    await reader.press("+")
    reader.app.screen.query_one(Input).value = str(path)
    await reader.settle()


async def test_a_file_is_looked_at_before_it_comes_in(tmp_path: Path) -> None:
    """The first Enter shows what it is taken for and why, the second brings it in, and the list has it."""
    async with reading(archives.town(tmp_path)) as reader:
        await say(reader, thread_file(tmp_path))
        await reader.press("enter")
        shown = reader.screen_text()
        assert "thread-json" in shown
        assert "it names the schema" in shown
        assert len(reader.app.archive.threads()) == 3  # type: ignore[union-attr]
        await reader.press("enter")
        assert "1 source: 1 added" in reader.screen_text()
        await reader.press("escape")
        assert "4 threads" in reader.bar("title")
        assert "Weirs" in reader.screen_text()


async def test_what_cannot_be_read_is_told_and_nothing_comes_in(tmp_path: Path) -> None:
    """A path that is not there, a file that no format knows, and a folder with nothing in it."""
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty").mkdir()
    async with reading(archives.town(tmp_path)) as reader:
        for name, words in (("gone.txt", "no such file"), ("noise.bin", "binary"), ("empty", "nothing is here")):
            await say(reader, tmp_path / name)
            await reader.press("enter")
            assert words in reader.screen_text()
            await reader.press("enter", "escape")
        assert "3 threads" in reader.bar("title")


async def test_another_path_is_looked_at_anew(tmp_path: Path) -> None:
    """Enter never brings in what was not seen."""
    async with reading(archives.town(tmp_path)) as reader:
        await say(reader, thread_file(tmp_path))
        await reader.press("enter")
        reader.app.screen.query_one(Input).value = str(tmp_path / "gone.txt")
        await reader.settle()
        await reader.press("enter")
        assert isinstance(reader.app.screen, ImportScreen)
        assert "no such file" in reader.screen_text()
        await reader.press("escape")
    with Archive.open(tmp_path / "town.db") as archive:
        assert len(archive.threads()) == 3


async def test_sources_show_what_came_of_them(tmp_path: Path) -> None:
    """Each with its format and counts; Enter shows its threads and problems."""
    async with reading(archives.town(tmp_path)) as reader:
        await say(reader, thread_file(tmp_path))
        await reader.press("enter", "enter", "escape", "%", "end")
        assert "weirs.json" in reader.screen_text()
        await reader.press("enter")
        shown = reader.screen_text()
        assert "No problems" in shown
        assert "Weirs · 1 comment" in shown
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.library


async def test_many_threads_without_comments_are_hidden_until_they_are_asked_for(tmp_path: Path) -> None:
    """How many there are is said; where there is nothing else, they are shown."""
    said = {"comments": [{"body": "words"}]}
    values = [THREAD | {"title": f"post {number}", "comments": []} for number in range(30)]
    for name, threads in (("mixed", [*values, THREAD | said]), ("empty", values)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, threads)))
        report = import_sources(tmp_path / f"{name}.db", [str(tmp_path / f"{name}.jsonl")], io.BytesIO(), Quiet())
        assert report.exit_code == 0
    async with reading(tmp_path / "mixed.db") as reader:
        assert reader.library.threads.count == 1
        assert "30 without comments hidden, . shows them" in reader.status
        await reader.press(".")
        assert reader.library.threads.count == 31
    async with reading(tmp_path / "empty.db") as reader:
        assert reader.library.threads.count == 30


async def test_a_path_is_completed_by_what_is_there(tmp_path: Path) -> None:
    """Folders end in a slash, hidden files are not suggested unless they are begun, and nothing is no suggestion."""
    (tmp_path / "dumps").mkdir()
    (tmp_path / ".hidden").write_text("")
    suggester = PathSuggester()
    assert await suggester.get_suggestion(f"{tmp_path}/du") == f"{tmp_path}/dumps/"
    assert await suggester.get_suggestion(f"{tmp_path}/.h") == f"{tmp_path}/.hidden"
    assert await suggester.get_suggestion(f"{tmp_path}/x") is None
    assert await suggester.get_suggestion(f"{tmp_path}/gone/x") is None
