"""What the user set, and what the program remembers between runs.

Settings are the user's own file, `config.toml`, only ever read; the state is the program's, a small JSON file that may be
deleted at any time. What the reader adds to comments is a database of its own, which is for `state/`. None of them is ever kept
beside an archive.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_config_path, user_state_path

from tui_reader.errors import UsageError

NAME = "tui-reader"
EXAMPLE = "example_archive.db"
MOST_LISTED = 25
"""Names that an error can list in full."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user set: other keys for commands, and a theme."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered: the archive read last, the theme chosen in the app, and the article's share of the room in percent.

    `article_share` is that of the width where it stands left of its comments, `article_height` that of the height above them.
    """

    last_archive: str | None = None
    theme: str | None = None
    article_share: int | None = None
    article_height: int | None = None


def example_archive() -> Path:
    """Return the archive that ships with the package, or stands in the checkout that the package runs from."""
    package = Path(__file__).resolve().parent
    shipped = package / EXAMPLE
    return shipped if shipped.exists() else package.parent / EXAMPLE


def settings_path() -> Path:
    """Return the user's settings file, which need not exist."""
    return user_config_path(NAME, appauthor=False) / "config.toml"


def state_path() -> Path:
    """Return the file of the program's state, which need not exist."""
    return user_state_path(NAME, appauthor=False) / "state.json"


def reader_path() -> Path:
    """Return the database of what the reader adds to comments, which need not exist."""
    return state_path().with_name("reader.db")


def read_settings(path: Path, commands: Mapping[str, tuple[str, ...]], themes: Collection[str]) -> Settings:
    """Return the settings of a file, empty ones where there is none; `commands` have keys that others can take the place of.

    Raises UsageError that names the file, the entry and the nearest known one.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    return _settings(path, _table(path, text), commands, themes)


def _table(path: Path, text: str) -> Mapping[str, object]:
    """Read TOML; most people have no settings and need not wait for what reads them."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path}: {error}", "mend or remove this file")


def _settings(
    path: Path, told: Mapping[str, object], commands: Mapping[str, tuple[str, ...]], themes: Collection[str]
) -> Settings:
    _require_known(path, "setting", told, ("keys", "theme"))
    keys = told.get("keys", {})
    if not isinstance(keys, dict):
        raise UsageError(f"{path}: keys is no table", 'write [keys], then lines as next = "j"')
    _require_known(path, "command", keys, commands)
    theme = told.get("theme")
    if theme is not None and not isinstance(theme, str):
        raise UsageError(f"{path}: theme is no text", 'as in theme = "textual-light"')
    _require_known(path, "theme", () if theme is None else (theme,), themes)
    given = {command: _keys_of(path, command, value) for command, value in keys.items()}
    _require_free(path, given, {**commands, **given})
    return Settings(given, theme)


def _require_known(path: Path, what: str, told: Iterable[str], known: Collection[str]) -> None:
    for name in told:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            listed = "docs/KEYS.md lists all" if len(known) > MOST_LISTED else f"known: {', '.join(sorted(known))}"
            raise UsageError(f"{path}: there is no {what} {name}", f"did you mean {near[0]}?" if near else listed)


def _require_free(path: Path, given: Mapping[str, tuple[str, ...]], all_keys: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a key that begins the two keys of another command: it would wait for the second one for ever."""
    chords = {keys.split()[0]: (keys, command) for command in all_keys for keys in all_keys[command] if " " in keys}
    for command, keys in given.items():
        for key in keys:
            if key in chords:
                chord, other = chords[key]
                hint = f"give {command} another key, or {other} other keys"
                raise UsageError(f'{path}: {command} = "{key}" cannot be: {key} begins "{chord}" of {other}', hint)


def _keys_of(path: Path, command: str, value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) and 1 <= len(key.split()) <= 2 for key in keys):
        hint = 'as in "j", "ctrl+d", "z a", or a list of such; [] for none'
        raise UsageError(f"{path}: the keys of {command} cannot be read", hint)
    return tuple(keys)


def read_state(path: Path) -> State:
    """Return what is remembered; what cannot be read, or is not what it should be, is as good as forgotten."""
    with suppress(OSError, ValueError, RecursionError):
        told = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return State(**{name: told[name] for name, kind in _KINDS.items() if isinstance(told.get(name), kind)})
    return State()


_KINDS: dict[str, type] = {"last_archive": str, "theme": str, "article_share": int, "article_height": int}


def write_state(path: Path, state: State) -> None:
    """Remember; where that cannot be, nothing is lost but convenience."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(state), file, indent=1)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
