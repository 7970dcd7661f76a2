"""What all dialogs share: a frame with a title, its keys, and Escape that leaves everything as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.strip import Strip

T = TypeVar("T")

TALLEST = 44
"""Lines of a dialog at most, its frame included."""

_FRAME, _SIDES = 4, 6
"""Lines around the inside of a dialog and its keys: the frame and a gap; columns beside them."""

_WIDEST = 110
_LINES_A_KEY_LINE = 8
"""Lines of the screen to each line of keys: what a dialog is for comes before the keys to it."""


class Dialog(ModalScreen[T]):
    """A screen over the others that is given values and answers with one; None means that nothing was decided.

    `lines` is how many lines there are to show inside, where they are few.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys and what they do here, for the lines of help."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        & > #frame {
            width: 100%;
            height: 100%;
            margin: 0 1;
            padding: 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $text-primary;
            border-title-style: bold;
            border-subtitle-color: $foreground 60%;
        }
        #frame > .note { width: 100%; height: auto; max-height: 3; color: $foreground 60%; }
        #frame > .warning { width: 100%; height: auto; color: $text-warning; }
        #frame > #keys { width: 100%; height: auto; margin-top: 1; color: $foreground 60%; }
        #frame > #keys { text-wrap: nowrap; text-overflow: ellipsis; }
        Input { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
        Input:focus { background: $primary 20%; border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, *, lines: int = TALLEST) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._below: tuple[Region, list[Strip]] | None = None

    def compose(self) -> ComposeResult:
        """Frame what the dialog is made of."""
        with Vertical(id="frame") as frame:
            frame.border_title = content(one_line(self._title))
            frame.styles.max_width = _WIDEST
            yield from self.compose_inside()
            yield Static(id="keys")

    def fit(self, lines: int) -> None:
        """Take the room for so many lines inside, where there is as much."""
        self._lines = lines
        self.on_resize()

    def on_resize(self) -> None:
        """Tell the keys in as many lines as they need, and take the room for that."""
        room = max(1, self.app.size.height // _LINES_A_KEY_LINE)
        keys = _told(self.KEYS, min(_WIDEST, self.app.size.width) - _SIDES, room)
        self.query_one("#keys", Static).update(keys)
        lines = self._lines + _FRAME + 1 + keys.plain.count("\n")
        self.query_one("#frame").styles.max_height = min(TALLEST, lines)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the screen below, dimmed once: Textual would do it at each paint, though nothing changes there meanwhile."""
        if self._below is None or self._below[0] != crop:
            self._below = crop, super().render_lines(crop)
        return self._below[1]

    def notify_style_update(self) -> None:
        """Dim the screen below anew when the theme has changed."""
        super().notify_style_update()
        self._below = None

    def compose_inside(self) -> ComposeResult:
        """Yield what stands between the title and the line of help."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave without a decision."""
        self.dismiss(None)


def _told(keys: Sequence[tuple[str, str]], width: int, most: int) -> Content:
    """Return keys and what they do in lines of a width, so many at most, none of them parted."""
    lines = [Content()]
    for key, does in keys:
        hint = Content.assemble((key, "$text-accent"), f" {does}")
        longer = Content("  ").join([lines[-1], hint]) if lines[-1] else hint
        if lines[-1] and longer.cell_length > width:
            lines.append(hint)
        else:
            lines[-1] = longer
    return Content("\n").join(lines[:most])
