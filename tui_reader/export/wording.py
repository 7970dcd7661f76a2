"""What every format says in words about a thread and a comment: who, where in the source, how sure.

Invariant: whatever is unknown, inferred or left out is said, and the words are one line of visible text.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from tui_reader.export.entries import is_part
from tui_reader.model import BlockKind, Names, ReplyBasis, Status
from tui_reader.text.counting import numbered
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.export.entries import Entry
    from tui_reader.model import Block, Origin, Span, StoredComment, ThreadDocument

_NAMES = {
    Names.SOME_LOST: "some names are lost in the source, so nobody's list of comments is complete",
    Names.SHORT_LOST: "names of one word are lost in the source; the comments of a named commenter are complete",
    Names.NONE: "the source shows no names",
}
_STATES = {
    **{status: status.value for status in Status if status is not Status.PRESENT},
    Status.LOST: "lost: nothing of it is left in the source",
    Status.PENDING: "not let through",
    Status.SERVICE: "message of the site",
}
_FOR_PROGRAMS = re.compile(r"-?\d+(?:\.\d+)?|\d{4}-\d\d-\d\dT.+")
"""Dates that nobody reads: seconds since 1970, and those that say what the date as it was understood says."""

_BASES = {
    ReplyBasis.STATED: "stated by the source",
    ReplyBasis.INDENTED: "from the indentation",
    ReplyBasis.LINKED: "from a reply mark",
    ReplyBasis.QUOTED: "from a quotation",
    ReplyBasis.GUESSED: "guessed",
    ReplyBasis.CORRECTED: "corrected by a reader",
}
_NOT_IN_ANCHORS = re.compile(r"[^A-Za-z0-9-]+")
_CERTAIN = {None, ReplyBasis.STATED, ReplyBasis.INDENTED}


def title(document: ThreadDocument) -> str:
    """Return the title, or words that say that there is none."""
    return one_line(document.thread.title or "") or "(no title)"


def article(document: ThreadDocument) -> Iterator[Block]:
    """Yield the blocks of the article that say more than the title above them."""
    shown = title(document)
    return (block for block in document.blocks if block.kind is not BlockKind.TITLE or one_line(block.text) != shown)


def name(comment: StoredComment) -> str:
    """Return who speaks, or that the name is lost and why."""
    if comment.author is not None and (shown := one_line(comment.author)):
        return shown
    if comment.author_lost:
        return f"name lost ({one_line(comment.author_lost)})"
    return "name lost" if comment.status is Status.LOST else "no name shown"


def date(comment: StoredComment) -> str:
    """Return the date as the source writes it, else as it was understood; empty where there is none."""
    written = one_line(comment.posted_text or "")
    return written if written and not (comment.posted and _FOR_PROGRAMS.fullmatch(written)) else one_line(comment.posted or "")


def marks(entry: Entry) -> Iterator[str]:
    """Yield what else is to be known of a comment: its number, its score, what became of it, why it is shown."""
    if number := numbered(entry.comment.source_id):
        yield number
    if entry.comment.score is not None:
        yield f"{entry.comment.score:+,} points"
    if entry.comment.status in _STATES:
        yield _STATES[entry.comment.status]
    if entry.comment.edited is not None:
        yield one_line(f"edited {entry.comment.edited}")
    if entry.is_context:
        yield "context"


def anchor(key: str) -> str:
    """Return a key as it may stand in a block id, an id attribute or an address; two keys never give the same."""
    safe = _NOT_IN_ANCHORS.sub("-", key)
    return key if key and safe == key else f"{safe}-{digest(key)}"


def digest(key: str) -> str:
    """Return eight characters that tell a key from any other."""
    return sha256(key.encode(errors="surrogatepass")).hexdigest()[:8]


def reply(entry: Entry, *, always: bool = False, cite: Callable[[str], str] = anchor) -> str:
    """Return whom a comment answers where that is not plain from its place (or `always`), and how that is known.

    `cite` writes the key of the other as the format writes keys.
    """
    comment = entry.comment
    if comment.parent_key is None:
        return ""
    certain = comment.reply_basis in _CERTAIN and comment.reply_confidence in {None, 1}
    if certain and entry.parent and not always:
        return ""
    whom = name(entry.parent) if entry.parent else "a comment that is left out"
    said = f"answers {whom} ({cite(comment.parent_key)})"
    return said if certain or not comment.reply_basis else f"{said}, {_BASES[comment.reply_basis]}{_percent(comment)}"


def place(span: Span | None, origin: Origin) -> str:
    """Return the lines of the source, `lines 21-23 of dump.txt`; empty where they are not known."""
    if span is None:
        return ""
    lines = f"line {span.first}" if span.first == span.last else f"lines {span.first}-{span.last}"
    return f"{lines} of {one_line(origin.name)}"


def facts(document: ThreadDocument) -> Iterator[tuple[str, str]]:
    """Yield what the head of an export says: labels and values, only where something is known."""
    thread = document.thread
    plain = {"Site": thread.site, "Address": thread.url, "Author": thread.author, "Posted": thread.posted}
    for label, value in plain.items():
        if value and (shown := one_line(value)):
            yield label, shown
    yield "Comments", _counts(document)
    if thread.names in _NAMES:
        yield "Names", _NAMES[thread.names]
    if replies := _replies(document):
        yield "Replies", replies
    yield from _part(document)
    yield from _source(document)


def problems(document: ThreadDocument) -> Iterator[str]:
    """Yield what could not be read as it should."""
    for problem in document.problems:
        where = f"line {problem.line}: " if problem.line is not None else ""
        yield where + one_line(problem.message)


def _counts(document: ThreadDocument) -> str:
    thread = document.thread
    parts = [f"{thread.comments:,}", f"{thread.people:,} {'person' if thread.people == 1 else 'people'}"]
    if thread.unnamed:
        parts.append(f"{thread.unnamed:,} without a name")
    if thread.lost:
        parts.append(f"{thread.lost:,} more lost: their slots are empty, or only answers to them are there")
    if thread.claimed and thread.claimed > thread.comments:
        parts.append(f"{thread.claimed:,} as the source says")
    return ", ".join(parts)


def _replies(document: ThreadDocument) -> str:
    counted = Counter(comment.reply_basis for comment in document.comments if comment.parent_key and comment.reply_basis)
    return ", ".join(f"{counted[basis]:,} {words}" for basis, words in _BASES.items() if counted[basis])


def _part(document: ThreadDocument) -> Iterator[tuple[str, str]]:
    if is_part(document):
        yield (
            "Part",
            f"{one_line(document.selection or 'chosen comments')}; {document.left_out:,} of the thread's comments left out",
        )
    if document.context:
        yield "Context", f"{len(document.context):,} of these comments shown only to place the others"


def _source(document: ThreadDocument) -> Iterator[tuple[str, str]]:
    origin = document.thread.origin
    parts = [one_line(origin.name), one_line(origin.format)]
    if origin.lines is not None:
        parts.append(f"{origin.lines:,} lines")
    yield "Source", ", ".join([*parts, f"{origin.bytes:,} bytes"])
    if origin.layout:
        yield "Layout", one_line(origin.layout) + _layout_confidence(origin)
    yield "SHA-256", one_line(origin.sha256)


def _layout_confidence(origin: Origin) -> str:
    if origin.confidence is None:
        return ""
    warning = ": low, who said what may be misread" if origin.is_unsure else ""
    return f", confidence {origin.confidence:.0%}{warning}"


def _percent(comment: StoredComment) -> str:
    return "" if comment.reply_confidence is None else f" ({comment.reply_confidence:.0%} sure)"
