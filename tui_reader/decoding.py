r"""From bytes to lines of text.

What the bytes are is decided in this order: a byte order mark; UTF-16 that shows itself by its zero bytes; UTF-8, in which
each byte that is no UTF-8 is read as windows-1252 (latin-1 where that has no character). Whatever was guessed is a problem.

A line ends at LF or CR LF. CR alone ends a line only where it outnumbers LF, and U+0085, U+2028 and U+2029 only where
neither is there: in a text with LF, line numbers are those of `text.split("\n")`. An end at the very end adds no line.

Invariant: every byte becomes text; nothing is dropped but the line ends and the byte order mark, which stays where it is a
line of its own, so that the line is not empty for us and something for others.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from tui_reader.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK = "\ufeff"
_LINE_ENDS = ("\n", "\r")
_RARE_ENDS = re.compile("[\x85\u2028\u2029]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")

_LOOKED_AT = 65_536
"""Bytes that are enough to know UTF-16 by."""
_SPACES_OF_TEXT = 0.05
"""Least share of spaces and line ends among the characters of a text."""
_ZEROS_OF_TEXT = 0.1
"""Least share of characters of UTF-16 that have a zero half: any script has its spaces, digits and line ends."""
_CONTROLS_OF_BINARY = 0.3
"""Share of control bytes from which even well-formed UTF-8 is no text."""
_CONTROLS_OF_MALFORMED_BINARY = 0.02
"""The same for bytes that are no UTF-8: text in older encodings has next to none, random bytes have a tenth."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what had to be guessed."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The text's lines without their ends."""
        return split_lines(self.text)


def decode(data: bytes) -> Decoded:
    """Return the bytes as text, with a problem for everything that was guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            found = _decode_as(data[len(mark) :], encoding, ())
            return replace(found, text=_MARK + found.text) if found.text.startswith(_LINE_ENDS) else found
    if wide := _unmarked_utf16(data):
        guessed = Problem(f"no byte order mark; the zero bytes say that the encoding is {wide.upper()}", 1)
        return _decode_as(data, wide, (guessed,))
    return _decode_as(data, "utf-8", ())


def is_binary(head: bytes) -> bool:
    """Whether bytes cannot be text in any encoding that is known here."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf16(head) or not head:
        return False
    controls = 1 - len(head.translate(None, _CONTROLS)) / len(head)
    if controls <= _CONTROLS_OF_MALFORMED_BINARY:
        return False
    return controls > _CONTROLS_OF_BINARY or not _is_utf8(head)


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text without their ends."""
    feeds = text.count("\n")
    if text.count("\r") - text.count("\r\n") > feeds:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    elif feeds:
        lines = [line.removesuffix("\r") for line in text.split("\n")]
    else:
        lines = _RARE_ENDS.split(text.removesuffix("\r"))
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def _decode_as(data: bytes, encoding: str, problems: tuple[Problem, ...]) -> Decoded:
    """Decode, and report the first byte that does not fit and the control characters that files should not hold."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        encoding, text, problem = _decode_with_guesses(data, encoding, error)
        problems = (*problems, problem)
    if "\0" in text:
        place, column = _place(text, text.index("\0"))
        count = text.count("\0")
        problems = (*problems, Problem(f"{count} NUL control characters, the first at column {column}; kept", place))
    if not text.count("\n") + text.count("\r") and (end := _RARE_ENDS.search(text)):
        problems = (*problems, Problem(f"lines end in U+{ord(end[0]):04X}", 1))
    return Decoded(text, encoding, problems)


def _decode_with_guesses(data: bytes, encoding: str, error: UnicodeDecodeError) -> tuple[str, str, Problem]:
    """Decode bytes that do not fit their encoding; the problem says where the first is and what was done."""
    good = data[: error.start].decode(encoding)
    line, column = _place(good, len(good))
    if encoding != "utf-8":
        said = f"not {encoding.upper()}: bytes at column {column} do not fit the encoding; read as U+FFFD"
        return encoding, data.decode(encoding, "replace"), Problem(said, line)
    guess = "windows-1252" if data.decode(encoding, "ignore").isascii() else encoding
    byte = data[error.start]
    said = f"not UTF-8 (byte 0x{byte:02x} at column {column}); read as windows-1252, a guess at the encoding"
    return guess, data.decode(encoding, _GUESS), Problem(said, line)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both counted from 1, of an offset."""
    before = split_lines(text[:offset] + "x")
    return len(before), len(before[-1])


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark, or None where the bytes are anything else."""
    head = data[:_LOOKED_AT]
    if b"\0" not in head or len(data) % 2:
        return None
    for encoding, zeros in (("utf-16-le", head[1::2].count(0)), ("utf-16-be", head[::2].count(0))):
        text = head.decode(encoding, "replace")
        spaces = text.count(" ") + text.count("\n")
        if zeros >= _ZEROS_OF_TEXT * len(text) and spaces >= _SPACES_OF_TEXT * len(text):
            return encoding
    return None


def _is_utf8(head: bytes) -> bool:
    """Whether bytes are UTF-8, except for a character that the end may cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that a decoder cannot as windows-1252, or latin-1 where that has no character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_WINDOWS_1252[byte] for byte in bad), error.end


_GUESS = "tui-reader-windows-1252"
_WINDOWS_1252 = [bytes([byte]).decode("windows-1252", "replace").replace("\ufffd", chr(byte)) for byte in range(256)]
codecs.register_error(_GUESS, _as_windows_1252)
