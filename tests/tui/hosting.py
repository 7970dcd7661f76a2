"""A tiny app to show one dialog in: values go in, keys are pressed, the answer comes out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot
    from textual.screen import Screen

HOSTILE = (
    "[/]",
    "[/foo] [/ b] [/",
    "[@click=app.bell]x[/]",
    "[link=file:///etc/passwd]x",
    "\x1b]52;c;cHduZWQ=\x07\x1b[31m",
    "\x9b31m\x00\x7f",
    "\u202egpj.exe\u2066",
    "[deleted]",
    ":skull: [red]x[/red]",
)
"""Text that wants to be more than text."""

UNSAFE = frozenset({*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066"})
"""Characters that must never be on a screen."""


class Host(App[None]):
    """Shows a dialog and keeps its answer."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self._dialog = dialog
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        """Show the dialog."""
        self.push_screen(self._dialog, self.answers.append)

    def shown(self) -> str:
        """Return every line on the screen."""
        return "\n".join("".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips())


@asynccontextmanager
async def hosted(dialog: Screen[Any], size: tuple[int, int] = (100, 30)) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """Show a dialog for as long as a test needs it."""
    app = Host(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def answers(dialog: Screen[Any], *keys: str) -> list[Any]:
    """Return what a dialog answered to these keys: nothing while it is still open."""
    async with hosted(dialog) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        return app.answers


def assert_harmless(shown: str) -> None:
    """Hold that nothing on the screen can do anything."""
    assert not UNSAFE & set(shown.replace("\n", ""))
