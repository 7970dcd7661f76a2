"""The threads of an archive: narrow them by words, sort, and read one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui_reader.archive.reader import Archive
from tui_reader.model import StoredThread
from tui_reader.text.counting import counted
from tui_reader.tui.commands import LIBRARY_COMMANDS, Command, keymap
from tui_reader.tui.content import content
from tui_reader.tui.screens.command_screen import CommandScreen, pressed
from tui_reader.tui.widgets.bar import Bar
from tui_reader.tui.widgets.prompt import Prompt
from tui_reader.tui.widgets.row_list import RowList
from tui_reader.tui.widgets.thread_list import Column, ThreadList

_COLUMNS = tuple(Column)
_FIRST_FALLS = {Column.DATE, Column.COMMENTS, Column.PEOPLE}
_PAST_THE_PROMPT = {"down", "up", "pagedown", "pageup", "tab", "shift+tab"}
"""Keys that mean the list while words are typed."""

_FEW = 20
"""Threads without comments that nobody minds among the others; exports of blogs and lists of posts have thousands."""

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

    def __init__(self, archive: Archive, read: Callable[[StoredThread], None]) -> None:
        super().__init__()
        self._archive = archive
        self._read = read
        self._all = archive.threads()
        empty = sum(map(_is_empty, self._all))
        self._hides_empty = max(_FEW, len(self._all) // 2) < empty < len(self._all)

    def compose(self) -> ComposeResult:
        """Lay the lines around the list."""
        yield Bar(id="title", classes="-title")
        yield ThreadList(id="threads")
        yield Static(id="empty", markup=False)
        yield Bar(id="status", classes="-status")
        yield Bar(id="help", classes="-help")
        yield Prompt()
        yield Static("Make the terminal larger: 40 columns and 8 lines at least.", id="too-small", markup=False)

    @property
    def threads(self) -> ThreadList:
        """The list."""
        return self.query_one(ThreadList)

    def on_mount(self) -> None:
        """Show the threads."""
        super().on_mount()
        self.query_one("#empty", Static).update(content(NO_THREADS.format(archive=self._archive.path)))
        self.threads.focus()
        self._show_threads()

    def renew(self, current: StoredThread) -> None:
        """Show the threads that the archive holds by now, with the cursor on one of them."""
        self._all = self._archive.threads()
        self._show_threads()
        self.threads.go_to(current)

    def _show_threads(self) -> None:
        self.set_class(not self._all, "-empty")
        comments = sum(thread.comments for thread in self._all)
        held = f"{counted(len(self._all), 'thread')} · {counted(comments, 'comment')}"
        self.query_one("#title", Bar).show(content(self._archive.path.name), Content(held))
        self.threads.show([thread for thread in self._all if not (self._hides_empty and _is_empty(thread))])
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
        self._show_status()

    def _show_status(self) -> None:
        threads = self.threads
        said = [f"{threads.count:,} of {len(self._all):,} threads"]
        said += [f"with “{threads.text}”, Esc clears"] if threads.text else ["/ or letters narrow"]
        if empty := sum(map(_is_empty, self._all)):
            said += [f"{empty:,} without comments {'hidden, . shows' if self._hides_empty else 'shown, . hides'} them"]
        self.query_one("#status", Bar).show(content(" · ".join(said)), Content(f"by {threads.column}, Tab changes"))

    def neighbour(self, thread: StoredThread, steps: int) -> StoredThread | None:
        """Return the thread so many places after one, as the list stands."""
        shown = self.threads.shown
        place = next((place for place, each in enumerate(shown) if each.id == thread.id), None)
        if place is None or not 0 <= place + steps < len(shown):
            return None
        self.threads.go_to(shown[place + steps])
        return shown[place + steps]

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
        column = _COLUMNS[(_COLUMNS.index(self.threads.column) + 1) % len(_COLUMNS)]
        self._sort(column, falling=column in _FIRST_FALLS)

    def run_reverse(self, _count: int | None) -> None:
        """Sort the other way round."""
        self._sort(self.threads.column, falling=not self.threads.falling)

    @on(ThreadList.HeadingClicked)
    def sort_clicked(self, event: ThreadList.HeadingClicked) -> None:
        """Sort by the column whose heading was clicked; once more, the other way round."""
        if event.column is self.threads.column:
            self.run_reverse(None)
        else:
            self._sort(event.column, falling=event.column in _FIRST_FALLS)

    def _sort(self, column: Column, *, falling: bool) -> None:
        self.threads.sort(column, falling=falling)
        self._show_status()

    def run_import(self, _count: int | None) -> None:
        """Bring more into the archive."""
        from tui_reader.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(self._archive.path), self._show_imported)

    def _show_imported(self, brought_in: bool | None) -> None:
        if brought_in:
            current = self.threads.current
            self._all = self._archive.threads()
            self._show_threads()
            if current:
                self.threads.go_to(current)

    def run_asides(self, _count: int | None) -> None:
        """Hide the threads without comments, or show them again."""
        self._hides_empty = not self._hides_empty
        self._show_threads()

    def run_sources(self, _count: int | None) -> None:
        """Show what was imported."""
        from tui_reader.tui.screens.source_list import SourcesScreen

        self.app.push_screen(SourcesScreen(self._archive))

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


def _is_empty(thread: StoredThread) -> bool:
    """Whether nobody said anything, nor is anything known to be lost."""
    return not (thread.comments or thread.lost)
