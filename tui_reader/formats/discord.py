"""Channels of Discord as DiscordChatExporter saves them in JSON.

What the site itself says (somebody joined, a call, a pinned message) is kept among the messages.

Invariant: a message answers another one only where both are in the same channel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.chats import chat_article, lines_of
from tui_reader.formats.json_documents import first_object, object_in, objects_in
from tui_reader.formats.json_reading import Json, id_in, text_in, whole_in
from tui_reader.formats.json_stream import entries_of
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_SITE = "discord.com"
_OF_PEOPLE = frozenset(
    {"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage", "AutoModerationAction"}
    | {"0", "19", "20", "21", "23", "24"}
)
"""Types of messages that somebody wrote; all others are the site's own."""

_NOBODY = "Deleted User"


@dataclass(slots=True)
class _Channel:
    """What is known of the channel; it stands before the messages."""

    facts: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    @property
    def id(self) -> str:
        """The channel's id, else the name of the file."""
        return id_in(self.facts.get("channel"), "id") or self.name

    def article(self) -> Article:
        """Return the head of the channel."""
        channel, guild = object_in(self.facts, "channel"), id_in(self.facts.get("guild"), "id")
        ident = id_in(channel, "id")
        guild = "@me" if guild == "0" else guild
        return chat_article(
            self.id,
            text_in(channel, "name"),
            _SITE,
            source_id=ident,
            url=f"https://discord.com/channels/{guild}/{ident}" if guild and ident else None,
            claimed=whole_in(self.facts, "messageCount"),
        )


def probe(head: bytes, _name: str) -> Probe:
    """Claim a guild and a channel with messages."""
    value = first_object(head)
    if {"guild", "channel", "messages"} <= value.keys() or {"guild", "channel", "dateRange"} <= value.keys():
        return Probe(0.9, "it has a guild, a channel and messages")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the channel of a document and its messages."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    channel = _Channel(name=document.name.partition(".")[0])
    for found in entries_of(document, "messages"):
        if isinstance(found, Rejection):
            yield found
            continue
        path, value = found
        if path != "messages.item":
            channel.facts[path] = value
        elif id_in(value, "id") is None:
            yield Rejection("left out: a message without an id")
        else:
            yield _comment(value, channel)
    yield channel.article()
    if "messages" in channel.facts:
        yield Problem("it has no list of messages", thread=channel.id)


def _comment(message: dict[str, Any], channel: _Channel) -> Comment:
    parent = _answered(message, channel)
    content = text_in(message, "content") or ""
    words = readable_markdown(content)
    author = object_in(message, "author")
    name = text_in(author, "nickname") or text_in(author, "name")
    edited = message.get("timestampEdited")
    return Comment(
        thread=channel.id,
        ref=id_in(message, "id") or "",
        source_id=id_in(message, "id"),
        body=lines_of(words, *_beside(message, has_words=bool(words))),
        original=content if content != words else None,
        author=None if text_in(author, "name") == _NOBODY else name,
        author_lost="the account was deleted" if text_in(author, "name") == _NOBODY else None,
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_iso(message.get("timestamp")),
        posted_text=text_in(message, "timestamp"),
        edited=moments.of_iso(edited) if edited else None,
        status=Status.PRESENT if _is_said(message) else Status.SERVICE,
    )


def _is_said(message: dict[str, Any]) -> bool:
    """Whether somebody wrote a message."""
    return str(message.get("type", "Default")) in _OF_PEOPLE


def _answered(message: dict[str, Any], channel: _Channel) -> str | None:
    """Return the message that a message answers; one that is forwarded or pinned is not answered."""
    reference = object_in(message, "reference")
    elsewhere = id_in(reference, "channelId") not in {None, channel.id}
    if elsewhere or not _is_said(message) or text_in(reference, "type") == "Forward" or "forwardedMessage" in message:
        return None
    return id_in(reference, "messageId")


def _beside(message: dict[str, Any], *, has_words: bool) -> Iterator[str | None]:
    """Yield what a message has beside its words: files, stickers, what it forwards, and the cards of programs."""
    forwarded: Json = message.get("forwardedMessage")
    if isinstance(forwarded, dict):
        yield lines_of("[forwarded]", readable_markdown(text_in(forwarded, "content") or ""))
        yield from _beside(forwarded | {"forwardedMessage": None}, has_words=False)
    for file in objects_in(message, "attachments"):
        yield f"[file: {text_in(file, 'fileName', 'url') or 'without a name'}]"
    for sticker in objects_in(message, "stickers"):
        yield f"[sticker: {text_in(sticker, 'name') or 'without a name'}]"
    for card in [] if has_words else objects_in(message, "embeds"):
        yield _card(card)


def _card(card: dict[str, Any]) -> str:
    """Return what a card of a program says."""
    title, address = text_in(card, "title"), text_in(card, "url")
    heading = f"{title} <{address}>" if title and address else title or address
    fields = [f"{text_in(one, 'name') or ''}: {text_in(one, 'value') or ''}" for one in objects_in(card, "fields")]
    return lines_of(heading, readable_markdown(text_in(card, "description") or ""), *map(readable_markdown, fields))


FORMAT = Format("discord", "channels of Discord, saved by DiscordChatExporter as JSON", (".json",), probe, read)
