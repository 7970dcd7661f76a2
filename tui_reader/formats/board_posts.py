"""Posts of imageboards, however their software calls the members: number, name, text, file, and the posts that a post quotes.

Invariant: each software's post is turned into the same value, and nothing of its text is lost.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.json_documents import object_in, objects_in
from tui_reader.formats.json_reading import id_in, text_in
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTE = re.compile(r"(?<![>\w])>>(\d{1,19})")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


@dataclass(frozen=True, slots=True)
class BoardPost:
    """A post; `quoted` are the numbers of the posts that it quotes, in their order."""

    number: str
    body: str
    original: str | None
    title: str | None
    name: str | None
    posted: str | None
    posted_text: str | None
    quoted: tuple[str, ...]
    is_removed: bool


def post_of(post: dict[str, Any]) -> BoardPost | None:
    """Return the post that an object is; None where it has no number."""
    number = number_of(post)
    if number is None:
        return None
    written, text = _text(post)
    body = "\n\n".join(filter(None, (text, "\n".join(f"[file: {name}]" for name in _files(post)))))
    return BoardPost(
        number=number,
        body=body,
        original=written if written and written != body else None,
        title=_plain(text_in(post, "sub", "subject", "title")),
        name=_plain(text_in(post, "name", "name_processed")),
        posted=next(filter(None, (moments.of_epoch(post.get(name)) for name in ("time", "timestamp"))), None),
        posted_text=text_in(post, "now", "date", "fourchan_date") or id_in(post, "time", "timestamp"),
        quoted=tuple(_QUOTE.findall(text)),
        is_removed=post.get("deleted") is True or id_in(post, "deleted") == "1",
    )


def number_of(post: dict[str, Any]) -> str | None:
    """Return the number of a post; what an archive put between two posts has a number below its own."""
    number, below = id_in(post, "no", "num", "id"), id_in(post, "subnum")
    return f"{number}_{below}" if number and below and below != "0" else number


def _text(post: dict[str, Any]) -> tuple[str, str]:
    """Return what a post has as its text, and that as text to be read."""
    if "comment_processed" in post or "comment_sanitized" in post:
        written = text_in(post, "comment", "comment_sanitized") or ""
        return written, "\n".join(line.rstrip() for line in written.splitlines()).strip("\n")
    written = text_in(post, "com", "comment", "body") or ""
    return written, readable(written)


def _files(post: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the files of a post, as whoever posted it called them."""
    for file in (post, object_in(post, "media"), *objects_in(post, "extra_files"), *objects_in(post, "files")):
        name = text_in(file, "fullname", "media_filename", "displayname", "filename", "media_orig") or (
            text_in(file, "name") if file is not post else None
        )
        if name:
            ending = text_in(file, "ext") or ""
            yield html.unescape(name if name.endswith(ending) else f"{name}{ending}")


def _plain(text: str | None) -> str | None:
    """Return a line without markup, and without the space around it."""
    if text is None:
        return None
    return " ".join((readable(text) if _MARKUP.search(text) else text).split()) or None
