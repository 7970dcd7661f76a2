"""The table of commenters: whose comments to show, whose to leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_reader.errors import TuiReaderError
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content
from tui_reader.tui.messages import Failed
from tui_reader.tui.screens.dialog import TALLEST, Dialog
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.people_list import NOBODY, Mark, PeopleList
from tui_reader.tui.widgets.portrait import PortraitLines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui_reader.tables import CommenterFacts, CommenterTable
    from tui_reader.tui.screens.crowd import Crowd
    from tui_reader.tui.widgets.portrait import Portrait


_PORTRAIT_FROM = 18
"""Lines of the screen from which on there is room for more than the list."""

_AROUND_LIST = 12
"""Lines for the note, the field, the headings, the portrait and the summary."""

NO_CHOICE = PeopleChoice()
_AT_REST = 0.12
"""Seconds that the cursor rests before somebody is looked at more closely."""


class _NameField(Input):
    """Where names are typed. Space, `-` and `=` are the dialog's to mark with; what it lets pass is typed."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed without asking the dialog."""
        return key not in {"space", "minus", "equals_sign"} and super().check_consume_key(key, character)


class PeopleScreen(Dialog[PeopleChoice]):
    """All commenters of a thread. Letters narrow the list; what is chosen is the answer, or else whoever is at the cursor.

    Space and `-` mark whoever is at the cursor, `=` puts those who are marked together. While several people are left and the
    name of one goes on with that character, it is typed instead.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("a…z", "narrow"),
        ("Enter", "apply"),
        ("Space", "choose"),
        ("-", "leave out"),
        ("=", "one person"),
        ("Ctrl-X", "mute"),
        ("Ctrl-S", "sort"),
        ("Esc", "leave"),
    )
    DEFAULT_CSS = """
    PeopleScreen #summary { width: 100%; height: 1; color: $foreground 60%; }
    PeopleScreen PeopleList { margin-top: 1; }
    PeopleScreen PortraitLines { margin-top: 1; }
    PeopleScreen.-low { & .note, & PortraitLines { display: none; } & PeopleList, & #frame > #keys { margin-top: 0; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark('+')", show=False, priority=True),
        Binding("minus", "mark('-')", show=False, priority=True),
        Binding("equals_sign", "put_together", show=False, priority=True),
        Binding("ctrl+a", "mark_alike", show=False, priority=True),
        Binding("ctrl+x", "mute", show=False, priority=True),
        Binding("ctrl+u", "clear", show=False, priority=True),
        Binding("ctrl+s", "sort", show=False),
        Binding("down,ctrl+n", "move_list('step', 1)", show=False),
        Binding("up,ctrl+p", "move_list('step', -1)", show=False),
        Binding("pagedown", "move_list('page', 1)", show=False),
        Binding("pageup", "move_list('page', -1)", show=False),
    ]

    @dataclass
    class Read(Message):
        """Who comments is known; the cursor goes to the person with this row id."""

        table: CommenterTable
        person: int | None

    @dataclass
    class Counted(Message):
        """What was not known yet of the commenters when the table was opened."""

        table: CommenterTable
        facts: CommenterFacts

    @dataclass
    class Seen(Message):
        """Somebody has been looked at more closely."""

        table: CommenterTable
        place: int
        portrait: Portrait

    @dataclass
    class Alike(Message):
        """Others have been found who may be whoever is at a place."""

        table: CommenterTable
        place: int
        others: Sequence[int]

    def __init__(self, crowd: Crowd, choice: PeopleChoice = NO_CHOICE) -> None:
        """Take who comments; what is not known yet is read in a worker."""
        lines = TALLEST if crowd.table is None else len(crowd.table) + _AROUND_LIST
        super().__init__(crowd.title, lines=lines)
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (_PORTRAIT_FROM, "-high")]
        self.crowd = crowd
        self._had_choice = choice != NO_CHOICE
        self._choice = choice
        self._is_left = False
        self._rest: Timer | None = None

    def compose_inside(self) -> ComposeResult:
        """Yield the field to type in above the list."""
        if self.crowd.note:
            yield Static(content(one_line(self.crowd.note)), classes="note")
        yield _NameField(placeholder="letters narrow; Space, - and = mark, except inside a name", select_on_focus=False)
        yield PeopleList(self.crowd.table or NOBODY, self._choice, self.crowd.facts)
        yield PortraitLines()
        yield Static(id="summary")

    def on_mount(self) -> None:
        """Begin in the list, so that arrows and Space mean people."""
        self.list.focus()
        self.show_summary()
        if self.crowd.table is None:
            self._read(None)
        else:
            self._begin(self.crowd.table)

    def _begin(self, table: CommenterTable) -> None:
        """Learn what else there is to know of those in a table."""
        self._show_muted(table)
        self.look_closer()
        if self.crowd.facts is None:
            self._count(table)

    @work(thread=True, exclusive=True, exit_on_error=False, group="reading people")
    def _read(self, person: int | None) -> None:
        self._post(lambda: self.Read(self.crowd.read(), person))

    @work(thread=True, exclusive=True, exit_on_error=False, group="counting")
    def _count(self, table: CommenterTable) -> None:
        self._post(lambda: self.Counted(table, self.crowd.count(table, lambda: self._is_left or table is not self.crowd.table)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="portrait")
    def _look(self, table: CommenterTable, place: int) -> None:
        self._post(lambda: self.Seen(table, place, self.crowd.portrait(table, place)))

    def _post(self, read: Callable[[], Message]) -> None:
        try:
            self.post_message(read())
        except TuiReaderError as error:
            self.post_message(Failed(error))

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say in place of what is awaited why it does not come."""
        event.stop()
        self.say(one_line(str(event.error)))

    def on_unmount(self) -> None:
        """Let nobody count for a table that is gone."""
        self._is_left = True

    @on(Read)
    def show_read(self, event: Read) -> None:
        """Show who comments."""
        self.list.show(event.table, self.crowd.facts, event.person)
        self._begin(event.table)

    @on(Counted)
    def show_counted(self, event: Counted) -> None:
        """Show what has been counted."""
        if event.table is self.crowd.table:
            self.list.tell(event.facts)
            self.show_summary()

    @on(Seen)
    def show_seen(self, event: Seen) -> None:
        """Show whoever was looked at, if they are still at the cursor."""
        if event.table is self.crowd.table and event.place == self.list.current:
            self.query_one(PortraitLines).show(event.portrait, " (Ctrl-A marks, = puts together)")

    @on(PeopleList.CursorMoved)
    def look_closer(self) -> None:
        """Look at whoever is at the cursor, as soon as it rests."""
        if self._rest:
            self._rest.reset()
        else:
            self._rest = self.set_interval(_AT_REST, self._look_at_current)

    def _look_at_current(self) -> None:
        if self._rest:
            self._rest.stop()
            self._rest = None
        place = self.list.current
        if place is None or self.crowd.table is None:
            self.query_one(PortraitLines).show(None)
        else:
            self._look(self.crowd.table, place)

    @property
    def list(self) -> PeopleList:
        """The list of people."""
        return self.query_one(PeopleList)

    @property
    def field(self) -> Input:
        """Where names are typed."""
        return self.query_one(Input)

    @on(PeopleList.Changed)
    @on(PeopleList.Sifted)
    def show_summary(self) -> None:
        """Say how many people are shown and chosen."""
        self.say("reading who comments …" if self.crowd.table is None else self.list.summary())

    def say(self, words: str) -> None:
        """Say something in the line below the list."""
        self.query_one("#summary", Static).update(Content(words), layout=False)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show whom the typed words leave."""
        event.stop()
        self.list.narrow(event.value)

    def on_key(self, event: events.Key) -> None:
        """In the list, every character that has no other meaning is typed."""
        if not self.list.has_focus:
            return
        if event.key == "backspace":
            self.field.focus()
            self.field.action_delete_left()
        elif event.is_printable and event.character:
            self.field.focus()
            self.field.insert_text_at_cursor(event.character)
        else:
            return
        event.stop()

    def action_mark(self, sign: str) -> None:
        """Mark whoever is at the cursor, then begin with the next name; while a name is typed that goes on so, type it."""
        character = " " if sign == Mark.INCLUDED else sign
        typing, nobody = self.field.has_focus, self.list.current is None
        if typing and (nobody or self.list.goes_on_with(self.field.value + character)):
            raise SkipAction
        self.list.toggle(Mark(sign))
        if typing:
            self.action_clear()

    def action_mark_alike(self) -> None:
        """Mark whoever is at the cursor and those who may be the same person."""
        table, place = self.crowd.table, self.list.current
        if table is not None and place is not None and place != table.unnamed:
            self.say("looking who is called nearly so …")
            self._look_for_alike(table, place)

    @work(thread=True, exclusive=True, exit_on_error=False, group="alike")
    def _look_for_alike(self, table: CommenterTable, place: int) -> None:
        self._post(lambda: self.Alike(table, place, self.crowd.alike(table, place)))

    @on(Alike)
    def mark_alike(self, event: Alike) -> None:
        """Mark those who may be one person."""
        if event.table is not self.crowd.table:
            return
        if event.others:
            self.list.include([event.place, *event.others])
        else:
            self.say("nobody is called nearly so")

    def action_put_together(self) -> None:
        """Take those who are marked for the person at the cursor; where nobody else is marked, part that person's names."""
        table, place = self.crowd.table, self.list.current
        if self.field.has_focus and (place is None or self.list.goes_on_with(self.field.value + "=")):
            raise SkipAction
        if table is None or place is None:
            return
        marked = [each for each in self.list.marked_places if each != place]
        if table.unnamed in {place, *marked}:
            self.say("comments without a name are nobody's: they stay alone")
        elif marked:
            self._change_names(lambda: self.crowd.put_together(table, marked, place), table.ids[place])
        elif len(table.names_at(place)) > 1:
            self._change_names(lambda: self.crowd.take_apart(table, place), table.ids[place])
        else:
            self.say("mark others with Space first: = then puts them together")

    def _change_names(self, change: Callable[[], None], person: int) -> None:
        if self._attempt(change):
            self.action_clear()
            self.say("reading who comments …")
            self._read(person)

    def _attempt(self, change: Callable[[], object]) -> bool:
        """Ask or change what the reader keeps; say why where that cannot be."""
        try:
            change()
        except TuiReaderError as error:
            self.say(one_line(str(error)))
            return False
        return True

    def action_mute(self) -> None:
        """Mute whoever is at the cursor, or hear them again."""
        table, place = self.crowd.table, self.list.current
        if table is None or place is None:
            return
        if place == table.unnamed:
            self.say("comments without a name are nobody's: they cannot be muted")
        elif self._attempt(lambda: self.crowd.mute(table, place)):
            self._show_muted(table)
            self.look_closer()

    def _show_muted(self, table: CommenterTable) -> None:
        self._attempt(lambda: self.list.show_muted(self.crowd.muted(table)))

    def action_clear(self) -> None:
        """Clear what is typed; from there on keys mean people."""
        self.field.value = ""
        self.list.focus()

    def action_move_list(self, move: str, count: int) -> None:
        """Go to another person while names are typed; from there on keys mean people."""
        self.list.focus()
        if move == "page":
            self.list.action_page(count)
        else:
            self.list.action_step(count)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.list.sort()

    def action_leave(self) -> None:
        """Clear what is typed; when nothing is, leave."""
        if self.field.value:
            self.action_clear()
        else:
            self.dismiss(None)

    @on(PeopleList.Chosen)
    @on(Input.Submitted)
    def apply(self) -> None:
        """Answer with what is marked, or do what else there is to do with it."""
        choice, current = self.list.choice, self.list.current
        if choice == NO_CHOICE and not self._had_choice and current is None:
            self.say("nobody is left to show: Esc clears what is typed")
        else:
            self.take(choice, current)

    def take(self, choice: PeopleChoice, current: int | None) -> None:
        """Answer with what is marked; where nothing is and nothing was, with whoever is at the cursor."""
        if choice == NO_CHOICE and not self._had_choice and current is not None:
            choice = PeopleChoice(self.list.names_at(current))
        self.dismiss(choice)
