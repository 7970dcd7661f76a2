"""Objects of ActivityPub as their servers write them: notes, pages, questions, what wraps them, and whom they name.

Invariant: whatever type a member has, reading it gives text, an address or nothing.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.fediverse import account_at, attached, named_account, options_of, with_extras
from tui_reader.formats.json_documents import list_in, object_in, objects_in
from tui_reader.formats.json_reading import Json, text_in, whole_in
from tui_reader.formats.reply_trees import Link
from tui_reader.text.markdown import readable_markdown
from tui_reader.text.markup import readable

COLLECTIONS = frozenset({"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"})
"""Types of lists of objects."""

WRAPPERS = frozenset({"Create", "Update", "Announce", "Add", "Accept"})
"""Types of activities that may hold a post."""

HEADS = frozenset({"Page", "Article", "Video", "Audio", "Event"})
"""Types of objects that open a thread wherever they answer nothing."""

POSTS = frozenset({*HEADS, "Note", "Question", "ChatMessage", "EncryptedMessage", "Document", "Image", "Tombstone"})
"""Types of objects that somebody wrote."""

ACTORS = frozenset({"Person", "Group", "Service", "Application", "Organization"})
"""Types of accounts."""


def type_of(value: Json) -> str:
    """Return the type of an object, the first that this format knows where there are several."""
    found = value.get("type", value.get("@type")) if isinstance(value, dict) else None
    names = [name for name in (found if isinstance(found, list) else [found]) if isinstance(name, str)]
    return next((name for name in names if name in POSTS | COLLECTIONS | WRAPPERS | ACTORS), names[0] if names else "")


def address_in(value: object, *names: str) -> str | None:
    """Return the first of these members that is an address, or an object or list that names one."""
    for name in names:
        found = value.get(name) if isinstance(value, dict) else None
        for one in found if isinstance(found, list) else [found]:
            address = one if isinstance(one, str) else text_in(one, "id", "@id", "href", "url")
            if address:
                return address
    return None


@dataclass(slots=True)
class Gathered:
    """The posts of a file in their order, the names of its accounts, and how much of what else there is."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)

    def add(self, value: Json) -> None:
        """Take in an object with all that it holds."""
        waiting: list[tuple[Json, dict[str, Any]]] = [(value, {})]
        while waiting:
            one, wrapper = waiting.pop()
            kind = type_of(one)
            inner: Iterator[Json] = iter(())
            if kind in COLLECTIONS or (not kind and isinstance(one, dict)):
                inner = _members(one)
                self._add_addresses(one)
            elif kind in WRAPPERS and isinstance(one.get("object"), dict):
                inner, wrapper = iter([one["object"]]), one
            elif kind in ACTORS:
                self._add_account(one, kind)
            elif kind in POSTS and address_in(one, "id", "@id", "url"):
                self._add_post(one, wrapper)
                inner, wrapper = _members(one.get("replies")), {}
            else:
                self.others["boost" if kind == "Announce" else kind or "value without a type"] += 1
            waiting.extend((member, wrapper) for member in reversed(list(inner)))

    def _add_post(self, post: dict[str, Any], wrapper: dict[str, Any]) -> None:
        """Take in a post with the account that wrapped it; what is told as a change of an earlier one takes its place."""
        kind, actor = type_of(wrapper), address_in(wrapper, "actor")
        if actor and kind in {"Create", "Update"} and "attributedTo" not in post:
            post = post | {"attributedTo": actor}
        place = self.places.setdefault(id_of(post), len(self.posts))
        if place < len(self.posts) and kind == "Update":
            self.posts[place] = post
        else:
            self.posts.append(post)

    def _add_addresses(self, collection: dict[str, Any]) -> None:
        """Count what a collection only names; the answers to a post are such and nothing is lost with them."""
        if "partOf" not in collection:
            named = (*list_in(collection, "items"), *list_in(collection, "orderedItems"))
            self.others["address"] += sum(isinstance(one, str) for one in named)

    def _add_account(self, actor: dict[str, Any], kind: str) -> None:
        address, name = address_in(actor, "id"), text_in(actor, "preferredUsername", "name")
        self.others[kind] += 1
        if address and name:
            self.accounts[address] = named_account(name, address)

    def author_of(self, post: dict[str, Any]) -> str | None:
        """Return the account that wrote a post."""
        stated = post.get("attributedTo", post.get("actor"))
        for one in stated if isinstance(stated, list) else [stated]:
            address = one if isinstance(one, str) else text_in(one, "id")
            name = text_in(one, "preferredUsername", "name")
            if name:
                return named_account(name, address)
            if address:
                return self.accounts.get(address) or account_at(address)
        return None


def _members(value: Json) -> Iterator[Json]:
    """Yield the objects that a collection holds, also in its first page."""
    for name in ("first", "items", "orderedItems"):
        found = value.get(name) if isinstance(value, dict) else None
        yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict))


def link_of(post: dict[str, Any]) -> Link:
    """Return what a post answers, and the conversation that it names."""
    names = ("conversation", "inConversation", "context", "ostatus:conversation")
    return Link(id_of(post), address_in(post, "inReplyTo"), address_in(post, *names))


def id_of(post: dict[str, Any]) -> str:
    """Return the id of a post, its address where it has none."""
    return address_in(post, "id", "@id", "url") or ""


def page_of(post: dict[str, Any]) -> str:
    """Return where a post can be read: its page on its own server, else its id."""
    own, page = id_of(post), address_in(post, "url")
    return page if page and host_of(page) == host_of(own) else own


def is_head(post: dict[str, Any]) -> bool:
    """Whether a post opens a thread: it answers nothing and has a title, as threads of forums do."""
    if address_in(post, "inReplyTo"):
        return False
    return type_of(post) in HEADS or bool(title_of(post))


def title_of(post: dict[str, Any]) -> str | None:
    """Return the title of a post."""
    title = text_in(post, "name") if type_of(post) not in {"Document", "Image"} else None
    return " ".join(html.unescape(title).split()) if title else None


def text_of(post: dict[str, Any]) -> tuple[str, str | None]:
    """Return what a post says as text to be read, and what the source has of that where it differs."""
    source = object_in(post, "source")
    media = text_in(source, "mediaType") or ""
    markup = text_in(post, "content") or text_in(object_in(post, "contentMap"), *object_in(post, "contentMap"))
    if media in {"text/markdown", "text/plain"} and (written := text_in(source, "content")):
        body = readable_markdown(written) if media == "text/markdown" else written
    else:
        written = markup or ""
        is_markdown = text_in(post, "mediaType") == "text/markdown"
        body = readable_markdown(written) if is_markdown else readable(written)
    full = with_extras(_warning(post), body, _extras(post))
    return full, written if written and written != full else None


def _warning(post: dict[str, Any]) -> str | None:
    """Return the warning that stands above a note; other objects have a summary of themselves there."""
    warning = text_in(post, "summary")
    return readable(warning) if warning and type_of(post) in {"Note", "Question"} and "name" not in post else None


def _extras(post: dict[str, Any]) -> Iterator[str]:
    """Yield what may be voted for, the pages that a post leads to, and its files."""
    yield from options_of(post)
    files = objects_in(post, "attachment") or [object_in(post, "attachment")]
    leads = address_in(post, "url") if type_of(post) == "Page" else None
    links = [leads if leads and host_of(leads) != host_of(id_of(post)) else None]
    links += [address_in(file, "href", "url") for file in files if type_of(file) == "Link"]
    yield from (f"<{link}>" for link in dict.fromkeys(links) if link)
    yield from attached([file for file in files if type_of(file) != "Link"])


def score_of(post: dict[str, Any]) -> int | None:
    """Return how many like a post, where it says so."""
    return whole_in(object_in(post, "likes"), "totalItems")


def edited_of(post: dict[str, Any]) -> str | None:
    """Return the moment of the last edit; servers that always state one state that of the post itself."""
    edited, posted = moments.of_iso(post.get("updated")), moments.of_iso(post.get("published"))
    return None if edited == posted else edited
