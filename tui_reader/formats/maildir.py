"""Folders of one message a file: Maildir, MH (files called by numbers), and mail saved as .eml.

Invariant: a bundle is known by the paths of its members alone; a member that is no message goes through the door by itself.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe
from tui_reader.formats.mail_files import is_mail, message_among, read_one
from tui_reader.formats.mail_threads import read_messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.formats.messages import RawMessage

_OF_MAILDIR = re.compile(r"(?:^|/)(?:cur|new)/[^/]+$")
_OF_MH = re.compile(r"(?:^|/)[,#]?\d+$")
_SAVED = re.compile(r"\.emlx?$", re.IGNORECASE)
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_OF_PROGRAMS = re.compile(
    r"(?:^|/)(?:tmp/[^/]*|\.mh_sequences|\.xmhcache|\.overview|\.DS_Store|Thumbs\.db|maildirfolder|maildirsize|courier[\w.]*"
    r"|dovecot[\w.-]*|subscriptions|\.?uidvalidity|\.uidl?s?|.*\.(?:msf|cmeta|ibex\.index(?:\.data)?|emlxpart|plist))$",
    re.IGNORECASE,
)
"""What mail programs keep beside messages for themselves."""

_DIGITS = re.compile(r"(\d+)")


def probe_bundle(members: Sequence[str]) -> Probe:
    """Claim a bundle at least half of whose members lie or are called as messages do."""
    others = [path for path in members if not _OF_PROGRAMS.search(path)]
    for pattern, strength, said in (
        (_OF_MAILDIR, 0.9, "its files lie in cur and new, as in a Maildir"),
        (_SAVED, 0.6, "its files are called .eml"),
        (_OF_MH, 0.4, "its files are called by numbers, as in MH folders"),
    ):
        if sum(1 for path in others if pattern.search(path)) * 2 >= max(len(others), 1):
            return Probe(strength, said)
    return NO_CLAIM


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the threads of all messages, and whatever else is there."""
    return read_messages(partial(_messages, bundle))


def _messages(bundle: Bundle) -> Iterator[RawMessage | Item]:
    """Yield the message of each member, in the order of their numbers: those of a Maildir are called by when they came."""
    for path in sorted(bundle.members, key=_by_number):
        if _OF_PROGRAMS.search(path):
            continue
        document = bundle.document(path)
        if _OF_MAILDIR.search(path) or is_mail(document.head):
            yield message_among(document, path, is_deleted=_is_deleted(path))
        else:
            yield document


def _by_number(path: str) -> list[tuple[int, str]]:
    """Return what sorts paths so that 10 comes after 9, and the files of a Maildir by their names in all of its folders."""
    name = path.rpartition("/")[2] if _OF_MAILDIR.search(path) else path
    return [(int(part[:18]), part) if part.isdecimal() else (0, part) for part in (*_DIGITS.split(name), path)]


def _is_deleted(path: str) -> bool:
    """Whether a message's file name says that it lies in the bin."""
    flags = _FLAGS.search(path)
    return "T" in flags[1] if flags else path.rpartition("/")[2].startswith((",", "#"))


def probe(_head: bytes, _name: str) -> Probe:
    """Claim no single file: a message by itself is another format's."""
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the thread of a single message."""
    return read_one(document)


FORMAT = Format("maildir", "folders of messages: Maildir, MH, .eml", (), probe, read, BundleReader(probe_bundle, read_bundle))
