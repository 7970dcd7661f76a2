"""One page of HTML that needs nothing else: no scripts, nothing fetched, branches that fold by themselves.

Invariant: words of the archive are escaped and visible text; only plain web addresses become links; tags nest at most
`DEEPEST_NEST` comments deep however deep the thread is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from typing import TYPE_CHECKING

from tui_reader.export import wording
from tui_reader.export.entries import Entry, entries
from tui_reader.export.links import split_at_addresses, web_address
from tui_reader.export.page_style import INDENTED_LEVELS, STYLE
from tui_reader.export.passages import Passage, PassageKind, passages
from tui_reader.model import BlockKind, Status
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from tui_reader.model import Block, Origin, ThreadDocument

DEEPEST_NEST = 24
"""Levels of nested branches; replies further down stand flat on the last one."""

_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def write(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread, or the chosen part of it, as one page."""
    origin = document.thread.origin
    out.write(_opening(document))
    out.writelines(_block(block, origin) for block in wording.article(document))
    out.write("</section>\n<section>\n<h2>Comments</h2>\n")
    out.writelines(_comments(list(entries(document)), origin))
    out.write("</section>\n")
    if document.problems:
        items = "".join(f"<li>{_words(problem)}</li>\n" for problem in wording.problems(document))
        out.write(f"<section>\n<h2>Problems</h2>\n<ul>\n{items}</ul>\n</section>\n")
    out.write("</main>\n</body>\n</html>\n")


def _opening(document: ThreadDocument) -> str:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    title = escape(wording.title(document))
    rows = "".join(f'<dt>{label}</dt><dd dir="auto">{_value(value)}</dd>\n' for label, value in wording.facts(document))
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">{title}</h1>
<dl>
{rows}</dl>
</header>
<section>
"""


def _block(block: Block, origin: Origin) -> str:
    where = wording.place(block.span, origin)
    attributes = ' dir="auto"' + (f' title="{escape(where)}"' if where else "")
    words = "<br>\n".join(_words(line.strip()) for passage in passages(block.text) for line in passage.lines if line.strip())
    if block.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        return f"<h2{attributes}>{words}</h2>\n"
    if block.kind is BlockKind.QUOTE:
        return f"<blockquote{attributes}>{words}</blockquote>\n"
    if block.kind is BlockKind.PARAGRAPH:
        return f"<p{attributes}>{words}</p>\n"
    return f'<p class="{block.kind.value}"{attributes}>{words}</p>\n'


def _comments(found: Sequence[Entry], origin: Origin) -> Iterator[str]:
    """Yield the comments; a comment below the deepest level stands flat, one that is answered above it nests its replies."""
    replies = _replies(found)
    open_branches = 0
    for number, entry in enumerate(found):
        level = min(entry.depth, DEEPEST_NEST)
        if level < open_branches:
            yield "</div>\n</details>\n</article>\n" * (open_branches - level)
            open_branches = level
        nests = bool(replies[number]) and level < DEEPEST_NEST
        yield _comment(entry, origin, replies[number] if nests else 0)
        if nests:
            open_branches += 1
    yield "</div>\n</details>\n</article>\n" * open_branches


def _replies(found: Sequence[Entry]) -> list[int]:
    """Return how many comments stand in the branch below each one."""
    replies = [0] * len(found)
    above: list[int] = []
    for number, entry in enumerate(found):
        for closed in reversed(above[entry.depth :]):
            _close(closed, found, replies, above)
        del above[entry.depth :]
        above.append(number)
    for closed in reversed(above):
        _close(closed, found, replies, above)
    return replies


def _close(number: int, found: Sequence[Entry], replies: list[int], above: Sequence[int]) -> None:
    depth = found[number].depth
    if depth:
        replies[above[depth - 1]] += replies[number] + 1


def _comment(entry: Entry, origin: Origin, replies: int) -> str:
    """Return a comment; with replies its branch is left open for them."""
    opening = f'<article class="{"context" if entry.is_context else "comment"}" id="c-{wording.anchor(entry.comment.key)}">\n'
    head = _head(entry, origin)
    body = "".join(_body(entry))
    if not replies:
        return f'{opening}<div class="head">{head}</div>\n{body}</article>\n'
    count = f'<span class="count">{replies:,} {"reply" if replies == 1 else "replies"}</span>'
    return f'{opening}<details open>\n<summary class="head">{head} {count}</summary>\n{body}<div class="replies">\n'


def _head(entry: Entry, origin: Origin) -> str:
    comment = entry.comment
    known = "name" if comment.author is not None else "unknown"
    parts = [f'<b class="{known}" dir="auto">{escape(wording.name(comment))}</b>']
    if date := wording.date(comment):
        machine = f' datetime="{comment.posted}"' if comment.posted and _TIME.fullmatch(comment.posted) else ""
        parts.append(f"<time{machine}>{escape(date)}</time>" if machine else f"<span>{escape(date)}</span>")
    parts += [f"<span>{escape(mark)}</span>" for mark in wording.marks(entry)]
    if reply := wording.reply(entry, always=entry.depth > INDENTED_LEVELS):
        words = escape(reply)
        parts.append(
            f'<a href="#c-{wording.anchor(entry.parent.key)}">{words}</a>' if entry.parent else f"<span>{words}</span>"
        )
    place = wording.place(comment.span, origin) or "#"
    parts.append(f'<a class="place" href="#c-{wording.anchor(comment.key)}">{escape(place)}</a>')
    return " ".join(parts)


def _body(entry: Entry) -> Iterator[str]:
    found = passages(entry.comment.body)
    if not found and entry.comment.status is Status.PRESENT:
        yield '<p class="unknown">no text</p>\n'
    for passage in found:
        yield _passage(passage)


def _passage(passage: Passage) -> str:
    if passage.kind is PassageKind.CODE:
        return f"<pre>{escape(chr(10).join(passage.lines))}</pre>\n"
    words = "<br>\n".join(_words(line) for line in passage.lines)
    return "<blockquote>" * passage.level + f'<p dir="auto">{words}</p>' + "</blockquote>" * passage.level + "\n"


def _value(value: str) -> str:
    return _link(value) if web_address(value) else escape(value)


def _words(text: str) -> str:
    return "".join(_link(piece) if is_address else escape(piece) for piece, is_address in split_at_addresses(one_line(text)))


def _link(address: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{escape(address)}</a>'
