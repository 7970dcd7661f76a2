"""What somebody wrote on Mastodon or a server like it: the `outbox.json` of an exported account.

Each toot is a comment in the thread of the toots that it answers; what others wrote is not in the file. Boosts name what
somebody else wrote and are no comments.

Invariant: every toot is kept, and a thread is named by its first toot wherever that was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats.activity_objects import COLLECTIONS, WRAPPERS, type_of
from tui_reader.formats.activity_threads import read_posts
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.json_documents import first_object, objects_in
from tui_reader.formats.shown_names import with_names

if TYPE_CHECKING:
    from collections.abc import Iterator


def probe(head: bytes, _name: str) -> Probe:
    """Claim a collection of activities."""
    value = first_object(head)
    if type_of(value) in COLLECTIONS and any(map(_is_activity, objects_in(value, "orderedItems")[:1])):
        return Probe(0.9, "its orderedItems are what an actor did")
    return NO_CLAIM


def _is_activity(value: dict[str, Any]) -> bool:
    """Whether somebody did something; a community that passes on what its members did is no account."""
    passes_on = type_of(value) == "Announce" and isinstance(value.get("object"), dict)
    return type_of(value) in WRAPPERS | {"Delete", "Undo", "Like"} and "actor" in value and not passes_on


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of an outbox."""
    return with_names(read_posts(document))


FORMAT = Format("mastodon-outbox", "the outbox of an account that was exported from Mastodon", (".json",), probe, read)
