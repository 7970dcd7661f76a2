"""Charsets as mail declares them: often misspelt, now and then wrong, sometimes of no encoding that exists.

Invariant: whatever is declared, bytes become text; nothing raises.
"""

from __future__ import annotations

import re

from tui_reader.decoding import decode

_ODD = re.compile(r"[^a-z0-9]+")
_WIDER = {
    "ascii": None,
    "us_ascii": None,
    "ansi_x3_4_1968": None,
    "unknown_8bit": None,
    "x_unknown": None,
    "default": None,
    "utf8": "utf-8",
    "unicode_1_1_utf_7": "utf-7",
    "iso_8859_1": "windows-1252",
    "latin1": "windows-1252",
    "latin_1": "windows-1252",
    "cp_850": "cp850",
    "x_sjis": "cp932",
    "shift_jis": "cp932",
    "x_gbk": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "x_euc_jp": "euc-jp",
    "euc_kr": "cp949",
    "ks_c_5601_1987": "cp949",
    "iso_8859_8_i": "iso8859-8",
    "iso_8859_8_e": "iso8859-8",
    "x_mac_roman": "mac-roman",
    "macintosh": "mac-roman",
    "x_big5": "big5hkscs",
    "big5": "big5hkscs",
}
"""What a declared charset is read as: one that has all of its characters and those that its users took along."""

_LIKE_ASCII = frozenset({None, "utf-8", "windows-1252"})

_HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of pairs, which UTF-7 lets through alone."""

_NO_CHARSETS = re.compile(r"punycode|idna|unicode.?escape|raw.?unicode|undefined|mbcs|oem")
"""Codecs of Python that no message can mean."""


def text_of(data: bytes, charset: str | None) -> str:
    """Return bytes as text in the charset that is declared, else in what they seem to be."""
    codec = _codec(charset)
    if codec in _LIKE_ASCII and data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    try:
        return decode(data).text if codec is None else _HALVES.sub("\ufffd", data.decode(codec))
    except UnicodeError:
        return _text_against_declaration(data, codec)
    except (LookupError, ValueError):
        return decode(data).text


def _codec(charset: str | None) -> str | None:
    """Name the codec of a declared charset; None where the bytes themselves know better."""
    name = (charset or "").partition("*")[0].strip(" \t\"'").lower()
    if not name or not name.isascii() or _NO_CHARSETS.search(name):
        return None
    return _WIDER.get(_ODD.sub("_", name), name)


def _text_against_declaration(data: bytes, codec: str | None) -> str:
    """Return bytes as text that do not fit their declared encoding: a Latin one is guessed anew, others keep what fits."""
    if codec in _LIKE_ASCII or _is_utf8(data):
        return decode(data).text
    return _HALVES.sub("\ufffd", data.decode(str(codec), "replace"))


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are well-formed UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
