"""How the source of a thread was read, line by line, and how other layouts read it.

Invariant: whatever is looked at, the thread and its archive stay as they are until the reader takes another layout.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.text.sanitize import one_line
from tui_reader.tui.commands import REVIEW_COMMANDS, Command
from tui_reader.tui.content import content
from tui_reader.tui.messages import Failed
from tui_reader.tui.screens import review_words
from tui_reader.tui.screens.command_screen import CommandScreen, too_small
from tui_reader.tui.screens.review_moves import NOT_KNOWN, LineMoves
from tui_reader.tui.screens.review_work import Answered, GoingOn, ReviewWork, Tell
from tui_reader.tui.sources import KeptSource, Look, asked_for, kept_source, review
from tui_reader.tui.widgets.bar import Bar, Hint
from tui_reader.tui.widgets.layout_choices import LayoutChoice, LayoutChoices
from tui_reader.tui.widgets.review_lines import ReviewLines
from tui_reader.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.thread_review import Reviewing

WIDE_FROM = 110
"""Columns from which what is known of a line stands beside the lines, not below them."""

LOW_BELOW = 14
"""Lines of the terminal below which only the lines of the source are shown."""


class ReviewScreen(CommandScreen):
    """A source with what each of its lines was taken for."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = REVIEW_COMMANDS
    DEFAULT_CSS = """
    ReviewScreen > #main { height: 1fr; layout: vertical; }
    ReviewScreen.-wide > #main { layout: horizontal; }
    ReviewScreen ReviewLines { width: 1fr; height: 1fr; background: $background; }
    ReviewScreen #panel { width: 100%; height: 4; padding: 0 1; background: $surface; }
    ReviewScreen.-wide #panel { width: 42; height: 100%; margin-left: 1; }
    ReviewScreen.-low #panel { display: none; }
    ReviewScreen LayoutChoices { display: none; }
    ReviewScreen.-wide LayoutChoices { display: block; }
    ReviewScreen.-wide > #layouts { display: none; }
    ReviewScreen #about { width: 100%; height: 1fr; }
    ReviewScreen > #empty { display: none; padding: 2 4; height: 1fr; }
    ReviewScreen.-empty > #empty { display: block; }
    ReviewScreen.-empty > #main, ReviewScreen.-empty > #layouts { display: none; }
    """

    def __init__(self, opened: OpenThread, line: int, reviewing: Reviewing) -> None:
        """Review the source of a thread from a line on; `reviewing` leads back to the thread, and takes layouts there."""
        super().__init__()
        self._opened = opened
        self._first_line = line
        self._reviewing = reviewing
        self._moving = LineMoves(self)
        self._work = ReviewWork(self)
        self._source: KeptSource | None = None
        self._looks: dict[str, Look] = {}
        self._choices: tuple[LayoutChoice, ...] = ()
        self._own = self._shown = self._asked = opened.thread.origin.layout or ""

    def compose(self) -> ComposeResult:
        """Lay the lines of words around the source."""
        yield Bar(id="title", classes="-title")
        yield Bar(id="status", classes="-status")
        yield Bar(id="layouts")
        with Container(id="main"):
            yield ReviewLines(id="lines")
            with Vertical(id="panel"):
                yield LayoutChoices(id="choices")
                yield Static(id="about", markup=False)
        yield Static(id="empty", markup=False)
        yield Bar(id="help", classes="-help")
        yield too_small()

    @property
    def parts(self) -> tuple[object, ...]:
        """Who carries out commands."""
        return (self, self._moving, self.app)

    @property
    def lines(self) -> ReviewLines:
        """The lines of the source."""
        return self.query_one(ReviewLines)

    @property
    def line(self) -> int:
        """The line at the cursor, counted from 1; 0 where there is none."""
        return self.lines.line

    @property
    def shown(self) -> str:
        """The layout that is shown."""
        return self._shown

    @property
    def look(self) -> Look | None:
        """What the layout that is shown makes of the source; None while that is not known."""
        return self._looks.get(self._shown)

    @property
    def is_own(self) -> bool:
        """Whether the layout that is shown is that of the thread."""
        return self._shown == self._own

    def on_mount(self) -> None:
        """Begin to read."""
        super().on_mount()
        self.lines.focus()
        self._begin()

    def on_resize(self, event: events.Resize) -> None:
        """Put what is known of a line where there is room for it."""
        super().on_resize(event)
        self.set_class(event.size.width >= WIDE_FROM, "-wide")
        self.set_class(event.size.height < LOW_BELOW, "-low")
        self.call_after_refresh(self._show_words)

    # Reading.

    def _begin(self) -> None:
        self._work.begin("unpacking", lambda _: kept_source(self._opened), self._take_source)
        self._show_words()

    def _take_source(self, source: KeptSource | None) -> None:
        """Show the lines, and find out how they are read; or say that there are none."""
        if source is None:
            self.query_one("#empty", Static).update(content(review_words.nothing(self._opened.thread.origin)))
            self.add_class("-empty")
            self._show_words()
            return
        self._source, first = source, max(self._first_line, source.above + 1)
        self.lines.show_lines(source.lines, first, source.above)
        self.lines.go_to(first)
        self._read_first()

    def _read_first(self) -> None:
        """Read the source in the layout that explains it best, and in that of the thread."""
        source, own = self._source, self._own
        if source is None:
            return

        def read(tell: Tell) -> tuple[Look, Look]:
            """Read, in a worker."""
            best = review(source, None, tell)
            current = best if best.margin.layout == own else review(source, own, tell)
            return Look.at(best, current), Look.at(current, current)

        self._work.begin("reading", read, self._take_first)
        self._show_words()

    def _take_first(self, found: tuple[Look, Look]) -> None:
        best, own = (look.seen.margin for look in found)
        self._own = own.layout
        self._choices = review_words.choices(best, own)
        self._looks = {best.layout: found[0], own.layout: found[1]}
        self._show_layout(self._own)

    def look_at(self, layout: str) -> None:
        """Show how a layout reads the source, once that is known."""
        source, own = self._source, self._looks.get(self._own)
        if source is None or own is None:
            self.say(NOT_KNOWN)
            return
        self._asked = layout
        if layout in self._looks:
            self._work.stop()
            self._show_layout(layout)
            return

        def read(tell: Tell) -> Look:
            """Read, in a worker."""
            return Look.at(review(source, layout, tell), own.seen)

        self._work.begin(f"reading as {layout}", read, lambda look: self._take_look(layout, look))
        self._show_words()

    def _take_look(self, layout: str, look: Look) -> None:
        self._looks[layout] = look
        self._show_layout(layout)

    @on(Answered)
    def take_answer(self, event: Answered) -> None:
        """Take what a work has found."""
        self._work.take(event)

    @on(GoingOn)
    def tell_progress(self, event: GoingOn) -> None:
        """Say how far a work is."""
        if self._work.is_awaited(event.request):
            self._show_status(f"{self._work.doing} … {event.share:.0%}, Esc stops")

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what could not be done."""
        event.stop()
        self._show_words()
        self.meet_error(event.error)

    # Showing.

    def _show_layout(self, layout: str) -> None:
        self._shown = self._asked = layout
        if look := self._looks.get(layout):
            self.lines.show_margin(look.seen.margin, look.others)
        self._show_words()
        self.show_help()

    def _show_words(self) -> None:
        """Say everything anew that stands around the lines."""
        self._show_status(f"{self._work.doing} …" if self._work.doing else "")
        self._show_choices()
        self.show_line()

    def _show_status(self, doing: str) -> None:
        """Say what is shown, and what is being done."""
        look, name = self.look, self._opened.thread.origin.name
        own = None if self.is_own else self._looks[self._own].seen
        held = "" if look is None else review_words.holdings(look.seen, own, len(look.others))
        manner = "" if look is None else review_words.manner(look.seen.margin)
        self.query_one("#status", Bar).show(Content(held), Content(doing))
        self.query_one("#title", Bar).show(content(one_line(f"{name}: how its lines are read")), content(manner))

    def _show_choices(self) -> None:
        """Show the layouts, with what is known of them by now."""
        known = {layout: look.seen.margin.comments for layout, look in self._looks.items()}
        choices = [replace(each, comments=known.get(each.layout)) for each in self._choices]
        if choices:
            place, columns = self._place_of(self._shown), self.size.width - 4
            self.query_one(LayoutChoices).show(choices, place, self._own)
            self.query_one("#layouts", Bar).show(review_words.in_one_line(choices, place, self._own, columns))

    @on(RowList.CursorMoved, "#lines")
    def show_line(self) -> None:
        """Say all that is known of the line at the cursor."""
        if self.line:
            self.query_one("#about", Static).update(self._about_line(), layout=False)

    def _about_line(self) -> Content:
        look, own, lines = self.look, self._looks.get(self._own), self.lines
        other = own.seen.margin if own is not None and lines.is_other(lines.line) else None
        margin = None if look is None else look.seen.margin
        return review_words.about(margin, other, lines.line, lines.text, tall=self.has_class("-wide"))

    def _place_of(self, layout: str) -> int:
        """Return the place of a layout among all."""
        return next(place for place, each in enumerate(self._choices) if each.layout == layout)

    def hints(self) -> list[Hint]:
        """Say first what can be done with the layout that is shown."""
        other = [] if self.is_own else [self.hint("take-layout", "take this layout"), self.hint("back-out", "back")]
        look = self.look
        through = [self.hint("next-match", "next doubt" if self.is_own else "next difference")] if look and look.stops else []
        return [*other, *through, *super().hints()]

    # Into the thread.

    @on(RowList.Chosen, "#lines")
    def read_clicked(self) -> None:
        """Go to the comment of the line that was clicked twice."""
        self.run_command("read")

    def run_read(self, _count: int | None) -> None:
        """Go to the comment of this line in the thread."""
        if self.line and self._reviewing.visit(self.line):
            self.host.leave()
        else:
            self.say("this line belongs to no comment of the thread, nor to its article")

    # Layouts.

    def open_levels(self, depth: int) -> None:
        """Show how the layout with this number reads the source."""
        if 0 < depth <= len(self._choices):
            self.look_at(self._choices[depth - 1].layout)
        else:
            self.say(f"there is no layout {depth}")

    @on(RowList.Chosen, "#choices")
    def look_at_clicked(self, event: RowList.Chosen) -> None:
        """Show how the layout that was clicked reads the source."""
        self.open_levels(event.index + 1)

    def run_next_layout(self, count: int | None) -> None:
        """Show how the next layout reads the source."""
        self._step_layouts(count or 1)

    def run_previous_layout(self, count: int | None) -> None:
        """Show how the previous layout reads the source."""
        self._step_layouts(-(count or 1))

    def _step_layouts(self, steps: int) -> None:
        if self._choices:
            self.look_at(self._choices[(self._place_of(self._asked) + steps) % len(self._choices)].layout)
        elif not self._work.doing:
            self._read_first()

    def run_own_layout(self, _count: int | None) -> None:
        """Show the layout that the thread is read in."""
        self.look_at(self._own)

    def run_back_out(self, _count: int | None) -> None:
        """Stop what is going on, or go back to the layout of the thread, or leave."""
        if self._work.doing:
            self._work.stop()
            self._asked = self._shown
            self._show_words()
            self.say("stopped")
        elif self.is_own:
            self.host.leave()
        else:
            self.look_at(self._own)

    def run_leave(self, _count: int | None) -> None:
        """Go back to the thread."""
        self.host.leave()

    def run_copy_command(self, _count: int | None) -> None:
        """Copy the command that imports the source in the layout that is shown."""
        if self._source is not None:
            self.app.copy_to_clipboard(self._reviewing.command(self._source, self._shown))
            self.say("sent to the terminal's clipboard: the command that imports this source in this layout")

    def run_take_layout(self, _count: int | None) -> None:
        """Read the thread in the layout that is shown, once the reader has agreed where that writes to an archive."""
        source, look = self._source, self.look
        if source is None or look is None or self._work.doing:
            self.say(NOT_KNOWN)
        elif self.is_own:
            self.say("the thread is read in this layout already")
        elif source.piece is not None:
            key = self.key_of("copy-command")
            told = f"its text holds other threads: {key} copies the command that reads all of them as {asked_for(self._shown)}"
            self.app.notify(told, markup=False)
        else:
            self._reviewing.agree(source, look.seen, self._looks[self._own].seen, self.attempting(self._write))

    def _write(self, agreed: bool | None) -> None:
        source, layout = self._source, self._shown
        if agreed and source is not None:
            line, task = self.line, self._reviewing.reread(source, layout, self.line)
            self._work.begin("reading again", task, lambda opened: self._reviewing.take(opened, source, layout, line))
            self._show_words()
