"""Dates as people and programs of every kind write them, where no format says how.

Invariant: a number is a moment only from 1973 on, so that no year and no count is ever taken for one.
"""

from __future__ import annotations

import re

from tui_reader.formats import moments

_EARLIEST = 1e8
_NUMBER = re.compile(r"-?\d{9,16}(?:\.\d{1,12})?", re.ASCII)
_OFFSET = re.compile(r"(?<=\d)\s*(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d))$", re.IGNORECASE)
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?=\D|$)", re.ASCII)


def moment_of(value: object) -> str | None:
    """Return a moment given as a number or text of any usual kind; None where it is none of these."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return moments.of_epoch(value) if abs(value) >= _EARLIEST else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return moments.of_epoch(text) if abs(float(text)) >= _EARLIEST else None
    return moments.of_iso(_as_iso(text)) or moments.of_mail(text)


def _as_iso(text: str) -> str:
    """Return a date with its parts as ISO 8601 has them."""
    if found := _SLASHES.match(text):
        text = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{text[found.end() :]}"
    return _OFFSET.sub(lambda found: "Z" if found[1] else f"{found[2]}:{found[3]}", text, count=1) if ":" in text else text
