"""Names that may be one person's: alike but for case, spaces, punctuation, accents, a number at the end, a slip or a cut.

Invariant: nothing is decided here; a name is no more than shown beside another one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_LETTERS = re.compile(r"[\W_]+")
_LONG_ENOUGH_FOR_A_NUMBER, _LONG_ENOUGH_FOR_A_SLIP, _LONG_ENOUGH_FOR_A_CUT = 3, 6, 8

_SHARED = 3
"""Letters at the beginning, or at the end, that all names that are alike share."""


def bare(name: str) -> str:
    """Return a name without case, accents, spaces and punctuation; one of nothing else keeps it."""
    if not name.isascii():
        name = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    folded = name.casefold()
    return _NO_LETTERS.sub("", folded) or folded


def are_alike(one: str, other: str) -> bool:
    """Return whether two bare names may be one person's."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if short == long:
        return True
    if long.startswith(short):
        return _goes_on(short, long[len(short) :])
    return len(short) >= _LONG_ENOUGH_FOR_A_SLIP and len(long) - len(short) <= 1 and _is_a_slip(short, long)


def _goes_on(short: str, rest: str) -> bool:
    """Return whether a name may be another one with a number at its end, or cut off."""
    if rest.isdigit():
        return len(short) >= _LONG_ENOUGH_FOR_A_NUMBER and not short[-1].isdigit()
    slip = len(rest) == 1 and len(short) >= _LONG_ENOUGH_FOR_A_SLIP
    return slip or len(short) >= _LONG_ENOUGH_FOR_A_CUT


def _is_a_slip(short: str, long: str) -> bool:
    """Return whether two names differ in one letter; a digit is what tells people apart."""
    half = len(short) // 2
    if short[:half] != long[:half] and short[-half:] != long[-half:]:
        return False
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if long[at].isdigit() or (at < len(short) and short[at].isdigit()):
        return False
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]


def alike(name: str, bare_names: Iterable[str]) -> list[int]:
    """Return the places of the bare names that may be the person of a name."""
    wanted = bare(name)
    start, end = wanted[:_SHARED], wanted[-_SHARED:]
    likely = ((place, other) for place, other in enumerate(bare_names) if other.startswith(start) or other.endswith(end))
    return [place for place, other in likely if are_alike(wanted, other)]
