"""The parts of a comment as people type them: paragraphs, quoted lines, code, list items; and the links in them.

Invariant: nothing but blank lines, quote marks and code fences is left out; nothing is added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTE = re.compile(r" {0,3}((?:> ?)++)(?![\d_:;.<=-])(.*)")
_ITEM = re.compile(r"( {0,12})([-*•‣–]|\d{1,3}[.)]|[a-z]\)) +(\S.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)[\w+-]*\s*$")
_CODE = re.compile(r"(?: {4}|\t)(\s*\S.{0,100})$")
_LINK = re.compile(r"https?://[^\s<>\"“”«»]+")
_LINK_TAIL = ".,;:!?'’*_"


class PartKind(StrEnum):
    """What a part of a comment is."""

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    CODE = "code"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind, joined by newlines.

    `level` counts the quote marks of a quote, and the spaces before the marker of an item. `apart` says that a blank line
    stood before.
    """

    kind: PartKind
    text: str
    level: int = 0
    marker: str = ""
    apart: bool = False


def parts(body: str) -> list[Part]:
    """Return the parts of a comment in their order, in time linear in its length."""
    found: list[tuple[Part, list[str]]] = []
    apart = False
    for line in _read_lines(body):
        if line is None:
            apart = bool(found)
            continue
        if found and not apart and _continues(found[-1][0], line):
            found[-1][1].append(line.text)
            continue
        if found and line.kind is PartKind.CODE and found[-1][0].kind is PartKind.CODE:
            found[-1][1].extend(("", line.text))
        else:
            found.append((replace(line, apart=apart), [line.text]))
        apart = False
    return [replace(first, text="\n".join(texts)) for first, texts in found]


def links(text: str) -> list[tuple[int, int]]:
    """Return where the web addresses in a text begin and end, without the punctuation of the sentence around them."""
    return [(match.start(), match.start() + len(_address(match.group()))) for match in _LINK.finditer(text)]


def _read_lines(body: str) -> Iterator[Part | None]:
    """Yield each line as a part of its own, None for a blank one; fences are swallowed."""
    fenced = False
    after_blank = True
    for line in body.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield Part(PartKind.CODE, line)
        elif not line or line.isspace():
            yield None
        else:
            part = _read_line(line, code_may_begin=after_blank)
            yield part
            after_blank = part.kind is PartKind.CODE
            continue
        after_blank = True


def _read_line(line: str, *, code_may_begin: bool) -> Part:
    if code_may_begin and (code := _CODE.match(line)):
        return Part(PartKind.CODE, code[1].rstrip())
    if quote := _QUOTE.match(line):
        return Part(PartKind.QUOTE, quote[2].rstrip(), level=quote[1].count(">"))
    if item := _ITEM.match(line):
        return Part(PartKind.ITEM, item[3].rstrip(), level=len(item[1]), marker=item[2])
    return Part(PartKind.PARAGRAPH, line.strip())


def _continues(part: Part, line: Part) -> bool:
    """Return whether a line goes on with the part above it."""
    if part.kind is PartKind.ITEM:
        return line.kind is PartKind.PARAGRAPH
    return part.kind is line.kind and part.level == line.level


def _address(text: str) -> str:
    """Return a web address without a full stop or bracket that closes the sentence it stands in."""
    end = len(text)
    unopened = text.count(")") - text.count("(")
    while text[end - 1] in _LINK_TAIL or (text[end - 1] in ")]}" and unopened > 0):
        end -= 1
        unopened -= text[end] == ")"
    return text[:end]
