"""What a message of Slack says: its own markup, and what people and programs put beside it.

Invariant: nothing between angle brackets is lost but what names a person or channel by an id that is known.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats.chats import lines_of
from tui_reader.formats.json_documents import objects_in
from tui_reader.formats.json_reading import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ANGLED = re.compile(r"<([^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>")
_OF_THE_SITE = re.compile(
    r"(?:channel|group|mpim|im)_(?:join|leave|topic|purpose|name|archive|unarchive|convert|posting|canvas)\w*"
    r"|bot_(?:add|remove|enable|disable)|(?:un)?pinned_item|(?:channel|group)_convert_to_private|reminder_add|huddle_thread"
    r"|app_conversation_join|sh_room_created|sh_room_shared|tabbed_canvas_updated|bookmark_\w+"
)


def is_service(subtype: str) -> bool:
    """Whether messages of this kind are what the site itself says."""
    return _OF_THE_SITE.fullmatch(subtype) is not None


def readable_mrkdwn(text: str, people: Mapping[str, str]) -> str:
    """Return a text with links as `words <address>`, with the names of people, and with its entities as characters."""
    if "<" in text:
        text = _ANGLED.sub(lambda found: _plain(found[1], found[2], people), text)
    return html.unescape(text) if "&" in text else text


def _plain(inside: str, words: str | None, people: Mapping[str, str]) -> str:
    """Return what stands between angle brackets as text, with its entities as they are."""
    sign, rest = inside[0], inside[1:]
    if sign == "@":
        return f"@{people.get(rest) or words or rest}"
    if sign == "#":
        return f"#{words or rest}"
    if sign == "!":
        return words or f"@{rest.partition('^')[0]}"
    address = inside.removeprefix("mailto:").removeprefix("tel:")
    if not words or words == address or words.removesuffix("/") == inside.partition("://")[2].removesuffix("/"):
        return address if not words or words == address else inside
    return f"{words} &lt;{inside}&gt;"


def beside(message: dict[str, Any], people: Mapping[str, str]) -> Iterator[str]:
    """Yield what a message has beside its words: files, and the cards of programs; what links unfold into is left out."""
    for file in [*objects_in(message, "files"), *([message["file"]] if isinstance(message.get("file"), dict) else [])]:
        yield f"[file: {text_in(file, 'title', 'name', 'id') or 'without a name'}]"
    if not text_in(message, "text") or message.get("subtype") == "bot_message":
        for card in objects_in(message, "attachments"):
            yield _card(card, people)
    if not text_in(message, "text") and not objects_in(message, "attachments"):
        yield from (text for block in objects_in(message, "blocks") if (text := text_in(block.get("text"), "text")))


def _card(card: dict[str, Any], people: Mapping[str, str]) -> str:
    """Return what a card says: its heading, its words, its fields, or what stands for all of that."""
    title, address = text_in(card, "title"), text_in(card, "title_link")
    heading = f"{title} &lt;{address}&gt;" if title and address else title
    fields = [f"{text_in(one, 'title') or ''}: {text_in(one, 'value') or ''}" for one in objects_in(card, "fields")]
    told = lines_of(text_in(card, "pretext"), heading, text_in(card, "text"), *fields)
    return readable_mrkdwn(told or text_in(card, "fallback") or "", people)
