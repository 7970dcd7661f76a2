"""Films with their comments, as yt-dlp saves them with `--write-comments`: `.info.json`, and one film a line.

Comments of YouTube have no moment of their own: what is given is made from words such as "2 weeks ago", which stay beside it.

Invariant: every comment of a film is kept, also one whose parent was not saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, objects_in, values_in
from tui_reader.formats.json_reading import id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, Problem, ReplyBasis
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = frozenset({"id", "parent", "author_id"})
_FILM = frozenset({"id", "title", "webpage_url"})
_ESTIMATED = "youtube"


def probe(head: bytes, _name: str) -> Probe:
    """Claim films of an extractor, and bare lists of their comments."""
    value = first_object(head)
    if value.keys() >= _FILM and ("extractor" in value or "extractor_key" in value):
        return Probe(0.9, "it has an extractor, a webpage_url and a title")
    if any(_is_comment(one) for one in [value, *objects_in(value, "comments")[:1]]):
        return Probe(0.9, "its comments have parent, author_id and text")
    if "formats" in value and not value.keys().isdisjoint({"channel_id", "uploader_id", "thumbnails", "upload_date"}):
        return Probe(0.9, "it has formats and an uploader")
    return NO_CLAIM


def _is_comment(value: dict[str, Any]) -> bool:
    return value.keys() >= _COMMENT and not value.keys().isdisjoint({"text", "html"})


def read(document: Document) -> Iterator[Item]:
    """Yield each film of a document with its comments."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    films: list[dict[str, Any]] = []
    loose: list[dict[str, Any]] = []
    for value in values_in(document):
        if isinstance(value, Rejection):
            yield value
        elif not isinstance(value, dict):
            yield Rejection("left out: not an object")
        elif _is_comment(value):
            loose.append(value)
        else:
            films.extend(objects_in(value, "entries") or [value])
    if loose:
        films.append({"comments": loose})
    for film in films:
        yield from _film(film, document.name.partition(".")[0])


def _film(film: dict[str, Any], name: str) -> Iterator[Item]:
    """Yield a film and its comments; `name` is what it is called where it says nothing of itself."""
    comments = objects_in(film, "comments")
    thread = id_in(film, "id") or name
    site, title = _site(film), text_in(film, "title", "fulltitle")
    if title is None and not comments:
        yield Rejection(f"{thread} left out: it has neither title nor comments")
        return
    yield Article(
        ref=thread,
        site=site,
        source_id=id_in(film, "id") if site else None,
        title=title,
        url=text_in(film, "webpage_url", "original_url"),
        author=text_in(film, "uploader", "channel", "creator", "uploader_id"),
        posted=moments.of_epoch(film.get("timestamp") or film.get("release_timestamp")) or _day(film),
        blocks=blocks_of(title, text_in(film, "description") or ""),
        claimed=whole_in(film, "comment_count"),
        score=whole_in(film, "like_count"),
    )
    for number, comment in enumerate(comments, 1):
        if id_in(comment, "id") is None or not any(isinstance(comment.get(name), str) for name in ("text", "html")):
            yield Rejection(f"comment {number} of {thread} left out: it has no id or no text")
        else:
            yield _comment(comment, thread)
    if site and _ESTIMATED in site and any("timestamp" in comment for comment in comments):
        yield Problem('the moments of comments are estimates, made from words such as "2 weeks ago"', thread=thread)


def _comment(comment: dict[str, Any], thread: str) -> Comment:
    parent = id_in(comment, "parent")
    parent = None if parent in {"root", thread} else parent
    markup = text_in(comment, "html")
    body = text_in(comment, "text") or readable(markup or "")
    return Comment(
        thread=thread,
        ref=id_in(comment, "id") or "",
        source_id=id_in(comment, "id"),
        body=body,
        original=markup if markup and "text" not in comment and markup != body else None,
        author=text_in(comment, "author") or text_in(comment, "author_id"),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_epoch(comment.get("timestamp")),
        posted_text=text_in(comment, "_time_text", "time_text") or id_in(comment, "timestamp"),
        score=whole_in(comment, "like_count"),
    )


def _site(film: dict[str, Any]) -> str | None:
    return (host_of(text_in(film, "webpage_url", "original_url")) or "").removeprefix("m.") or None


def _day(film: dict[str, Any]) -> str | None:
    day = text_in(film, "upload_date", "release_date") or ""
    return moments.of_iso(f"{day[:4]}-{day[4:6]}-{day[6:]}")


FORMAT = Format("yt-dlp", "films with their comments, saved by yt-dlp --write-comments", (".info.json", ".json"), probe, read)
