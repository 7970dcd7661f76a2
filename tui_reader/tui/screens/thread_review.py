"""From a thread to the review of its source and back, with another layout where the reader takes one.

Invariant: an archive is written only where the reader has agreed to it; the archive of a dump that is only looked at is ours.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from tui_reader.settings import example_archive
from tui_reader.text.sanitize import one_line
from tui_reader.tui.sources import asked_for, choices_for, read_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.review_work import Tell
    from tui_reader.tui.screens.thread import ThreadScreen
    from tui_reader.tui.sources import KeptSource, Reviewed


class Reviewing:
    """Looking at how the source of one thread was read."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen

    def run_review(self, _count: int | None) -> None:
        """Show how every line of the source was read, from the line of the current comment or paragraph on."""
        from tui_reader.tui.screens.review import ReviewScreen

        self._screen.app.push_screen(ReviewScreen(self._screen.opened, self._line(), self))

    def _line(self) -> int:
        """Return the line where what the cursor is on begins in the source."""
        screen = self._screen
        if screen.panes.reading_article:
            index = screen.panes.article.cursor
            span = screen.opened.blocks[index].span if 0 <= index < len(screen.opened.blocks) else None
        else:
            span = screen.opened.comment(screen.position).span if screen.position >= 0 else None
        return span.first if span else 1

    def visit(self, line: int) -> bool:
        """Go to the comment that a line of the source belongs to, or to its paragraph; False where there is none."""
        screen, opened = self._screen, self._screen.opened
        position = screen.opened.place_of_line(line)
        if position is not None:
            screen.panes.reading_article = False
            screen.jump_to(position)
            return True
        block = next(
            (at for at, each in enumerate(opened.blocks) if each.span and each.span.first <= line <= each.span.last), None
        )
        if block is not None:
            screen.panes.reading_article = True
            screen.panes.article.cursor = block
        return block is not None

    # Taking another layout.

    def command(self, source: KeptSource, layout: str) -> str:
        """Return the command that imports a source in a layout, for a shell."""
        dump, archive = self._screen.host.dump, self._screen.opened.archive.path
        into = str(archive if dump is None else self._screen.host.kept or dump.with_suffix(".db").name)
        split = ["--split", source.split.expression] if source.split and source.must_split else []
        words = ["tui-reader", "import", into, source.document.path, *split, "--layout", asked_for(layout)]
        return one_line(shlex.join(words))

    def agree(self, source: KeptSource, seen: Reviewed, own: Reviewed, answer: Callable[[bool | None], None]) -> None:
        """Let the reader agree where an archive is to be written; a dump that is only looked at is read again at once."""
        from tui_reader.tui.screens.rereading import Rereading, RereadingScreen

        screen, archive = self._screen, self._screen.opened.archive.path
        if screen.host.dump is not None:
            answer(True)
        elif archive.resolve() == example_archive().resolve():
            screen.app.notify("the example stays as it is: import a dump of your own to read it in other ways", markup=False)
        else:
            order = Rereading(archive, own.margin, seen.margin, self.command(source, seen.margin.layout))
            screen.app.push_screen(RereadingScreen(order), answer)

    def reread(self, source: KeptSource, layout: str, line: int) -> Callable[[Tell], OpenThread]:
        """Return the work of reading the source again in a layout, for good."""
        opened = self._screen.opened
        return lambda tell: read_again(opened, source, layout, line, tell)

    def take(self, opened: OpenThread, source: KeptSource, layout: str, line: int) -> None:
        """Show the thread as it is read from now on, from the comment of a line on."""
        screen, host = self._screen, self._screen.host
        if host.dump is not None:
            host.readings[source.document.sha256] = choices_for(opened, source, layout)
            host.kept = None
        host.renew_threads(opened.thread)
        host.leave()
        screen.take(screen.sorting.again(opened), "")
        position = screen.opened.place_of_line(line)
        screen.panes.reading_article = not opened.thread.comments
        if position is not None:
            screen.jump_to(position)
        screen.say(self._told(opened))

    def _told(self, opened: OpenThread) -> str:
        """Return what is to be said of a thread that has just been read again."""
        key = self._screen.key_of("keep") if self._screen.host.dump is not None else ""
        return one_line(f"the thread is read as {opened.thread.origin.layout} now{f'; {key} keeps it so' if key else ''}")
