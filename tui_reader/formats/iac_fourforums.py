"""Discussions of the Internet Argument Corpus: a list of posts, what was annotated, and where the discussion stood.

A post is a list itself: its id, its side, its author, its text, annotations, the post it answers, a category, and its moment.
The first post opens the discussion and is its article.

Invariant: the place of a member in a post says what it is; a post without an id or text is left out.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_reading import Json, first_value, id_in, read_json, text_in
from tui_reader.model import Article, Block, BlockKind, Comment, Names, ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ID, _AUTHOR, _TEXT, _ANNOTATIONS, _PARENT, _MOMENT = 0, 2, 3, 4, 5, 7
_SITE_BEFORE_TITLE = re.compile(r"^4Forums\.com Political Debates and Polls\s+-\s+", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t]*\n\s*")


def probe(head: bytes, _name: str) -> Probe:
    """Claim a list of lists whose first one is a post by the kinds of its eight members."""
    match first_value(head):
        case [[[int(), _, str() | None, str(), dict(), int() | None, _, int() | float() | None], *_], *_]:
            return Probe(0.9, "its posts are lists of eight members: id, side, author, text …")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the first post as the article, and the others as comments."""
    value, rejections = read_json(document)
    if not isinstance(value, list) or not value or not isinstance(value[0], list):
        raise SourceError(f"{document.path}: no discussion is in it", "it begins with a list of posts")
    yield from _items(value, document.name)
    yield from rejections


def _items(value: list[Any], name: str) -> Iterator[Item]:
    """Yield the article once there is a first post, then what answers it."""
    about = next((each for each in reversed(value) if isinstance(each, dict) and "title" in each), {})
    ref = id_in(about, "identifier", "id_number") or name.partition(".")[0]
    head: list[Any] | None = None
    is_some_lost = any(isinstance(post, list) and _author(post) is None for post in value[0][1:])
    for number, post in enumerate(value[0], 1):
        if not isinstance(post, list) or len(post) <= _TEXT or _text_of(post[_ID]) is None or not isinstance(post[_TEXT], str):
            yield Rejection(f"post {number} left out: it has no id or no text")
        elif head is None:
            head = post
            yield _article(post, about, ref, Names.SOME_LOST if is_some_lost else Names.COMPLETE)
        else:
            yield _comment(post, ref, _text_of(head[_ID]))


def _article(post: Sequence[Any], about: dict[str, Any], ref: str, names: Names) -> Article:
    title = _title(post, about)
    url = text_in(about, "url")
    blocks = [Block(BlockKind.PARAGRAPH, piece.strip()) for piece in _GAP.split(html.unescape(post[_TEXT])) if piece.strip()]
    return Article(
        ref=ref,
        title=title,
        site=host_of(url),
        url=url,
        author=_author(post),
        posted=moments.of_epoch(_member(post, _MOMENT)),
        names=names,
        blocks=(*([Block(BlockKind.TITLE, title)] if title else []), *blocks),
        source_id=ref,
    )


def _title(post: Sequence[Any], about: dict[str, Any]) -> str | None:
    """Return the title of the page without the name of its site, else that of the first post."""
    annotations = _member(post, _ANNOTATIONS)
    of_post = text_in(annotations.get("post_info") if isinstance(annotations, dict) else None, "post_title")
    of_page = text_in(about, "title")
    return of_post if of_page is None else _SITE_BEFORE_TITLE.sub("", of_page)


def _comment(post: Sequence[Any], thread: str, head: str | None) -> Comment:
    ref, parent, written = str(post[_ID]), _text_of(_member(post, _PARENT)), _member(post, _MOMENT)
    posted = moments.of_epoch(written)
    parent = None if parent == head else parent
    return Comment(
        thread=thread,
        ref=ref,
        body=html.unescape(post[_TEXT]),
        author=_author(post),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=posted,
        posted_text=moments.as_written(written, posted),
        source_id=ref,
    )


def _member(post: Sequence[Any], place: int) -> Json:
    return post[place] if len(post) > place else None


def _author(post: Sequence[Any]) -> str | None:
    """Return the name of whoever wrote a post."""
    author = _member(post, _AUTHOR)
    return author if isinstance(author, str) and author.strip() else None


def _text_of(ident: object) -> str | None:
    """Return an id as text."""
    return id_in({"id": ident}, "id")


FORMAT = Format(
    name="iac-fourforums",
    description="discussions of the Internet Argument Corpus (4forums)",
    suffixes=(".json",),
    probe=probe,
    read=read,
)
