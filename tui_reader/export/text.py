"""Plain text: the article, then the comments indented by reply, each with its place in the source.

Invariant: no line of an archive is lost, and none holds a control character; prose is wrapped, code is not.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from tui_reader.export import wording
from tui_reader.export.entries import Entry, entries
from tui_reader.export.passages import Passage, PassageKind, passages
from tui_reader.model import BlockKind, Status
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui_reader.model import Block, Origin, ThreadDocument

WIDTH = 80
"""Columns of a page."""

DEEPEST_INDENT = 12
"""Levels of indentation; replies further down stay there and say whom they answer."""


def write(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread, or the chosen part of it, as plain text."""
    origin = document.thread.origin
    heading = wording.title(document)
    out.write(_lines([*_wrapped(heading), "=" * min(len(heading), WIDTH), ""]))
    out.writelines(_lines(_wrapped(f"{label}: {value}", "    ")) for label, value in wording.facts(document))
    out.writelines(_lines(["", *_block(block)]) for block in wording.article(document))
    out.write(_lines(["", "Comments", "--------"]))
    for entry in entries(document):
        indent = "  " * min(entry.depth, DEEPEST_INDENT)
        out.write(_lines(["", *(indent + line if line else "" for line in _comment(entry, origin, WIDTH - len(indent)))]))
    if document.problems:
        out.write(_lines(["", "Problems", "--------", *wording.problems(document)]))


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _wrapped(line: str, hanging: str = "", width: int = WIDTH) -> list[str]:
    """Return a line broken between words; what is longer than a page stays whole."""
    return wrap(line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False) or [""]


def _block(block: Block) -> Iterator[str]:
    marks = {BlockKind.PARAGRAPH: "", BlockKind.HEADING: "", BlockKind.TITLE: "", BlockKind.QUOTE: "> "}
    mark = marks.get(block.kind, f"[{block.kind.value}] ")
    for passage in passages(block.text):
        for line in passage.lines:
            yield from _wrapped(mark + line.strip(), mark if block.kind is BlockKind.QUOTE else "")
    if block.kind is BlockKind.HEADING:
        yield "-" * min(len(one_line(block.text)), WIDTH)


def _comment(entry: Entry, origin: Origin, width: int) -> Iterator[str]:
    comment = entry.comment
    said = [wording.name(comment), wording.date(comment), *wording.marks(entry)]
    said.append(wording.reply(entry, always=entry.depth > DEEPEST_INDENT, cite=one_line))
    yield from _wrapped(" | ".join(part for part in said if part), "    ", width)
    where = wording.place(comment.span, origin)
    yield f"[{where}; {one_line(comment.key)}]" if where else f"[{one_line(comment.key)}]"
    found = passages(comment.body)
    if not found and comment.status is Status.PRESENT:
        yield from ("", "(no text)")
    for passage in found:
        yield ""
        yield from _passage(passage, width)


def _passage(passage: Passage, width: int) -> Iterator[str]:
    if passage.kind is PassageKind.CODE:
        yield from (f"    {line}" for line in passage.lines)
        return
    mark = ">" * passage.level + " " if passage.level else ""
    for line in passage.lines:
        yield from _wrapped(mark + line.strip(), mark, width)
