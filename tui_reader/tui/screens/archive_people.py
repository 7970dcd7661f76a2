"""The table of everybody who comments in an archive: who is chosen is shown with all their comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import SkipAction

from tui_reader.tui.screens.dossier import DossierScreen
from tui_reader.tui.screens.people import PeopleScreen
from tui_reader.tui.widgets.people_list import Mark

if TYPE_CHECKING:
    from tui_reader.tui.widgets.filter_stack import PeopleChoice


class ArchivePeopleScreen(PeopleScreen):
    """Everybody in an archive. Enter shows the comments of those who are marked, or else of whoever is at the cursor."""

    KEYS = (
        ("a…z", "narrow"),
        ("Enter", "all comments"),
        ("Space", "mark"),
        ("=", "one person"),
        ("Ctrl-X", "mute"),
        ("Ctrl-S", "sort"),
        ("Esc", "leave"),
    )

    def action_mark(self, sign: str) -> None:
        """Mark whoever is at the cursor; nobody can be left out here, so `-` is typed."""
        if sign == Mark.EXCLUDED:
            raise SkipAction
        super().action_mark(sign)

    def take(self, choice: PeopleChoice, current: int | None) -> None:
        """Show all comments of those who are marked, or else of whoever is at the cursor; the table stays below."""
        del choice
        table, places = self.crowd.table, self.list.marked_places
        if current is not None and not places:
            places = [current]
        authors = [author for place in places if (author := table.ids[place])] if table is not None else []
        if authors:
            self._attempt(lambda: self.app.push_screen(DossierScreen(self.crowd.archive, authors)))
        else:
            self.say("comments without a name are nobody's: they are together in no dossier")
