"""Writing a note: in a dialog that loses nothing by a slip, or in the editor that the reader named."""

from __future__ import annotations

import signal
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.tui.hosting import HOSTILE, Host, answers, assert_harmless, hosted
from tui_reader.tui.content import SafeLines
from tui_reader.tui.screens import note
from tui_reader.tui.screens.note import NoteScreen, written_in_editor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["ctrl+s"], "old"),
        (["space", "x", "enter", "y", "ctrl+s"], "old x\ny"),
        (["ctrl+a", "ctrl+k", "ctrl+s"], ""),
        (["escape"], None),
        (["x", "escape", "escape"], None),
        (["x", "escape", "ctrl+s"], "oldx"),
        (["x", "backspace", "escape"], None),
    ],
)
async def test_what_is_written_is_the_answer(keys: list[str], answer: str | None) -> None:
    """Writing goes on at the end of the note; Esc leaves it as it was, the second one where something was written."""
    assert await answers(NoteScreen("old"), *keys) == [answer]


async def test_what_is_written_is_not_lost_by_a_slip() -> None:
    """The first Esc says so and leaves nothing."""
    async with hosted(NoteScreen(""), (80, 24)) as (app, pilot):
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "Ctrl-S keeps it, Esc drops it" in app.shown()
        assert app.answers == []


async def test_a_hostile_note_is_shown_not_obeyed() -> None:
    """While it is written too; it stays as it was."""
    words = "\n".join(HOSTILE)
    app = Host(NoteScreen(words))
    app._filters.append(SafeLines())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "[/foo]" in app.shown()
        assert_harmless(app.shown())
        await pilot.press("ctrl+s")
        assert app.answers == [words]


class Desk(Host):
    """An app that gives the terminal away, as far as a test can see it."""

    def __init__(self) -> None:
        super().__init__(NoteScreen(""))
        self.suspended: list[bool] = []

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Remember that the terminal was given away and came back."""
        self.suspended.append(True)
        yield
        self.suspended.append(False)

    @property
    def told(self) -> list[str]:
        """What was notified."""
        return [notification.message for notification in self._notifications]


def editor(folder: Path, script: str) -> str:
    """Return a command that edits by a shell script, the file being $1; the folder has a blank in its name."""
    place = folder / "my editors"
    place.mkdir()
    program = place / "edit"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(stat.S_IRWXU)
    return f"'{program}' --wait"


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
async def test_the_readers_own_editor_is_given_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """With its options, in a file of its own, readable by nobody else, while the terminal is the editor's."""
    script = f'cp "$2" {tmp_path}/before; ls -ld "$(dirname "$2")" > {tmp_path}/rights; printf "%s, and more\\n" "$1" >> "$2"'
    monkeypatch.setenv(name, editor(tmp_path, script))
    app = Desk()
    async with app.run_test():
        assert written_in_editor(app, "old ") == "old --wait, and more\n"
    assert (tmp_path / "before").read_text() == "old "
    assert (tmp_path / "rights").read_text().startswith("drwx------")
    assert app.suspended == [True, False]
    assert app.told == []


@pytest.mark.parametrize(
    ("named", "after", "told"),
    [
        ("", None, []),
        ("/nowhere/editor", None, ["/nowhere/editor cannot be used as an editor: "]),
        ("'unclosed", None, ["'unclosed cannot be used as an editor: No closing quotation"]),
        ("false", "old", ["false ended with 1: the note is as it was"]),
        ("true", "old", []),
    ],
)
async def test_an_editor_that_fails_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, named: str, after: str | None, told: list[str]
) -> None:
    """It is said what is wrong; the terminal is ours again in any case."""
    monkeypatch.setenv("EDITOR", named)
    app = Desk()
    async with app.run_test() as pilot:
        assert written_in_editor(app, "old") == after
        await pilot.pause()
        assert [words.startswith(begun) for words, begun in zip(app.told, told, strict=True)] == [True] * len(told)
    assert app.suspended in ([], [True, False])


async def test_where_no_terminal_can_be_given_away_there_is_no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog takes its place."""
    monkeypatch.setenv("EDITOR", "true")
    async with hosted(NoteScreen("")) as (app, _):
        assert written_in_editor(app, "old") is None


async def test_signals_wait_for_the_editor_and_ctrl_c_is_the_editors_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What asks the program to leave is taken up afterwards; interrupting something in the editor does not end the reader."""
    monkeypatch.setenv("EDITOR", editor(tmp_path, "kill -INT $PPID; kill -TERM $PPID; echo kept >> $2"))
    caught: list[int] = []
    before = {
        number: signal.signal(number, lambda taken, _: caught.append(taken)) for number in (signal.SIGINT, signal.SIGTERM)
    }
    app = Desk()
    try:
        async with app.run_test():
            assert written_in_editor(app, "") == "kept\n"
    finally:
        for number, taker in before.items():
            signal.signal(number, taker)
    assert caught == [signal.SIGTERM]


def test_every_way_of_being_asked_to_leave_is_put_off() -> None:
    """The same that the app takes as a wish to leave in good order."""
    from tui_reader.tui.app import SIGNALS

    assert set(note._LEAVING) == set(SIGNALS)
