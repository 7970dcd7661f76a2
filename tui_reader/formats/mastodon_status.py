"""Statuses as the interface of Mastodon gives them: the context of a status, a status, or a list of them.

Statuses are named by the numbers that their server gave them; `uri` is their name on all servers.

Invariant: what stands in one context is one thread; boosts are no comments, and are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.fediverse import attached, named_account, options_of, with_extras
from tui_reader.formats.json_documents import first_object, object_in, objects_in, values_in
from tui_reader.formats.json_reading import Json, id_in, text_in, whole_in
from tui_reader.formats.reply_trees import Link, threads_of
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    Pairs = list[tuple[dict[str, Any], str | None]]

_STATUS = frozenset({"account", "content", "created_at", "in_reply_to_id", "uri"})
_LISTS = ("ancestors", "status", "descendants", "statuses")


def probe(head: bytes, _name: str) -> Probe:
    """Claim contexts, and statuses with an account."""
    value = first_object(head)
    if isinstance(value.get("ancestors"), list) and (isinstance(value.get("descendants"), list) or _is_status(value)):
        return Probe(0.9, "it has ancestors and descendants")
    if any(map(_is_status, [value, *objects_in(value, "statuses")[:1], *objects_in(value, "ancestors")[:1]])):
        return Probe(0.9, "its statuses have uri, account and in_reply_to_id")
    return NO_CLAIM


def _is_status(value: dict[str, Any]) -> bool:
    return value.keys() >= _STATUS and isinstance(value["account"], dict)


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of the statuses of a document."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    statuses: Pairs = []
    boosts = 0
    for number, value in enumerate(values_in(document), 1):
        if isinstance(value, Rejection):
            yield value
            continue
        for status, conversation in _statuses(value, number):
            if isinstance(status.get("reblog"), dict):
                boosts += 1
            elif id_in(status, "id") is None or not isinstance(status.get("content"), str):
                yield Rejection(f"status {id_in(status, 'id') or number} left out: it has no id or no content")
            else:
                statuses.append((status, conversation))
    yield from _threads(statuses)
    if boosts:
        yield Problem(f"boosts are left out, as others wrote what they show: {boosts}")


def _statuses(value: Json, number: int) -> Pairs:
    """Return the statuses of a value, with a name for their conversation where they stand in one context."""
    if not isinstance(value, dict):
        return []
    context = str(number) if "descendants" in value or "ancestors" in value else None
    found: Pairs = [] if "content" not in value and (context or "statuses" in value) else [(value, context)]
    for name in _LISTS:
        inner = [object_in(value, name)] if isinstance(value.get(name), dict) else objects_in(value, name)
        found.extend((status, context) for status in inner)
    return found


def _threads(statuses: Pairs) -> Iterator[Item]:
    """Yield the heads of all threads, and their statuses."""
    known = {id_in(status, "id"): status for status, _ in reversed(statuses)}
    home = next(filter(None, (_home(status) for status, _ in statuses)), None)
    threads = threads_of(
        Link(id_in(status, "id") or "", id_in(status, "in_reply_to_id"), conversation) for status, conversation in statuses
    )
    for ref in dict.fromkeys(threads.values()):
        uri = text_in(known.get(ref), "uri")
        url = text_in(known.get(ref), "url", "uri")
        yield Article(ref=ref, site=host_of(uri) if uri else home, source_id=uri or ref, url=url)
    for status, _ in statuses:
        yield _comment(status, threads[id_in(status, "id") or ""])


def _home(status: dict[str, Any]) -> str | None:
    """Return the server that gave a status its number, as far as the status tells: accounts of its own have no server."""
    account = object_in(status, "account")
    return host_of(text_in(account, "url", "uri")) if "@" not in (text_in(account, "acct") or "@") else None


def _comment(status: dict[str, Any], thread: str) -> Comment:
    account, parent = object_in(status, "account"), id_in(status, "in_reply_to_id")
    name, written = text_in(account, "acct", "username"), status["content"]
    body = with_extras(text_in(status, "spoiler_text"), readable(written), _extras(status))
    return Comment(
        thread=thread,
        ref=id_in(status, "id") or "",
        source_id=text_in(status, "uri"),
        body=body,
        original=written if written and written != body else None,
        author=named_account(name, text_in(account, "uri", "url")) if name else None,
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(status.get("created_at")),
        posted_text=text_in(status, "created_at"),
        score=whole_in(status, "favourites_count"),
        edited=moments.of_iso(status.get("edited_at")),
    )


def _extras(status: dict[str, Any]) -> Iterator[str]:
    yield from options_of(object_in(status, "poll"))
    yield from attached(status.get("media_attachments"))


FORMAT = Format(
    "mastodon-status", "statuses and their contexts from the interface of Mastodon", (".json", ".ndjson"), probe, read
)
