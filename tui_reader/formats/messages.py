"""One message, from its bytes to what it says of itself: its id, what it answers, who wrote it, when and what.

Invariant: two readings of the same bytes give the same; a message without an id gets one from its date, writer and text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from tui_reader.formats import mail_dates
from tui_reader.formats.mail_addresses import shown_author
from tui_reader.formats.mail_headers import Header, message_ids, split_message
from tui_reader.formats.mail_text import MailText, text_of_message
from tui_reader.model import Status

LARGEST_MESSAGE = 64 * 1024 * 1024
"""Bytes of a message beyond which the rest of it is left out."""

_DELETED_BY_MOZILLA = 0x0008
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{1,8}")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RawMessage:
    """The bytes of a message; `postmark` is the line before it in a mailbox, `line` where that or its header begins.

    `path` is of the file it is alone in, where there are several. `ends_source` says that nothing comes after it, so that
    where its end is missing, so is that of the source.
    """

    data: bytes
    line: int | None = None
    postmark: str | None = None
    is_deleted: bool = False
    path: str | None = None
    ends_source: bool = False

    def told(self, what: str) -> str:
        """Return what is said of the message, below the path of its file."""
        return f"{self.path}: {what}" if self.path else what


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says of itself; `answered` and `references` are the ids in its In-Reply-To and References fields."""

    raw: RawMessage
    header: Header
    content: bytes
    name: str
    answered: tuple[str, ...]
    references: tuple[str, ...]

    @classmethod
    def of(cls, raw: RawMessage) -> Message:
        """Return what the header of a message says; its text is not looked at yet."""
        header, content = split_message(raw.data.removeprefix(_MARK).lstrip(b"\r\n"))
        names = message_ids(header.raw("message-id")) or message_ids(header.raw("article-i.d."))
        name = names[0] if names else _made_up_name(header, content)
        answered = tuple(other for other in message_ids(header.raw("in-reply-to")) if other != name)
        references = tuple(other for other in message_ids(" ".join(header.every("references"))) if other != name)
        return cls(raw, header, content, name, answered, references)

    @property
    def is_none(self) -> bool:
        """Whether no header of a message is there."""
        return not self.header.fields

    @property
    def author(self) -> str | None:
        """Who wrote it, as shown."""
        return shown_author(self.header.raw("from"))

    @property
    def posted(self) -> str | None:
        """When it was sent."""
        return mail_dates.posted(self.header, self.raw.postmark)

    @property
    def posted_text(self) -> str | None:
        """Its date as it is written."""
        return mail_dates.stated_date(self.header)

    @property
    def subject(self) -> str | None:
        """What it says that it is about, in one line."""
        return " ".join((self.header.text("subject", "title") or "").split()) or None

    @property
    def text(self) -> MailText:
        """What it says."""
        return text_of_message(self.header, self.content)

    @property
    def status(self) -> Status:
        """What became of it; a command to the servers of Usenet is no word of anybody."""
        flags = self.header.raw("x-mozilla-status") or ""
        is_marked = "D" in (self.header.raw("x-status") or "")
        if _HEXADECIMAL.fullmatch(flags) and int(flags, 16) & _DELETED_BY_MOZILLA:
            is_marked = True
        if self.raw.is_deleted or is_marked:
            return Status.DELETED
        return Status.SERVICE if self.header.raw("control") else Status.PRESENT


def _made_up_name(header: Header, content: bytes) -> str:
    """Return an id for a message that has none."""
    said = f"{mail_dates.stated_date(header)}\n{header.raw('from')}\n".encode("utf-8", "replace")
    digest = hashlib.blake2b(said + content.replace(b"\r\n", b"\n").strip(), digest_size=8)
    return f"no-id-{digest.hexdigest()}"
