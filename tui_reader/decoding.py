r"""From bytes to lines of text.

What the bytes are is decided in this order: a byte order mark; UTF-16 that shows itself by its zero bytes; ISO-2022-JP, which
shows itself by its escapes; UTF-8; where little is UTF-8 and most letters are no ASCII, what charset-normalizer takes them for;
else each byte that is no UTF-8 is read as windows-1252 (latin-1 where that has no character). What was guessed is a problem.

A line ends at LF or CR LF. CR alone ends a line only where it outnumbers LF, and U+0085, U+2028 and U+2029 only where
neither is there: in a text with LF, line numbers are those of `text.split("\n")`. An end at the very end adds no line.

Invariant: every byte becomes text; nothing is dropped but the line ends and the byte order mark, which stays where it is a
line of its own, so that the line is not empty for us and something for others.
"""

from __future__ import annotations

import codecs
import re
import string
from dataclasses import dataclass, replace
from itertools import islice

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
_WESTERN = "windows-1252"
_JAPANESE = b"\x1b$"
"""The escape that turns to Japanese characters of two bytes in ISO-2022-JP."""

_OLDER = {
    **{f"cp{page}": f"windows-{page}" for page in (1251, 1253, 1255, 1256, 874)},
    "koi8_r": "koi8-r",
    "koi8_u": "koi8-u",
    "cp866": "cp866",
    "iso8859_5": "iso8859-5",
    "iso8859_7": "iso8859-7",
    "cp932": "shift_jis",
    "euc_jp": "euc-jp",
    "gb18030": "gb18030",
    "big5": "big5",
    "cp949": "euc-kr",
}
"""Encodings of scripts other than Latin that are told apart, as Python's codecs are called and as they are called elsewhere."""

_PYTHON_NAMES = {name: codec for codec, name in _OLDER.items()}
_LEAST_OTHER, _MOSTLY = 16, 0.35
"""Bytes that are no ASCII, and their share of all letters in the lines that have any, from which the script is not Latin."""

_LITTLE = 0.5
"""Share of the bytes that are no ASCII of which fewer make UTF-8 by chance."""

_LINES_LOOKED_AT = 400
_ASCII = bytes(range(128))
_ASCII_LETTERS = [bytes([letter]) for letter in string.ascii_letters.encode()]
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


def decode(data: bytes, known: str | None = None) -> Decoded:
    """Return the bytes as text, with a problem for everything that was guessed.

    What was guessed before and is `known` since is not guessed again: another release of the guesser may think otherwise.
    """
    if known in _PYTHON_NAMES:
        return Decoded(data.decode(_PYTHON_NAMES[known], "replace"), known)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            found = _decode_as(data[len(mark) :], encoding, ())
            return replace(found, text=_MARK + found.text) if found.text.startswith(_LINE_ENDS) else found
    if wide := _unmarked_utf16(data):
        guessed = Problem(f"no byte order mark; the zero bytes say that the encoding is {wide.upper()}", 1)
        return _decode_as(data, wide, (guessed,))
    if _JAPANESE in data and _decodes(data, "iso2022_jp"):
        return _decode_as(data, "iso2022_jp", (Problem("its escapes say that the encoding is ISO-2022-JP", 1),))
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
    well_formed = len(data.decode(encoding, "ignore").encode().translate(None, _ASCII))
    guess = _guessed(data) if well_formed < _LITTLE * len(data.translate(None, _ASCII)) else None
    said = (
        f"not UTF-8 (byte 0x{data[error.start]:02x} at column {column}); read as {guess or _WESTERN}, a guess at the encoding"
    )
    if guess:
        return guess, data.decode(_PYTHON_NAMES.get(guess, guess)), Problem(said, line)
    return encoding if well_formed else _WESTERN, data.decode(encoding, WESTERN_BYTES), Problem(said, line)


def _guessed(data: bytes) -> str | None:
    """Name the encoding of bytes most of whose letters are no ASCII; None for those of Western Europe, or of nobody.

    Between encodings of Latin letters nothing but the language decides, which is not known well enough.
    """
    lines = (line for line in data.splitlines() if not line.isascii())
    sample = b"\n".join(islice(lines, _LINES_LOOKED_AT))[:_LOOKED_AT].rsplit(b"\n", 1)[0]
    other = len(sample.translate(None, _ASCII))
    if other < _LEAST_OTHER or other < _MOSTLY * (other + sum(map(sample.count, _ASCII_LETTERS))):
        return None
    from charset_normalizer import from_bytes  # few sources need it, and it takes a while to load

    best = from_bytes(sample, cp_isolation=list(_OLDER)).best()
    name = best.encoding if best is not None else None
    return _OLDER[name] if name and _decodes(data, name) else None


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether bytes are well-formed in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


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


WESTERN_BYTES = "tui-reader-windows-1252"
"""How to read bytes that do not fit an encoding, as codecs call it: as windows-1252, never failing."""

_WINDOWS_1252 = [bytes([byte]).decode("windows-1252", "replace").replace("\ufffd", chr(byte)) for byte in range(256)]
codecs.register_error(WESTERN_BYTES, _as_windows_1252)
