"""What a query means, told slowly: every condition is judged comment by comment, without SQL, index or intervals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, singledispatchmethod
from typing import TYPE_CHECKING

from tui_reader.model import NO_ANNOTATION, Annotation, Block, BlockKind, Quotation, ReplyBasis, Status, StoredComment
from tui_reader.query import (
    NOTHING_ADDED,
    Additions,
    All,
    Became,
    By,
    Condition,
    Counted,
    Dated,
    Either,
    Exactly,
    Has,
    Is,
    Named,
    Not,
    Noted,
    Number,
    Opener,
    Quotes,
    Range,
    Regex,
    Related,
    Relation,
    Starred,
    Tagged,
    TaggedLike,
    Text,
    Titled,
    Where,
)
from tui_reader.query.ranges import moments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.archive.reader import Archive
    from tui_reader.model import StoredThread

_QUOTED_LINE = re.compile(r" {0,3}(> ?)+(?![\d_:;.<=> -])| {0,3}(> ?)+$")


@dataclass(frozen=True)
class Judged:
    """A thread with all that can be asked of it."""

    thread: StoredThread
    comments: Sequence[StoredComment]
    blocks: Sequence[Block]
    quotations: Sequence[Quotation]
    annotations: Mapping[str, Annotation]
    people: Sequence[Sequence[str]]

    @classmethod
    def read(cls, archive: Archive, thread: StoredThread, added: Additions = NOTHING_ADDED) -> Judged:
        """Read a thread whole."""
        comments = archive.document(thread.id).comments
        annotations, people = added.annotations.get(thread.key, {}), tuple(added.together.names.values())
        return cls(thread, comments, archive.blocks(thread.id), archive.quotations(thread.id), annotations, people)

    def positions(self, condition: Condition) -> list[int]:
        """Return where the comments stand that meet a condition."""
        return [comment.position for comment in self.comments if self.holds(condition, comment)]

    def holds(self, condition: Condition, comment: StoredComment) -> bool:
        """Return whether a comment meets a condition; what is lost meets none."""
        return comment.status is not Status.LOST and self.meets(condition, comment)

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {comment.key: comment.parent_key for comment in self.comments}

    @cached_property
    def _by_key(self) -> dict[str, StoredComment]:
        return {comment.key: comment for comment in self.comments}

    def _ancestors(self, comment: StoredComment) -> list[StoredComment]:
        found, key = [], comment.parent_key
        while key is not None:
            found.append(self._by_key[key])
            key = self._parents[key]
        return found

    @singledispatchmethod
    def meets(self, condition: Condition, comment: StoredComment) -> bool:
        """Return whether a comment that is not lost meets a condition."""
        raise TypeError((condition, comment))

    @meets.register
    def _(self, condition: Not, comment: StoredComment) -> bool:
        return not self.meets(condition.condition, comment)

    @meets.register
    def _(self, condition: All, comment: StoredComment) -> bool:
        return all(self.meets(inner, comment) for inner in condition.conditions)

    @meets.register
    def _(self, condition: Either, comment: StoredComment) -> bool:
        return any(self.meets(inner, comment) for inner in condition.conditions)

    @meets.register
    def _(self, condition: Text | Regex | Exactly, comment: StoredComment) -> bool:
        if condition.where is Where.ANYWHERE:
            return condition.stands_in(comment.body)
        if isinstance(condition, Text) and not condition.stands_in(comment.body):
            return False
        return any(map(condition.stands_in, self._pieces(comment, quoted=condition.where is Where.QUOTED)))

    def _pieces(self, comment: StoredComment, *, quoted: bool) -> list[str]:
        """Return the stretches of a body that are quoted, or those that are not."""
        body, flags, place = comment.body, bytearray(len(comment.body)), 0
        for line in body.split("\n"):
            if _QUOTED_LINE.match(line):
                flags[place : place + len(line)] = b"\1" * len(line)
            place += len(line) + 1
        for each in self.quotations:
            if each.comment == comment.position:
                flags[each.start : each.end] = b"\1" * (min(each.end, len(body)) - each.start)
        runs = re.finditer(b"\1+" if quoted else b"\0+", bytes(flags))
        return [body[run.start() : run.end()] for run in runs] or ([] if quoted or body else [""])

    def _names(self, comment: StoredComment) -> Sequence[str]:
        """Return all names of whoever wrote a comment."""
        name = comment.author
        return next((names for names in self.people if name in names), [] if name is None else [name])

    @meets.register
    def _(self, condition: By, comment: StoredComment) -> bool:
        return None in condition.names if comment.author is None else any(map(condition.fits, self._names(comment)))

    @meets.register
    def _(self, condition: Named, comment: StoredComment) -> bool:
        return any(map(condition.fits, self._names(comment)))

    @meets.register
    def _(self, _condition: Opener, comment: StoredComment) -> bool:
        return self.thread.author in self._names(comment)

    @meets.register
    def _(self, condition: Counted, comment: StoredComment) -> bool:
        value = {
            Number.SCORE: comment.score,
            Number.WORDS: len(comment.body.split()),
            Number.DEPTH: len(self._ancestors(comment)),
            Number.REPLIES: sum(each.parent_key == comment.key for each in self.comments),
            Number.SIZE: sum(comment in self._ancestors(each) for each in self.comments),
            Number.CONF: comment.reply_confidence,
        }[condition.number]
        return value is not None and _lies_in(value, condition.range)

    @meets.register
    def _(self, condition: Dated, comment: StoredComment) -> bool:
        since, before = moments(condition.range, datetime.now(UTC).date())
        return comment.posted is not None and (since or "") <= comment.posted < (before or "\U0010ffff")

    @meets.register
    def _(self, condition: Became, comment: StoredComment) -> bool:
        return comment.edited is not None if condition.word == "edited" else comment.status in condition.statuses

    @meets.register
    def _(self, condition: Is, comment: StoredComment) -> bool:
        inferred = {ReplyBasis.LINKED, ReplyBasis.QUOTED, ReplyBasis.GUESSED}
        return {
            "root": comment.parent_key is None,
            "leaf": comment.key not in self._parents.values(),
            "inferred": comment.parent_key is not None and comment.reply_basis in inferred,
        }[condition.word]

    @meets.register
    def _(self, condition: Has, comment: StoredComment) -> bool:
        return {
            "link": re.search("https?://", comment.body) is not None,
            "quote": bool(self._pieces(comment, quoted=True)),
            "date": comment.posted is not None,
            "score": comment.score is not None,
            "author": comment.author is not None,
        }[condition.word]

    @meets.register
    def _(self, condition: Titled, _comment: StoredComment) -> bool:
        return self.thread.title is not None and condition.fits(self.thread.title)

    @meets.register
    def _(self, condition: Quotes, comment: StoredComment) -> bool:
        paragraphs = [place for place, block in enumerate(self.blocks) if block.kind is BlockKind.PARAGRAPH]
        return any(
            each.comment == comment.position and each.block == place and _lies_in(number, condition.range)
            for each in self.quotations
            for number, place in enumerate(paragraphs, 1)
        )

    @meets.register
    def _(self, condition: Starred | Tagged | TaggedLike | Noted, comment: StoredComment) -> bool:
        return condition.fits(self.annotations.get(comment.key, NO_ANNOTATION))

    @meets.register
    def _(self, condition: Related, comment: StoredComment) -> bool:
        others = {
            Relation.THREAD: self.comments,
            Relation.REPLYTO: [self._by_key[comment.parent_key]] if comment.parent_key is not None else [],
            Relation.REPLIEDBY: [each for each in self.comments if each.parent_key == comment.key],
            Relation.UNDER: self._ancestors(comment),
            Relation.OVER: [each for each in self.comments if comment in self._ancestors(each)],
        }[condition.relation]
        return any(self.holds(condition.condition, each) for each in others)


def _lies_in(value: float, limits: Range) -> bool:
    above = limits.low is None or value > float(limits.low) or (limits.with_low and value == float(limits.low))
    return above and (limits.high is None or value < float(limits.high) or (limits.with_high and value == float(limits.high)))
