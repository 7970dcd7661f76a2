"""HTML as text to be read: paragraphs, quotations, lists, code, emphasis and the addresses of links, in the manner of mail.

Quotations begin with `> `, code is indented by four, a link stands as `words <address>`; emphasis is `*so*`, `**so**` and
`` `so` `` as in Markdown. What is hidden or runs (script, style, template) is left out.

Invariant: every visible character of the markup is in the text, in its order; nothing recurses, and time is linear.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

MOST_TAGS = 100_000
"""Tags from which markup is no page or comment that anybody wrote; only its text is taken, as parsing can take long."""

_DEEPEST = 5_000
"""Open tags of blocks beyond those closed, from which the parser's time is quadratic."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]{0,10000}>")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|ul|ol|blockquote|pre|table|tr|h[1-6]|hr)\b", re.IGNORECASE)
_OPENED = re.compile(r"<(?!/)[a-zA-Z]")
_CLOSED = re.compile(r"</[a-zA-Z]")
_HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "title", "-comment", "_comment", "svg", "iframe"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "aside", "main", "nav", "figure", "figcaption", "form", "fieldset"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "table", "address", "details", "summary", "center"}
)
_LINES = frozenset({"li", "dt", "dd", "tr", "caption", "option", "legend"})
_MARGINS = frozenset({"blockquote", "li", "dd"})
_RAISED = {"sup": "^", "sub": "_"}
_MARKS = {
    "em": "*",
    "i": "*",
    "cite": "*",
    "strong": "**",
    "b": "**",
    "code": "`",
    "tt": "`",
    "kbd": "`",
    "s": "~~",
    "del": "~~",
}
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|gemini|gopher|news|nntp):\S", re.IGNORECASE)
_TEXT = "-text"


def readable(markup: str, *, breaks: bool = False) -> str:
    """Return HTML as text; `breaks` says that the ends of lines in it are ends of lines, as blogs and chats store them.

    Markup without any tag of a block is taken for text whose lines are meant.
    """
    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    keeps_lines = breaks or _BLOCK_TAG.search(markup) is None
    if _is_bomb(markup):
        return _tidy(html.unescape(_TAG.sub(" ", markup)))
    tree = LexborHTMLParser(markup.encode("utf-8", "replace").decode())
    return "" if tree.body is None else readable_node(tree.body, breaks=keeps_lines)


def readable_node(top: LexborNode, leave_out: Callable[[LexborNode], bool] | None = None, *, breaks: bool = False) -> str:
    """Return what a node of a page says, without itself being left out; below it, `leave_out` decides what is.

    A node that is an item of a list or a quotation gives what stands in it, without the mark of one.
    """
    writer = _Writer(breaks=breaks, bare=top.mem_id if top.tag in _MARGINS else None)
    node: LexborNode | None = top
    while node is not None:
        goes_down = (node is top or leave_out is None or not leave_out(node)) and writer.enter(node)
        if goes_down and (child := node.child) is not None:
            node = child
            continue
        if goes_down:
            writer.leave(node)
        while node is not None and node.mem_id != top.mem_id and node.next is None:
            node = node.parent
            if node is not None:
                writer.leave(node)
        node = None if node is None or node.mem_id == top.mem_id else node.next
    return writer.text()


def _is_bomb(markup: str) -> bool:
    """Whether markup is made to keep a parser busy."""
    if markup.count("<") < _DEEPEST:
        return False
    tags = len(_OPENED.findall(markup))
    return tags > MOST_TAGS or tags - len(_CLOSED.findall(markup)) > _DEEPEST


@dataclass(slots=True)
class _Writer:
    """Text on its way out; `line` are the pieces of the line that is being written, `margins` what begins every line."""

    breaks: bool
    bare: int | None = None
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    bullet: str = ""
    gap: bool = False
    above: str = ""
    starts: list[tuple[int, int]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def text(self) -> str:
        """Return all that was written."""
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; return whether to go on below it."""
        tag = "div" if node.mem_id == self.bare else node.tag or ""
        if tag == _TEXT:
            self._write(node.text_content or "")
        elif tag in _HIDDEN:
            return False
        elif tag in {"br", "hr"}:
            self._end_line(always=tag == "br")
            if tag == "hr":
                self._lone_line("---")
        elif tag == "pre":
            self._code(node.text(deep=True))
            return False
        elif tag == "img":
            self.line.append(_picture(node))
        elif tag in {"td", "th"}:
            self.line.append(" | " if self.line else "")
        elif tag in _BLOCKS or tag in _LINES:
            self._begin_block(tag)
        elif tag in _MARKS or tag in _RAISED or tag == "a":
            self.starts.append((len(self.lines), len(self.line)))
        return True

    def leave(self, node: LexborNode) -> None:
        """End a node that was gone into."""
        tag = "div" if node.mem_id == self.bare else node.tag or ""
        if tag in _MARKS or tag in _RAISED or tag == "a":
            lines, start = self.starts.pop()
            if lines == len(self.lines):
                inside = _SPACE.sub(" ", "".join(self.line[start:]))
                del self.line[start:]
                self.line.append(_link(inside, node) if tag == "a" else _inline(inside, tag))
        elif tag in _BLOCKS or tag in _LINES:
            self._end_line()
            self.gap = self.gap or tag in _BLOCKS
            if tag in _MARGINS:
                self.margins.pop()
                self.bullet = ""
            if tag in {"ul", "ol"}:
                self.counts.pop()
                self.gap = not self.counts

    def _begin_block(self, tag: str) -> None:
        self._end_line()
        if tag in _BLOCKS and not (tag in {"ul", "ol"} and self.counts) and not self.bullet:
            self.gap = True
        if tag == "blockquote":
            self.margins.append("> ")
        elif tag in {"ul", "ol"}:
            self.counts.append(0 if tag == "ol" else -1)
        elif tag == "li":
            ordered = bool(self.counts) and self.counts[-1] >= 0
            if ordered:
                self.counts[-1] += 1
            self.bullet = f"{self.counts[-1]}. " if ordered else "- "
            self.margins.append(" " * len(self.bullet))
        elif tag == "dd":
            self.margins.append("  ")

    def _write(self, text: str) -> None:
        if not self.breaks or "\n" not in text:
            self.line.append(text)
            return
        first, *others = text.split("\n")
        self.line.append(first)
        for other in others:
            self._end_line(always=True)
            self.line.append(other)

    def _end_line(self, *, always: bool = False) -> None:
        """Write the line out; an empty one stands for a gap where it was asked for."""
        text = _SPACE.sub(" ", "".join(self.line)).strip(" ")
        self.line.clear()
        if text:
            self._put(text)
        elif always:
            self.gap = True

    def _put(self, text: str) -> None:
        margin = "".join(self.margins)
        if self.gap and self.lines:
            self.lines.append(min(margin, self.above, key=len).rstrip())
        self.gap, self.above = False, margin
        if self.bullet:
            margin, self.bullet = margin[: len(margin) - len(self.bullet)] + self.bullet, ""
        self.lines.append(margin + text)

    def _lone_line(self, text: str) -> None:
        self.gap = True
        self._put(text)
        self.gap = True

    def _code(self, text: str) -> None:
        self._end_line()
        self.gap = True
        for line in text.strip("\n").splitlines():
            self._put(f"    {line.rstrip()}")
        self.gap = True


def _inline(inside: str, tag: str) -> str:
    """Return words as their tag means them."""
    if tag in _MARKS:
        return _marked(inside, _MARKS[tag])
    words = inside.strip(" ")
    if not words:
        return inside
    return f"{_RAISED[tag]}{words}" if words.isalnum() else f"{_RAISED[tag]}({words})"


def _marked(inside: str, mark: str) -> str:
    """Put marks around words, not around the space beside them."""
    words = inside.strip(" ")
    if not words or mark in words:
        return inside
    return inside.replace(words, f"{mark}{words}{mark}", 1)


def _link(inside: str, node: LexborNode) -> str:
    """Return the words of a link and its address, once where they are the same or the words are the address cut short."""
    address = (node.attributes.get("href") or "").strip()
    words = inside.strip(" ")
    if not _ADDRESS.match(address):
        return inside
    shown = words.removesuffix("...").removesuffix("…")
    bare = address.partition("://")[2] or address.partition(":")[2]
    if ("." in shown or "/" in shown) and (
        address.startswith(shown) or bare.removeprefix("www.").startswith(shown.removeprefix("www."))
    ):
        return inside.replace(words, address, 1)
    return f"{inside.rstrip(' ')} <{address}>{inside[len(inside.rstrip(' ')) :]}" if words else f"<{address}>"


def _picture(node: LexborNode) -> str:
    """Return what a picture says of itself and where it lies; an emoji is its words, and a face beside a name is nothing."""
    words = (node.attributes.get("alt") or "").strip()
    address = (node.attributes.get("src") or "").strip()
    kind = (node.attributes.get("class") or "").lower()
    if "avatar" in kind or "avatar" in address:
        return ""
    if "emoji" in kind or "smile" in kind or not _ADDRESS.match(address):
        return f"[{words}]" if words else ""
    return f"[{words} <{address}>]" if words else f"[image {address}]"


def _tidy(text: str) -> str:
    """Return a text without space at the ends of its lines and around it."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
