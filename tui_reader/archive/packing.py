"""Comments that wait to be stored: made storable, and packed as rows of plain values.

Packed comments take a third of the memory and pass from one process to another.

Invariant: what is unpacked is what was packed.
"""

from __future__ import annotations

import marshal
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.model import Comment, Problem, Record, ReplyBasis, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LARGEST_INTEGER = (1 << 63) - 1
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = Comment._fields
_BASIS_AT, _STATUS_AT, _SPAN_AT = (_FIELDS.index(name) for name in ("reply_basis", "status", "span"))
_NAMES_AT = [_FIELDS.index(name) for name in ("thread", "ref", "author", "parent", "source_id")]
_WORDS = {status: status.value for status in Status}
_BASES: dict[ReplyBasis | None, str | None] = {None: None, **{basis: basis.value for basis in ReplyBasis}}
_STATUS_OF = {word: status for status, word in _WORDS.items()}
_BASIS_OF = {word: basis for basis, word in _BASES.items()}
"""Looked up, as asking an enumeration takes ten times as long."""


@dataclass(frozen=True, slots=True)
class PackedComments:
    """Comments of one thread, storable, in their order."""

    thread: str
    rows: bytes


@dataclass(frozen=True, slots=True)
class Noted:
    """A problem of making comments storable, which is no fault of the reading."""

    problem: Problem


Packed = PackedComments | Noted
"""What becomes of comments on their way; a source that packs its comments packs all of them."""

Storable = Record | Packed
"""What a source is told in."""


def packed_comments(comments: Iterable[Comment]) -> bytes:
    """Return storable comments as bytes."""
    return marshal.dumps([_row(comment) for comment in comments])


def unpacked_comments(packs: Iterable[bytes]) -> Iterator[Comment]:
    """Yield comments of one thread that this program has packed; what many of them name is one string."""
    names: dict[str | None, str | None] = {}
    for pack in packs:
        for row in marshal.loads(pack):  # noqa: S302 (written here)
            yield _comment(row, names)


def storable(comment: Comment, note: Callable[[Problem], None]) -> Comment:
    """Return a comment that SQLite takes, and note what had to be left out of it."""
    if comment.score is not None and abs(comment.score) > _LARGEST_INTEGER:
        said = f"the score of comment {comment.ref} is too large to keep: {comment.score}"
        note(_problem(said, comment))
        comment = comment._replace(score=None)
    if not _is_whole("".join(_texts(comment))):
        note(_problem(f"comment {comment.ref} holds half characters, kept as U+FFFD", comment))
        return _cleaned(comment)
    return comment


def storable_text(text: str) -> str:
    """Return a text that SQLite takes: half of a surrogate pair is no character."""
    return text if _is_whole(text) else _SURROGATE.sub("\ufffd", text)


def _problem(message: str, comment: Comment) -> Problem:
    return Problem(message, comment.span.first if comment.span else None, comment.thread)


def _is_whole(text: str) -> bool:
    return text.isascii() or _SURROGATE.search(text) is None


def _texts(comment: Comment) -> Iterator[str]:
    told = (comment.body, comment.author, comment.ref, comment.thread, comment.parent, comment.source_id)
    stated = (comment.author_lost, comment.posted, comment.posted_text, comment.key, comment.original, comment.edited)
    return filter(None, (*told, *stated))


def _row(comment: Comment) -> tuple[Any, ...]:
    """Return the fields of a comment in their order, as values that can be marshalled."""
    told = (comment.thread, comment.ref, comment.body, comment.author, comment.author_lost, comment.parent)
    reply = (_BASES[comment.reply_basis], comment.reply_confidence)
    stated = (comment.posted, comment.posted_text, comment.score, _WORDS[comment.status], comment.source_id, comment.key)
    span = (comment.span.first, comment.span.last) if comment.span else None
    return (*told, *reply, *stated, span, comment.original, comment.edited)


def _comment(row: tuple[Any, ...], names: dict[str | None, str | None]) -> Comment:
    values = list(row)
    for place in _NAMES_AT:
        values[place] = names.setdefault(row[place], row[place])
    values[_BASIS_AT], values[_STATUS_AT] = _BASIS_OF[row[_BASIS_AT]], _STATUS_OF[row[_STATUS_AT]]
    if row[_SPAN_AT] is not None:
        values[_SPAN_AT] = Span(*row[_SPAN_AT])
    return Comment(*values)


def _maybe(text: str | None) -> str | None:
    return None if text is None else storable_text(text)


def _cleaned(comment: Comment) -> Comment:
    return comment._replace(
        thread=storable_text(comment.thread),
        ref=storable_text(comment.ref),
        body=storable_text(comment.body),
        author=_maybe(comment.author),
        author_lost=_maybe(comment.author_lost),
        parent=_maybe(comment.parent),
        posted=_maybe(comment.posted),
        posted_text=_maybe(comment.posted_text),
        source_id=_maybe(comment.source_id),
        key=_maybe(comment.key),
        original=_maybe(comment.original),
        edited=_maybe(comment.edited),
    )
