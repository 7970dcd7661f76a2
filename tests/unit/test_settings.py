"""What the user set is read as written or refused with its place; what the program remembers never stands in anybody's way."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.errors import UsageError
from tui_reader.settings import (
    Settings,
    State,
    example_archive,
    read_settings,
    read_state,
    settings_path,
    state_path,
    write_state,
)

COMMANDS = {
    "next": ("j", "down"),
    "previous": ("k",),
    "fold-all": ("z M",),
    **{f"command-{number}": ("z a", "y q", f"f{number}") for number in range(30)},
}
THEMES = ("nord", "dracula")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A settings file that is not there yet."""
    return tmp_path / "config.toml"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A state file in a folder that is not there yet."""
    return tmp_path / "state" / "state.json"


def test_without_a_file_nothing_is_set(config: Path) -> None:
    """Nobody has to write settings."""
    assert read_settings(config, COMMANDS, THEMES) == Settings()
    config.write_text("", encoding="utf-8")
    assert read_settings(config, COMMANDS, THEMES) == Settings()


def test_keys_are_one_or_several_single_or_in_pairs(config: Path) -> None:
    """Commands are given keys as docs/KEYS.md shows them."""
    config.write_text('theme = "nord"\n[keys]\nnext = ["n", "ctrl+j"]\nfold-all = "z f"\n', encoding="utf-8")
    assert read_settings(config, COMMANDS, THEMES) == Settings({"next": ("n", "ctrl+j"), "fold-all": ("z f",)}, "nord")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[keys]\nnxt = "j"\n', "there is no command nxt", "did you mean next?"),
        ('[keys]\nzzzzzz = "j"\n', "there is no command zzzzzz", "docs/KEYS.md lists all"),
        ("thme = 3\n", "there is no setting thme", "did you mean theme?"),
        ('theme = "nordd"\n', "there is no theme nordd", "did you mean nord?"),
        ('theme = "x"\n', "there is no theme x", "known: dracula, nord"),
        ("theme = 3\n", "theme is no text", 'as in theme = "textual-light"'),
        ('keys = "j"\n', "keys is no table", 'write [keys], then lines as next = "j"'),
        ("[keys]\nnext = 3\n", "the keys of next cannot be read", 'as in "j", "ctrl+d", "z a", or a list of such; [] for none'),
        (
            "[keys]\nnext = [3]\n",
            "the keys of next cannot be read",
            'as in "j", "ctrl+d", "z a", or a list of such; [] for none',
        ),
        (
            '[keys]\nnext = ""\n',
            "the keys of next cannot be read",
            'as in "j", "ctrl+d", "z a", or a list of such; [] for none',
        ),
        (
            '[keys]\nnext = "a b c"\n',
            "the keys of next cannot be read",
            'as in "j", "ctrl+d", "z a", or a list of such; [] for none',
        ),
    ],
)
def test_a_slip_is_told_with_file_entry_and_the_nearest_that_is_known(config: Path, text: str, message: str, hint: str) -> None:
    """The error is the shortest way to mend the file."""
    config.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(config, COMMANDS, THEMES)
    assert caught.value.message == f"{config}: {message}"
    assert caught.value.hint == hint


def test_a_command_may_have_no_key(config: Path) -> None:
    """It can still be found by name."""
    config.write_text("[keys]\nnext = []\n", encoding="utf-8")
    assert read_settings(config, COMMANDS, THEMES) == Settings({"next": ()})


@pytest.mark.parametrize(
    ("keys", "refused"),
    [
        ('next = "z"', 'next = "z" cannot be: z begins "z M" of fold-all'),
        ('previous = ["up", "q"]\nfold-all = "q f"', 'previous = "q" cannot be: q begins "q f" of fold-all'),
        ('next = ["g", "g d"]', 'next = "g" cannot be: g begins "g d" of next'),
    ],
)
def test_a_key_that_begins_two_keys_of_a_command_is_refused(config: Path, keys: str, refused: str) -> None:
    """It would wait for the second for ever; the line and what stands against it are named."""
    config.write_text(f"[keys]\n{keys}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(config, {"next": ("j",), "previous": ("k",), "fold-all": ("z M",)}, THEMES)
    assert caught.value.message == f"{config}: {refused}"


def test_a_key_whose_two_keys_were_given_up_is_free(config: Path) -> None:
    """What counts are the keys there will be."""
    config.write_text('[keys]\nnext = "z"\nfold-all = "M"\n', encoding="utf-8")
    commands = {"next": ("j",), "fold-all": ("z M",)}
    assert read_settings(config, commands, THEMES) == Settings({"next": ("z",), "fold-all": ("M",)})


@pytest.mark.parametrize("written", [b"[keys\n", b"\xff\xfe", b"theme = 1\ntheme = 2\n"])
def test_a_file_that_is_no_toml_is_refused(config: Path, written: bytes) -> None:
    """What the user wrote is never silently passed over."""
    config.write_bytes(written)
    with pytest.raises(UsageError, match=r"config\.toml: "):
        read_settings(config, COMMANDS, THEMES)


def test_a_folder_in_place_of_the_file_is_told(config: Path) -> None:
    """Every way in which a file cannot be read ends in one line."""
    config.mkdir()
    with pytest.raises(UsageError, match="mend or remove this file"):
        read_settings(config, COMMANDS, THEMES)


def test_what_is_remembered_comes_back(kept: Path) -> None:
    """Folders are made as needed, and nothing but the file stays behind."""
    state = State("/archives/größe.db", "nord", 55)
    write_state(kept, state)
    assert read_state(kept) == state
    assert list(kept.parent.iterdir()) == [kept]


def test_remembering_again_replaces(kept: Path) -> None:
    """There is one state, the latest."""
    write_state(kept, State(theme="nord"))
    write_state(kept, State(theme="dracula"))
    assert read_state(kept) == State(theme="dracula")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '"theme"', "\ud800", '{"theme": 3}', '{"last_archive": ["x"]}', '{"article_share": "x"}'],
)
def test_a_state_that_is_none_is_forgotten(kept: Path, text: str) -> None:
    """The file may hold anything; the program starts all the same."""
    kept.parent.mkdir()
    kept.write_text(text, encoding="utf-8", errors="surrogatepass")
    assert read_state(kept) == State()


@given(
    told=st.dictionaries(
        st.sampled_from([each.name for each in fields(State)]), st.none() | st.text(max_size=3) | st.integers()
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_is_read_has_the_kind_it_should(told: dict[str, object], kept: Path) -> None:
    """One wrong entry costs that entry alone."""
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(told), encoding="utf-8")
    state = read_state(kept)
    assert state.last_archive == (told.get("last_archive") if isinstance(told.get("last_archive"), str) else None)
    assert state.article_share is None or isinstance(state.article_share, int)


def test_where_nothing_can_be_written_nothing_is_said(kept: Path) -> None:
    """A folder in place of the file, or a file in place of the folder, ends no session and leaves nothing behind."""
    kept.mkdir(parents=True)
    write_state(kept, State(theme="nord"))
    assert list(kept.parent.iterdir()) == [kept]
    write_state(kept.parent / "state.json" / "below" / "state.json", State())
    (kept.parent / "file").write_text("", encoding="utf-8")
    write_state(kept.parent / "file" / "state.json", State(theme="nord"))


def test_both_files_are_the_users_own() -> None:
    """Neither stands beside an archive or in the package."""
    assert settings_path().parts[-2:] == ("tui-reader", "config.toml")
    assert state_path().parts[-2:] == ("tui-reader", "state.json")


def test_the_example_is_at_hand() -> None:
    """The first start has something to read."""
    assert example_archive().is_file()
