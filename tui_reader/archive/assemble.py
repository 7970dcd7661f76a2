"""From comments as a source tells them to a tree: one parent each, no cycles, everything in preorder.

Nothing here recurses, and nothing is dropped but the exact repetition of a comment: what does not fit is kept and told as a
`Problem`, one for each kind of trouble in a thread.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import orjson

from tui_reader.archive.keys import comment_keys, digest
from tui_reader.model import Comment, Problem, Status
from tui_reader.outline import preorder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model import Article

TOP = -1
"""The parent of a comment that answers none."""

_NAMED_IN_A_PROBLEM = 5
_DIGESTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """The comments of a thread in preorder; all sequences are equally long and `parents` holds positions, or `TOP`."""

    comments: list[Comment]
    keys: list[str]
    parents: Sequence[int]
    depths: Sequence[int]
    descendants: Sequence[int]
    problems: tuple[Problem, ...]

    def content(self, article: Article) -> str:
        """Return a digest of everything that is stored of a thread; where it is equal, nothing has to be written."""
        stated = (article.title, article.site, article.url, article.author, article.posted, article.names.value)
        head = repr((*stated, article.meta, article.claimed, article.score))
        blocks = (f"{block.kind.value} {block.span} {block.text}" for block in article.blocks)
        facts = self._facts()
        said = (orjson.dumps(some).decode() for some in iter(lambda: list(islice(facts, _DIGESTED_AT_ONCE)), []))
        return digest(chain([head], blocks, said))

    def _facts(self) -> Iterator[tuple[object, ...]]:
        for comment, key, parent in zip(self.comments, self.keys, self.parents, strict=True):
            reply = (parent, comment.reply_basis, comment.reply_confidence)
            stated = (comment.source_id, comment.posted, comment.posted_text, comment.score, comment.status, comment.edited)
            span = comment.span and repr(comment.span)
            yield (key, comment.author, comment.author_lost, *reply, *stated, span, comment.body, comment.original)


def assemble(told: Sequence[Comment]) -> Tree:
    """Return the tree of the comments of one thread, given in the order of their source."""
    comments, repeated = _told_apart(told)
    comments = _with_ghosts(comments)
    index = {comment.ref: number for number, comment in enumerate(comments)}
    parents = array("i", (TOP if comment.parent is None else index.get(comment.parent, TOP) for comment in comments))
    del index
    orphans = [
        comment for comment, parent in zip(comments, parents, strict=True) if parent == TOP and comment.parent is not None
    ]
    circular = _cut_circles(parents)
    problems = (
        *_problem("another comment has the same id, so this one got a new one", repeated),
        *_problem("the comment that this one answers is not in the source", orphans),
        *_problem("replies answer each other in a circle, cut at this comment", [comments[number] for number in circular]),
    )
    return _in_preorder(comments, parents, problems)


def _with_ghosts(comments: list[Comment]) -> list[Comment]:
    """Return comments with a lost one above the first answer to every id of the site that is not there."""
    there = {None, *(comment.ref for comment in comments)}
    if all(comment.parent in there or comment.source_id is None for comment in comments):
        return comments
    standing = []
    for comment in comments:
        if comment.parent is not None and comment.parent not in there and comment.source_id is not None:
            there.add(comment.parent)
            is_id = comment.ref == comment.source_id
            source_id = comment.parent if is_id else None
            standing.append(Comment(comment.thread, comment.parent, "", status=Status.LOST, source_id=source_id))
        standing.append(comment)
    return standing


def _told_apart(told: Sequence[Comment]) -> tuple[list[Comment], list[Comment]]:
    """Return every comment once, and those that needed another reference because theirs was taken."""
    known: dict[str, Comment] = {}
    renamed = []
    for comment in told:
        first = known.setdefault(comment.ref, comment)
        if first is comment or _says_the_same(first, comment):
            continue
        suffix = 2
        while f"{comment.ref}~{suffix}" in known:
            suffix += 1
        other = comment._replace(ref=f"{comment.ref}~{suffix}")
        known[other.ref] = other
        renamed.append(other)
    return list(known.values()), renamed


def _says_the_same(first: Comment, second: Comment) -> bool:
    return first._replace(span=None) == second._replace(span=None)


def _cut_circles(parents: array[int]) -> list[int]:
    """Cut every circle of parents at the comment that came last in it, and return those comments."""
    walked_by = array("i", [TOP]) * len(parents)
    cut = []
    for start in range(len(parents)):
        number = start
        while number != TOP and walked_by[number] == TOP:
            walked_by[number] = start
            number = parents[number]
        if number != TOP and walked_by[number] == start:
            newest = max(_circle(parents, number))
            parents[newest] = TOP
            cut.append(newest)
    return cut


def _circle(parents: Sequence[int], start: int) -> list[int]:
    members = [start]
    while (number := parents[members[-1]]) != start:
        members.append(number)
    return members


def _in_preorder(comments: Sequence[Comment], parents: Sequence[int], problems: tuple[Problem, ...]) -> Tree:
    """Order comments so that each stands before its replies, siblings as the source has them."""
    keys = comment_keys(comments)
    order = preorder(parents)
    position = array("i", bytes(4 * len(order)))
    for place, number in enumerate(order):
        position[number] = place
    above = array("i", (TOP if parents[number] == TOP else position[parents[number]] for number in order))
    depths, descendants = shape(above)
    return Tree(
        comments=[_as_it_stands(comments[number], parents[number]) for number in order],
        keys=[keys[number] for number in order],
        parents=above,
        depths=depths,
        descendants=descendants,
        problems=problems,
    )


def shape(parents: Sequence[int]) -> tuple[array[int], array[int]]:
    """Return the depth of each comment and the number of comments below it, from the parents in preorder."""
    depths, descendants = (array("i", bytes(4 * len(parents))) for _ in range(2))
    for place, parent in enumerate(parents):
        if parent != TOP:
            depths[place] = depths[parent] + 1
    for place in range(len(parents) - 1, -1, -1):
        if (parent := parents[place]) != TOP:
            descendants[parent] += descendants[place] + 1
    return depths, descendants


def _as_it_stands(comment: Comment, parent: int) -> Comment:
    """Return a comment that claims no reply where it has no parent."""
    if parent != TOP or (comment.parent is None and comment.reply_basis is None and comment.reply_confidence is None):
        return comment
    return comment._replace(parent=None, reply_basis=None, reply_confidence=None)


def _problem(what: str, comments: Sequence[Comment]) -> tuple[Problem, ...]:
    """Return one problem for all comments with the same trouble, at the line of the first."""
    if not comments:
        return ()
    named = ", ".join(comment.ref for comment in comments[:_NAMED_IN_A_PROBLEM])
    more = f" and {len(comments) - _NAMED_IN_A_PROBLEM} more" if len(comments) > _NAMED_IN_A_PROBLEM else ""
    first = comments[0].span
    return (Problem(f"{what}: {named}{more}", first.first if first else None),)
