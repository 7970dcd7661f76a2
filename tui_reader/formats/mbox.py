"""Mailboxes of many messages in one file (RFC 4155 and its kin), as mailing lists, Thunderbird and Takeout give them.

A line that begins with `From ` parts messages where an empty line stands before it and a field of a header after it.

Invariant: a mailbox of any size is read message by message, in linear time.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.mail_headers import FIELD
from tui_reader.formats.mail_threads import read_messages
from tui_reader.formats.messages import LARGEST_MESSAGE, RawMessage

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1024 * 1024
_MARK = b"\xef\xbb\xbf"
_LONGEST_POSTMARK = 1_000
_DATED = re.compile(rb"\d{1,2}:\d\d(?::\d\d)?\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\d{1,2}:\d\d")
_UNDATED = re.compile(rb"From[ \t]*(?:\S+(?:[ \t]+at[ \t]+\S+)?)?[ \t]*\r?\n?")
_OF_PATCH = re.compile(rb"From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001")
"""What git writes above a patch, in a mailbox of patches as in the text of a message."""

_FIRST_FIELD = re.compile(
    rb"(?:Return-Path|Received|From|To|Cc|Subject|Date|Message-ID|Delivered-To|MIME-Version|Content-[\w-]+|Status|List-[\w-]+"
    rb"|Reply-To|Sender|Path|Newsgroups|References|In-Reply-To|Envelope-To|DKIM-Signature|X-[\w-]+)[ \t]*:",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb"^(>+)From ", re.MULTILINE)


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with such a line and a field of a header."""
    first, _, rest = head.removeprefix(_MARK).lstrip(b"\r\n").partition(b"\n")
    if first.startswith(b"From ") and _parts(first, rest.partition(b"\n")[0], is_of_patches=True):
        return Probe(0.9, 'it begins with a "From " line and the header of a message')
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of a mailbox; raise SourceError where no line parts messages."""
    is_empty = True
    for item in read_messages(partial(_messages, document)):
        is_empty = is_empty and isinstance(item, Rejection)
        yield item
    if is_empty:
        raise SourceError(f"{document.path}: no mailbox", 'no "From " line with a header below it is in it')


def _messages(document: Document) -> Iterator[RawMessage | Item]:
    """Yield the messages of a mailbox, and where lines are in none."""
    with document.open() as stream:
        yield from _Mailbox(stream).messages()


class _Mailbox:
    """A mailbox on its way through: the message that is being read, and the line that may be the end of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._postmark: bytes | None = None
        self._line = 1
        self._pieces: list[bytes] = []
        self._bytes = 0
        self._is_of_patches = False

    def messages(self) -> Iterator[RawMessage | Item]:
        """Yield each message, unescaped."""
        candidate: bytes | None = None
        number, is_start, is_after_empty = 0, True, True
        for piece in iter(partial(self._stream.readline, _PIECE), b""):
            number += is_start
            line = piece.removeprefix(_MARK) if number == 1 and is_start else piece
            if candidate is not None:
                if _parts(candidate, line, is_of_patches=self._is_of_patches or self._postmark is None):
                    yield from self._close(is_last=False)
                    self._begin(candidate, number - 1)
                else:
                    self._keep(candidate)
            is_candidate = is_start and is_after_empty and line.startswith(b"From ")
            candidate = line if is_candidate else None
            if not is_candidate:
                self._keep(line)
            is_after_empty = is_start and not line.strip(b"\r\n")
            is_start = line.endswith(b"\n")
        if candidate is not None and _DATED.search(candidate[:_LONGEST_POSTMARK]):
            yield from self._close(is_last=False)
            yield Rejection("the source is cut short: nothing stands below the line that begins a message", number)
        else:
            self._keep(candidate or b"")
            yield from self._close(is_last=True)

    def _begin(self, postmark: bytes, line: int) -> None:
        """Begin a message below a line that parts it from the one before."""
        self._is_of_patches = self._is_of_patches or (self._postmark is None and bool(_OF_PATCH.match(postmark)))
        self._postmark, self._line = postmark, line

    def _keep(self, piece: bytes) -> None:
        """Take a line, or a piece of one, into the message."""
        self._bytes += len(piece)
        if self._bytes <= LARGEST_MESSAGE:
            self._pieces.append(piece)

    def _close(self, *, is_last: bool) -> Iterator[RawMessage | Item]:
        """Yield the message that is whole now, or why lines are in none."""
        data, size = b"".join(self._pieces), self._bytes
        self._pieces, self._bytes = [], 0
        if size > LARGEST_MESSAGE:
            yield Rejection(f"the end of a message left out: it is larger than {LARGEST_MESSAGE >> 20} MiB", self._line)
        if self._postmark is not None:
            postmark = self._postmark.decode("utf-8", "replace").strip()
            yield RawMessage(_unescaped(data), self._line, postmark, ends_source=is_last)
        elif data.strip():
            yield Rejection("lines above the first message left out: they are no message", self._line)


def _parts(postmark: bytes, below: bytes, *, is_of_patches: bool) -> bool:
    """Whether a line parts messages, by its date and by what stands below it."""
    if len(postmark) > _LONGEST_POSTMARK or (not is_of_patches and _OF_PATCH.match(postmark)):
        return False
    if _DATED.search(postmark):
        return below.startswith(b">From ") or FIELD.match(below) is not None
    return _UNDATED.fullmatch(postmark) is not None and _FIRST_FIELD.match(below) is not None


def _unescaped(data: bytes) -> bytes:
    """Return a message without the mark that its `From ` lines got, so that they part nothing."""
    return _ESCAPED.sub(_without_mark, data) if b">From " in data else data


def _without_mark(found: re.Match[bytes]) -> bytes:
    """Return the start of a line with one mark less; a line beside one that is quoted as deep was quoted by its writer."""
    data, marks = found.string, found[1]
    before = data.rfind(b"\n", 0, max(found.start() - 1, 0)) + 1
    after = data.find(b"\n", found.end()) + 1
    for place in (before if found.start() else 0, after):
        beside = data[place : place + len(marks) + 5]
        if place and beside.startswith(marks) and not beside[len(marks) :].startswith((b">", b"From ")):
            return found[0]
    return found[0][1:]


FORMAT = Format("mbox", "mailboxes: mailing lists, Thunderbird, Takeout", (".mbox", ".mbx", ".mboxrd"), probe, read)
