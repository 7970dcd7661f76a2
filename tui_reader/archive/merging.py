"""Two copies of a thread as one: what an archive holds of it, and what a further source tells.

Comments are the same where their ids are and nothing contradicts that, else where author, second and text are, else where
author and a text of some length are and only one has them. The copy that comes later is taken for the later one, unless the
earlier one has deletions or edits that it has not.

Invariant: nothing that an archive holds is lost: what a later copy does not have is marked, what it says otherwise is taken
over, and what the earlier one said stays with its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.model import Article, BlockKind, Comment, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LETTERS = re.compile(r"[\W_]+")
_LONG_ENOUGH = 12
"""Letters of a text from which author and text alone tell a comment from others."""

KeysOf = Callable[[Comment], object]
"""Returns what two comments share if they are one; None where a comment has nothing of the kind."""

_BEGINNING = 12
"""Letters that are compared of what the same author said in the same second."""

_SECOND = len("2024-01-01T00:00:00")
_EMPTIED = frozenset({Status.DELETED, Status.REMOVED, Status.LOST})


@dataclass(frozen=True, slots=True)
class Merged:
    """Two copies as one: the comments, those of the earlier copy under their keys, and for each told one its `ref` there."""

    comments: list[Comment]
    refs: list[str]


def merged_articles(earlier: Article, later: Article) -> Article:
    """Return the head of a thread: what the later copy says of it, and the earlier one where that says nothing."""
    is_full = _has_text(later) or not _has_text(earlier)
    return replace(
        earlier,
        title=later.title or earlier.title,
        site=earlier.site or later.site,
        url=earlier.url or later.url,
        author=later.author or earlier.author,
        posted=earlier.posted or later.posted,
        names=max(earlier.names, later.names, key=list(type(earlier.names)).index),
        blocks=later.blocks if is_full and later.blocks else earlier.blocks,
        meta=later.meta if is_full and later.blocks else earlier.meta,
        claimed=earlier.claimed if later.claimed is None else later.claimed,
        score=earlier.score if later.score is None else later.score,
    )


def fuller(one: Article, other: Article) -> Article:
    """Return the head of a thread that a source tells twice: what the first says, and the second where that says nothing."""
    return replace(
        one,
        title=one.title or other.title,
        site=one.site or other.site,
        url=one.url or other.url,
        author=one.author or other.author,
        posted=one.posted or other.posted,
        names=max(one.names, other.names, key=list(type(one.names)).index),
        source_id=one.source_id if one.source_id is not None else other.source_id,
        blocks=other.blocks if _has_text(other) and not _has_text(one) else one.blocks or other.blocks,
        claimed=other.claimed if one.claimed is None else one.claimed,
        score=other.score if one.score is None else one.score,
        is_whole=one.is_whole and other.is_whole,
    )


def merged(earlier: Sequence[Comment], told: Sequence[Comment], *, marks_vanished: bool = False) -> Merged:
    """Return the comments of both copies, in the order of the earlier one, by time where both are in the order of time.

    `earlier` go by their keys. `marks_vanished` says that the later copy is whole and of the same kind as the earlier one.
    """
    twins = _twins(earlier, told)
    age = _age(twins, earlier, told)
    is_older = age < 0
    refs = [twins[number].ref if number in twins else f"new {comment.ref}" for number, comment in enumerate(told)]
    places = {comment.ref: ref for comment, ref in zip(told, refs, strict=True)}
    by_id = {comment.source_id: comment.ref for comment in earlier if comment.source_id is not None}
    renamed = [
        comment._replace(ref=ref, parent=_parent(comment, places, by_id), span=None)
        for comment, ref in zip(told, refs, strict=True)
    ]
    news = {comment.ref: comment for comment in renamed}
    kept = [_as_one(comment, news[comment.ref], is_older=is_older) if comment.ref in news else comment for comment in earlier]
    if marks_vanished and not is_older:
        until = "9999" if age > 0 else _last(told)
        kept = [_marked(comment, until) if comment.ref not in news else comment for comment in kept]
    known = {comment.ref for comment in earlier}
    return Merged(_in_order(kept, [comment for comment in renamed if comment.ref not in known], refs), refs)


def shared(earlier: Sequence[Comment], told: Sequence[Comment]) -> int:
    """Return how many comments two copies have in common."""
    return len(_twins(earlier, told))


def _twins(earlier: Sequence[Comment], told: Sequence[Comment]) -> dict[int, Comment]:
    """Return the earlier comment that each told one is, by the number of the told one."""
    twins: dict[int, Comment] = {}
    taken: set[str] = set()
    for keys_of in (_given, _ids, _said_when, _begun_when, _said):
        waiting = [comment for comment in earlier if comment.ref not in taken]
        asked = [(number, comment) for number, comment in enumerate(told) if number not in twins]
        for number, one in _pairs(waiting, asked, keys_of):
            twins[number] = one
            taken.add(one.ref)
    return twins


def _pairs(earlier: Sequence[Comment], told: Sequence[tuple[int, Comment]], keys_of: KeysOf) -> Iterator[tuple[int, Comment]]:
    """Yield which comments are the same by a key, those of one key in their order."""
    by_key: dict[object, list[Comment]] = defaultdict(list)
    for comment in reversed(earlier):
        if (key := keys_of(comment)) is not None:
            by_key[key].append(comment)
    asked: dict[object, int] = defaultdict(int)
    for _, comment in told:
        asked[keys_of(comment)] += 1
    for number, comment in told:
        key = keys_of(comment)
        found = by_key.get(key) if key is not None else None
        if not found or (keys_of is _said and (len(found) > 1 or asked[key] > 1)):
            continue
        if keys_of is _ids and not _may_be_one(found[-1], comment):
            continue
        yield number, found.pop()


def _given(comment: Comment) -> object:
    """Return the key of the archive, where a comment has one."""
    return comment.key


def _ids(comment: Comment) -> object:
    return comment.source_id


def _said_when(comment: Comment) -> object:
    if comment.posted is None or len(comment.posted) < _SECOND:
        return None
    return (comment.author, comment.posted[:_SECOND], _letters(comment.body))


def _begun_when(comment: Comment) -> object:
    """Return author, second and beginning: markup of links and lists comes out otherwise in another format."""
    if comment.author is None or comment.posted is None or len(comment.posted) < _SECOND:
        return None
    return (comment.author, comment.posted[:_SECOND], _letters(comment.body)[:_BEGINNING])


def _said(comment: Comment) -> object:
    letters = _letters(comment.body)
    return (comment.author, letters) if comment.author and len(letters) >= _LONG_ENOUGH else None


def _may_be_one(one: Comment, other: Comment) -> bool:
    """Whether comments with the same id can be the same: two sites may both count from 1."""
    if Status.LOST in {one.status, other.status} or not _EMPTIED.isdisjoint({one.status, other.status}):
        return True
    agree = one.author == other.author or (one.posted is not None and one.posted == other.posted)
    return agree or _letters(one.body) == _letters(other.body)


def _letters(text: str) -> str:
    """Return what of a text stays the same however it is marked up."""
    return _LETTERS.sub("", text).casefold()


def _age(twins: dict[int, Comment], earlier: Sequence[Comment], told: Sequence[Comment]) -> int:
    """Return what shows that the told copy is later than the earlier one, less what shows the contrary."""
    until = _last(earlier)
    later = sum(number not in twins and (comment.posted or "") > until for number, comment in enumerate(told))
    for number, one in twins.items():
        later += _is_changed(told[number]) - _is_changed(one)
    return later


def _is_changed(comment: Comment) -> bool:
    return comment.edited is not None or comment.status in {Status.DELETED, Status.REMOVED}


def _parent(comment: Comment, places: Mapping[str, str], by_id: Mapping[str, str]) -> str | None:
    """Return the parent of a told comment by its name in both copies."""
    if comment.parent is None:
        return None
    if comment.parent in places:
        return places[comment.parent]
    return by_id.get(comment.parent, comment.parent)


def _as_one(earlier: Comment, later: Comment, *, is_older: bool) -> Comment:
    """Return a comment that both copies have."""
    if later.status is Status.LOST:
        return earlier
    if earlier.status is Status.LOST:
        return later._replace(ref=earlier.ref, key=earlier.key, source_id=earlier.source_id or later.source_id)
    was_emptied = later.status in _EMPTIED and earlier.status not in _EMPTIED
    says_the_same = was_emptied or is_older or _letters(earlier.body) == _letters(later.body)
    answers = earlier if earlier.parent is not None or later.parent is None else later
    dated = earlier if earlier.posted is not None and (later.posted is None or not later.posted.endswith("Z")) else later
    return earlier._replace(
        author=earlier.author or later.author,
        author_lost=earlier.author_lost if later.author is None else None,
        parent=answers.parent,
        reply_basis=answers.reply_basis,
        reply_confidence=answers.reply_confidence,
        posted=dated.posted,
        posted_text=dated.posted_text or earlier.posted_text,
        score=earlier.score if later.score is None or (is_older and earlier.score is not None) else later.score,
        status=earlier.status if is_older else later.status,
        edited=earlier.edited if later.edited is None else later.edited,
        body=earlier.body if says_the_same else later.body,
        original=earlier.original if says_the_same else later.original,
        source_id=earlier.source_id or later.source_id,
    )


def _marked(comment: Comment, until: str) -> Comment:
    """Return a comment as one that is gone, unless it came after all that the later copy is known to have seen."""
    is_told = comment.posted is None or comment.posted <= until
    return comment._replace(status=Status.VANISHED) if comment.status is Status.PRESENT and is_told else comment


def _in_order(kept: list[Comment], news: list[Comment], order: Sequence[str]) -> list[Comment]:
    """Return both lists as one: as the later copy has it where it has all, by time where both have, else one by one."""
    places = {ref: place for place, ref in enumerate(order)}
    if all(comment.ref in places for comment in kept):
        return sorted((*kept, *news), key=lambda comment: places[comment.ref])
    if news and _is_by_time(kept) and _is_by_time(news):
        return sorted((*kept, *news), key=lambda comment: comment.posted or "")
    return kept + news


def _is_by_time(comments: Sequence[Comment]) -> bool:
    times = [comment.posted for comment in comments if comment.status is not Status.LOST]
    return None not in times and times == sorted(filter(None, times))


def _last(comments: Iterable[Comment]) -> str:
    return max((comment.posted for comment in comments if comment.posted), default="")


def _has_text(article: Article) -> bool:
    """Whether a head has more than its title."""
    return any(block.kind is not BlockKind.TITLE for block in article.blocks)
