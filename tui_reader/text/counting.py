"""Numbers with the word for what they count."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,4}){0,3}")
"""Comments of one page bear such numbers; longer ones are the ids of databases, which nobody reads."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and the word that fits it; `many` is the word for one with an s, unless it is given."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def numbered(source_id: str | None) -> str:
    """Return the number that a comment bears as others refer to it ("#3", "#3.1"); empty where its id is no such number."""
    return f"#{source_id}" if source_id is not None and source_id.isascii() and _NUMBER.fullmatch(source_id) else ""
