"""The parts of a message (MIME, RFC 2045 and 2046): what each says that it is, and where one ends and the next begins.

Invariant: whatever the bytes are, they are taken apart in linear time; nothing raises.
"""

from __future__ import annotations

import binascii
import quopri
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from tui_reader.formats.charsets import text_of
from tui_reader.formats.mail_headers import Header, from_base64, split_message, without_encoding

_KIND = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;"]*))')
_PIECE = re.compile(r"(.+?)\*(\d{1,3})(\*?)")
_ESCAPE = re.compile(r"\\(.)")
_LETTERS = re.compile(rb"[A-Za-z0-9+/=\s]*")
_GUESSED_BOUNDARY = re.compile(rb"^--([^\r\n]{1,80}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
_LONGEST_FIELD = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message, or the whole of it; `kind` is its media type in small letters, `depth` how many parts it is in."""

    header: Header
    body: bytes
    kind: str
    depth: int = 0

    @classmethod
    def of(cls, header: Header, body: bytes, depth: int = 0, otherwise: str = "text/plain") -> Part:
        """Return a part of the type that its header states, `otherwise` where it states none."""
        found = _KIND.match(header.raw("content-type") or "")
        return cls(header, body, found[1].lower() if found else otherwise, depth)

    @property
    def is_attached(self) -> bool:
        """Whether it is meant to be saved rather than shown."""
        return (self.header.raw("content-disposition") or "").strip().lower().startswith("attachment")

    @property
    def file_name(self) -> str | None:
        """The name that it is to be saved by."""
        name = self.parameter("filename", "content-disposition") or self.parameter("name")
        return " ".join(without_encoding(name).split()) or None if name else None

    @property
    def data(self) -> bytes:
        """What it holds, without the encoding it travelled in."""
        return _decoded(self.body, (self.header.raw("content-transfer-encoding") or "").strip().lower())

    def parameter(self, name: str, field: str = "content-type") -> str | None:
        """Return a parameter of a field, also one in several pieces (RFC 2231)."""
        pieces: dict[int, str] = {}
        for found in _PARAMETER.finditer((self.header.raw(field) or "")[:_LONGEST_FIELD]):
            key = found[1].lower()
            value = _ESCAPE.sub(r"\1", found[2]) if found[2] is not None else found[3].strip()
            if key == name:
                return value
            if key == f"{name}*":
                return _extended(value)
            if (piece := _PIECE.fullmatch(key)) and piece[1] == name:
                pieces[int(piece[2])] = value + ("\0" if piece[3] else "")
        whole = "".join(pieces[number] for number in sorted(pieces))
        return (_extended(whole.replace("\0", "")) if "\0" in whole else whole) or None


@dataclass(frozen=True, slots=True)
class Division:
    """What a part consists of: its own parts, what stands after them, and whether the mark of their end is there."""

    parts: tuple[Part, ...]
    after: bytes
    is_closed: bool


def divided(part: Part) -> Division:
    """Return the parts of a part; where the boundary that it states is not there, one is looked for."""
    stated = (part.parameter("boundary") or "").rstrip().encode("utf-8", "replace")
    for boundary in (stated, _guessed_boundary(part.body)):
        if boundary and (division := _divided_at(part, boundary)).parts:
            return division
    return Division((), b"", is_closed=not stated)


def _guessed_boundary(body: bytes) -> bytes:
    """Return what stands after two hyphens in the first line above a field of a part's header."""
    found = _GUESSED_BOUNDARY.search(body)
    return found[1] if found else b""


def _divided_at(part: Part, boundary: bytes) -> Division:
    """Return the parts of a part that lie between lines of that boundary."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    otherwise = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    parts: list[Part] = []
    start: int | None = None
    for found in line.finditer(part.body):
        if start is not None:
            parts.append(_part_from(part.body[start : found.start()], part.depth + 1, otherwise))
        start = found.end()
        if found[1]:
            return Division(tuple(parts), part.body[start:], is_closed=True)
    if start is not None and part.body[start:].strip():
        parts.append(_part_from(part.body[start:], part.depth + 1, otherwise))
    return Division(tuple(parts), b"", is_closed=False)


def _part_from(data: bytes, depth: int, otherwise: str) -> Part:
    """Return the part that stands after the end of a line of boundary."""
    return Part.of(*split_message(data.partition(b"\n")[2]), depth, otherwise)


def _extended(value: str) -> str:
    """Return a value that names its charset and language before it, and has its bytes in hexadecimal."""
    charset, apostrophe, rest = value.partition("'")
    return text_of(unquote_to_bytes(rest.partition("'")[2] if apostrophe else value), charset if apostrophe else None)


def _decoded(body: bytes, encoding: str) -> bytes:
    """Return a body without the encoding it travelled in, as far as it can be read."""
    if encoding.startswith("quoted-printable"):
        return quopri.decodestring(body)
    if encoding.startswith("base64"):
        return _from_base64_and_after(body)
    return _from_uuencoding(body) if "uue" in encoding else body


def _from_base64_and_after(body: bytes) -> bytes:
    """Return what base64 stands for, and the words that a mailing list put below it."""
    end = 0
    for line in body.splitlines(keepends=True):
        if not _LETTERS.fullmatch(line) or (b" " in line.strip() and end):
            rest = body[end:]
            return from_base64(body[:end]) + b"\n" + rest if b" " in rest.strip() else from_base64(body)
        end += len(line)
    return from_base64(body)


def _from_uuencoding(body: bytes) -> bytes:
    """Return what the lines between `begin` and `end` stand for; the body as it is where there are none."""
    lines = iter(body.splitlines())
    if not any(line.startswith(b"begin ") for line in lines):
        return body
    pieces: list[bytes] = []
    for line in lines:
        if line.strip() == b"end":
            break
        with suppress(binascii.Error):
            pieces.append(binascii.a2b_uu(line))
    return b"".join(pieces)
