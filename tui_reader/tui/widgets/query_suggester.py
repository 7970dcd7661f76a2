"""What a query may go on with, while it is typed: fields, the words that a field knows, and who comments in the thread."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from tui_reader.query import By, Relation
from tui_reader.query.completion import offer
from tui_reader.query.parsing import DIRECTIVES
from tui_reader.tables import Beginnings
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.prompt import Finisher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui_reader.tables import CommenterTable

_NAME = re.compile(
    rf"""(?:^|[\s(|])[-!]*(?:by|from|author|{"|".join(Relation)}):(?:=?(?:"(?:[^"]|"")*"|[^\s()|,"]*),)*"""
    r"""(?P<value>(?P<exact>=?)(?:"(?P<phrase>[^"]+)|(?P<word>[^\s()|,="]+)))$""",
    re.IGNORECASE,
)
"""The name that is being typed at the end of a query, in quotation marks that are still open or without any."""


class QuerySuggester(Finisher):
    """Suggests what fits first; of names the one who says most. `people` has nobody as long as it is not known who comments."""

    def __init__(self, people: Callable[[], CommenterTable | None], takes: Collection[str] = ()) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._people = people
        self._left_out = {f"{directive}:" for directive in DIRECTIVES if directive not in takes}
        self._table: CommenterTable | None = None
        self._names = Beginnings(())
        self._finished: dict[str, str] = {}

    def finished(self, suggestion: str) -> str:
        """Return the query that a suggestion becomes once it is taken: a name in quotation marks where it needs them."""
        return self._finished.get(suggestion, suggestion)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the query that the first thing that fits makes of what is typed; None where nothing does."""
        name = _NAME.search(value)
        if name is not None:
            return await self._with_name(value, name)
        offered = offer(value)
        begun = len(value) - offered.start
        fitting = (word for word in offered.words if word not in self._left_out and len(word) > begun)
        return None if value.count('"') % 2 else next((value + word[begun:] for word in fitting), None)

    async def _with_name(self, value: str, match: re.Match[str]) -> str | None:
        begun = (match["phrase"] or match["word"]).casefold()
        name = await self._first_name(begun)
        if name is None or one_line(name) != name:
            return None
        length = next(length for length in range(len(name) + 1) if name[:length].casefold().startswith(begun))
        if length == len(name):
            return None
        suggestion = value + name[length:] + ('"' if match["phrase"] else "")
        asked = By((name,), exact=bool(match["exact"])).query().removeprefix("by:")
        self._finished = {suggestion: value[: match.start("value")] + asked}
        return suggestion

    async def _first_name(self, begun: str) -> str | None:
        """Return the first name that begins so, letting keys through between the pieces of a long list."""
        table = self._people()
        if table is None:
            return None
        if table is not self._table:
            self._table, self._names = table, Beginnings(_of_people(table))
        for place in self._names.places(begun):
            if place is not None:
                return table.names[place]
            await asyncio.sleep(0)
        return None


def _of_people(table: CommenterTable) -> list[str]:
    """Return all names as they are looked for, nothing in the place of those that are lost."""
    texts = list(table.folded)
    if table.unnamed is not None:
        texts[table.unnamed] = ""
    return texts
