"""Batches of Usenet articles, each below a line `#! rnews` with the count of its bytes, as news servers pass them on.

Invariant: a line that parts articles counts only where the one before it may be at its end.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.mail_threads import read_messages
from tui_reader.formats.messages import LARGEST_MESSAGE, RawMessage

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1024 * 1024
_START = re.compile(rb"#! rnews (\d{1,12})\b")


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with such a line."""
    return Probe(0.9, 'it begins with "#! rnews"') if _START.match(head) else NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of a batch; raise SourceError where it does not begin as one."""
    if not _START.match(document.head):
        raise SourceError(f"{document.path}: no batch of articles", 'it does not begin with "#! rnews" and a count')
    return read_messages(partial(_articles, document))


def _articles(document: Document) -> Iterator[RawMessage | Item]:
    """Yield each article; line ends that were changed on the way make its count wrong, and do no harm."""
    pieces: list[bytes] = []
    size = lines = number = first = claimed = 0
    with document.open() as stream:
        for piece in iter(partial(stream.readline, _PIECE), b""):
            number += 1
            start = _START.match(piece) if _is_whole(size, lines, claimed) else None
            if start is None:
                size, lines = size + len(piece), lines + 1
                if size <= LARGEST_MESSAGE:
                    pieces.append(piece)
                continue
            if first:
                yield RawMessage(b"".join(pieces), first)
            pieces, size, lines, first, claimed = [], 0, 0, number, int(start[1])
    if not pieces or not _is_whole(size, lines, claimed):
        yield Rejection("the source is cut short: an article has fewer bytes than it says", first)
    if pieces:
        yield RawMessage(b"".join(pieces), first, ends_source=True)


def _is_whole(size: int, lines: int, claimed: int) -> bool:
    """Whether an article has as many bytes as it says, or had them before the ends of its lines lost one each."""
    return size >= claimed or size + lines == claimed


FORMAT = Format("rnews", "batches of Usenet articles", (".rnews",), probe, read)
