"""Messages in threads, joined by what they answer and refer to, never by their subjects.

A source is gone through twice: once for the ids alone, which say what belongs together, and once for the messages, one by one.

Invariant: which thread a message is in depends on all ids that it names, also those of messages that are not there.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.formats.base import Item, Rejection
from tui_reader.formats.messages import Message, RawMessage
from tui_reader.formats.subjects import bare_subject
from tui_reader.model import Article, Block, BlockKind, Comment, Names, Problem, ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.formats.mail_text import MailText

_IS_THERE, _IS_ANSWER, _IS_HEADED = 1, 2, 4
_NO_DATE = "9999"
_FOOTER = re.compile(r"\n(?:_{20,}|-{20,}|={20,})[ \t]*\n(?:[^\n]*\n){0,14}[^\n]*\Z")
_NOT_WORDS = re.compile(r"[>\s]+")


@dataclass(frozen=True, slots=True, order=True)
class _Head:
    """What a message knows of its thread's head; the least knows best: one that says anything, answers none, is early."""

    is_silent: bool
    is_answer: bool
    posted: str
    subject: str = field(compare=False)
    is_named: bool = field(compare=False)


@dataclass(slots=True)
class _Threads:
    """Ids by number, in the order in which they were met; `leaders` leads from each to the first one of its thread."""

    numbers: dict[str, int] = field(default_factory=dict)
    leaders: array[int] = field(default_factory=lambda: array("q"))
    marks: bytearray = field(default_factory=bytearray)
    heads: dict[int, _Head] = field(default_factory=dict)
    roots: dict[int, str] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        """Join a message with all that it names."""
        head = _head(message)
        chain = [*message.references, *(name for name in message.answered if name not in message.references)]
        numbers = [self._number(name) for name in (*chain, message.name)]
        self.marks[numbers[-1]] |= _IS_THERE
        for number in numbers[1:]:
            self.marks[number] |= _IS_ANSWER
            self._join(numbers[0], number)
        leader = self._leader(numbers[0])
        self.heads[leader] = _better(self.heads.get(leader), head)

    def name_threads(self) -> None:
        """Find what each thread is called by: the first id in it that answers none; where they run in a circle, the first."""
        for name, number in self.numbers.items():
            leader = self._leader(number)
            if not self.marks[number] & _IS_ANSWER:
                self.roots.setdefault(leader, name)
        for name, number in self.numbers.items():
            self.roots.setdefault(self._leader(number), name)

    def article_once(self, message: Message) -> Article | None:
        """Return the head of a message's thread where it was not given before."""
        leader = self._leader(self.numbers[message.name])
        if self.marks[leader] & _IS_HEADED:
            return None
        self.marks[leader] |= _IS_HEADED
        head = self.heads[leader]
        root, title = self.roots[leader], bare_subject(head.subject)
        blocks = (Block(BlockKind.TITLE, title),) if title else ()
        return Article(root, title, source_id=root, blocks=blocks, names=Names.COMPLETE if head.is_named else Names.SOME_LOST)

    def thread_of(self, message: Message) -> str:
        """Return what a message's thread is called by."""
        return self.roots[self._leader(self.numbers[message.name])]

    def parent_of(self, message: Message) -> str | None:
        """Return the nearest message named that is there, else the nearest one named."""
        named = (*message.answered, *reversed(message.references))
        there = (name for name in named if self.marks[self.numbers[name]] & _IS_THERE)
        return next(there, named[0] if named else None)

    def _number(self, name: str) -> int:
        """Return the number of an id."""
        number = self.numbers.setdefault(name, len(self.leaders))
        if number == len(self.leaders):
            self.leaders.append(number)
            self.marks.append(0)
        return number

    def _leader(self, number: int) -> int:
        """Return the first id of a thread, and shorten the way to it."""
        leaders = self.leaders
        while leaders[number] != number:
            leaders[number] = leaders[leaders[number]]
            number = leaders[number]
        return number

    def _join(self, one: int, other: int) -> None:
        """Make one thread of two."""
        first, second = sorted((self._leader(one), self._leader(other)))
        if first != second:
            self.leaders[second] = first
            if head := self.heads.pop(second, None):
                self.heads[first] = _better(self.heads.get(first), head)


class _Copies:
    """What every id said when it was met first, as a number, to know a copy from another message of the same id."""

    def __init__(self, ids: int) -> None:
        self._said = array("Q", bytes(8 * ids))
        self._others: dict[int, set[int]] = {}

    def count(self, number: int, text: str) -> int:
        """Return 1 for what is new, 0 for a copy, and the number among those of its id for another text."""
        mark = _fingerprint(text)
        if not self._said[number]:
            self._said[number] = mark
            return 1
        others = self._others.setdefault(number, set())
        if mark == self._said[number] or mark in others:
            return 0
        others.add(mark)
        return 1 + len(others)


def read_messages(again: Callable[[], Iterator[RawMessage | Item]]) -> Iterator[Item]:
    """Yield the threads that messages are in and the messages as comments; `again` gives them from the start at each call."""
    threads = _Threads()
    for item in again():
        if isinstance(item, RawMessage) and not (message := Message.of(item)).is_none:
            threads.add(message)
    threads.name_threads()
    copies = _Copies(len(threads.numbers))
    for item in again():
        if isinstance(item, RawMessage):
            yield from _items(Message.of(item), threads, copies)
        else:
            yield item


def _items(message: Message, threads: _Threads, copies: _Copies) -> Iterator[Item]:
    """Yield a message, before it the head of its thread, and what is wrong with it."""
    if message.is_none:
        yield Rejection(message.raw.told("a message left out: it has no header"), message.raw.line)
        return
    text = message.text
    yield from _missing_end(message, text, threads)
    count = copies.count(threads.numbers[message.name], text.body)
    if count == 0:
        return
    if article := threads.article_once(message):
        yield article
    name = message.name if count == 1 else f"{message.name} ({count})"
    yield _comment(message, text, name, threads)
    if count > 1:
        said = f"another message has the id <{message.name}> and another text; both are kept"
        yield Problem(message.raw.told(said), message.raw.line, threads.thread_of(message))


def _comment(message: Message, text: MailText, name: str, threads: _Threads) -> Comment:
    """Return a message as a comment."""
    parent = threads.parent_of(message)
    return Comment(
        threads.thread_of(message),
        name,
        text.body,
        author=message.author,
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=message.posted,
        posted_text=message.posted_text,
        status=message.status,
        source_id=name,
        original=text.original,
    )


def _missing_end(message: Message, text: MailText, threads: _Threads) -> Iterator[Item]:
    """Yield that the end of a message is missing; of the last one, the end of the source."""
    raw = message.raw
    if raw.ends_source and (text.is_cut or not message.header.is_ended or not raw.data.endswith(b"\n")):
        yield Rejection("the source is cut short: the end of its last message is missing", raw.line)
    elif text.is_cut:
        yield Problem(raw.told("a message of several parts has no end"), raw.line, threads.thread_of(message))


def _head(message: Message) -> _Head:
    """Return what a message knows of its thread's head."""
    subject = message.subject or ""
    is_answer = bool(message.answered or message.references)
    return _Head(not subject, is_answer, message.posted or _NO_DATE, subject, message.author is not None)


def _better(known: _Head | None, other: _Head) -> _Head:
    """Return which of two knows more of the head, with the names of both."""
    if known is None:
        return other
    best = min(known, other)
    return _Head(best.is_silent, best.is_answer, best.posted, best.subject, known.is_named and other.is_named)


def _fingerprint(text: str) -> int:
    """Return a number, never 0, for the words of a text, without marks of quotation and what a mailing list puts at the end."""
    words = _NOT_WORDS.sub(" ", _FOOTER.sub("", f"{text}\n")).strip()
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big") or 1
