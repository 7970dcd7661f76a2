"""What all share who let a query be typed into the prompt: how it may go on, what was asked before, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import QueryError, StateError
from tui_reader.tui.screens.earlier_queries import earlier_queries, keep_query
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.query import Condition, Query
    from tui_reader.tables import CommenterTable
    from tui_reader.tui.screens.command_screen import CommandScreen
    from tui_reader.tui.widgets.query_suggester import QuerySuggester

_KEYS = "Tab takes what is suggested · ↑ brings back what was asked before"


def meaning(word: str, text: str, condition: Condition) -> str:
    """Return in words what a text asks for, after a word for that, and what in it was nearly a field."""
    from tui_reader.query.completion import nearly_a_field

    return " · ".join(filter(None, (f"{word}: {condition.describe()}", nearly_a_field(text))))


class Querying:
    """Asks for queries in the prompt of a screen; `people` says who may be meant, None while that is still being read."""

    def __init__(self, screen: CommandScreen, people: Callable[[], CommenterTable | None] = lambda: None) -> None:
        self._screen = screen
        self._people = people
        self._suggesters: dict[tuple[str, ...], QuerySuggester] = {}

    def ask(self, purpose: str, placeholder: str, takes: tuple[str, ...] = ()) -> None:
        """Let the reader type a query in place of the help line; `takes` says which directives have a place in it."""
        from tui_reader.tui.widgets.query_suggester import QuerySuggester

        suggester = self._suggesters.setdefault(takes, QuerySuggester(self._people, takes))
        self._screen.query_one("#help").display = False
        self._prompt.ask(purpose, placeholder, suggester=suggester)
        self._prompt.look_back_at(self._past())
        self._prompt.explain(_KEYS)

    def _past(self) -> list[str]:
        try:
            return earlier_queries()
        except StateError as error:
            self._screen.meet_error(error)
            return []

    @property
    def _prompt(self) -> Prompt:
        return self._screen.query_one(Prompt)

    def understood(self, text: str, takes: tuple[str, ...] = ()) -> Query | None:
        """Return what a text asks for, and say so below it; None, and what is wrong, where it cannot be understood."""
        from tui_reader.query import read

        try:
            query = read(text, takes)
        except QueryError as error:
            self._prompt.complain(f"{error.message}: {error.hint}" if error.hint else error.message)
            return None
        self._prompt.explain(meaning("means", text, query.condition) if query.condition else _KEYS)
        return query

    def keep(self, text: str) -> None:
        """Keep a query for the next time."""
        if text.strip():
            keep_query(self._screen.app, text)
