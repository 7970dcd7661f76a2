"""Numbers with the word for what they count."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and the word that fits it; `many` is the word for one with an s, unless it is given."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
