"""YAML as small programs write it: every value as its text, nothing made of it.

Invariant: whatever the bytes are, reading ends: in values made of texts, lists and mappings, or in a ValueError.
"""

from __future__ import annotations

from typing import Any

from tui_reader.decoding import decode

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest file that is read; a comment has some hundreds."""


def parsed_yaml(data: bytes) -> Any:  # noqa: ANN401 (whatever the text says)
    """Return the value of a YAML text; raise ValueError where it is none, with the reason and the place."""
    import yaml  # few sources are of it

    loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    if len(data) > LARGEST:
        raise ValueError(f"larger than {LARGEST >> 20} MiB")
    try:
        return yaml.load(decode(data).text, loader)  # noqa: S506 (makes texts of all)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ValueError(f"{error.problem or error.context}" + (f" in line {mark.line + 1}" if mark else "")) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValueError(str(error).partition("\n")[0] or "nested too deeply") from None


def scalar_in(value: object, *names: str) -> str | None:
    """Return the first of these members of a mapping that is text and says something."""
    if isinstance(value, dict):
        for name in names:
            found = value.get(name)
            if isinstance(found, str) and found.strip() not in _NOTHING:
                return found
    return None
