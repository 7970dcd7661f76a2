"""From the bytes of a saved page to its markup: the declared encoding, the page in an MHTML file, the pages in a page's frames.

Invariant: every byte becomes text; nothing is fetched.
"""

from __future__ import annotations

import codecs
import email
import html
import re
from contextlib import suppress
from email.policy import compat32
from typing import TYPE_CHECKING

from tui_reader.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE
)
_MAIL = re.compile(rb"^(?:[A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^>]{0,4000}?\bsrcdoc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_MOST_PARTS = 10_000
_WESTERN = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}
"""Encodings that pages declare and browsers read as another."""


def markup_of(data: bytes) -> tuple[str, str | None]:
    """Return the markup of a page, and its address where the file that holds the page says so."""
    if data.lstrip()[:1] != b"<" and _MAIL.match(data[:8_192].replace(b"\r\n", b"\n")):
        return _page_in_mail(data)
    return decoded(data), None


def decoded(data: bytes, charset: str | None = None) -> str:
    """Return a page as text: by its mark, as UTF-8 where it is that, else as it declares, else as it looks."""
    if not data.startswith(_MARKS):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        found = _DECLARED.search(data[:16_384])
        declared = charset or (found[1].decode("ascii") if found else None)
        if declared and declared.lower() not in {"utf-8", "utf8"} and (text := _as_declared(data, declared)) is not None:
            return text
    return decode(data).text


def _as_declared(data: bytes, declared: str) -> str | None:
    """Return a page in the encoding that it declares; None where there is no such encoding."""
    name = _WESTERN.get(declared.lower(), declared)
    try:
        if "�" not in (text := data.decode(name, "replace")) or name == "windows-1252":
            return text
        return text if text.count("�") * 100 < len(text) else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _page_in_mail(data: bytes) -> tuple[str, str | None]:
    """Return the first page in an MHTML file."""
    message = email.message_from_bytes(data, policy=compat32)
    address = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    for part in _parts(message):
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            payload = part.get_payload(decode=True)
            own = part.get("Content-Location")
            found = address or own
            return decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset()), str(
                found
            ) if found else None
    return "", None


def _parts(message: Message) -> Iterator[Message]:
    waiting: list[Message] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting.extend(each for each in reversed(inner) if not isinstance(each, str))


def frames_of(markup: str) -> Iterator[str]:
    """Yield the pages that stand in the frames of a page, as programs save them that put all into one file."""
    for found in _FRAME.finditer(markup):
        yield html.unescape(found[1] if found[1] is not None else found[2])
