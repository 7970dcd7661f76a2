"""The place of a comment in its thread, as link words, child counts or words around replies state it.

Discussion sites print "root | parent | prev" or how many comments stand below each; Blogger prints "Replies" above the replies
to a comment and "Reply" below the last of them.

Invariant: a parent is always an earlier part.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.anchors import Group
    from tui_reader.structure.lines import Page
    from tui_reader.structure.reading import Part

_OPENING = frozenset(("replies", "respuestas", "respostas", "réponses", "risposte", "ответы"))
_CLOSING = frozenset(("reply", "responder", "répondre", "rispondi", "ответить"))
"""Lines that Blogger prints above the replies to a comment and below the last of them."""


def linked(group: Group, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts with the parents that the words in their headers state; other kinds of headers pass unchanged.

    The first comment may have a header of another kind, which states nothing.
    """
    if group.kind not in ("link-words", "points"):
        return tuple(parts)
    marks = [group.marks.get(part.first) for part in parts]
    links = [mark.links if mark is not None else None for mark in marks]
    if group.kind == "link-words":
        parents = by_words([link or "" for link in links])
    elif all(link is not None for link in links):
        parents = by_counts([int(link or 0) for link in links])
    else:
        return tuple(parts)
    return tuple(replace(part, parent=parent, level=None) for part, parent in zip(parts, parents, strict=True))


def enclosed(page: Page, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts, those between a line that opens replies and one that closes them as answers to the comment above.

    They pass unchanged where any replies are opened within others or never closed, as the words are then mere buttons.
    """
    parents: list[int | None] = []
    open_at: int | None = None
    for index, part in enumerate(parts):
        parents.append(open_at)
        last = page.rows[part.end - 1].text.casefold()
        if last in _OPENING:
            if open_at is not None:
                return tuple(parts)
            open_at = index
        elif last in _CLOSING:
            open_at = None
    if open_at is not None:
        return tuple(parts)
    return tuple(part if parent is None else replace(part, parent=parent) for part, parent in zip(parts, parents, strict=True))


def by_words(links: Sequence[str]) -> list[int | None]:
    """Return the parents of comments whose headers link to root, parent, previous and next sibling.

    No "parent" is the top level; without "prev" a comment is the first child of the comment just above; with it, it is a
    sibling of the deepest comment still open that announced a next one.
    """
    parents: list[int | None] = []
    path: list[int] = []
    announced: dict[int, bool] = {}
    for index, text in enumerate(links):
        words = set(text.replace("|", " ").split())
        if "parent" not in words or not path:
            path = []
        elif "root" not in words:
            path = path[:1]
        elif "prev" in words:
            path = _down_to_sibling(path, announced)
        parents.append(path[-1] if path else None)
        announced[index] = "next" in words
        path.append(index)
    return parents


def _down_to_sibling(path: Sequence[int], announced: dict[int, bool]) -> list[int]:
    """Return the path above the deepest open reply that announced a next sibling."""
    for depth in range(len(path) - 1, 1, -1):
        if announced[path[depth]]:
            return list(path[:depth])
    return list(path[: max(2, len(path) - 1)])


def by_counts(counts: Sequence[int]) -> list[int | None]:
    """Return the parents of comments in depth-first order that state how many comments stand below each."""
    parents: list[int | None] = []
    open_parts: list[tuple[int, int]] = []
    for index, count in enumerate(counts):
        while open_parts and open_parts[-1][1] < index:
            open_parts.pop()
        parents.append(open_parts[-1][0] if open_parts else None)
        open_parts.append((index, index + count))
    return parents
