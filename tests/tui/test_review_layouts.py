"""Other layouts beside that of a thread: looking at them, waiting for them, and taking one."""

from __future__ import annotations

import shlex
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tui.reading import Reader, reading
from tests.tui.reviewing import DOUBTFUL, FIRST, TOWN, about, imported, review, reviewing
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.cli.commands import group
from tui_reader.errors import SourceError
from tui_reader.ingest.choices import Choices
from tui_reader.tui import importer, sources
from tui_reader.tui.screens.library import LibraryScreen
from tui_reader.tui.screens.rereading import RereadingScreen
from tui_reader.tui.screens.review import ReviewScreen
from tui_reader.tui.screens.review_work import Answered
from tui_reader.tui.screens.thread import ThreadScreen
from tui_reader.tui.sources import Reviewed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.tui.sources import KeptSource


async def test_another_layout_is_shown_beside_the_own_one(tmp_path: Path) -> None:
    """What it finds, how that differs and where; the archive stays as it is, byte for byte, until the reader takes it."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()
    async with reviewing(path, size=(80, 24)) as reader:
        screen = review(reader)
        assert [choice.layout for choice in screen._choices] == ["header", "bare-names", "article-only"]
        await reader.press("g", "[")
        assert screen.shown == "article-only"
        differing = sum(bool(line.strip()) for line in TOWN[FIRST - 1 :])
        assert reader.status.startswith(f"0 comments (-9) by 0 people (-7) · {differing} lines differ · ")
        assert reader.help.startswith("a take this layout · Esc back · n next difference")
        await reader.press("n")
        assert screen.line == FIRST
        assert f"{FIRST} ≠" in reader.screen_text()
        assert "in the thread: author of comment 1 by Mira Halm" in about(reader)
        await reader.press("1", "0", "0", "n")
        assert reader.help == "no line differs further down"
        await reader.press("escape")
        assert (screen.shown, reader.is_on(ReviewScreen)) == ("header", True)
        await reader.press("]")
        assert screen.shown == "bare-names"
        await reader.press("0")
        assert screen.shown == "header"
        await reader.press("escape")
        assert reader.is_on(ThreadScreen)
    assert path.read_bytes() == before


async def test_a_number_chooses_a_layout(tmp_path: Path) -> None:
    """As the list numbers them; there is no fourth of three."""
    async with reviewing(imported(tmp_path, TOWN)) as reader:
        await reader.press("3", "enter")
        assert review(reader).shown == "article-only"
        await reader.press("4", "enter")
        assert (review(reader).shown, reader.help) == ("article-only", "there is no layout 4")


async def test_a_text_without_comments_can_be_read_as_one_with_them(tmp_path: Path) -> None:
    """And the layout that the reader doubts most is the one that is shown."""
    async with reviewing(imported(tmp_path, DOUBTFUL)) as reader:
        assert [choice.layout for choice in review(reader)._choices] == ["unmarked", "bare-names"]
        await reader.press("]")
        assert reader.status.startswith("2 comments (+2) by 2 people (+2)")


async def test_the_command_that_reads_a_source_so_is_copied(tmp_path: Path) -> None:
    """It can be pasted into a shell, and does what it says."""
    path = imported(tmp_path, TOWN)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "y")
        program, *arguments = shlex.split(reader.app.clipboard)
    assert (program, arguments) == ("tui-reader", ["import", str(path), str(tmp_path / "town.txt"), "--layout", "article-only"])
    assert CliRunner().invoke(group, arguments).exit_code == 0
    with Archive.open(path) as archive:
        assert [thread.origin.layout for thread in archive.threads()] == ["article-only"]


async def test_a_thread_that_was_forced_into_a_layout_is_reviewed_in_that(tmp_path: Path) -> None:
    """The layout that explains the source best stands first, and a key away."""
    with Archive.open(imported(tmp_path, TOWN)) as archive:
        digest = archive.threads()[0].origin.sha256
    importer.bring_in(tmp_path / "b.db", tmp_path / "town.txt", lambda: False, {digest: Choices(layout="article-only")})
    async with reviewing(tmp_path / "b.db") as reader:
        screen = review(reader)
        assert (screen.shown, screen.is_own) == ("article-only", True)
        await reader.press("1", "enter")
        assert (screen.shown, screen.is_own) == ("header", False)
        assert reader.status.startswith("9 comments (+9) by 7 people (+7)")


# Long works.


class Slow:
    """Reads a source only when it is let, and until it is stopped."""

    def __init__(self) -> None:
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        self.stopped = threading.Event()

    def review(self, source: KeptSource, layout: str | None, tell: Callable[[float], None]) -> Reviewed:
        """Read, as slowly as it is wanted."""
        self.begun.set()
        for _ in range(1_000):
            if self.may_go_on.wait(0.01):
                break
            try:
                tell(0.5)
            except KeyboardInterrupt:
                self.stopped.set()
                raise
        return sources.review(source, layout, tell)


async def test_lines_can_be_read_while_a_source_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are answered meanwhile, Esc stops the work, and a layout key begins it again."""
    slow = Slow()
    monkeypatch.setattr("tui_reader.tui.screens.review.review", slow.review)
    async with reading(imported(tmp_path, TOWN)) as reader:
        await reader.pilot.press("I")
        assert slow.begun.wait(10)
        await until(reader, lambda: reader.status.startswith("reading … 50%, Esc stops"))
        await reader.pilot.press("G", "k", "n", "}", "0", "a", "y")
        assert review(reader).line == len(TOWN) - 1
        assert TOWN[-2][:30] in reader.screen_text()
        await reader.pilot.press("escape")
        assert slow.stopped.wait(10)
        assert (reader.help, reader.status) == ("stopped", "")
        slow.may_go_on.set()
        await reader.press("]")
        assert "9 comments" in reader.status


async def test_only_the_layout_that_was_asked_for_last_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun before is stopped; leaving stops the rest."""
    path, slow = imported(tmp_path, TOWN), Slow()
    async with reviewing(path) as reader:
        screen = review(reader)
        monkeypatch.setattr("tui_reader.tui.screens.review.review", slow.review)
        await reader.pilot.press("]")
        assert slow.begun.wait(10)
        await reader.pilot.press("]")
        assert slow.stopped.wait(10)
        slow.may_go_on.set()
        await reader.settle()
        assert screen.shown == "article-only"
        slow.may_go_on.clear()
        slow.stopped.clear()
        slow.begun.clear()
        await reader.pilot.press("[")
        assert slow.begun.wait(10)
        await reader.pilot.press("q")
        assert slow.stopped.wait(10)
        assert reader.is_on(ThreadScreen)


async def test_an_answer_that_nobody_awaits_any_more_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a work was stopped at a place at which it hears nothing."""
    begun, may_go_on = threading.Event(), threading.Event()

    def deaf(source: KeptSource, layout: str | None, _tell: Callable[[float], None]) -> Reviewed:
        begun.set()
        may_go_on.wait(10)
        return sources.review(source, layout, lambda _: None)

    async with reviewing(imported(tmp_path, TOWN)) as reader:
        monkeypatch.setattr("tui_reader.tui.screens.review.review", deaf)
        answered: list[Answered] = []
        work = review(reader)._work
        take = work.take

        def watched(answer: Answered) -> None:
            answered.append(answer)
            take(answer)

        monkeypatch.setattr(work, "take", watched)
        await reader.pilot.press("]")
        assert begun.wait(10)
        await reader.pilot.press("escape")
        may_go_on.set()
        await until(reader, lambda: bool(answered))
        assert (review(reader).shown, list(review(reader)._looks)) == ("header", ["header"])


async def test_a_source_that_can_no_longer_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader keeps what was shown before."""

    def fail(*_: object) -> Reviewed:
        raise SourceError("town.txt: not plain text")

    async with reviewing(imported(tmp_path, TOWN)) as reader:
        monkeypatch.setattr("tui_reader.tui.screens.review.review", fail)
        await reader.press("]")
        assert reader.told == ["town.txt: not plain text"]
        assert review(reader).shown == "header"
        assert "9 comments" in reader.status


async def until(reader: Reader, holds: Callable[[], bool]) -> None:
    """Wait for what a worker tells."""
    while not holds():
        await reader.pilot.pause(0.01)


# Taking another layout.


async def test_a_dump_that_is_looked_at_is_read_and_kept_as_the_reader_took_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread is shown so at once, from the same line on, and Ctrl-S keeps it so."""
    monkeypatch.chdir(tmp_path)
    path = imported(tmp_path, DOUBTFUL)
    async with reviewing(path, dump=tmp_path / "town.txt") as reader:
        await reader.press("]", "7", "g", "a")
        assert reader.is_on(ThreadScreen)
        assert reader.help == "the thread is read as bare-names now; Ctrl-S keeps it so"
        assert (reader.thread.opened.thread.comments, reader.thread.position, reader.keys_go_to) == (2, 0, "comments")
        assert "Nothing to be done." in reader.screen_text()
        await reader.press("ctrl+s", "enter")
        assert reader.told == ["kept in town.db"]
        await reader.press("I")
        assert (review(reader).shown, review(reader).is_own) == ("bare-names", True)
        await reader.press("1", "enter", "a")
        assert reader.is_on(ThreadScreen)
        await reader.press("ctrl+s", "enter")
        assert reader.told == ["kept in town.db", "kept in town.db"]
    with Archive.open(tmp_path / "town.db") as kept:
        assert [(thread.origin.layout, thread.comments) for thread in kept.threads()] == [("article-only", 0)]


async def test_an_archive_is_written_only_where_the_reader_agrees(tmp_path: Path) -> None:
    """What would change is shown, with the command that does the same; to leave changes nothing."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a")
        assert reader.is_on(RereadingScreen)
        shown = " ".join(reader.screen_text().split())
        assert "This writes to" in shown
        assert "now header, 91% sure: 9 comments by 7 people" in shown
        assert "then article-only, 49% sure: 0 comments" in shown
        await reader.press("y")
        assert reader.app.clipboard.startswith("tui-reader import ")
        await reader.press("escape")
        assert reader.is_on(ReviewScreen)
        await reader.press("escape", "a")
        assert reader.help == "the thread is read in this layout already"
    assert path.read_bytes() == before


async def test_a_thread_of_an_archive_is_read_again_where_the_reader_agrees(tmp_path: Path) -> None:
    """It is shown so at once; the list of threads knows it, its neighbours are a key away, and the others are as they were."""
    path = imported(tmp_path, TOWN, [*TOWN[:4], *DOUBTFUL[2:]])
    async with reading(path) as reader:
        await reader.press("enter", "I", "3", "enter", "2", "0", "g", "a")
        await reader.press("enter")
        assert reader.is_on(ThreadScreen)
        assert reader.help == "the thread is read as article-only now"
        assert reader.thread.opened.thread.origin.name == "town.txt"
        assert reader.keys_go_to == "article"
        await reader.press("(")
        assert reader.thread.opened.thread.origin.name == "town1.txt"
        await reader.press("q")
        assert reader.is_on(LibraryScreen)
        assert [thread.comments for thread in reader.listed] == [0, 0]
        await reader.press("end", "enter")
        assert reader.thread.opened.thread.origin.layout == "article-only"
    assert check(path) == []


async def test_what_cannot_be_written_is_told_and_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review stays as it was."""
    path = imported(tmp_path, TOWN)
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise SourceError("town.txt: nothing can be written there")

    monkeypatch.setattr(ArchiveWriter, "add", fail)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a", "enter")
        assert reader.is_on(ReviewScreen)
        assert reader.told == ["town.txt: nothing can be written there"]
        assert review(reader).shown == "article-only"
    assert path.read_bytes() == before


async def test_the_example_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants to try another layout is told how; nothing is asked."""
    path = imported(tmp_path, TOWN)
    monkeypatch.setattr("tui_reader.tui.screens.thread_review.example_archive", lambda: path)
    async with reviewing(path) as reader:
        await reader.press("3", "enter", "a")
        assert reader.is_on(ReviewScreen)
        assert len(reader.told) == 1
        assert reader.told[0].startswith("the example stays as it is")
