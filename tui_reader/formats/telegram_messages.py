"""What a message of Telegram says: its runs of text, what is sent with it, and what was done where nothing was said.

Invariant: the text of every run is in what is read, in its order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.formats.json_documents import object_in, objects_in
from tui_reader.formats.json_reading import id_in, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {"bold": "**", "italic": "*", "strikethrough": "~~", "code": "`"}
_DETAILS = ("title", "inviter", "duration_seconds", "discard_reason", "emoticon", "period", "amount", "score", "new_title")
_MEDIA = {"voice_message": "voice message", "video_message": "video message", "video_file": "video", "audio_file": "audio"}
_PARTS = (("location_information", "place"), ("live_location_period_seconds", "live location"), ("place_name", "place"))


def readable_runs(text: object) -> str:
    """Return the words of a message, which are a text or a list of runs."""
    if isinstance(text, str):
        return text
    runs = text if isinstance(text, list) else []
    return "".join(run if isinstance(run, str) else _run(run) for run in runs).strip("\n")


def original(text: object, words: str) -> str | None:
    """Return the runs as the source has them where they say more than their words do."""
    if not isinstance(text, list) or "".join(_plain(run) for run in text) == words:
        return None
    return json.dumps(text, ensure_ascii=False)


def _plain(run: object) -> str:
    return run if isinstance(run, str) else text_in(run, "text") or ""


def _run(run: object) -> str:
    """Return a run with the marks that Markdown has for it."""
    words, kind = _plain(run), text_in(run, "type")
    if kind == "text_link" and (address := text_in(run, "href")):
        return words if words == address else f"{words} <{address}>"
    if kind == "pre":
        return "\n" + "\n".join(f"    {line}" for line in words.strip("\n").split("\n")) + "\n"
    if kind == "blockquote":
        return "\n".join(f"> {line}" for line in words.strip("\n").split("\n")) + "\n"
    mark = _MARKS.get(kind or "", "")
    return f"{mark}{words}{mark}" if words.strip() == words and "\n" not in words else words


def beside(message: dict[str, Any]) -> Iterator[str]:
    """Yield what a message is sent with: who said it first, pictures, files, places and polls."""
    if source := text_in(message, "forwarded_from", "saved_from"):
        yield f"[forwarded from {source}]"
    if "photo" in message and message.get("type") != "service":
        yield "[photo]"
    if "file" in message or "media_type" in message:
        yield f"[{_medium(message)}]"
    for name, said in _PARTS:
        if name in message:
            yield f"[{said}: {_told(message[name])}]"
    if contact := object_in(message, "contact_information"):
        yield f"[contact: {_told(contact)}]"
    if poll := object_in(message, "poll"):
        yield "\n".join([_plain_words(poll.get("question")), *_answers(poll)])


def _medium(message: dict[str, Any]) -> str:
    kind = text_in(message, "media_type") or "file"
    name = text_in(message, "sticker_emoji", "file_name", "title")
    seconds = id_in(message, "duration_seconds")
    return _MEDIA.get(kind, kind) + (f": {name}" if name else "") + (f", {seconds} s" if seconds else "")


def _answers(poll: dict[str, Any]) -> Iterator[str]:
    for answer in objects_in(poll, "answers"):
        votes = id_in(answer, "voters")
        yield f"- {_plain_words(answer.get('text'))}" + (f" ({votes})" if votes else "")


def _plain_words(text: object) -> str:
    return readable_runs(text)


def deed(message: dict[str, Any]) -> str:
    """Return what was done, in the program's words."""
    action = (text_in(message, "action") or "").replace("_", " ")
    members = message.get("members")
    details = [str(message[name]) for name in _DETAILS if message.get(name) not in (None, "")]
    if isinstance(members, list):
        details.append(", ".join(member for member in members if isinstance(member, str)))
    return f"{action}: {', '.join(details)}" if action and details else action


def _told(value: object) -> str:
    return ", ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
