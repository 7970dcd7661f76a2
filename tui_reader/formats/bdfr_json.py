"""Threads saved by the Bulk Downloader for Reddit and its like: a post with its comments inside, each with its answers inside.

Also a single comment with what it answers named, as the downloader saves comments, and lists of either.

Invariant: nesting decides nothing; a comment's own `parent_id` does, and what lacks one answers what it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_reading import first_value, id_in
from tui_reader.formats.reddit import RecordError, article_of, comment_of, full_name, headless, is_escaped, thread_of, values_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_A_POST = frozenset({"selftext", "upvote_ratio", "num_comments", "link_flair_text", "over_18"})
_OF_A_COMMENT = frozenset({"body", "replies", "submission"})
_EARLY = frozenset({"title", "name", "url", "selftext", "score", "upvote_ratio"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim a post that holds its comments, or a comment that names its submission and holds its answers."""
    value = first_value(head)
    record = value[0] if isinstance(value, list) and value else value
    if not isinstance(record, dict) or "kind" in record:
        return NO_CLAIM
    if "title" in record and isinstance(record.get("comments"), list) and len(record.keys() & _OF_A_POST) >= 2:
        return Probe(0.9, "it is a post with selftext and num_comments that holds its comments")
    if record.keys() >= _OF_A_COMMENT:
        return Probe(0.9, "it is a comment with its submission and replies")
    if record.keys() >= _EARLY:
        return Probe(0.5, "it begins as a post of the Bulk Downloader for Reddit does")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each post, then its comments as they are nested."""
    is_any = False
    for found in values_in(document):
        if isinstance(found, Rejection):
            is_any = True
            yield found
            continue
        line, value = found
        for record in value if isinstance(value, list) else [value]:
            if isinstance(record, dict):
                is_any = True
                yield from _thread(record, line)
            elif record is not None:
                yield Rejection("left out: not an object", line)
    if not is_any:
        raise SourceError(
            f"{document.path}: no post with its comments is in it", "it is to be what the downloader wrote as JSON"
        )


def _thread(record: dict[str, Any], line: int | None) -> Iterator[Item]:
    """Yield a post with its comments, or a comment with its answers."""
    is_comment = "body" in record and "comments" not in record
    thread = thread_of(record) if is_comment else full_name(id_in(record, "name", "id"), "t3_")
    if thread is None:
        yield Rejection(f"left out: {'a comment that names no submission' if is_comment else 'a post without an id'}", line)
        return
    comments = _flat([record] if is_comment else record.get("comments"))
    escaped = is_escaped([record, *(comment for comment, _ in comments)])
    if is_comment:
        yield headless(thread, record, escaped=escaped)
    else:
        yield article_of(record, escaped=escaped)
    for comment, parent in comments:
        try:
            told = comment if comment.get("parent_id") or parent is None else comment | {"parent_id": parent}
            yield comment_of(told, thread, escaped=escaped)
        except RecordError as error:
            yield Rejection(f"left out: comment {comment.get('id')} of {thread}: {error}", line)


def _flat(comments: object) -> list[tuple[dict[str, Any], str | None]]:
    """Return the comments as they are shown, each with the one that it is nested in."""
    flat: list[tuple[dict[str, Any], str | None]] = []
    stack: list[tuple[object, str | None]] = [(comments, None)]
    while stack:
        value, parent = stack.pop()
        if isinstance(value, list):
            stack.extend((each, parent) for each in reversed(value))
        elif isinstance(value, dict):
            flat.append((value, parent))
            stack.append((value.get("replies"), full_name(id_in(value, "id", "name"), "t1_")))
    return flat


FORMAT = Format(
    name="bdfr-json",
    description="threads saved by the Bulk Downloader for Reddit",
    suffixes=(".json",),
    probe=probe,
    read=read,
)
