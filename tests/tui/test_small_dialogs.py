"""Filters, links, help and the palette: keys in, answers out."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.command import CommandList, CommandPalette, Hit
from textual.content import Content
from textual.screen import Screen

from tests.tui.hosting import HOSTILE, answers, assert_harmless, hosted
from tui_reader.query import By, Not, Text
from tui_reader.settings import reader_path
from tui_reader.state.saved_queries import SavedQueries
from tui_reader.tui.commands import APP_COMMANDS, THREAD_COMMANDS, Command, with_keys
from tui_reader.tui.providers import CommandProvider
from tui_reader.tui.screens.filters import FiltersScreen
from tui_reader.tui.screens.help import HelpScreen
from tui_reader.tui.screens.links import LinksScreen
from tui_reader.tui.widgets.filter_stack import FilterEntry

WORD, ADA, OFF = FilterEntry(Text("tide")), FilterEntry(By(("Ada",))), FilterEntry(Text("x"), active=False)


def filters(*entries: FilterEntry) -> FiltersScreen:
    """Return the dialog with these filters and what the reader has saved."""
    return FiltersScreen(entries, SavedQueries(reader_path()))


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], (WORD, OFF, ADA)),
        (["space", "enter"], (WORD, OFF, FilterEntry(By(("Ada",)), active=False))),
        (["up", "space", "enter"], (WORD, FilterEntry(Text("x")), ADA)),
        (["!", "enter"], (WORD, OFF, FilterEntry(Not(By(("Ada",)))))),
        (["!", "!", "enter"], (WORD, OFF, ADA)),
        (["g", "d", "enter"], (OFF, ADA)),
        (["d", "d", "d", "d", "space", "!", "enter"], ()),
        (["d", "escape"], None),
        (["d", "q"], None),
    ],
)
async def test_filters_are_switched_turned_and_dropped(keys: list[str], answer: tuple[FilterEntry, ...] | None) -> None:
    """Nothing is answered before Enter, and everything then."""
    assert await answers(filters(WORD, OFF, ADA), *keys) == [answer]


async def test_filters_show_what_they_ask_and_whether_they_are_on() -> None:
    """What is off looks off, and hostile words are words."""
    entries = [OFF, *(FilterEntry(Text(words)) for words in HOSTILE)]
    async with hosted(filters(*entries), (80, 24)) as (app, pilot):
        shown = app.shown()
        assert "○ “x”  off" in shown
        assert "● “[/foo] [/ b] [/”" in shown
        assert_harmless(shown)
        await pilot.press(*("d" for _ in HOSTILE))
        assert "No filter is on: Enter shows every comment." in app.shown()


async def test_a_filter_is_saved_under_a_name_and_added_again() -> None:
    """It stays for other threads; Esc leaves the name first, then the dialog; a name given again takes the new filter."""
    keys = ["!", "n", *"by d", "escape", "n", *"not ada", "enter", "enter"]
    assert await answers(filters(WORD, ADA), *keys) == [(WORD, FilterEntry(Not(By(("Ada",)))))]
    assert SavedQueries(reader_path()).all() == [("not ada", "-by:=Ada")]
    assert await answers(filters(WORD), "n", *"not ada", "enter", "escape") == [None]
    async with hosted(filters(), (80, 24)) as (app, pilot):
        assert "★ not ada  tide  saved" in app.shown()
        await pilot.press("enter", "G", "space", "g", "!", "enter")
        assert app.answers == [(FilterEntry(Not(Text("tide"))), WORD)]
    assert await answers(filters(WORD), "G", "d", "n", "enter", "q", "escape", "enter") == [(WORD,)]
    assert SavedQueries(reader_path()).all() == []


async def test_what_cannot_be_saved_or_asked_is_told() -> None:
    """A name that is blank saves nothing, hostile names are names, and a query of another version spoils no other."""
    saved = SavedQueries(reader_path())
    for name in (*HOSTILE, " ", "語"):
        saved.save(name, "is:unheard-of" if name == "語" else "tide")
    async with hosted(filters(), (80, 24)) as (app, pilot):
        assert_harmless(app.shown())
        await pilot.press("G", "space")
        assert "is: knows no 'unheard-of'" in next(iter(app._notifications)).message
        await pilot.press("g", "space", "enter")
        assert app.answers == [(WORD,)]
    reader_path().write_bytes(b"no database at all, though it is longer than that" * 9)
    async with hosted(filters(WORD), (80, 24)) as (app, pilot):
        await pilot.press("n", "x", "enter", "enter")
        assert app.answers == [(WORD,)]
        assert len(app._notifications) == 2


LONG = "http://e.com/" + "x" * 300 + "?the-end"


async def test_a_link_is_shown_whole_before_it_is_chosen() -> None:
    """The end of a long address is in sight, its host is marked, Enter answers with it."""
    async with hosted(LinksScreen(("https://example.org/a", LONG)), (80, 24)) as (app, pilot):
        await pilot.press("j")
        assert "?the-end" in app.shown().replace(" ", "")
        await pilot.press("enter")
        assert app.answers == [LONG]


async def test_only_plain_web_addresses_are_offered() -> None:
    """Whatever is handed in, nothing else can be chosen."""
    bad = ("file:///etc/passwd", "javascript:alert(1)", "-rf", "https://u:p@e.com/", "http://e/\x1b]52;c;x\x07")
    assert await answers(LinksScreen((*bad, "https://e.com")), "enter") == ["https://e.com"]
    async with hosted(LinksScreen(bad)) as (app, pilot):
        await pilot.press("enter")
        assert "no link that can be opened" in app.shown()
        assert app.answers == []
        await pilot.press("q")
        assert app.answers == [None]


COMMANDS = (*THREAD_COMMANDS, *APP_COMMANDS)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "next"),
        (["j", "enter"], "previous"),
        (["slash", *"fold deep", "enter"], "fewer-levels"),
        (["slash", *"filters", "down", "up", "enter"], "filters"),
        (["slash", "q", "escape", "G", "enter"], APP_COMMANDS[-1].id),
        (["q"], None),
        (["question_mark"], None),
        (["escape"], None),
        (["slash", "x", "escape", "escape"], None),
    ],
)
async def test_help_finds_and_runs_commands(keys: list[str], answer: str | None) -> None:
    """Words search; Enter answers with the command at the cursor."""
    assert await answers(HelpScreen(COMMANDS), *keys) == [answer]


async def test_help_shows_the_keys_that_a_user_gave() -> None:
    """Changed keys replace a command's own."""
    async with hosted(HelpScreen(with_keys(COMMANDS, {"next": ("ctrl+j",)})), (80, 24)) as (app, pilot):
        shown = app.shown()
        assert "Ctrl-J" in shown
        assert "in settings: next" in shown
        await pilot.press("slash", *"no such words", "enter")
        assert "No command has these words." in app.shown()
        assert app.answers == []


class Commanded(Screen[None]):
    """Carries out commands, one of them with a text that could be markup."""

    commands = (*APP_COMMANDS, Command("odd", ("[",), "app", "Do [/] odd [@click=app.bell]things"))
    ran = ""

    def run_command(self, command: str, count: int | None = None) -> None:
        """Keep what was asked for."""
        assert count is None
        self.ran = command


class Palette(App[None]):
    """An app whose only screen has commands."""

    def get_default_screen(self) -> Screen[None]:
        """Return the screen."""
        return Commanded()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("odd things", "odd"), ("next theme", "next-theme"), ("suspend", "suspend"), ("no such thing", None)],
)
async def test_the_palette_finds_commands_by_sentence_or_id(typed: str, first: str | None) -> None:
    """The best hit runs its command; brackets in a sentence are brackets."""
    app = Palette()
    async with app.run_test():
        screen = app.screen
        assert isinstance(screen, Commanded)
        provider = CommandProvider(screen)
        hits = [hit async for hit in provider.search(typed) if isinstance(hit, Hit)]
        for hit in sorted(hits)[-1:]:
            hit.command()
        assert screen.ran == (first or "")
        assert all(isinstance(hit.prompt, Content) for hit in hits)


async def test_the_palette_shows_every_command_as_it_is_written() -> None:
    """Before anything is typed, all commands are listed with their keys."""
    app = Palette()
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(CommandPalette(providers=[CommandProvider]))
        await app.workers.wait_for_complete()
        await pilot.pause()
        options = app.screen.query_one(CommandList)
        shown = [str(option.prompt) for option in options.options]
    assert len(shown) == len(Commanded.commands)
    assert any("Do [/] odd [@click=app.bell]things" in prompt for prompt in shown)


async def test_a_dialog_has_no_commands_to_find() -> None:
    """The palette over a dialog is empty, and no failure."""
    async with hosted(LinksScreen(())) as (app, _):
        provider = CommandProvider(app.screen)
        assert [hit async for hit in provider.discover()] == []
        assert [hit async for hit in provider.search("help")] == []
