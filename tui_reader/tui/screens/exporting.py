"""What to export, in which form, and where to: one dialog with a preview."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_reader.errors import TuiReaderError, UsageError
from tui_reader.export.naming import safe_name
from tui_reader.export.registry import FORMATS, ExportFormat, find_format
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.row_list import RowList, Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui_reader.tui.widgets.pieces import Piece

WHOLE = "thread"
"""The scope whose files are named by the title alone; every other one is named in the file name."""

_PREVIEW_FROM = 20
"""Lines of the terminal from which there is room for a preview."""

_PREVIEW_LINES = 40
_PREVIEW_CHARACTERS = 16 * 1024


@dataclass(frozen=True, slots=True)
class ExportScope:
    """A part of a thread that may be exported; `unavailable` says why it cannot be now."""

    id: str
    label: str
    count: int
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """What there is to choose from: a thread by its title, parts of it, and the folder to write to.

    `before` holds the format and the folder of the last export, which are proposed again; names that are typed are relative to
    `folder` all the same.
    """

    title: str | None
    scopes: tuple[ExportScope, ...]
    folder: Path
    before: tuple[str, Path] | None = None

    @property
    def proposed_format(self) -> ExportFormat:
        """The format of the last export, or else the first there is."""
        return find_format(self.before[0]) if self.before else next(iter(FORMATS.values()))

    @property
    def proposed_folder(self) -> Path:
        """Where the last export went, if that is still there."""
        return self.before[1] if self.before and self.before[1].is_dir() else self.folder


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to write, where; `format` is a name of the export registry, `overwrite` was asked for and granted."""

    scope: str
    format: str
    path: Path
    overwrite: bool


class ExportScreen(Dialog[ExportOrder]):
    """Scope, format and place. `preview` is called in a thread with a scope and a format and returns what would be written."""

    KEYS = (("↑ ↓", "choose"), ("Tab", "next field"), ("Enter", "write"), ("Esc", "leave"))
    DEFAULT_CSS = """
    ExportScreen #choices { width: 100%; height: auto; }
    ExportScreen #choices > Vertical { width: 1fr; height: auto; }
    ExportScreen #choices > .scopes { width: 3fr; margin-right: 2; }
    ExportScreen #choices > .formats { width: 2fr; }
    ExportScreen .label { width: 100%; height: 1; color: $foreground 60%; text-style: bold; }
    ExportScreen .label { text-wrap: nowrap; text-overflow: ellipsis; }
    ExportScreen #about { width: 100%; height: 1; color: $foreground 60%; text-wrap: nowrap; text-overflow: ellipsis; }
    ExportScreen #to { margin-top: 1; }
    ExportScreen #says { width: 100%; height: auto; max-height: 3; color: $text-warning; }
    ExportScreen #preview {
        width: 100%;
        height: 1fr;
        margin-top: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground 80%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    ExportScreen.-low {
        & .note, & #about, & #preview { display: none; }
        & #says { max-height: 2; }
        & #to, & #frame > #keys { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    @dataclass
    class Previewed(Message):
        """What an export would hold, and which one."""

        scope: str
        format: str
        text: str

    def __init__(self, offer: ExportOffer, preview: Callable[[str, str], str]) -> None:
        super().__init__("Export")
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (_PREVIEW_FROM, "-high")]
        self._offer = offer
        self._preview = preview
        self._formats = tuple(FORMATS.values())
        self._scope_at = next((at for at, scope in enumerate(offer.scopes) if not scope.unavailable), 0)
        self._format_at = self._formats.index(offer.proposed_format)
        self._proposed = ""
        self._confirmed: Path | None = None

    def compose_inside(self) -> ComposeResult:
        """Yield the two lists beside each other, the place below them, and the preview."""
        yield Static(content(one_line(self._offer.title or "(no title)")), classes="note")
        with Horizontal(id="choices"):
            with Vertical(classes="scopes"):
                yield Static("What", classes="label")
                yield Rows(id="scopes")
            with Vertical(classes="formats"):
                yield Static("As", classes="label")
                yield Rows(id="formats")
        yield Static(id="about")
        yield Static(content(one_line(f"To a file in {self._offer.proposed_folder}")), classes="label", id="to")
        yield Input()
        yield Static(id="says")
        yield Static(id="preview")

    def on_mount(self) -> None:
        """Begin with the first scope that there is."""
        scopes, formats = self._list("scopes"), self._list("formats")
        scopes.styles.height, formats.styles.height = len(self._offer.scopes), len(self._formats)
        scopes.focus()
        self._propose()
        self._show()

    @property
    def _scope(self) -> ExportScope:
        return self._offer.scopes[self._scope_at]

    @property
    def _format(self) -> ExportFormat:
        return self._formats[self._format_at]

    @property
    def _place(self) -> Input:
        return self.query_one(Input)

    def _list(self, name: str) -> Rows:
        return self.query_one(f"#{name}", Rows)

    # Choosing.

    @on(RowList.CursorMoved, "#scopes")
    def take_scope(self, event: RowList.CursorMoved) -> None:
        """Take the part at the cursor."""
        if event.index not in {-1, self._scope_at}:
            self._scope_at = event.index
            self._follow()

    @on(RowList.CursorMoved, "#formats")
    def take_format(self, event: RowList.CursorMoved) -> None:
        """Take the format at the cursor."""
        if event.index not in {-1, self._format_at}:
            self._format_at = event.index
            place = self._place.value
            if place != self._proposed and _format_of(place):
                self._put(place.removesuffix(PurePath(place).suffix) + self._format.suffix)
            self._follow()

    @on(Input.Changed)
    def follow_suffix(self) -> None:
        """Take the format that the suffix of the place tells, as the command line does."""
        told = _format_of(self._place.value)
        if told and told != self._format:
            self._format_at = self._formats.index(told)
            self._show()

    def _follow(self) -> None:
        """Let the place, the lists and the preview follow a choice; a place that was typed stays."""
        if self._place.value == self._proposed:
            self._propose()
        self._show()

    def _propose(self) -> None:
        mark = "" if self._scope.id == WHOLE else self._scope.id
        self._proposed = safe_name(self._offer.title, self._format.suffix, mark)
        self._put(self._proposed)

    def _put(self, place: str) -> None:
        """Write a place into the field, the caret at its end."""
        self._place.value = place
        self._place.cursor_position = len(place)

    def _show(self) -> None:
        self._list("scopes").show([self._drawn_scope(at) for at in range(len(self._offer.scopes))], self._scope_at)
        self._list("formats").show([self._drawn_format(at) for at in range(len(self._formats))], self._format_at)
        self.query_one("#about", Static).update(Content(f"{self._format.name}: {self._format.description}"), layout=False)
        self._say("")
        if self._scope.unavailable:
            self._show_preview(f"Not now: {self._scope.unavailable}.")
        else:
            self._show_preview("…")
            self._write_preview(self._scope.id, self._format.name)

    def _drawn_scope(self, at: int) -> list[Piece]:
        scope = self._offer.scopes[at]
        mark = _mark(chosen=at == self._scope_at)
        if scope.unavailable:
            return [mark, (one_line(f"{scope.label}: {scope.unavailable}"), "fact")]
        return [mark, (one_line(scope.label), "text"), (f"  {scope.count:,}", "fact")]

    def _drawn_format(self, at: int) -> list[Piece]:
        form = self._formats[at]
        return [_mark(chosen=at == self._format_at), (f"{form.name:<10}", "text"), (form.suffix, "fact")]

    # The preview.

    @work(thread=True, exclusive=True, exit_on_error=False, group="preview")
    def _write_preview(self, scope: str, form: str) -> None:
        try:
            text = self._preview(scope, form)
        except TuiReaderError as error:
            text = f"It cannot be written: {error}"
        self.post_message(self.Previewed(scope, form, text))

    def on_export_screen_previewed(self, message: Previewed) -> None:
        """Show a preview unless another one has been asked for meanwhile."""
        message.stop()
        if (message.scope, message.format) == (self._scope.id, self._format.name):
            self._show_preview(message.text)

    def _show_preview(self, text: str) -> None:
        lines = text[:_PREVIEW_CHARACTERS].split("\n")[:_PREVIEW_LINES]
        self.query_one("#preview", Static).update(content("\n".join(lines).expandtabs(4)), layout=False)

    # The place.

    @on(Input.Changed)
    def forget_confirmation(self) -> None:
        """Ask anew about a place that was changed."""
        self._confirmed = None
        self._say("")

    @on(RowList.Chosen)
    @on(Input.Submitted)
    def order(self) -> None:
        """Answer with what is chosen, or say why it cannot be; to overwrite takes a second Enter."""
        path = _path(self._place.value, self._offer.proposed_folder)
        complaint = f"Not now: {self._scope.unavailable}." if self._scope.unavailable else _complaint(path)
        if path is None or complaint:
            self._say(complaint)
            return
        exists = os.path.lexists(path)
        if exists and path != self._confirmed:
            self._confirmed = path
            self._say(f"{path.name} is there already: Enter again overwrites it, or change the name.")
            return
        self.dismiss(ExportOrder(self._scope.id, self._format.name, path, overwrite=exists))

    def _say(self, words: str) -> None:
        self.query_one("#says", Static).update(content(one_line(words)))


def _mark(*, chosen: bool) -> Piece:
    return (" ● ", "plus") if chosen else (" ○ ", "fact")


def _format_of(place: str) -> ExportFormat | None:
    """Return the format that the suffix of a place tells, if it tells any."""
    try:
        return find_format(PurePath(place).suffix.removeprefix("."))
    except UsageError:
        return None


def _path(typed: str, folder: Path) -> Path | None:
    """Return the place that somebody typed; None where it cannot be one."""
    if not typed.strip() or "\0" in typed:
        return None
    try:
        return folder / Path(typed.strip()).expanduser()
    except RuntimeError:
        return None


def _complaint(path: Path | None) -> str:
    """Return why nothing can be written to a place; empty where it can be tried."""
    if path is None:
        return "Give the name of a file to write."
    try:
        if path.is_dir():
            return "That is a folder: give the name of a file in it."
        return "" if path.parent.is_dir() else f"There is no folder {path.parent}: make it first, or choose another."
    except OSError as error:
        return f"That cannot be a file: {error.strerror}."
