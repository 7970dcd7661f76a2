"""Chats that Telegram Desktop exports in JSON: one chat, or all that somebody has.

The words of a message are a text, or runs of text of which each says how it looks. What the program itself says (somebody
joined, a call) is kept among the messages.

Invariant: messages are told one after the other; only what is known of the chat is held.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.chats import chat_article, lines_of
from tui_reader.formats.json_documents import first_object, objects_in
from tui_reader.formats.json_reading import id_in, text_in
from tui_reader.formats.json_stream import BEGIN, entries_of
from tui_reader.formats.shown_names import with_names
from tui_reader.formats.telegram_messages import beside, deed, original, readable_runs
from tui_reader.model import Article, Comment, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_SITE = "t.me"
_LISTS = ("chats.list.item.messages", "left_chats.list.item.messages", "messages")
_CHATS = ("", "chats.list.item", "left_chats.list.item")
_MESSAGE = frozenset({"id", "type"})
_BESIDE = frozenset({"date", "date_unixtime", "from_id", "actor_id", "text_entities"})
_KINDS = {"personal_chat": "user", "bot_chat": "user", "saved_messages": "user", "private_group": "chat"}


@dataclass(slots=True)
class _Chat:
    """What is known of a chat, and whether any message of it was told."""

    facts: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    messages: int = 0

    @property
    def id(self) -> str:
        """The chat's id in the manner of the senders' ids, whose numbers are those of people, groups or channels."""
        ident = id_in(self.facts, "id")
        kind = str(self.facts.get("type"))
        return f"{_KINDS.get(kind, 'channel')}{ident}" if ident else f"{kind} {self.number}"

    def article(self) -> Article:
        """Return the head of the chat."""
        title = text_in(self.facts, "name") or ("Saved Messages" if self.facts.get("type") == "saved_messages" else None)
        return chat_article(self.id, title, _SITE, source_id=self.id if id_in(self.facts, "id") else None)


def probe(head: bytes, _name: str) -> Probe:
    """Claim a chat with messages, and the export of a whole account."""
    value = first_object(head)
    first = next(iter(objects_in(value, "messages")), {})
    if {"type", "id", "messages"} <= value.keys() and first.keys() >= _MESSAGE and first.keys() & _BESIDE:
        return Probe(0.9, "it is a chat with id, type and messages with text_entities or from_id")
    if "Telegram" in (text_in(value, "about") or "") or any("messages" in chat for chat in objects_in(value, "chats", "list")):
        return Probe(0.9, "it has a list of chats, as Telegram exports them")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each chat of a document with its messages."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    chat = _Chat()
    for found in entries_of(document, *_LISTS):
        if isinstance(found, Rejection):
            yield found
            continue
        place, value = found
        around, _, name = place.rpartition(".")
        if value is BEGIN and place in _CHATS:
            yield from _ended(chat)
            chat = _Chat(number=chat.number + 1)
        elif name == "item" and around in _LISTS:
            chat.messages += 1
            yield _comment(value, chat) if id_in(value, "id") else Rejection("left out: a message without an id")
        elif around in _CHATS:
            chat.facts[name] = value
    yield from _ended(chat)


def _ended(chat: _Chat) -> Iterator[Article]:
    """Yield the head of a chat when all of it was told, if it is one."""
    if chat.messages or id_in(chat.facts, "id"):
        yield chat.article()


def _comment(message: dict[str, Any], chat: _Chat) -> Comment:
    is_service = message.get("type") == "service"
    words = readable_runs(message.get("text"))
    parent = None if "reply_to_peer_id" in message else id_in(message, "reply_to_message_id")
    return Comment(
        thread=chat.id,
        ref=id_in(message, "id") or "",
        source_id=id_in(message, "id"),
        body=lines_of(*beside(message), words, deed(message) if is_service else None),
        original=original(message.get("text"), words),
        author=text_in(message, "from", "actor"),
        author_lost="the account was deleted" if message.get("from", "") is None else None,
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_epoch(message.get("date_unixtime")) or moments.of_iso(message.get("date")),
        posted_text=text_in(message, "date", "date_unixtime"),
        edited=moments.of_epoch(message.get("edited_unixtime")) or moments.of_iso(message.get("edited")),
        status=Status.SERVICE if is_service else Status.PRESENT,
    )


FORMAT = Format("telegram", "chats exported by Telegram Desktop as JSON", (".json",), probe, read)
