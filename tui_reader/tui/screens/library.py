"""The threads of an archive: narrow them by words, sort, and read one."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_reader.archive.reader import Archive
from tui_reader.errors import TuiReaderError
from tui_reader.model import StoredThread
from tui_reader.text.counting import counted
from tui_reader.tui.commands import LIBRARY_COMMANDS, Command, keymap
from tui_reader.tui.content import content
from tui_reader.tui.messages import Failed
from tui_reader.tui.screens.command_screen import CommandScreen, pressed, too_small
from tui_reader.tui.screens.shelf import Shelf
from tui_reader.tui.widgets.bar import Bar
from tui_reader.tui.widgets.prompt import Prompt
from tui_reader.tui.widgets.row_list import RowList
from tui_reader.tui.widgets.thread_list import Column, ThreadList

if TYPE_CHECKING:
    from tui_reader.tui.screens.crowd import Crowd

_READ_AHEAD = 2_000_000
"""Comments at most whose authors are counted before somebody asks, in three seconds at worst."""

_COLUMNS = tuple(Column)
_FIRST_FALLS = {Column.DATE, Column.COMMENTS, Column.PEOPLE}
_PAST_THE_PROMPT = {"down", "up", "pagedown", "pageup", "tab", "shift+tab"}
"""Keys that mean the list while words are typed."""

NO_THREADS = """\
This archive holds no threads yet.

Bring some in:  + here, or  tui-reader import {archive} dump.txt
Try the example:  tui-reader demo
"""


class LibraryScreen(CommandScreen):
    """The list of threads. `read` opens one."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = LIBRARY_COMMANDS
    DEFAULT_CSS = """
    LibraryScreen > #empty { display: none; padding: 2 4; height: 1fr; }
    LibraryScreen.-empty > #empty { display: block; }
    LibraryScreen.-empty > ThreadList { display: none; }
    LibraryScreen > ThreadList { background: $background; }
    """

    @dataclass
    class ShelfRead(Message):
        """All threads have been read; the cursor goes to the one with this row id."""

        shelf: Shelf
        at: int | None

    @dataclass
    class OrderRead(Message):
        """It is known in which order the threads of a shelf stand."""

        shelf: Shelf
        order: array[int]

    def __init__(self, archive: Archive, read: Callable[[StoredThread], None], current: StoredThread | None = None) -> None:
        super().__init__()
        self._archive = archive
        self._read = read
        self._shelf = Shelf(archive)
        self._first = current.id if current else None
        self._hides_silent = self._shelf.has_many_silent
        self._column, self._falling = Column.ADDED, False
        self._crowd: Crowd | None = None

    def compose(self) -> ComposeResult:
        """Lay the lines around the list."""
        yield Bar(id="title", classes="-title")
        yield ThreadList(self._archive.threads_by_id, id="threads")
        yield Static(id="empty", markup=False)
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield Prompt()
        yield too_small()

    @property
    def threads(self) -> ThreadList:
        """The list."""
        return self.query_one(ThreadList)

    def on_mount(self) -> None:
        """Show the threads."""
        super().on_mount()
        self.query_one("#empty", Static).update(content(NO_THREADS.format(archive=self._archive.path)))
        self.threads.focus()
        self._take(self._shelf, self._first)
        if not self._shelf.is_whole:
            self._read_all(self._shelf, self._first)

    # Reading the list.

    def renew(self, current: StoredThread) -> None:
        """Show the threads that the archive holds by now, with the cursor on one of them."""
        self._renew(current.id)

    def _renew(self, at: int | None) -> None:
        shelf = Shelf(self._archive)
        if shelf.is_whole:
            self._take(shelf, at)
        else:
            self._read_all(shelf, at)

    @work(thread=True, exclusive=True, exit_on_error=False, group="shelf")
    def _read_all(self, shelf: Shelf, at: int | None) -> None:
        self._post_read(lambda: self.ShelfRead(shelf.whole(), at))

    @work(thread=True, exclusive=True, exit_on_error=False, group="order")
    def _read_order(self, shelf: Shelf, column: Column, falling: bool) -> None:
        self._post_read(lambda: self.OrderRead(shelf, shelf.read_order(column, falling=falling)))

    def _post_read(self, read: Callable[[], Message]) -> None:
        try:
            self.post_message(read())
        except TuiReaderError as error:
            self.post_message(Failed(error))

    @on(ShelfRead)
    def take_shelf(self, event: ShelfRead) -> None:
        """Show all threads."""
        self._take(event.shelf, event.at)

    @on(OrderRead)
    def take_order(self, event: OrderRead) -> None:
        """Show the threads in an order, if it is still the one that is wanted."""
        if event.shelf is self._shelf and self._order is not None:
            self._put_in_order()

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what could not be read."""
        event.stop()
        self.meet_error(event.error)

    @on(ThreadList.Unreadable)
    def tell_unreadable(self, event: ThreadList.Unreadable) -> None:
        """Say why threads are not shown."""
        self.meet_error(event.error)

    def _take(self, shelf: Shelf, at: int | None = None) -> None:
        self._shelf, self._crowd = shelf, self._crowd if shelf.holdings == self._shelf.holdings else None
        held = shelf.holdings
        self.set_class(not held.threads, "-empty")
        words = f"{counted(held.threads, 'thread')} · {counted(held.comments, 'comment')}"
        self.query_one("#title", Bar).show(content(self._archive.path.name), Content(words))
        self._show_threads()
        if at is not None:
            self.threads.go_to(at)
        if shelf.is_whole and self._crowd is None and held.comments <= _READ_AHEAD:
            self.call_after_refresh(self._read_ahead)

    def _read_ahead(self) -> None:
        """Read who comments before somebody asks."""
        from tui_reader.tui.screens.crowd import Crowd

        self._crowd = Crowd(self._archive)
        self._read_people(self._crowd)

    @work(thread=True, exclusive=True, exit_on_error=False, group="people")
    def _read_people(self, crowd: Crowd) -> None:
        with suppress(TuiReaderError):  # whoever asks for them is told
            crowd.read()

    def _show_threads(self) -> None:
        order = self._order
        self.threads.show(self._shelf.table, self._visible(self._shelf.as_added() if order is None else order))
        self._put_in_order()

    @property
    def _order(self) -> array[int] | None:
        return self._shelf.order(self._column, falling=self._falling)

    def _visible(self, order: array[int]) -> array[int]:
        silent = self._shelf.table.silent
        return array("I", [place for place in order if not silent[place]]) if self._hides_silent else order

    def _put_in_order(self) -> None:
        order = self._order
        if order is not None:
            self.threads.sort(self._column, self._visible(order), falling=self._falling)
        elif self._shelf.is_whole:
            self._read_order(self._shelf, self._column, self._falling)
        self._show_status()

    @cached_property
    def _keymap(self) -> dict[str, str]:
        return keymap(self.commands, self.host.settings.keys)

    @property
    def _prompt(self) -> Prompt:
        return self.query_one(Prompt)

    def on_key(self, event: events.Key) -> None:
        """Begin to narrow with a letter of no command; once that has begun, every character is typed."""
        key, typing, typed = pressed(event), self._prompt.display, self.threads.text
        if key == "space" and (typing or typed):
            key = " "
        if self.is_too_small:
            super().on_key(event)
            return
        if typing and key in _PAST_THE_PROMPT and key in self._keymap:
            self.run_command(self._keymap[key])
        elif len(key) == 1 and (typing or key not in self._keymap):
            self._type(typed + key)
        elif key == "backspace" and typed and not typing:
            self._narrow(typed[:-1])
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Narrow by what is pasted."""
        self._type(self.threads.text + " ".join(event.text.split()))

    def _type(self, text: str) -> None:
        """Show the line in which words are typed, in place of the help line, and narrow by what is there already."""
        self.query_one("#help").display = False
        self._prompt.ask("narrow", "words of title, site or file · Enter reads · Esc clears", text)
        self._narrow(text)

    @on(Prompt.Changed)
    def follow_typing(self, event: Prompt.Changed) -> None:
        """Narrow by what is typed so far."""
        self._narrow(event.text)

    @on(Prompt.Submitted)
    def read_found(self) -> None:
        """Read the thread at the cursor, if words have left one."""
        if self.threads.current:
            self._close_prompt()
            self.run_read(None)

    @on(Prompt.Cancelled)
    def drop_text(self) -> None:
        """Show all threads again."""
        self._close_prompt()
        self._narrow("")

    def _close_prompt(self) -> None:
        self._prompt.close()
        self.query_one("#help").display = True
        self.threads.focus()

    def _narrow(self, text: str) -> None:
        self.threads.narrow(text)

    @on(ThreadList.Sifted)
    def _show_status(self) -> None:
        threads, held = self.threads, self._shelf.holdings
        said = [f"{self._shown()} of {held.threads:,} threads"]
        said += [f"with “{threads.text}”, Esc clears"] if threads.text else ["/ or letters narrow"]
        if held.silent:
            said += [f"{held.silent:,} without comments {'hidden, . shows' if self._hides_silent else 'shown, . hides'} them"]
        sorting = ", sorting …" if self._order is None else ", Tab changes"
        self.query_one("#status", Bar).show(content(" · ".join(said)), Content(f"by {self._column}{sorting}"))

    def _shown(self) -> str:
        """Return how many threads are shown, as far as that is known by now."""
        held, threads = self._shelf.holdings, self.threads
        if not self._shelf.is_whole and not threads.text:
            return f"{held.threads - held.silent if self._hides_silent else held.threads:,}"
        return f"{threads.count:,}{'' if self._shelf.is_whole and not threads.is_busy else ' …'}"

    def neighbour(self, thread: StoredThread, steps: int) -> StoredThread | None:
        """Return the thread so many places after one, as the list stands."""
        return self.threads.neighbour(thread.id, steps)

    # Commands.

    def run_next(self, count: int | None) -> None:
        """Go down the list."""
        self.threads.action_step(count or 1)

    def run_previous(self, count: int | None) -> None:
        """Go up the list."""
        self.threads.action_step(-(count or 1))

    def run_page_down(self, _count: int | None) -> None:
        """Go a page down."""
        self.threads.action_page(1)

    def run_page_up(self, _count: int | None) -> None:
        """Go a page up."""
        self.threads.action_page(-1)

    def run_first(self, _count: int | None) -> None:
        """Go to the first thread."""
        self.threads.action_first()

    def run_last(self, _count: int | None) -> None:
        """Go to the last thread."""
        self.threads.action_last()

    def run_read(self, _count: int | None) -> None:
        """Read the thread at the cursor."""
        thread = self.threads.current
        if thread:
            self._read(thread)

    @on(RowList.Chosen)
    def read_clicked(self) -> None:
        """Read the thread that was clicked twice."""
        self.run_read(None)

    def run_sort(self, _count: int | None) -> None:
        """Sort by the next column."""
        column = _COLUMNS[(_COLUMNS.index(self._column) + 1) % len(_COLUMNS)]
        self._sort(column, falling=column in _FIRST_FALLS)

    def run_reverse(self, _count: int | None) -> None:
        """Sort the other way round."""
        self._sort(self._column, falling=not self._falling)

    @on(ThreadList.HeadingClicked)
    def sort_clicked(self, event: ThreadList.HeadingClicked) -> None:
        """Sort by the column whose heading was clicked; once more, the other way round."""
        if event.column is self._column:
            self.run_reverse(None)
        else:
            self._sort(event.column, falling=event.column in _FIRST_FALLS)

    def _sort(self, column: Column, *, falling: bool) -> None:
        self._column, self._falling = column, falling
        self._put_in_order()

    def run_import(self, _count: int | None) -> None:
        """Bring more into the archive."""
        from tui_reader.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(self._archive.path), self._show_imported)

    def _show_imported(self, brought_in: bool | None) -> None:
        if brought_in:
            self._renew(self.threads.current_id)

    def run_asides(self, _count: int | None) -> None:
        """Hide the threads without comments, or show them again."""
        self._hides_silent = not self._hides_silent
        self._show_threads()

    def run_sources(self, _count: int | None) -> None:
        """Show what was imported."""
        from tui_reader.tui.screens.source_list import SourcesScreen

        self.app.push_screen(SourcesScreen(self._archive))

    def run_people(self, _count: int | None) -> None:
        """List everybody who comments in the archive."""
        from tui_reader.tui.screens.archive_people import ArchivePeopleScreen
        from tui_reader.tui.screens.crowd import Crowd

        if self._crowd is None or not (self._crowd.table is None or self._crowd.is_as_put_together):
            self._crowd = Crowd(self._archive)
        self.app.push_screen(ArchivePeopleScreen(self._crowd))

    def run_narrow(self, _count: int | None) -> None:
        """Type what to look for."""
        self._type(self.threads.text)

    def run_back_out(self, _count: int | None) -> None:
        """Clear what is typed."""
        if self.threads.text:
            self._narrow("")
        else:
            self.say("q quits")

    def run_leave(self, _count: int | None) -> None:
        """Quit."""
        self.host.leave()
