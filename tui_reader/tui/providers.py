"""The command palette: every command of the screen below it, found by its words; a dialog has none.

Invariant: what the palette shows is `Content`, never markup.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content

from tui_reader.tui.commands import shown_key

if TYPE_CHECKING:
    from textual.command import Hits

    from tui_reader.tui.commands import Command
    from tui_reader.tui.messages import CommandHost


class Palette(CommandPalette):
    """The palette of Textual, which would end the program where a key asks for a page of a list that is not laid out yet."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Finds commands for the palette."""

    @property
    def _host(self) -> CommandHost | None:
        """The screen that the palette was opened on, if it is one that carries out commands."""
        return cast("CommandHost", self.screen) if hasattr(self.screen, "run_command") else None

    async def discover(self) -> Hits:
        """Yield every command, before anything is typed."""
        host = self._host
        for command in host.commands if host else ():
            prompt = Content.assemble(command.text, _keys(command))
            yield DiscoveryHit(prompt, self._run(command), command.text, command.id)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose sentence or id has the typed letters in this order."""
        host, matcher = self._host, self.matcher(query)
        for command in host.commands if host else ():
            score = max(matcher.match(command.text), matcher.match(command.id))
            if score > 0:
                prompt = Content.assemble(_marked(command.text, query), _keys(command))
                yield Hit(score, prompt, self._run(command), command.text, command.id)

    def _run(self, command: Command) -> partial[None]:
        return partial(cast("CommandHost", self.screen).run_command, command.id)


def _marked(text: str, query: str) -> Content:
    """Return a sentence with the words of a query underlined; the matcher's own way to do so reads brackets as markup."""
    marked, folded = Content(text), text.casefold()
    for word in query.casefold().split():
        if word in folded:
            at = folded.index(word)
            marked = marked.stylize("underline", at, at + len(word))
    return marked


def _keys(command: Command) -> tuple[str, str]:
    return f"   {'  '.join(map(shown_key, command.keys))}", "$text-accent"
