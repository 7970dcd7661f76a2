"""Files that hold one message: saved mail, a file of a Maildir, Apple's .emlx, an article of Usenet.

Invariant: a file that has no header of a message is none.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats.mail_headers import split_message
from tui_reader.formats.mail_threads import read_messages
from tui_reader.formats.messages import LARGEST_MESSAGE, RawMessage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Document, Item

_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")
_MARK = b"\xef\xbb\xbf"
_BY_PEOPLE = frozenset({"from", "date", "subject", "to", "cc", "title"})
_BY_PROGRAMS = frozenset(
    {"message-id", "received", "return-path", "path", "newsgroups", "mime-version", "references", "in-reply-to", "x-mailer"}
    | {"delivered-to", "user-agent", "xref", "nntp-posting-host", "article-i.d.", "content-transfer-encoding", "lines"}
)


def fields_of(head: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return which fields of mail a file begins with: those that people read, and those that only programs do."""
    header, _ = split_message(_without_count(head))
    names = header.fields.keys()
    return _BY_PEOPLE & names, _BY_PROGRAMS & names


def is_mail(head: bytes) -> bool:
    """Whether a file begins like a message: it says who wrote it, or when or on what, and how it came here."""
    by_people, by_programs = fields_of(head)
    return len(by_people) >= 2 or (bool(by_people) and bool(by_programs))


def message_in(document: Document) -> RawMessage:
    """Return the message that is all that a source holds."""
    return RawMessage(_content(document), 1, ends_source=True)


def message_among(document: Document, path: str, *, is_deleted: bool) -> RawMessage:
    """Return the message that one of several files holds."""
    return RawMessage(_content(document), is_deleted=is_deleted, path=path)


def _content(document: Document) -> bytes:
    """Return the bytes of the message in a file."""
    with document.open() as stream:
        return _without_count(stream.read(LARGEST_MESSAGE))


def read_one(document: Document) -> Iterator[Item]:
    """Yield the thread and the message of a file; raise SourceError where it holds none."""
    if not any(fields_of(document.head)):
        raise SourceError(f"{document.path}: no message", "no header of one stands at its start")
    return read_messages(partial(_only, document))


def _only(document: Document) -> Iterator[RawMessage | Item]:
    """Yield the one message of a file."""
    yield message_in(document)


def _without_count(data: bytes) -> bytes:
    """Return a message without the count of its bytes before it and what stands after so many, as Apple's Mail has them."""
    bare = data.removeprefix(_MARK).lstrip(b"\r\n")
    count = _COUNT.match(bare)
    return bare[count.end() : count.end() + int(count[1])] if count else bare
