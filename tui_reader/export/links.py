"""Addresses in archive text: only plain web addresses ever become links.

Invariant: what `web_address` lets through is printable ASCII with a host, over http or https, without a user or a password.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ADDRESS = 2048
"""Characters of an address that browsers and servers still agree on."""

_ADDRESS = re.compile(r"https?://[!-;=?-~]+", re.IGNORECASE | re.ASCII)
_TRAILING = ".,;:!?'\"*_"


def web_address(text: str | None) -> str | None:
    """Return the address if it can safely be linked, else None."""
    if not text or len(text) > LONGEST_ADDRESS or not text.isascii() or not text.isprintable() or set(text) & set(" <>\"'`\\"):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return text


def split_at_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is an address to link; together the pieces are the text."""
    start = 0
    for match in _ADDRESS.finditer(text):
        address = _without_trailing(match[0])
        if not web_address(address):
            continue
        if match.start() > start:
            yield text[start : match.start()], False
        yield address, True
        start = match.start() + len(address)
    if start < len(text):
        yield text[start:], False


def _without_trailing(address: str) -> str:
    """Drop what belongs to the sentence: punctuation, and a bracket that nothing in the address opens."""
    while address:
        last = address[-1]
        unopened = (last == ")" and "(" not in address) or (last == "]" and "[" not in address)
        if last not in _TRAILING and not unopened:
            break
        address = address[:-1]
    return address
