"""The header of a message and its fields, in whatever encoding they were written (RFC 5322, 2047; and as they really are).

Invariant: whatever the bytes are, a header is split and decoded; nothing raises, and time is linear.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.decoding import decode
from tui_reader.formats.charsets import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
"""What a line of a header begins with."""

_END = re.compile(rb"\n\r?\n")
_POSTMARK = re.compile(rb">?From ")
_ENCODED_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*)\?=")
_IN_ANGLES = re.compile(r"<([^<>]+)>")
_SENDER_BEFORE = re.compile(r"\bfrom\b[^<>]*$", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_LONGEST_ID = 998


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header by their names in small letters; `is_ended` says that an empty line follows them."""

    fields: Mapping[str, Sequence[bytes]]
    is_ended: bool

    def raw(self, name: str) -> str | None:
        """Return the first field of that name that says anything, encoded words left as they are."""
        return next((text for text in self.every(name) if text), None)

    def text(self, *names: str) -> str | None:
        """Return what the first of these fields says that says anything."""
        return next((said for name in names if (raw := self.raw(name)) and (said := without_encoding(raw).strip())), None)

    def every(self, name: str) -> list[str]:
        """Return all fields of that name."""
        return [_as_text(value) for value in self.fields.get(name, ())]


def split_message(data: bytes) -> tuple[Header, bytes]:
    """Return the header of a message, or of a part of one, and its body."""
    if data.startswith((b"\n", b"\r\n")):
        return Header({}, is_ended=True), data.partition(b"\n")[2]
    end = _END.search(data)
    block = data[: end.start() + 1] if end else data
    fields: list[tuple[str, list[bytes]]] = []
    place = 0
    for line in block.splitlines(keepends=True):
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line.strip())
        elif found := FIELD.match(line):
            fields.append((found[0][:-1].strip().lower().decode("ascii"), [line[found.end() :].strip()]))
        elif not (_POSTMARK.match(line) and not fields):
            return _header(fields, is_ended=True), data[place:]
        place += len(line)
    return _header(fields, is_ended=end is not None), data[end.end() :] if end else b""


def _header(fields: list[tuple[str, list[bytes]]], *, is_ended: bool) -> Header:
    """Return the header whose fields were read line by line."""
    by_name: dict[str, list[bytes]] = {}
    for name, lines in fields:
        by_name.setdefault(name, []).append(b" ".join(lines).strip())
    return Header(by_name, is_ended)


def _as_text(value: bytes) -> str:
    """Return a field as text; one that is not ASCII is in the encoding that it seems to be in."""
    return value.decode("ascii") if value.isascii() and b"\x1b" not in value else decode(value).text


def without_encoding(text: str) -> str:
    """Return a text with its encoded words (RFC 2047) as what they stand for; characters cut between two words are mended."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    pending, charset, place = b"", "", 0
    for word in _ENCODED_WORD.finditer(text):
        between = text[place : word.start()]
        if between.strip() or not place or word[1].lower() != charset:
            pieces.append(text_of(pending, charset))
            pieces.append(between if between.strip() or not place else "")
            pending, charset = b"", word[1].lower()
        pending += _bytes_of(word[2], word[3])
        place = word.end()
    return "".join((*pieces, text_of(pending, charset), text[place:]))


def _bytes_of(encoding: str, payload: str) -> bytes:
    """Return the bytes that an encoded word stands for, as many as can be read."""
    data = payload.strip().encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    return from_base64(data)


def from_base64(data: bytes) -> bytes:
    """Return what base64 stands for, as much of it as is whole."""
    letters = data.translate(None, b"\r\n\t =")
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _padded(letters[len(letters) // 4 * 4 :]))
    except binascii.Error:
        return _from_letters(letters)


def _from_letters(letters: bytes) -> bytes:
    """Return what the letters of base64 stand for that stand between others."""
    good = re.sub(rb"[^A-Za-z0-9+/]", b"", letters)
    return binascii.a2b_base64(good[: len(good) // 4 * 4] + _padded(good[len(good) // 4 * 4 :]))


def _padded(letters: bytes) -> bytes:
    """Return the last letters of base64, filled up; a single one stands for nothing."""
    return b"" if len(letters) < 2 else letters.ljust(4, b"=")


def message_ids(text: str | None) -> list[str]:
    """Return the ids that a field names, each once, in angle brackets or all bare; the address of a writer is none of them."""
    if not text:
        return []
    said = without_encoding(text)
    found: dict[str, None] = {}
    start = 0
    for token in _IN_ANGLES.finditer(said):
        name = _SPACE.sub("", token[1])
        if name and len(name) <= _LONGEST_ID and not _SENDER_BEFORE.search(said[start : token.start()]):
            found[name] = None
        start = token.end()
    if not found and "<" not in said:
        words = said.split()
        if all("@" in word and len(word) <= _LONGEST_ID for word in words):
            found = dict.fromkeys(words)
    return list(found)
