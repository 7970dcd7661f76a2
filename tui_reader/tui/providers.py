"""The command palette: every command of the screen below it, found by its words.

Invariant: what the palette shows is `Content`, never markup.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from tui_reader.tui.commands import shown_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.command import Hits

    from tui_reader.tui.commands import Command


class CommandHost(Protocol):
    """An app, as far as the palette asks anything of it."""

    @property
    def commands(self) -> Sequence[Command]:
        """Every command that can be given now."""
        ...

    def run_command(self, command: str) -> None:
        """Carry out a command by its id."""
        ...


class CommandProvider(Provider):
    """Finds commands for the palette."""

    @property
    def _host(self) -> CommandHost:
        return cast("CommandHost", self.app)

    async def discover(self) -> Hits:
        """Yield every command, before anything is typed."""
        for command in self._host.commands:
            yield DiscoveryHit(_shown(Content(command.text), command), self._run(command), command.text, command.id)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose sentence or id has the typed letters in this order."""
        matcher = self.matcher(query)
        for command in self._host.commands:
            score = max(matcher.match(command.text), matcher.match(command.id))
            if score > 0:
                yield Hit(score, _shown(_marked(command.text, query), command), self._run(command), command.text, command.id)

    def _run(self, command: Command) -> partial[None]:
        return partial(self._host.run_command, command.id)


def _marked(text: str, query: str) -> Content:
    """Return a sentence with the words of a query underlined; the matcher's own way to do so reads brackets as markup."""
    marked, folded = Content(text), text.casefold()
    for word in query.casefold().split():
        if word in folded:
            at = folded.index(word)
            marked = marked.stylize("underline", at, at + len(word))
    return marked


def _shown(text: Content, command: Command) -> Content:
    keys = "  ".join(map(shown_key, command.keys))
    return Content.assemble(text, (f"   {keys}", "$text-accent"))
