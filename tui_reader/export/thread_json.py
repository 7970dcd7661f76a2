"""Thread JSON, the form that imports back to an equal thread: schema "tui-reader/thread/1".

Every member of the schema is always there; beyond it stand `names` (what the source lets us say about names), a comment's
`author_lost`, and in a part of a thread `selection`, `left_out`, a comment's `context` (there only to show where others
stand) and `left_out_parent` (the key of the comment it answers, which is not in the part).

A part of a thread carries no `key` of its own, so that importing it makes another thread and never overwrites the whole one;
the keys of its comments then only cite.

Invariant: the text is the same on a terminal and in a file, and a terminal can only show it: whatever it might obey is
written as an escape.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.export.entries import Entry, entries, is_part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from tui_reader.model import Block, Span, ThreadDocument

SCHEMA = "tui-reader/thread/1"

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def write(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread with one member, block or comment a line, so that it can be read, searched and compared."""
    members = []
    for name, value in thread_value(document).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            members.append(f"{_text(name)}: [\n  " + ",\n  ".join(map(_text, value)) + "\n ]")
        else:
            members.append(f"{_text(name)}: {_text(value)}")
    out.write("{" + ",\n ".join(members) + "}\n")


def write_line(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread as one line of JSON Lines."""
    out.write(_text(thread_value(document)) + "\n")


def thread_value(document: ThreadDocument) -> dict[str, Any]:
    """Return the JSON value of a thread, or of the part of it that was chosen."""
    thread = document.thread
    origin = thread.origin
    value: dict[str, Any] = {"schema": SCHEMA}
    if is_part(document):
        value |= {"selection": document.selection, "left_out": document.left_out}
    else:
        value["key"] = thread.key
    return value | {
        "site": thread.site,
        "title": thread.title,
        "url": thread.url,
        "author": thread.author,
        "posted": thread.posted,
        "names": thread.names.value,
        "score": thread.score,
        "claimed": thread.claimed,
        "source": {
            "name": origin.name,
            "format": origin.format,
            "layout": origin.layout,
            "confidence": origin.confidence,
            "sha256": origin.sha256,
            "bytes": origin.bytes,
            "lines": origin.lines,
        },
        "article": [_block(block) for block in document.blocks],
        "comments": [_comment(entry) for entry in entries(document)],
        "meta": _spans(document.meta),
        "problems": [{"line": problem.line, "message": problem.message} for problem in document.problems],
    }


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind.value, "text": block.text, "lines": _lines(block.span)}


def _comment(entry: Entry) -> dict[str, Any]:
    comment = entry.comment
    basis = comment.reply_basis if entry.parent else None
    value: dict[str, Any] = {
        "key": comment.key,
        "source_id": comment.source_id,
        "parent": entry.parent.key if entry.parent else None,
        "depth": entry.depth,
        "reply_basis": basis.value if basis else None,
        "reply_confidence": comment.reply_confidence if entry.parent else None,
        "author": comment.author,
        "author_lost": comment.author_lost,
        "posted": comment.posted,
        "posted_text": comment.posted_text,
        "score": comment.score,
        "status": comment.status.value,
        "edited": comment.edited,
        "body": comment.body,
        "original": comment.original,
        "lines": _lines(comment.span),
    }
    if entry.parent_left_out:
        value["left_out_parent"] = comment.parent_key
    if entry.is_context:
        value["context"] = True
    return value


def _lines(span: Span | None) -> list[int] | None:
    return [span.first, span.last] if span else None


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.first, span.last] for span in spans]


def _text(value: object) -> str:
    """Return compact JSON in which no character can steer a terminal and no surrogate stands alone."""
    text = _LONE_SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)
