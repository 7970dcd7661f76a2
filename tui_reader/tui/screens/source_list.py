"""What an archive was made of: its sources, what each told, and what could not be read in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui_reader.model import StoredProblem, StoredSource
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.page import GAP, Page, Passage, plain
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from tui_reader.archive.reader import Archive
    from tui_reader.model import StoredThread
    from tui_reader.tui.widgets.pieces import Piece

_MOST_THREADS = 500
"""Threads of a source that are named; the rest are counted."""


class SourcesScreen(Dialog[None]):
    """All sources of an archive, the first that came in on top; Enter shows one."""

    KEYS = (("j k", "move"), ("Enter", "what came of it"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sources = [source for source in archive.sources() if source.parent is None]
        super().__init__(f"Sources of {archive.path.name}", lines=max(4, len(self._sources)))

    def compose_inside(self) -> ComposeResult:
        """Yield the list."""
        yield Rows()

    def on_mount(self) -> None:
        """Show the sources."""
        self.query_one(Rows).show([_row(source) for source in self._sources])

    def action_step(self, rows: int) -> None:
        """Go through the list."""
        self.query_one(Rows).action_step(rows)

    @on(RowList.Chosen)
    def show_source(self) -> None:
        """Show what came of the source at the cursor."""
        at = self.query_one(Rows).cursor
        if 0 <= at < len(self._sources):
            source = self._sources[at]
            threads = self._archive.threads_of(source.id, _MOST_THREADS)
            told = self._archive.count_threads_of(source.id)
            names = {source.path, *(each.path for each in self._archive.sources() if each.parent == source.id)}
            problems = [problem for problem in self._archive.all_problems() if problem.source in names]
            self.app.push_screen(SourceScreen(source, threads, told, problems))


class SourceScreen(Dialog[None]):
    """One source: how it was read, which threads it told of, what could not be read."""

    KEYS = (("j k", "scroll"), ("Space b", "page"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter", "leave", show=False)]

    def __init__(
        self, source: StoredSource, threads: Sequence[StoredThread], told: int, problems: Sequence[StoredProblem]
    ) -> None:
        """Take the threads that are named, and of how many the source told in all."""
        super().__init__(source.path.rpartition("/")[2] or source.path)
        self._passages = tuple(_passages(source, threads, told, problems))

    def compose_inside(self) -> ComposeResult:
        """Yield what there is to be known."""
        yield Page(self._passages)


def _row(source: StoredSource) -> list[Piece]:
    told = f"{counted(source.threads, 'thread')}, {counted(source.comments, 'comment')}"
    pieces: list[Piece] = [
        (f" {one_line(source.imported_at)[:10]}  ", "fact"),
        (f"{one_line(source.format):<16}", "key"),
        (f"{told:<30}", "text"),
    ]
    if source.problems:
        pieces.append((f"{counted(source.problems, 'problem')}  ", "minus"))
    return [*pieces, (one_line(source.path.rpartition("/")[2] or source.path), "strong")]


def _passages(
    source: StoredSource, threads: Sequence[StoredThread], told: int, problems: Sequence[StoredProblem]
) -> Iterator[Passage]:
    sure = "" if source.confidence is None else f", {source.confidence:.0%} sure"
    manner = source.format + (f", layout {source.layout}{sure}" if source.layout else "")
    yield plain(one_line(source.path), "strong")
    yield plain(one_line(f"{manner} · {source.bytes / 1e6:,.2f} MB · came in {source.imported_at}"), "fact")
    yield from (GAP, Passage(f"Problems: {len(problems):,}" if problems else "No problems", "heading"))
    for problem in problems:
        place = "" if problem.line is None else f"line {problem.line:,}: "
        about = f" ({problem.title})" if problem.title else ""
        yield plain(one_line(f"{place}{problem.message}{about}"), "mark", "  ")
    yield from (GAP, Passage(counted(told, "thread").capitalize(), "heading"))
    for thread in threads:
        held = counted(thread.comments, "comment")
        yield plain(one_line(f"{thread.name} · {held}"), "text", "  ")
    if told > len(threads):
        yield Passage(f"and {told - len(threads):,} more", "fact", "  ")
