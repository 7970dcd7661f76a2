"""What filter, search and walk share while a query is typed: how it may go on, what was asked before, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import QueryError, StateError
from tui_reader.settings import reader_path
from tui_reader.tui.messages import Failed
from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui_reader.query import Query
    from tui_reader.tables import CommenterTable
    from tui_reader.tui.screens.thread import ThreadScreen
    from tui_reader.tui.widgets.query_suggester import QuerySuggester

_KEYS = "Tab takes what is suggested · ↑ brings back what was asked before"


class Querying:
    """Asks for queries about one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._suggesters: dict[tuple[str, ...], QuerySuggester] = {}

    def ask(self, purpose: str, placeholder: str, takes: tuple[str, ...] = ()) -> None:
        """Let the reader type a query; `takes` says which directives have a place in it."""
        from tui_reader.tui.widgets.query_suggester import QuerySuggester

        suggester = self._suggesters.setdefault(takes, QuerySuggester(self._people, takes))
        self._screen.ask(purpose, placeholder, suggester=suggester)
        self._prompt.look_back_at(self._past())
        self._prompt.explain(_KEYS)

    def _people(self) -> CommenterTable | None:
        """Return who comments in the thread, None while that is still being read."""
        opened = self._screen.opened
        return opened.commenters if opened.has_at_hand("commenters") else None

    def _past(self) -> list[str]:
        from tui_reader.state.queries import recent

        try:
            return recent(reader_path())
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
        self._prompt.explain(f"means: {query.condition.describe()}" if query.condition else _KEYS)
        return query

    def keep(self, text: str) -> None:
        """Keep a query for the next time, in a worker: the disk may take its time."""
        if text.strip():
            self._screen.run_worker(lambda: self._keep(text), thread=True, group="queries", exit_on_error=False)

    def _keep(self, text: str) -> None:
        from tui_reader.state.queries import remember

        try:
            remember(reader_path(), text)
        except StateError as error:
            self._screen.post_message(Failed(error))
