"""The export dialog: what, as what, where to, and never over a file without asking."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.hosting import HOSTILE, Host, answers, assert_harmless, hosted
from tui_reader.errors import ExportError
from tui_reader.tui.screens.exporting import ExportOffer, ExportOrder, ExportScope, ExportScreen

SCOPES = (
    ExportScope("comment", "this comment", 1),
    ExportScope("branch", "this comment and its replies", 12),
    ExportScope("view", "what the filter shows", 0, "no filter is on"),
    ExportScope("thread", "the whole thread", 5000),
)


def preview(scope: str, form: str) -> str:
    """Return what names itself."""
    return f"{scope} as {form}\n\tand more"


def dialog(folder: Path, title: str | None = "A report") -> ExportScreen:
    """Return the dialog for a thread."""
    return ExportScreen(ExportOffer(title, SCOPES, folder), preview)


def place(app: Host) -> str:
    """Return what stands in the field."""
    return app.screen.query_one(Input).value


@pytest.mark.parametrize(
    ("keys", "scope", "form", "name"),
    [
        (["enter"], "comment", "markdown", "A-report-comment.md"),
        (["down", "tab", "down", "enter"], "branch", "html", "A-report-branch.html"),
        (["end", "right", "end", "enter"], "thread", "json", "A-report.json"),
        (["tab", "down", "down", "left", "j", "tab", "tab", "enter"], "branch", "text", "A-report-branch.txt"),
    ],
)
async def test_the_order_is_what_was_chosen(tmp_path: Path, keys: list[str], scope: str, form: str, name: str) -> None:
    """Scope and format choose the name that is proposed."""
    assert await answers(dialog(tmp_path), *keys) == [ExportOrder(scope, form, tmp_path / name, overwrite=False)]


async def test_the_name_of_the_file_is_in_sight(tmp_path: Path) -> None:
    """However deep the folder is; the folder stands above it."""
    deep = tmp_path / ("deep-" * 12)
    async with hosted(dialog(deep), (80, 24)) as (app, _):
        assert place(app) == "A-report-comment.md"
        assert "A-report-comment.md" in app.shown()
        assert f"To a file in {tmp_path}"[:40] in app.shown()


@pytest.mark.parametrize("keys", [["escape"], ["q"], ["tab", "tab", "x", "escape"]])
async def test_leaving_writes_nothing(tmp_path: Path, keys: list[str]) -> None:
    """Escape works everywhere, q where nothing is typed."""
    assert await answers(dialog(tmp_path), *keys) == [None]


async def test_a_file_is_overwritten_only_after_a_second_enter(tmp_path: Path) -> None:
    """The dialog asks, and asks again when the place was changed."""
    taken = tmp_path / "A-report-comment.md"
    taken.write_text("mine", encoding="utf-8")
    async with hosted(dialog(tmp_path)) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == []
        assert "is there already: Enter again overwrites it" in app.shown()
        await pilot.press("down", "up", "enter")
        await pilot.pause()
        assert app.answers == []
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [ExportOrder("comment", "markdown", taken, overwrite=True)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Give the name of a file"),
        ("  ", "Give the name of a file"),
        ("~nobody-of-this-name/x.md", "Give the name of a file"),
        ("nowhere/x.md", "There is no folder"),
        (".", "That is a folder"),
        ("x" * 5000, "cannot be"),
    ],
)
async def test_a_place_that_cannot_be_is_refused_with_the_reason(tmp_path: Path, typed: str, said: str) -> None:
    """The dialog stays open until the place is one."""
    async with hosted(dialog(tmp_path)) as (app, pilot):
        app.screen.query_one(Input).value = typed
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert said in app.shown()
        assert app.answers == []


async def test_a_typed_place_stays_and_only_its_suffix_follows(tmp_path: Path) -> None:
    """A name is relative to the folder; a suffix of one's own is left alone."""
    async with hosted(dialog(tmp_path)) as (app, pilot):
        app.screen.query_one(Input).value = "mine.md"
        await pilot.press("down", "tab", "down")
        await pilot.pause()
        assert place(app) == "mine.html"
        app.screen.query_one(Input).value = "mine.page"
        await pilot.press("down")
        await pilot.pause()
        assert place(app) == "mine.page"
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [ExportOrder("branch", "text", tmp_path / "mine.page", overwrite=False)]


@pytest.mark.parametrize(
    ("typed", "form"),
    [("x.html", "html"), ("x.HTML", "html"), ("x.text", "text"), ("x.page", "markdown"), ("json", "markdown")],
)
async def test_a_typed_suffix_tells_the_format(tmp_path: Path, typed: str, form: str) -> None:
    """As on the command line; a suffix of no format leaves the one that is chosen."""
    keys = ["tab", "tab", *typed, "enter"]
    assert await answers(dialog(tmp_path), *keys) == [ExportOrder("comment", form, tmp_path / typed, overwrite=False)]


async def test_the_list_shows_the_format_that_a_suffix_tells(tmp_path: Path) -> None:
    """It goes along with the typing, and the suffix goes along with the list."""
    async with hosted(dialog(tmp_path)) as (app, pilot):
        await pilot.press("tab", "tab", *"x.text")
        await pilot.pause()
        assert "● text" in app.shown()
        await pilot.press("left", *["backspace"] * 3, *"htm", "end", "backspace", *"l", "shift+tab", "down")
        await pilot.pause()
        assert place(app) == "x.txt"
        assert "● text" in app.shown()


async def test_the_caret_stays_at_the_end_of_the_name(tmp_path: Path) -> None:
    """Also when the name has grown with the format; by Tab the whole name is marked, so that typing replaces it."""
    async with hosted(dialog(tmp_path)) as (app, pilot):
        field = app.screen.query_one(Input)
        await pilot.press("down", "tab", "down", "end")
        await pilot.pause()
        assert field.cursor_position == len(field.value)
        await pilot.press("tab")
        assert field.selected_text == field.value


async def test_the_format_and_the_folder_of_the_last_export_are_proposed_again(tmp_path: Path) -> None:
    """Not a folder that has gone since; a name that is typed is that of a file in the folder that is shown."""
    kept = tmp_path / "kept"
    kept.mkdir()
    offer = ExportOffer("A report", SCOPES, tmp_path, ("text", kept))
    assert await answers(ExportScreen(offer, preview), "enter") == [
        ExportOrder("comment", "text", kept / "A-report-comment.txt", overwrite=False)
    ]
    assert [order.path for order in await answers(ExportScreen(offer, preview), "tab", "tab", "x", "enter")] == [kept / "x"]
    kept.rmdir()
    orders = await answers(ExportScreen(offer, preview), "enter")
    assert [order.path for order in orders] == [tmp_path / "A-report-comment.txt"]


@pytest.mark.parametrize("size", [(40, 12), (80, 14), (80, 24)])
async def test_the_place_is_in_sight_in_a_small_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    """The preview goes first; what is said about the place is in sight too."""
    async with hosted(dialog(tmp_path), size) as (app, pilot):
        app.screen.query_one(Input).value = "no/x.md"
        await pilot.press("enter")
        await pilot.pause()
        shown = app.shown()
        for words in ("this comment", "To", "no/x.md", "There is no folder", "↑ ↓ choose"):
            assert words in shown


async def test_a_scope_that_is_not_there_says_why(tmp_path: Path) -> None:
    """It can be looked at, not ordered; the dialog does not begin with it."""
    async with hosted(dialog(tmp_path), (80, 24)) as (app, pilot):
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "what the filter shows: no filter is on" in app.shown()
        assert "Not now: no filter is on." in app.shown()
        assert app.answers == []
    only_last = ExportOffer("t", (*SCOPES[2:],), tmp_path)
    assert [order.scope for order in await answers(ExportScreen(only_last, preview), "enter")] == ["thread"]


async def test_the_preview_follows_and_stale_ones_are_dropped(tmp_path: Path) -> None:
    """An answer to what is no longer asked is not shown, however late it comes."""
    release = threading.Event()

    def slow(scope: str, form: str) -> str:
        if scope == "comment":
            release.wait(5)
        return preview(scope, form)

    async with hosted(ExportScreen(ExportOffer("t", SCOPES, tmp_path), slow), (80, 24)) as (app, pilot):
        await pilot.press("down")
        for _ in range(200):
            await pilot.pause(0.01)
            if "branch as markdown" in app.shown():
                break
        assert "branch as markdown" in app.shown()
        release.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "branch as markdown" in app.shown()
        assert "comment as markdown" not in app.shown()


async def test_a_preview_that_fails_says_so(tmp_path: Path) -> None:
    """An archive that cannot be read is no reason to crash."""

    def broken(scope: str, form: str) -> str:
        raise ExportError(f"no {scope} as {form}")

    async with hosted(ExportScreen(ExportOffer("t", SCOPES, tmp_path), broken)) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "It cannot be written: no comment as markdown" in app.shown()


async def test_hostile_titles_and_previews_are_shown_not_obeyed(tmp_path: Path) -> None:
    """Neither becomes markup, and the file name is safe."""
    offer = ExportOffer(HOSTILE[4] + HOSTILE[1], SCOPES, tmp_path)
    async with hosted(ExportScreen(offer, lambda _scope, _form: "\n".join(HOSTILE)), (100, 40)) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = app.shown()
        assert_harmless(shown)
        assert "[@click=app.bell]x[/]" in shown
        assert place(app).isprintable()
