"""Every command is declared once, has keys of its own, and is documented."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import ROOT
from tui_reader.tui.commands import (
    APP_COMMANDS,
    COMMANDS,
    DOSSIER_COMMANDS,
    FINDING_COMMANDS,
    LIBRARY_COMMANDS,
    REVIEW_COMMANDS,
    THREAD_COMMANDS,
    Command,
    key_table,
    keymap,
    shown_key,
)

SCOPES = {
    "thread": (*THREAD_COMMANDS, *APP_COMMANDS),
    "library": (*LIBRARY_COMMANDS, *APP_COMMANDS),
    "dossier": (*DOSSIER_COMMANDS, *APP_COMMANDS),
    "finding": (*FINDING_COMMANDS, *APP_COMMANDS),
    "review": (*REVIEW_COMMANDS, *APP_COMMANDS),
    "app": APP_COMMANDS,
}


@pytest.mark.parametrize("commands", SCOPES.values(), ids=SCOPES)
def test_no_key_stands_for_two_commands(commands: tuple[Command, ...]) -> None:
    """What a key does never depends on the order of a table."""
    given = Counter(key for command in commands for key in command.keys)
    assert [key for key, times in given.items() if times > 1] == []


@pytest.mark.parametrize("commands", SCOPES.values(), ids=SCOPES)
def test_the_first_key_of_a_chord_is_no_command(commands: tuple[Command, ...]) -> None:
    """A key is answered at once or begins something, never both."""
    keys = [key for command in commands for key in command.keys]
    firsts = {key.split()[0] for key in keys if " " in key}
    assert firsts.isdisjoint(keys)


@pytest.mark.parametrize("commands", SCOPES.values(), ids=SCOPES)
def test_no_command_is_declared_twice(commands: tuple[Command, ...]) -> None:
    """An id is a command; where two screens share an id, they share what it means to a reader's settings."""
    assert len({command.id for command in commands}) == len(commands)


def test_keys_that_a_terminal_cannot_tell_apart_are_not_used() -> None:
    """ctrl+i is Tab, ctrl+m is Enter, ctrl+h may be Backspace, ctrl+j may be Enter."""
    used = {part for command in COMMANDS.values() for key in command.keys for part in key.split()}
    assert used.isdisjoint({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+["})


def test_texts_are_sentences_for_a_palette() -> None:
    """They begin with a capital letter, end without a full stop, and are told apart by their words."""
    for command in (*THREAD_COMMANDS, *LIBRARY_COMMANDS, *FINDING_COMMANDS, *REVIEW_COMMANDS, *APP_COMMANDS):
        assert command.text[0].isupper()
        assert not command.text.endswith(".")
    for commands in (THREAD_COMMANDS, LIBRARY_COMMANDS, DOSSIER_COMMANDS, FINDING_COMMANDS, REVIEW_COMMANDS, APP_COMMANDS):
        assert len({command.text for command in commands}) == len(commands)


def test_a_key_given_away_goes_to_whom_the_reader_gave_it() -> None:
    """The own keys of a changed command are free; a taken key stands for its new command alone."""
    table = keymap(THREAD_COMMANDS, {"next-root": ("j",), "next": ("n",)})
    assert table["j"] == "next-root"
    assert table["n"] == "next"
    assert "}" not in table


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("j", "j"),
        ("G", "G"),
        ("z a", "za"),
        ("ctrl+d", "Ctrl-D"),
        ("shift+down", "Shift-↓"),
        ("f1", "F1"),
        ("+", "+"),
        ("-", "-"),
        ("escape", "Esc"),
        ("pagedown", "PgDn"),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    """The help line has no room for names of keys."""
    assert shown_key(key) == shown


def test_the_table_of_keys_is_current(update: bool) -> None:
    """docs/KEYS.md says what the app does; `--update` writes it anew."""
    path = ROOT / "docs" / "KEYS.md"
    if update:
        path.write_text(key_table(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == key_table()


def test_the_table_of_keys_survives_markdown() -> None:
    """Every row has its three cells, whatever key stands in it."""
    commands = key_table().partition("## In the table of commenters")[0]
    rows = [line for line in commands.splitlines() if line.startswith("| `")]
    every = (THREAD_COMMANDS, LIBRARY_COMMANDS, DOSSIER_COMMANDS, FINDING_COMMANDS, REVIEW_COMMANDS, APP_COMMANDS)
    assert len(rows) == sum(map(len, every))
    assert {row.replace("\\|", "").count("|") for row in rows} == {4}
