"""From comments as a source tells them to a tree: one parent each, no cycles, everything in preorder.

Nothing here recurses, and nothing is dropped but the exact repetition of a comment: what does not fit is kept and told as a
`Problem`, one for each kind of trouble in a thread.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain, count, repeat
from operator import attrgetter, lt
from typing import TYPE_CHECKING

import orjson

from tui_reader.archive.keys import comment_keys, digest
from tui_reader.model import Comment, Problem, Status
from tui_reader.outline import preorder, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model import Article

TOP = -1
"""The parent of a comment that answers none."""

_NAMED_IN_A_PROBLEM = 5
_FIELDS = Comment._fields
_REF, _PARENT = attrgetter("ref"), attrgetter("parent")
_SPAN_AT = _FIELDS.index("span")
_NOT_STORED = {"thread", "ref", "parent", "key", "span"}
_STORED_AT = [place for place, name in enumerate(_FIELDS) if name not in _NOT_STORED]
"""The columns of comments that are stored as they are: references and parents become keys and positions, spans two numbers."""
_DIGESTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Tree:
    """The comments of a thread in preorder; all sequences are equally long and `parents` holds positions, or `TOP`."""

    comments: list[Comment]
    keys: list[str]
    parents: array[int]
    depths: array[int]
    descendants: array[int]
    problems: tuple[Problem, ...]

    def content(self, article: Article) -> str:
        """Return a digest of everything that is stored of a thread; where it is equal, nothing has to be written."""
        stated = (article.title, article.site, article.url, article.author, article.posted, article.names.value)
        head = repr((*stated, article.meta, article.claimed, article.score))
        blocks = (f"{block.kind.value} {block.span} {block.text}" for block in article.blocks)
        return digest(chain([head], blocks, self._said()))

    def _said(self) -> Iterator[str]:
        """Yield what is stored of the comments, some hundreds at once and column by column."""
        for start in range(0, len(self.comments), _DIGESTED_AT_ONCE):
            some = slice(start, start + _DIGESTED_AT_ONCE)
            columns = list(zip(*self.comments[some], strict=True))
            stated = [columns[place] for place in _STORED_AT]
            lines = [span and repr(span) for span in columns[_SPAN_AT]]
            yield orjson.dumps([self.keys[some], list(self.parents[some]), lines, *stated]).decode()


def assemble(told: Sequence[Comment]) -> Tree:
    """Return the tree of the comments of one thread, given in the order of their source."""
    comments, repeated = _told_apart(told)
    comments = _with_ghosts(comments)
    index = dict(zip(map(_REF, comments), count()))
    parents = array("i", map(index.get, map(_PARENT, comments), repeat(TOP)))
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
    there = {None, *map(_REF, comments)}
    if there.issuperset(map(_PARENT, comments)):
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
    known = {comment.ref: comment for comment in told}
    if len(known) == len(told):
        return list(known.values()), []
    known.clear()
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
    if all(map(lt, parents, count())):
        return []  # as in most threads, where all answer what was said before
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
    position = array("i", bytes(4 * len(order))) + array("i", [TOP])  # whose last place is that of `TOP`
    for place, number in enumerate(order):
        position[number] = place
    above = array("i", map(position.__getitem__, map(parents.__getitem__, order)))
    depths, descendants = shape(above)
    return Tree(
        comments=_as_they_stand([comments[number] for number in order], above),
        keys=list(map(keys.__getitem__, order)),
        parents=above,
        depths=depths,
        descendants=descendants,
        problems=problems,
    )


def _as_they_stand(comments: list[Comment], parents: Sequence[int]) -> list[Comment]:
    """Return comments of which none claims to be a reply that has no parent."""
    for place, parent in enumerate(parents):
        if parent == TOP:
            comments[place] = _without_reply(comments[place])
    return comments


def _without_reply(comment: Comment) -> Comment:
    if comment.parent is None and comment.reply_basis is None and comment.reply_confidence is None:
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
