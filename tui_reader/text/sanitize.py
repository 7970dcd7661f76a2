"""The one gate between archive text and the terminal.

Invariant: what `visible` returns holds no control character but newline and tab, no bidirectional control, no surrogate and
no tag character; letters of every script, right-to-left ones too, pass unchanged. The archive itself keeps the text as it was.
"""

from __future__ import annotations

import re

MARKS_PER_LETTER = 8
"""Combining marks kept on one letter: more than any orthography uses, few enough not to smear a screen."""

_BIDIRECTIONAL = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LINE_ENDS = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARK_PILE = re.compile(f"([{_MARKS}]{{{MARKS_PER_LETTER}}})[{_MARKS}]+")


def _replacements() -> dict[int, str | None]:
    """How each unsafe character is shown: control pictures, code points in angle brackets, or nothing for tags."""
    table: dict[int, str | None] = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = "\u2421"
    table.update(dict.fromkeys(range(0x80, 0xA0), "\ufffd"))
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    table.update({code: f"<U+{code:04X}>" for code in _BIDIRECTIONAL})
    table.update(dict.fromkeys(range(0xE0000, 0xE0080), None))
    table.update(dict.fromkeys(_LINE_ENDS, "\n"))
    return table


_REPLACEMENTS = _replacements()


def visible(text: str) -> str:
    """Return text that a terminal can only show, never obey; newlines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    if _UNSAFE.search(text):
        text = text.replace("\r\n", "\n").translate(_REPLACEMENTS)
    return _MARK_PILE.sub(r"\1", text)


def one_line(text: str) -> str:
    """Return visible text with every run of white space, line ends included, as one space."""
    return " ".join(visible(text).split())


def storable(text: str) -> str:
    """Return a text with "?" for what no database and no file holds: halves of characters, as a terminal may send them."""
    return text.encode("utf-8", "replace").decode("utf-8")
