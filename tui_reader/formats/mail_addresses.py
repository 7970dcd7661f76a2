"""Who wrote a message: the name that a From field shows, in any of the forms that there have been since 1980.

Invariant: the answer is a name, else the address as it is written, else None; never an empty text.
"""

from __future__ import annotations

import re

from tui_reader.formats.mail_headers import without_encoding

_QUOTED = re.compile(r"\\(.)")
_MARKS = "\"' \t"


def shown_author(field: str | None) -> str | None:
    """Return the name of the first writer that a From field shows, else the address."""
    if not field:
        return None
    name, bracket, rest = field.partition("<") if '"' not in field else _split_after_quotes(field)
    if bracket:
        address, _, after = rest.partition(">")
        return _cleaned(name) or _cleaned(_in_parentheses(after)) or _cleaned(address)
    return _cleaned(_in_parentheses(field)) or _cleaned(field)


def _split_after_quotes(field: str) -> tuple[str, str, str]:
    """Split a field at the first angle bracket that is not within quotation marks; at the first one if their end is missing."""
    quoted = False
    for place, letter in enumerate(field):
        if letter == '"' and field[place - 1 : place] != "\\":
            quoted = not quoted
        elif letter == "<" and not quoted:
            return field[:place], letter, field[place + 1 :]
    return field.partition("<") if quoted else (field, "", "")


def _in_parentheses(text: str) -> str:
    """Return what stands in the outermost parentheses."""
    start, end = text.find("("), text.rfind(")")
    return text[start + 1 : end] if 0 <= start < end else ""


def _cleaned(text: str) -> str | None:
    """Return a name without quotation marks around it, escapes, encoded words and doubled space; None if nothing is left."""
    words = without_encoding(_QUOTED.sub(r"\1", text.strip(_MARKS)))
    return " ".join(words.split()).strip(_MARKS) or None
