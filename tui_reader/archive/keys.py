"""Names that stay: the keys of threads and comments, by which an import knows what is there and a reader finds their place.

A key comes from the ids that the site gives, or from what was said where there are none. Line ends and white space at the end
of lines do not matter, so that a dump saved by another editor is the same dump.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.model import Article, Comment

_BYTES = 8
_TEXT_END = b"\x1f"


def thread_key(article: Article, comments: Iterable[Comment]) -> str:
    """Return the key of a thread, 16 hexadecimal digits: given, from site and id, or from all that it says."""
    if article.key:
        return article.key
    if article.source_id is not None:
        return digest([f"id {article.site!r} {article.source_id}"])
    return digest(_said(article, comments))


def comment_keys(comments: Iterable[Comment]) -> list[str]:
    """Return a key for each comment of a thread in source order, 16 hexadecimal digits or as given, all different."""
    bases = list(map(_comment_basis, comments))
    if len(set(bases)) == len(bases):
        return bases
    times: dict[str, int] = {}
    keys = []
    for basis in bases:
        earlier = times.get(basis, 0)
        key = digest([basis, str(earlier)]) if earlier else basis
        while key in times:
            key = digest([key, "again"])
        times[basis] = earlier + 1
        times.setdefault(key, 0)
        keys.append(key)
    return keys


def digest(texts: Iterable[str]) -> str:
    """Return 16 hexadecimal digits for a sequence of texts."""
    state = blake2b(digest_size=_BYTES)
    for text in texts:
        state.update(text.encode("utf-8", "replace") + _TEXT_END)
    return state.hexdigest()


def _digest_of_one(text: str) -> str:
    """Return the digest of one text, which most are."""
    return blake2b(text.encode("utf-8", "replace") + _TEXT_END, digest_size=_BYTES).hexdigest()


def _comment_basis(comment: Comment) -> str:
    """Return what tells a comment from others; comments that share it are told apart by their order."""
    if comment.key:
        return comment.key
    if comment.source_id is not None:
        return _digest_of_one(f"id {comment.source_id}")
    return _digest_of_one(f"said {comment.author!r} {_normal(comment.body)}")


def _said(article: Article, comments: Iterable[Comment]) -> Iterator[str]:
    yield f"{article.site!r} {article.title!r}"
    for block in article.blocks:
        yield f"{block.kind.value} {_normal(block.text)}"
    for comment in comments:
        yield f"{comment.author!r} {_normal(comment.body)}"


def _normal(text: str) -> str:
    """Return a text with newlines for line ends and nothing but text before them."""
    if "\n" not in text and "\r" not in text:
        return text.rstrip()
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()
