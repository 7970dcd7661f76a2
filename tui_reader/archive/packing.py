"""Comments that wait to be stored: made storable, and packed as rows of plain values.

Packed comments take a third of the memory and pass from one process to another. Many are looked at together, column by column,
as that takes a fifth of the time.

Invariant: what is unpacked is what was packed.
"""

from __future__ import annotations

import marshal
import re
from dataclasses import dataclass
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from tui_reader.model import Comment, Problem, Record, ReplyBasis, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_LARGEST_INTEGER = (1 << 63) - 1
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLACES = {name: place for place, name in enumerate(Comment._fields)}
_BASIS_AT, _STATUS_AT, _SPAN_AT, _SCORE_AT = (_PLACES[name] for name in ("reply_basis", "status", "span", "score"))
_NAMES_AT = [_PLACES[name] for name in ("thread", "ref", "author", "parent", "source_id")]
_NO_TEXT = ("reply_basis", "reply_confidence", "status", "span", "score")
_TEXTS_AT = [place for name, place in _PLACES.items() if name not in _NO_TEXT]
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


def packed_comments(comments: Sequence[Comment]) -> bytes:
    """Return storable comments, at least one, as bytes."""
    columns: list[Any] = list(zip(*comments, strict=True))
    columns[_BASIS_AT] = [_BASES[basis] for basis in columns[_BASIS_AT]]
    columns[_STATUS_AT] = [_WORDS[status] for status in columns[_STATUS_AT]]
    columns[_SPAN_AT] = [span and (span.first, span.last) for span in columns[_SPAN_AT]]
    return marshal.dumps(columns)


def unpacked_comments(packs: Iterable[bytes]) -> Iterator[Comment]:
    """Yield comments of one thread that this program has packed; what many of them name is one string."""
    names: dict[str | None, str | None] = {}
    for pack in packs:
        columns = marshal.loads(pack)  # noqa: S302 (written here)
        for place in _NAMES_AT:
            columns[place] = map(names.setdefault, columns[place], columns[place])
        columns[_BASIS_AT] = map(_BASIS_OF.__getitem__, columns[_BASIS_AT])
        columns[_STATUS_AT] = map(_STATUS_OF.__getitem__, columns[_STATUS_AT])
        columns[_SPAN_AT] = (span and Span(*span) for span in columns[_SPAN_AT])
        yield from map(Comment._make, zip(*columns, strict=True))


def storable_comments(comments: Sequence[Comment], note: Callable[[Problem], None]) -> Sequence[Comment]:
    """Return comments that SQLite takes, and note what had to be left out of them."""
    return comments if _are_storable(comments) else [_storable(comment, note) for comment in comments]


def _are_storable(comments: Sequence[Comment]) -> bool:
    if not comments:
        return True
    columns = list(zip(*comments, strict=True))
    try:
        for place in _TEXTS_AT:
            for text in filterfalse(str.isascii, filter(None, columns[place])):
                text.encode()
    except UnicodeEncodeError:
        return False
    return all(abs(score) <= _LARGEST_INTEGER for score in filter(None, columns[_SCORE_AT]))


def _storable(comment: Comment, note: Callable[[Problem], None]) -> Comment:
    if comment.score is not None and abs(comment.score) > _LARGEST_INTEGER:
        said = f"the score of comment {comment.ref} is too large to keep: {comment.score}"
        note(_problem(said, comment))
        comment = comment._replace(score=None)
    cleaned = Comment._make(storable_text(each) if isinstance(each, str) else each for each in comment)
    if cleaned != comment:
        note(_problem(f"comment {comment.ref} holds half characters, kept as U+FFFD", comment))
    return cleaned


def storable_text(text: str) -> str:
    """Return a text that SQLite takes: half of a surrogate pair is no character."""
    return text if _is_whole(text) else _SURROGATE.sub("\ufffd", text)


def _problem(message: str, comment: Comment) -> Problem:
    return Problem(message, comment.span.first if comment.span else None, comment.thread)


def _is_whole(text: str) -> bool:
    return text.isascii() or _SURROGATE.search(text) is None
