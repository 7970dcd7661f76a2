"""Addresses in archive text: only plain web addresses ever become links.

Invariant: what `web_address` lets through is printable ASCII with a host, over http or https, without a user or a password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.text.prose import links

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ADDRESS = 2048
"""Characters of an address that browsers and servers still agree on."""


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
    shown = 0
    for start, end in links(text):
        if not web_address(text[start:end]):
            continue
        if start > shown:
            yield text[shown:start], False
        yield text[start:end], True
        shown = end
    if shown < len(text):
        yield text[shown:], False
