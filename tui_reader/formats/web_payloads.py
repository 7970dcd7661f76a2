"""What a web server answered, as a crawler wrote it down: the status, the headers, and the payload with its packing undone.

Archives differ in whether they keep the transfer's chunks and the content's packing, whatever the headers say; so both are
undone where they are there.

Invariant: no payload gets larger than `LARGEST_PAYLOAD`; what is cut short or damaged gives what there is, and says so.
"""

from __future__ import annotations

import codecs
import re
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

LARGEST_PAYLOAD = 64 * 1024 * 1024
"""Bytes of the largest payload that is read."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"(?:HTTP/\d(?:\.\d)?|ICY|SHOUTCAST)\s+(\d{3})", re.ASCII)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""Encodings that browsers read as one that has more characters, as Python's codecs are called."""

_LARGEST_HEAD = 1 << 20
_PIECE = 128
"""Bytes fed at once: what a damaged page may lose before its damage."""


class PayloadError(ValueError):
    """A payload that cannot be given, with the reason as a clause."""


@dataclass(slots=True)
class Answer:
    """A server's answer; `headers` go by their names in small letters, `troubles` say what is not whole."""

    status: int
    headers: dict[str, str]
    payload: bytes
    troubles: list[str] = field(default_factory=list)


def answer_in(block: bytes) -> Answer | None:
    """Return the answer that a block holds, None where it holds none; raise PayloadError where it cannot be unpacked."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _HEAD_END.search(block, 0, _LARGEST_HEAD)
    head, payload = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    answer = Answer(int(status[1]), headers_of(head.partition(b"\n")[2]), payload)
    if answer.status == 200:
        if "chunked" in answer.headers.get("transfer-encoding", "").lower():
            answer.payload = _without_chunks(payload, answer.troubles)
        for packing in reversed(answer.headers.get("content-encoding", "").lower().replace(" ", "").split(",")[-3:]):
            answer.payload = _unpacked(answer.payload, packing, answer.troubles)
    return answer


def headers_of(head: bytes) -> dict[str, str]:
    """Return headers by their names in small letters; the first of a name counts, and a line that begins blank goes on."""
    headers: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").splitlines():
        if line[:1] in {" ", "\t"} and name:
            headers[name] += f" {line.strip()}"
            continue
        before, colon, after = line.partition(":")
        name = before.strip().lower()
        if not colon or name in headers:
            name = ""
        else:
            headers[name] = after.strip()
    return headers


def _without_chunks(payload: bytes, troubles: list[str]) -> bytes:
    """Return a payload without the lines of a chunked transfer; as it is where there are none."""
    place = 0
    pieces: list[bytes] = []
    while line := _CHUNK.match(payload, place):
        size = int(line[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(payload[line.end() : line.end() + size])
        place = line.end() + size
        place += 2 if payload[place : place + 2] == b"\r\n" else payload[place : place + 1] == b"\n"
    if pieces or not payload:
        troubles.append("the transfer was broken off; what there is of the page was read")
    return b"".join(pieces) if pieces else payload


def _unpacked(payload: bytes, packing: str, troubles: list[str]) -> bytes:
    """Return a payload with one packing undone; as it is where that is not there after all."""
    if packing in {"gzip", "x-gzip"} and payload.startswith(b"\x1f\x8b"):
        inflater = zlib.decompressobj(31)
        return _fed(payload, inflater.decompress, lambda: inflater.eof, troubles)
    if packing == "deflate" and not _is_plain(payload):
        inflater = zlib.decompressobj(15 if _has_zlib_head(payload) else -15)
        return _fed(payload, inflater.decompress, lambda: inflater.eof, troubles)
    if packing == "zstd" and payload.startswith(b"\x28\xb5\x2f\xfd"):
        unpacker = _zstd().ZstdDecompressor()
        return _fed(payload, unpacker.decompress, lambda: unpacker.eof, troubles)
    if packing == "br" and not _is_plain(payload):
        brotli = _brotli().Decompressor()
        return _fed(payload, partial(_brotli_step, brotli), brotli.is_finished, troubles)
    return payload


def _is_plain(payload: bytes) -> bool:
    """Whether a payload was unpacked before it was written down."""
    return payload.lstrip()[:1] in {b"<", b"{", b"[", b""}


def _has_zlib_head(payload: bytes) -> bool:
    return payload[:1] == b"\x78" and int.from_bytes(payload[:2], "big") % 31 == 0


def _fed(payload: bytes, step: Callable[[bytes, int], bytes], is_done: Callable[[], bool], troubles: list[str]) -> bytes:
    """Return what comes out of a payload piece by piece, up to its end or damage; raise PayloadError where it is too much."""
    made = bytearray()
    try:
        for place in range(0, len(payload), _PIECE):
            made += step(payload[place : place + _PIECE], LARGEST_PAYLOAD + 1 - len(made))
            if len(made) > LARGEST_PAYLOAD:
                raise PayloadError(f"it unpacks to more than {LARGEST_PAYLOAD >> 20} MiB")
            if is_done():
                return bytes(made)
        troubles.append("the packed page ends too early; what there is of it was read")
    except _damage():
        troubles.append("the packed page is damaged; what comes before the damage was read")
    return bytes(made)


class _Brotli(Protocol):
    """What undoes brotli."""

    def process(self, data: bytes, /, output_buffer_limit: int) -> bytes:
        """Return what comes out of more data, hardly more bytes than the limit."""
        ...

    def can_accept_more_data(self) -> bool:
        """Whether all has come out of what went in."""
        ...


def _brotli_step(decoder: _Brotli, data: bytes, limit: int) -> bytes:
    """Return what brotli makes of more data, hardly more than the limit."""
    made = decoder.process(data, output_buffer_limit=limit)
    while len(made) < limit and not decoder.can_accept_more_data():
        made += decoder.process(b"", output_buffer_limit=limit - len(made))
    return made


def _brotli() -> ModuleType:
    try:
        return import_module("brotli")
    except ImportError:
        raise PayloadError("it is packed with brotli, a library that is not there: pip install brotli") from None


def _zstd() -> ModuleType:
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def _damage() -> tuple[type[Exception], ...]:
    """Return what the libraries raise at damage; brotli's only where it is there."""
    brotli = sys.modules.get("brotli")
    return (zlib.error, _zstd().ZstdError, *([brotli.error] if brotli else []))


def in_utf_8(payload: bytes, content_type: str) -> bytes:
    """Return a text in UTF-8, with its mark, where the server named another encoding and the text can be in that."""
    charset = _CHARSET.search(content_type)
    if charset is None or payload.startswith(_MARKS):
        return payload
    try:
        name = codecs.lookup(charset[1]).name
    except LookupError:
        return payload
    if name == "utf-8" or name.startswith(("utf-16", "utf-32", "idna", "punycode")) or _decodes(payload, "utf-8"):
        return payload
    with suppress(UnicodeError, LookupError):
        return codecs.BOM_UTF8 + payload.decode(_WIDER.get(name, name)).encode()
    return payload


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
