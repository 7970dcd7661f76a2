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
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.people_list import Mark, PeopleList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui_reader.tables import CommenterFacts, CommenterTable


_AROUND_LIST = 7
"""Lines for the note, the field, the headings and the summary."""


class _NameField(Input):
    """Where names are typed. Space and `-` are the dialog's to mark with; what it lets pass is typed."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed without asking the dialog."""
        return key not in {"space", "minus"} and super().check_consume_key(key, character)


class PeopleScreen(Dialog[PeopleChoice]):
    """All commenters of a thread. Letters narrow the list; what is chosen is the answer, or else whoever is at the cursor.

    Space and `-` mark whoever is at the cursor. While several people are left and the name of one goes on with that character,
    it is typed instead.
    """

    KEYS = (
        ("a…z", "narrow"),
        ("Space", "choose"),
        ("-", "leave out"),
        ("Ctrl-S", "sort"),
        ("Enter", "apply"),
        ("Esc", "leave"),
    )
    DEFAULT_CSS = """
    PeopleScreen #summary { width: 100%; height: 1; color: $foreground 60%; }
    PeopleScreen PeopleList { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark('+')", show=False, priority=True),
        Binding("minus", "mark('-')", show=False, priority=True),
        Binding("ctrl+u", "clear", show=False, priority=True),
        Binding("ctrl+s", "sort", show=False),
        Binding("down,ctrl+n", "move_list('step', 1)", show=False),
        Binding("up,ctrl+p", "move_list('step', -1)", show=False),
        Binding("pagedown", "move_list('page', 1)", show=False),
        Binding("pageup", "move_list('page', -1)", show=False),
    ]

    @dataclass
    class Counted(Message):
        """What was not known yet of the commenters when the table was opened."""

        facts: CommenterFacts

    def __init__(
        self,
        commenters: CommenterTable,
        choice: PeopleChoice,
        facts: CommenterFacts | Callable[[], CommenterFacts],
        *,
        note: str = "",
    ) -> None:
        """Take what is known of everybody, or what counts it in a worker."""
        super().__init__("Commenters", lines=len(commenters) + _AROUND_LIST)
        self._commenters = commenters
        self._facts = facts
        self._had_choice = choice != PeopleChoice()
        self._choice = choice
        self._note = note

    def compose_inside(self) -> ComposeResult:
        """Yield the field to type in above the list."""
        if self._note:
            yield Static(content(one_line(self._note)), classes="note")
        yield _NameField(placeholder="letters narrow; Space and - mark, except inside a name", select_on_focus=False)
        yield PeopleList(self._commenters, self._choice, None if callable(self._facts) else self._facts)
        yield Static(id="summary")

    def on_mount(self) -> None:
        """Begin in the list, so that arrows and Space mean people."""
        self.list.focus()
        self.show_summary()
        if callable(self._facts):
            self._count(self._facts)

    @work(thread=True, exclusive=True, exit_on_error=False, group="counting")
    def _count(self, count: Callable[[], CommenterFacts]) -> None:
        try:
            self.post_message(self.Counted(count()))
        except TuiReaderError as error:
            self.post_message(Failed(error))

    @on(Counted)
    def show_counted(self, event: Counted) -> None:
        """Show what has been counted."""
        self.list.tell(event.facts)
        self.show_summary()

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
        self.query_one("#summary", Static).update(Content(self.list.summary()), layout=False)

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
        """Answer with what is marked; where nothing is and nothing was, with whoever is at the cursor."""
        choice, current = self.list.choice, self.list.current
        if choice == PeopleChoice() and not self._had_choice:
            if current is None:
                self.query_one("#summary", Static).update("nobody is left to show: Esc clears what is typed", layout=False)
                return
            choice = PeopleChoice(self.list.names_at(current))
        self.dismiss(choice)
