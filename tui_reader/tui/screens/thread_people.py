"""The people of a thread beside its filters: who is muted, who is one person, and what else somebody has said.

The reader's own database is asked whenever the thread comes on top; whoever has muted nobody never waits for it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.errors import StateError
from tui_reader.people import APART
from tui_reader.text.sanitize import one_line
from tui_reader.tui.names import muted_authors, named, turn_mute

if TYPE_CHECKING:
    from tui_reader.tui.screens.thread import ThreadScreen


class Muting:
    """Whom the reader of one thread wants to hear."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._together = APART

    def show(self) -> None:
        """Honour who is muted and who is one person by now; where that cannot be read, everybody is heard, as they are."""
        self._screen.attempt(self._show)

    def _show(self) -> None:
        opened = self._screen.opened.unsorted
        if not opened.is_as_put_together:
            opened.forget_people()
            self._screen.read_ahead(lambda: None)
        if opened.together != self._together:
            self._together = opened.together
            self._screen.filtering.honour_people()
            self._screen.show_title()
        with suppress(StateError):
            self._screen.pane.mute(muted_authors(opened.archive, opened.together))

    def _author(self) -> int:
        """Return the row id of who wrote the comment at the cursor; 0 where there is none, which is said."""
        place = self._screen.position
        author = self._screen.opened.author_at(place) if place >= 0 else 0
        if not author:
            self._screen.say("this comment has no name" if place >= 0 else self._screen.why_nothing)
        return author

    # Commands.

    def run_dossier(self, _count: int | None) -> None:
        """Show all comments of whoever wrote the one at the cursor, from all threads of the archive."""
        from tui_reader.tui.screens.dossier import DossierScreen

        if author := self._author():
            self._screen.app.push_screen(DossierScreen(self._screen.opened.archive, [author]))

    def run_mute(self, _count: int | None) -> None:
        """Mute whoever wrote the comment at the cursor, or hear them again."""
        author, opened = self._author(), self._screen.opened.unsorted
        if not author:
            return
        muted = turn_mute(opened.archive, opened.together, [author])
        self.show()
        name = one_line(named(opened.archive, [author])[0].name)
        self._screen.say(f"{name} is muted: M hears them again, Enter shows this one" if muted else f"{name} is heard again")
