"""What exports of blogs have in common: hosts, titles and names as they are written in them.

Invariant: nothing here fails, whatever a source holds; what it does not say is None.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from tui_reader.model import Block, BlockKind
from tui_reader.text.markup import readable

_STYLE = re.compile(r"</?(?:a|abbr|b|big|br|cite|code|em|font|i|q|small|span|strong|sub|sup|tt|u)\b[^<>]*+>", re.IGNORECASE)


def host_of(address: str) -> str | None:
    """Return the host of an address without `www.`."""
    try:
        host = urlsplit(address.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host else None


def phrase(text: str) -> str | None:
    """Return a title or a name as it is shown: without entities and style, on one line."""
    return " ".join(html.unescape(_STYLE.sub("", text)).split()) or None


def blocks_of(title: str | None, markup: str) -> tuple[Block, ...]:
    """Return an article's title and its paragraphs; in its HTML, lines end where they end."""
    head = [Block(BlockKind.TITLE, title)] if title else []
    pieces = (piece.strip("\n").rstrip() for piece in readable(markup, breaks=True).split("\n\n"))
    return (*head, *(Block(BlockKind.PARAGRAPH, piece) for piece in pieces if piece))
