"""The line in which a reader types: what it tells, and to what purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Paste
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tui_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Asking(App[None]):
    """A prompt at the foot of a screen, and all that it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.prompt = Prompt()
        self.told: list[tuple[str, ...]] = []

    def compose(self) -> ComposeResult:
        """Put the prompt below something else."""
        yield Static("page")
        yield self.prompt

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        """Remember."""
        self.told.append(("changed", message.purpose, message.text))

    def on_prompt_submitted(self, message: Prompt.Submitted) -> None:
        """Remember."""
        self.told.append(("submitted", message.purpose, message.text))

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Remember."""
        self.told.append(("cancelled", message.purpose))

    def shown(self) -> str:
        """Return every line on the screen."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


async def test_every_change_is_told_with_its_purpose() -> None:
    """The text to begin with is no change; typing goes on at its end."""
    app = Asking()
    async with app.run_test(size=(60, 5)) as pilot:
        app.prompt.ask("search", "words", "ti")
        await pilot.pause()
        assert "search: ti" in app.shown()
        await pilot.press("d", "e", "enter")
        assert app.told == [
            ("changed", "search", "tid"),
            ("changed", "search", "tide"),
            ("submitted", "search", "tide"),
        ]


async def test_escape_is_told_and_the_next_question_begins_anew() -> None:
    """What was wrong with the text before, and the text itself, are gone; `[` is a character like others."""
    app = Asking()
    async with app.run_test(size=(60, 5)) as pilot:
        app.prompt.ask("filter", "words", "by:")
        app.prompt.complain("no name after by: [/]")
        await pilot.pause()
        assert "no name after by: [/]" in app.shown()
        await pilot.press("escape")
        app.prompt.close()
        await pilot.pause()
        assert not app.prompt.display
        app.prompt.ask("keep in", "an archive")
        await pilot.pause()
        assert "keep in: " in app.shown()
        assert "an archive" in app.shown()
        assert "no name" not in app.shown()
        assert app.told == [("cancelled", "filter")]


async def test_a_closed_prompt_tells_nothing() -> None:
    """A change that comes after the closing is nobody's."""
    app = Asking()
    async with app.run_test(size=(60, 5)) as pilot:
        app.prompt.ask("search", "words")
        app.prompt.close()
        app.prompt.query_one(Input).value = "late"
        await pilot.pause()
        assert app.told == []


async def test_a_prompt_of_a_screen_that_has_gone_is_not_made() -> None:
    """A signal may end the app between the first frame and what was left for after it."""
    app = Asking()
    async with app.run_test(size=(60, 5)):
        gone = Prompt()
        gone.make_ready()
        assert not gone.children


async def test_lines_that_are_pasted_become_one() -> None:
    """A field takes the first line alone; nothing of a paste is dropped here."""
    app = Asking()
    async with app.run_test(size=(60, 5)) as pilot:
        app.prompt.ask("search", "words")
        await pilot.press("a")
        app.post_message(Paste(" tide\r\nrust\n"))
        await pilot.pause()
        await pilot.press("enter")
        assert app.told[-1] == ("submitted", "search", "a tide rust")


async def test_tab_takes_what_is_suggested_and_moves_nothing_else() -> None:
    """At the end of the text; inside it the cursor stays where it is, and a question without suggestions has none."""
    app = Asking()
    async with app.run_test(size=(60, 5)) as pilot:
        app.prompt.ask("tags", "words", "", SuggestFromList(["ferry"]))
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("tab", "home", "tab", "x", "enter")
        app.prompt.ask("search", "words")
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("tab", "enter")
        assert [told[1:] for told in app.told if told[0] == "submitted"] == [("tags", "xferry"), ("search", "f")]
