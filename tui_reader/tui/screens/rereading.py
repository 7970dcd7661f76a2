"""Before an archive is written: what reading a source again would change in it, and the command that does the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.page import GAP, Page, Passage, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.app import ComposeResult

    from tui_reader.structure.margin import Margin

_LINES = 14


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is to be agreed to: a source of an archive is read in another layout; `command` does it without the app."""

    archive: Path
    before: Margin
    after: Margin
    command: str


class RereadingScreen(Dialog[bool]):
    """Asks whether an archive is to be written."""

    KEYS = (("Enter", "write it"), ("y", "copy the command"), ("Esc", "leave all as it is"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", show=False),
        Binding("y", "copy", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, order: Rereading) -> None:
        super().__init__("Read the source again", lines=_LINES)
        self._order = order

    def compose_inside(self) -> ComposeResult:
        """Yield what would change."""
        yield Page(_passages(self._order))

    def action_agree(self) -> None:
        """Agree."""
        self.dismiss(True)

    def action_copy(self) -> None:
        """Copy the command."""
        self.app.copy_to_clipboard(self._order.command)
        self.notify("sent to the terminal's clipboard: the command", markup=False)


def _passages(order: Rereading) -> Iterator[Passage]:
    yield plain(one_line(f"This writes to {order.archive}, the archive that you are reading."), "mark")
    yield GAP
    yield Passage(_row("now", order.before))
    yield Passage(_row("then", order.after), "strong")
    yield GAP
    yield Passage(
        "What came of this source before is replaced; everything else in the archive stays. The same, from a shell:", "fact"
    )
    yield GAP
    yield plain(order.command, "code", "  ")


def _row(when: str, margin: Margin) -> str:
    people = f" by {counted(margin.people, 'person', 'people')}" if margin.people else ""
    return f"  {when:<6}{margin.layout}, {margin.confidence:.0%} sure: {counted(margin.comments, 'comment')}{people}"
