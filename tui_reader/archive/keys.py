"""Names that stay: the keys of threads and comments, by which an import knows what is there and a reader finds their place.

A key comes from the ids that the site gives, or from what was said where there are none. Line ends and white space at the end
of lines do not matter, so that a dump saved by another editor is the same dump.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.model import Article, Comment

_BYTES = 8
_PART_END = b"\x1f"
_NOTHING = b"\x00"


def thread_key(article: Article, comments: Iterable[Comment]) -> str:
    """Return the key of a thread, 16 hexadecimal digits: given, from site and id, or from all that it says."""
    if article.key:
        return article.key
    if article.source_id is not None:
        return digest(("id", article.site, article.source_id))
    return digest(_said(article, comments))


def comment_keys(comments: Iterable[Comment]) -> list[str]:
    """Return a key for each comment of a thread in source order, 16 hexadecimal digits or as given, all different."""
    taken: set[str] = set()
    seen: dict[str, int] = {}
    keys = []
    for comment in comments:
        basis = _comment_basis(comment)
        earlier = seen.get(basis, 0)
        key = digest((basis, str(earlier))) if earlier or not comment.key else basis
        while key in taken:
            key = digest((key, "again"))
        seen[basis] = earlier + 1
        taken.add(key)
        keys.append(key)
    return keys


def content_digest(article: Article, comments: Iterable[Comment]) -> str:
    """Return a digest of everything that is stored of a thread; equal digests mean that nothing has to be written."""
    head = (article.title, article.site, article.url, article.author, article.posted, article.names.value)
    return digest((*head, *_blocks(article), *map(repr, article.meta), *_facts(comments)))


def digest(parts: Iterable[str | None]) -> str:
    """Return 16 hexadecimal digits for a sequence of texts; None and the empty text differ."""
    state = blake2b(digest_size=_BYTES)
    for part in parts:
        state.update(_NOTHING if part is None else _normal(part).encode("utf-8", "replace"))
        state.update(_PART_END)
    return state.hexdigest()


def _comment_basis(comment: Comment) -> str:
    """Return what tells a comment from others; comments that share it are told apart by their order."""
    if comment.key:
        return comment.key
    if comment.source_id is not None:
        return digest(("id", comment.source_id))
    return digest(("said", comment.author, comment.body))


def _said(article: Article, comments: Iterable[Comment]) -> Iterable[str | None]:
    yield from (article.site, article.title, *_blocks(article))
    for comment in comments:
        yield comment.author
        yield comment.body


def _blocks(article: Article) -> Iterable[str]:
    for block in article.blocks:
        yield block.kind.value
        yield block.text


def _facts(comments: Iterable[Comment]) -> Iterable[str | None]:
    for comment in comments:
        yield from (comment.key, comment.source_id, comment.parent, comment.author, comment.author_lost, comment.body)
        yield from (comment.posted, comment.posted_text, comment.status.value, comment.reply_basis)
        yield repr((comment.score, comment.reply_confidence, comment.span))


def _normal(text: str) -> str:
    """Return a text with newlines for line ends and nothing but text before them."""
    if "\n" not in text and "\r" not in text:
        return text.rstrip()
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()
