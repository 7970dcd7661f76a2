"""Saved pages: from the bytes of a file to a tree of elements, and whether the file ends where the page does.

What the bytes are is decided by a byte order mark, else UTF-8 if they are that, else what the page itself declares, else the
decoder of plain text.

Invariant: no page takes longer to parse than its length allows; one that is built to is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from tui_reader.decoding import decode
from tui_reader.errors import SourceError
from tui_reader.formats.base import Rejection

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_reader.formats.base import Document
    from tui_reader.model import Problem

_DEEPEST = 5_000
"""Open elements from which the parser's time is quadratic."""

_LOOKED_AT = 4_096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_LEAVES = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"})
_CLOSED_BY_NEXT = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "option", "html", "head", "body"})
_RAW = frozenset({"script", "style"})
_SHALLOW = _LEAVES | _CLOSED_BY_NEXT | _RAW
_WAYBACK = re.compile(r"^(?:https?://web\.archive\.org)?/web/\d+\w*/")
_END = re.compile(r"</html\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what is to be said of its file: what was guessed, and whether it ends before the page does."""

    tree: LexborHTMLParser
    troubles: tuple[Problem | Rejection, ...] = ()


def page_of(document: Document) -> Page:
    """Return the page of a document; raise SourceError where it is built to keep a parser busy."""
    text, problems = page_text(document.data)
    if _depth(text) > _DEEPEST:
        raise SourceError(f"{document.path}: its elements lie deeper in one another than those of any page")
    cut = (
        () if _END.search(text) else (Rejection("the page is cut short: the end is missing, and its last comment may be too"),)
    )
    return Page(LexborHTMLParser(text.encode("utf-8", "replace").decode()), (*problems, *cut))


def page_text(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page and what had to be guessed."""
    if b"\0" not in data[:_LOOKED_AT] and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _utf8(data)
        if text is None and (declared := _CHARSET.search(data[:_LOOKED_AT])):
            text = _declared(data, declared[1].decode("ascii"))
        if text is not None:
            return text, ()
    decoded = decode(data)
    return decoded.text, decoded.problems


def words_of(node: LexborNode | None) -> str:
    """Return the text of an element in one line; nothing where there is no element."""
    return " ".join(node.text(deep=True).split()) if node is not None else ""


def attribute(node: LexborNode | None, name: str) -> str | None:
    """Return an attribute with something in it."""
    return (node.attributes.get(name) or "").strip() or None if node is not None else None


def first_address(address: str) -> str:
    """Return an address as the page had it before the Wayback Machine put its own before it."""
    return _WAYBACK.sub("", address)


def _utf8(data: bytes) -> str | None:
    """Return bytes as UTF-8, without the character that their end may cut, or None where they are none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, name: str) -> str | None:
    """Return bytes in the encoding that a page declares; what it calls Latin-1 is windows-1252."""
    try:
        codec = codecs.lookup(name).name
        return None if codec == "utf-8" else data.decode("windows-1252" if codec == "iso8859-1" else codec, "replace")
    except (LookupError, ValueError, UnicodeError):
        return None


def _depth(text: str) -> int:
    """Return how many elements are open at once, at most; what scripts and styles hold are no elements."""
    depth = deepest = position = 0
    while tag := _TAG.search(text, position):
        position = tag.end()
        name = tag[2].lower()
        if name in _RAW and not tag[1]:
            end = text.find(f"</{tag[2]}", position)
            position = len(text) if end < 0 else end
        elif name not in _SHALLOW:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest
