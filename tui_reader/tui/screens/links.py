"""The links of a comment, each shown in full before anything is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_reader.export.links import web_address
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.tui.widgets.pieces import Piece


_ROOM = 12
"""Lines below the list, for an address of the greatest length."""


class LinksScreen(Dialog[str]):
    """Plain web addresses to choose from; whatever else is handed in is not offered."""

    KEYS = (("Enter", "open in the browser"), ("j k", "move"), ("Esc", "leave"))
    DEFAULT_CSS = """
    LinksScreen #whole { width: 100%; height: auto; max-height: 40%; margin-top: 1; background: $panel; padding: 0 1; }
    LinksScreen #whole > Static { width: 100%; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", show=False)]

    def __init__(self, links: Sequence[str]) -> None:
        self._links = [link for link in links if web_address(link)]
        super().__init__("Links", lines=len(self._links) + _ROOM)

    def compose_inside(self) -> ComposeResult:
        """Yield the list and the address at the cursor in full."""
        yield Rows()
        with VerticalScroll(id="whole", can_focus=False):
            yield Static()

    def on_mount(self) -> None:
        """Show the links."""
        self.query_one(Rows).show([_drawn(link) for link in self._links])

    @on(RowList.CursorMoved)
    def show_whole(self, event: RowList.CursorMoved) -> None:
        """Show the whole of the address at the cursor, its host marked."""
        words = "This comment has no link that can be opened."
        whole = Content.assemble(*_marked(self._links[event.index])) if event.index >= 0 else Content(words)
        self.query_one("#whole > Static", Static).update(whole)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Answer with the address at the cursor."""
        if event.index >= 0:
            self.dismiss(self._links[event.index])


def _around_host(link: str) -> tuple[str, str, str]:
    """Return an address in three: what stands before the host, the host with its port, and the rest."""
    before, slashes, rest = link.partition("//")
    host = urlsplit(link).netloc
    return before + slashes, host, rest[len(host) :]


def _drawn(link: str) -> list[Piece]:
    before, host, rest = _around_host(link)
    return [(f" {before}", "fact"), (host, "strong"), (rest, "text")]


def _marked(link: str) -> tuple[Content, tuple[str, str], Content]:
    before, host, rest = _around_host(link)
    return Content(before), (host, "bold $text-primary"), Content(rest)
