"""ActivityPub as servers of the Fediverse send it: single posts, and collections of them.

A page (of Lemmy, a blog, a video …) is the head of a thread and notes are its comments; notes without a page are comments only.

Invariant: every post of a document is in the thread that it names, or that the posts above it name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats.activity_objects import ACTORS, COLLECTIONS, POSTS, WRAPPERS, address_in, type_of
from tui_reader.formats.activity_threads import read_posts
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.json_documents import first_object, list_in, object_in
from tui_reader.formats.shown_names import with_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAMS = b"www.w3.org/ns/activitystreams"
_TELLING = frozenset({"attributedTo", "inbox", "inReplyTo", "published", "formerType", "former_type", "deleted", "audience"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim objects of ActivityStreams: posts, what wraps them, collections of them, and accounts."""
    value = first_object(head)
    kind = type_of(value)
    items = [*list_in(value, "items"), *list_in(value, "orderedItems"), *list_in(object_in(value, "first"), "items")]
    is_list = kind in COLLECTIONS and not (
        items and type_of(items[0]) in WRAPPERS and not object_in(items[0], "object", "object")
    )
    is_one = kind in POSTS | ACTORS | WRAPPERS and address_in(value, "id", "attributedTo") is not None
    if (is_list or is_one) and (_STREAMS in head or kind == "Tombstone" or value.keys() & _TELLING):
        return Probe(0.9, f"it is a {kind} of ActivityStreams")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of the posts in a document."""
    return with_names(read_posts(document))


FORMAT = Format("activitypub", "posts and collections of ActivityPub, as of Lemmy", (".json", ".jsonld"), probe, read)
