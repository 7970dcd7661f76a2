"""Every command with its keys and what it does, to look up and to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.tui.commands import shown_key
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.pieces import shortened
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.tui.commands import Command
    from tui_reader.tui.widgets.pieces import Piece

_WIDEST_KEYS = 24


class HelpScreen(Dialog[str]):
    """The commands by group, with their keys; the answer is the id of the one to run."""

    KEYS = (("/", "search"), ("j k", "move"), ("Enter", "run"), ("Esc", "leave"))
    DEFAULT_CSS = """
    HelpScreen #whole { width: 100%; height: 2; margin-top: 1; color: $foreground 60%; }
    HelpScreen Rows { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", show=False),
        Binding("q,question_mark,f1", "leave", show=False),
        Binding("down,ctrl+n", "move_list(1)", show=False),
        Binding("up,ctrl+p", "move_list(-1)", show=False),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__("Keys and commands")
        self._commands = commands
        self._keys = [_keys(command.keys) for command in commands]
        self._found = list(range(len(commands)))

    def compose_inside(self) -> ComposeResult:
        """Yield the field to search in, the list, and the command at the cursor in full."""
        yield Input(placeholder="/ searches", select_on_focus=False)
        yield Rows()
        yield Static(id="whole")

    def on_mount(self) -> None:
        """Begin in the list."""
        self._rows.focus()
        self._show()

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    def _show(self) -> None:
        keys_width = min(_WIDEST_KEYS, max(map(cell_len, self._keys), default=0))
        group_width = max((len(command.group) for command in self._commands), default=0)
        rows: list[list[Piece]] = []
        before = None
        for index in self._found:
            command = self._commands[index]
            group = command.group if command.group != before else ""
            before = command.group
            keys, text = shortened(self._keys[index], keys_width), command.text
            rows.append([(f" {group:<{group_width}}  ", "strong"), (f"{keys}  ", "key"), (text, "text")])
        self._rows.show(rows)

    @on(RowList.CursorMoved)
    def show_whole(self, event: RowList.CursorMoved) -> None:
        """Show the command at the cursor in full, with the name that settings know it by."""
        whole = Content("No command has these words.")
        if event.index >= 0:
            index = self._found[event.index]
            command = self._commands[index]
            whole = Content.assemble(
                (self._keys[index], "bold $text-accent"), f"  {command.text}\nin settings: ", (command.id, "$text-primary")
            )
        self.query_one("#whole", Static).update(whole, layout=False)

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show the commands that hold every typed word."""
        event.stop()
        words = event.value.casefold().split()
        self._found = [index for index in range(len(self._commands)) if self._holds(index, words)]
        self._show()

    def _holds(self, index: int, words: Sequence[str]) -> bool:
        command = self._commands[index]
        text = f"{command.group} {command.id} {command.text} {self._keys[index]}".casefold()
        return all(word in text for word in words)

    def action_search(self) -> None:
        """Type what to look for."""
        self.query_one(Input).focus()

    def action_move_list(self, rows: int) -> None:
        """Go to another command while words are typed."""
        self._rows.focus()
        self._rows.action_step(rows)

    def action_leave(self) -> None:
        """Clear what is typed; when nothing is, leave."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
            self._rows.focus()
        else:
            self.dismiss(None)

    @on(RowList.Chosen)
    @on(Input.Submitted)
    def run(self) -> None:
        """Answer with the command at the cursor."""
        if self._found:
            self.dismiss(self._commands[self._found[self._rows.cursor]].id)


def _keys(keys: Sequence[str]) -> str:
    return "  ".join(map(shown_key, keys))
