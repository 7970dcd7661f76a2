"""File names from titles: safe on every system, whatever the title holds.

Invariant: a name is one printable path component of at most `NAME_BYTES` bytes in NFC; it never starts with a dot or a dash
and is no device name of any system.
"""

from __future__ import annotations

import re
import unicodedata

NAME_BYTES = 120
"""Bytes of a name, suffix included: less than any file system's limit, and room for a number in front of the suffix."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}
_KEPT = {"L", "M", "N"}
_GAP = re.compile(r"[\s.-]+")


def safe_name(title: str | None, suffix: str, mark: str = "") -> str:
    """Return a file name for a title; `mark` is a safe word that stays at its end when the title is cut."""
    ending = f"-{mark}{suffix}" if mark else suffix
    words = "".join(_kept(character) for character in unicodedata.normalize("NFC", title or ""))
    stem = _GAP.sub("-", words).strip("-_")
    if not stem or stem.lower() in _DEVICES:
        stem = f"thread-{stem}".rstrip("-")
    room = NAME_BYTES - len(ending.encode())
    cut = stem.encode()[:room].decode(errors="ignore").rstrip("-_")
    return unicodedata.normalize("NFC", cut + ending)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "C" and not character.isspace():
        return ""
    return character if category[0] in _KEPT or character in "-_" else " "
