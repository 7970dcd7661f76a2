"""What a query may go on with, while it is typed: fields, the words that a field knows, and who comments in the thread."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tui_reader.query import By, Relation
from tui_reader.query.completion import offer
from tui_reader.query.parsing import DIRECTIVES
from tui_reader.tables import Beginnings
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.prompt import Finisher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tui_reader.tables import CommenterTable

T = TypeVar("T")


def _value_of(*fields: str) -> re.Pattern[str]:
    """Return the pattern of the value of one of some fields that is being typed at the end of a query.

    It may be in quotation marks that are still open, and behind other values and commas.
    """
    return re.compile(
        rf"""(?:^|[\s(|])[-!]*(?:{"|".join(fields)}):(?:=?(?:"(?:[^"]|"")*"|[^\s()|,"]*),)*"""
        r"""(?P<value>(?P<exact>=?)(?:"(?P<phrase>[^"]+)|(?P<word>[^\s()|,="]+)))$""",
        re.IGNORECASE,
    )


_NAME, _TITLE = _value_of("by", "from", "author", *Relation), _value_of("title")


class QuerySuggester(Finisher):
    """Suggests what fits first; of names the one who says most, of titles the one under which most is said.

    `people` and `titles` give None as long as it is not known who comments, and where.
    """

    def __init__(
        self,
        people: Callable[[], CommenterTable | None],
        takes: Collection[str] = (),
        titles: Callable[[], Sequence[str] | None] = lambda: None,
    ) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._left_out = {f"{directive}:" for directive in DIRECTIVES if directive not in takes}
        self._known: dict[re.Pattern[str], _Known[Any]] = {_NAME: _Known(people, _names), _TITLE: _Known(titles, _titles)}
        self._finished: dict[str, str] = {}

    def finished(self, suggestion: str) -> str:
        """Return the query that a suggestion becomes once it is taken: a value in quotation marks where it needs them."""
        return self._finished.get(suggestion, suggestion)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the query that the first thing that fits makes of what is typed; None where nothing does."""
        for pattern, known in self._known.items():
            if match := pattern.search(value):
                return self._with_value(value, match, await known.first((match["phrase"] or match["word"]).casefold()))
        offered = offer(value)
        begun = len(value) - offered.start
        words = () if f"{offered.field}:" in self._left_out else offered.words
        fitting = (word for word in words if word not in self._left_out and len(word) > begun)
        return None if value.count('"') % 2 else next((value + word[begun:] for word in fitting), None)

    def _with_value(self, typed: str, match: re.Match[str], value: str | None) -> str | None:
        """Return what is typed with the rest of a value behind it; None where there is none, or it cannot be shown."""
        if value is None or one_line(value) != value:
            return None
        begun = (match["phrase"] or match["word"]).casefold()
        length = next(length for length in range(len(value) + 1) if value[:length].casefold().startswith(begun))
        if length == len(value):
            return None
        suggestion = typed + value[length:] + ('"' if match["phrase"] else "")
        asked = By((value,), exact=bool(match["exact"])).query().removeprefix("by:")
        self._finished = {suggestion: typed[: match.start("value")] + asked}
        return suggestion


class _Known(Generic[T]):
    """Values that a field may have, the likeliest first, made of something that is given once it is known.

    `values` makes them of that, and the same as they are looked for.
    """

    def __init__(self, given: Callable[[], T | None], values: Callable[[T], tuple[Sequence[str], Sequence[str]]]) -> None:
        self._given, self._values_of = given, values
        self._source: T | None = None
        self._values: Sequence[str] = ()
        self._beginnings = Beginnings(())

    async def first(self, begun: str) -> str | None:
        """Return the first value that begins so, letting keys through between the pieces of a long list."""
        source = self._given()
        if source is None:
            return None
        if source is not self._source:
            self._source, (self._values, texts) = source, self._values_of(source)
            self._beginnings = Beginnings(texts)
        for place in self._beginnings.places(begun):
            if place is not None:
                return self._values[place]
            await asyncio.sleep(0)
        return None


def _names(table: CommenterTable) -> tuple[list[str], list[str]]:
    """Return all names, nothing in the place of those that are lost; what people are called beside that comes last."""
    others = [name for names in table.together.names.values() for name in names[1:]]
    names, texts = list(map(str, table.names)), list(table.folded)
    if table.unnamed is not None:
        names[table.unnamed] = texts[table.unnamed] = ""
    return [*names, *others], [*texts, *(name.casefold() for name in others)]


def _titles(titles: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    return titles, [title.casefold() for title in titles]
