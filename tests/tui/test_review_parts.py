"""Reviewing threads that stand in one text with others: their own lines alone, as the text was parted."""

from __future__ import annotations

import io
import shlex
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tui.reading import reading
from tests.tui.reviewing import DOUBTFUL, FIRST, TOWN, Quiet, about, imported, review, reviewing
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.cli.commands import group
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.pipeline import import_sources
from tui_reader.structure.splitting import Splitter
from tui_reader.tui.screens.review import ReviewScreen
from tui_reader.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from pathlib import Path

NAMED = "==> town.txt <=="
"""Stands between two dumps, and only parts them."""

ABOVE = len(DOUBTFUL) + 1
"""Lines above the second dump: those of the first, and that line."""

LAST = ABOVE + len(TOWN) - 1
"""The last line that says anything."""


def parted(folder: Path, split: str) -> Path:
    """Return an archive of one text that is parted by hand."""
    (folder / "two.txt").write_text("\n".join([*DOUBTFUL, NAMED, *TOWN]) + "\n", encoding="utf-8")
    import_sources(folder / "a.db", [str(folder / "two.txt")], io.BytesIO(), Quiet(), Choices(split=Splitter(split)))
    return folder / "a.db"


async def test_a_thread_beside_others_is_reviewed_alone(tmp_path: Path) -> None:
    """Its lines bear the numbers of the whole text; they, its layouts and what they hold are those of this thread."""
    path = parted(tmp_path, "^==>")
    before = path.read_bytes()
    async with reading(path, (120, 36)) as reader:
        await reader.press("end", "enter", "j", "I")
        screen = review(reader)
        assert [choice.layout for choice in screen._choices] == ["header", "bare-names", "article-only"]
        assert reader.bar("title") == "two.txt: how its lines are read header, 91%"
        kept = sum(bool(line.strip()) for line in TOWN) + 1
        assert reader.status == f"9 comments by 7 people · {kept} of {kept} lines kept"
        await reader.press("g", "}")
        assert screen.line == ABOVE + FIRST
        assert f"line {ABOVE + FIRST}\nauthor of comment 1 by Mira Halm" in about(reader)
        assert f"▌{ABOVE + FIRST} ┏1 author" in " ".join(reader.screen_text().split())
        await reader.press("g")
        assert (screen.line, screen.lines.text) == (ABOVE, NAMED)
        assert about(reader).splitlines()[4:6] == ["boilerplate", "91% sure"]
        await reader.press("j")
        assert about(reader).splitlines()[4:6] == ["title", "91% sure"]
        await reader.press("G")
        assert (screen.line, screen.lines.text) == (LAST, TOWN[-2])
        await reader.press(*str(ABOVE + FIRST), "g", "enter")
        assert reader.is_on(ThreadScreen)
        assert (reader.thread.position, reader.keys_go_to) == (0, "comments")
    assert path.read_bytes() == before


async def test_another_layout_of_a_thread_beside_others_is_looked_at_and_not_taken(tmp_path: Path) -> None:
    """What it finds is told as ever; the reader is told how all threads of the text are read so, and that command does it."""
    path = parted(tmp_path, "^==>")
    before = path.read_bytes()
    async with reading(path, (120, 36)) as reader:
        await reader.press("end", "enter", "I", "3", "enter")
        differing = sum(bool(line.strip()) for line in TOWN[FIRST - 1 :])
        assert reader.status.startswith(f"0 comments (-9) by 0 people (-7) · {differing} lines differ · ")
        await reader.press("a")
        assert reader.is_on(ReviewScreen)
        assert reader.told == ["its text holds other threads: y copies the command that reads all of them as article-only"]
        await reader.press("y")
        program, *arguments = shlex.split(reader.app.clipboard)
    assert path.read_bytes() == before
    wanted = ["import", str(path), str(tmp_path / "two.txt"), "--split", "^==>", "--layout", "article-only"]
    assert (program, arguments) == ("tui-reader", wanted)
    assert CliRunner().invoke(group, arguments).exit_code == 0
    with Archive.open(path) as archive:
        assert [thread.origin.layout for thread in archive.threads()] == ["article-only"] * 2


@pytest.mark.parametrize("number", [0, 1])
async def test_provenance_of_a_thread_beside_others_shows_its_lines(tmp_path: Path, number: int) -> None:
    """The archive keeps the text once, for all threads in it."""
    with Archive.open(parted(tmp_path, "^==>")) as archive:
        thread = archive.threads()[number]
        extent = archive.extent(thread.id)
        assert extent is not None
        assert (extent.first, extent.last) == ((1, len(DOUBTFUL)), (ABOVE, LAST))[number]
        lines = archive.source_lines(thread.id, extent)
        assert [*lines] == ([*DOUBTFUL], [NAMED, *TOWN[:-1]])[number]
        assert archive.source(thread.id) == (str(tmp_path / "two.txt"), (tmp_path / "two.txt").read_bytes())
        assert (archive.layout_of_whole(thread.id) or "").endswith("; parted at lines that match '^==>'")


async def test_a_text_that_was_kept_whole_stays_so_in_every_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the review, when it is read again, when it is kept, and in the command that is copied."""
    monkeypatch.chdir(tmp_path)
    text = "\n".join([*TOWN, "\f", *TOWN]) + "\n"
    (tmp_path / "two.txt").write_text(text, encoding="utf-8")
    import_sources(tmp_path / "b.db", ["two.txt"], io.BytesIO(), Quiet())
    with Archive.open(tmp_path / "b.db") as archive:
        assert len(archive.threads()) == 2
    import_sources(tmp_path / "a.db", ["two.txt"], io.BytesIO(), Quiet(), Choices(layout="bare-names", split=Splitter("")))
    async with reviewing(tmp_path / "a.db", dump=tmp_path / "two.txt") as reader:
        await reader.press("1", "enter", "y")
        layout = review(reader).shown
        assert (layout, review(reader).is_own) == ("header", False)
        assert shlex.split(reader.app.clipboard)[-4:] == ["--split", "", "--layout", layout]
        await reader.press("a", "ctrl+s", "enter")
        assert reader.told[-1] == "kept in two.db"
    for name in ("a.db", "two.db"):
        with Archive.open(tmp_path / name) as archive:
            assert [thread.origin.layout for thread in archive.threads()] == [layout]
        assert check(tmp_path / name) == []


async def test_a_whole_text_needs_no_word_of_parting(tmp_path: Path) -> None:
    """Where nothing could part it."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        await reader.press("]", "y")
        assert "--split" not in reader.app.clipboard
