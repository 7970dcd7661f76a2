"""Thread JSON, the program's own interchange form: one thread an object, one object or many, one below the other.

Reads what `export --format json` writes, so that exporting, importing and exporting again gives an equal thread. A part of a
thread (it has no `key`) becomes a thread of its own; the keys of its comments then only tell them apart.

Where a thread written by another program does not say what is known of its names, its comments do; a blank name is none.

Invariant: a member that is not understood leaves out its record, or is named; no other record suffers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tui_reader.decoding import decode
from tui_reader.formats.base import Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_values import JsonObject, Malformed, MemberError, Placed, span_of, values_of
from tui_reader.model import Article, Block, BlockKind, Comment, Names, Origin, Problem, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    Word = TypeVar("Word", bound=StrEnum)

SCHEMA = "tui-reader/thread/1"

_FAMILY = b'"tui-reader/thread/'
_THREAD_MEMBERS = frozenset(
    {"schema", "selection", "left_out", "key", "site", "title", "url", "author", "posted", "names", "score", "claimed"}
    | {"source", "article", "comments", "meta", "problems"}
)
_COMMENT_MEMBERS = frozenset(
    {"key", "source_id", "parent", "depth", "reply_basis", "reply_confidence", "author", "author_lost", "posted"}
    | {"posted_text", "score", "status", "edited", "body", "original", "lines", "context", "left_out_parent"}
)


def probe(head: bytes, _name: str) -> Probe:
    """Claim what names our schema."""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and _FAMILY in head:
        return Probe(1, "it names the schema of thread JSON")
    return Probe(0)


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of a document with their comments and problems."""
    decoded = decode(document.data)
    yield from decoded.problems
    for number, found in enumerate(values_of(decoded.text), 1):
        if isinstance(found, Malformed):
            yield Rejection(found.message, found.line)
        else:
            yield from _thread(found, str(number))


def _thread(found: Placed, ref: str) -> Iterator[Item]:
    """Yield one thread, or why it is left out."""
    value = found.value
    if not isinstance(value, JsonObject) or value.get("schema") != SCHEMA:
        yield Rejection(f"left out: not an object of the schema {SCHEMA}", found.line)
        return
    try:
        article = _article(value, ref)
        comments = value.items_of("comments")
        problems = [_problem(problem, ref) for problem in value.items_of("problems")]
    except MemberError as error:
        yield Rejection(f"thread left out: {error}", found.line)
        return
    yield article
    yield from _unknown(value, _THREAD_MEMBERS, "the thread", found.line, ref)
    yield from _comments(comments, article, found.line)
    yield from problems


def _comments(values: list[Any], article: Article, line: int) -> Iterator[Item]:
    """Yield each comment, or why it is left out."""
    for number, value in enumerate(values, 1):
        try:
            comment = _comment(_object(value, "it"), article, number)
        except MemberError as error:
            yield Rejection(f"comment {number} left out: {error}", line)
        else:
            yield from _unknown(value, _COMMENT_MEMBERS, f"comment {number}", line, article.ref)
            yield comment


def _comment(value: JsonObject, article: Article, number: int) -> Comment:
    key, posted = value.text("key"), value.moment("posted")
    as_written = value.text("posted") if value.get("posted") != posted else None
    return Comment(
        thread=article.ref,
        ref=key or f"comment {number}",
        body=value.required_text("body"),
        author=value.name("author"),
        author_lost=value.text("author_lost"),
        parent=value.text("parent"),
        reply_basis=_word(value, "reply_basis", ReplyBasis),
        reply_confidence=value.share("reply_confidence"),
        posted=posted,
        posted_text=value.text("posted_text") or as_written,
        score=value.whole("score"),
        status=_word(value, "status", Status) or Status.PRESENT,
        source_id=value.text("source_id"),
        key=key if article.key else None,
        span=value.span("lines"),
        original=value.text("original"),
        edited=value.text("edited"),
    )


def _article(value: JsonObject, ref: str) -> Article:
    return Article(
        ref=ref,
        title=value.text("title"),
        site=value.text("site"),
        url=value.text("url"),
        author=value.name("author"),
        posted=value.moment("posted"),
        key=value.text("key"),
        names=_word(value, "names", Names) or _names(value.items_of("comments")),
        blocks=tuple(_block(_object(block, "a block of the article")) for block in value.items_of("article")),
        meta=tuple(span_of(lines, "meta") for lines in value.items_of("meta")),
        origin=_origin(value),
        score=value.whole("score"),
        claimed=value.count("claimed"),
        is_whole=value.text("key") is not None,
    )


def _names(comments: list[Any]) -> Names:
    """Return what comments let us say about names where their thread does not."""
    said = [comment for comment in comments if isinstance(comment, JsonObject) and comment.get("status") != Status.LOST]
    shown = [isinstance(author := comment.get("author"), str) and bool(author.strip()) for comment in said]
    if all(shown):
        return Names.COMPLETE
    return Names.SOME_LOST if any(shown) else Names.NONE


def _block(value: JsonObject) -> Block:
    kind = _word(value, "kind", BlockKind)
    if kind is None:
        raise MemberError("kind is missing")
    return Block(kind, value.required_text("text"), value.span("lines"))


def _origin(thread: JsonObject) -> Origin | None:
    if thread.get("source") is None:
        return None
    value = _object(thread["source"], "source")
    return Origin(
        name=value.required_text("name"),
        format=value.required_text("format"),
        sha256=value.required_text("sha256"),
        bytes=value.count("bytes") or 0,
        lines=value.count("lines"),
        layout=value.text("layout"),
        confidence=value.share("confidence"),
    )


def _problem(value: object, thread: str) -> Problem:
    problem = _object(value, "a problem")
    return Problem(problem.required_text("message"), problem.count("line"), thread)


def _object(value: object, what: str) -> JsonObject:
    if not isinstance(value, JsonObject):
        raise MemberError(f"{what} is not an object")
    if value.is_ambiguous:
        raise MemberError(f"{what} has a member that stands twice")
    return value


def _word(value: JsonObject, name: str, words: type[Word]) -> Word | None:
    """Return a member that is one of a few words."""
    text = value.text(name)
    if text is not None and text not in list(words):
        raise MemberError(f"{name} is none of {', '.join(words)}")
    return None if text is None else words(text)


def _unknown(value: JsonObject, known: frozenset[str], where: str, line: int, thread: str) -> Iterator[Problem]:
    """Name the members that have no place in an archive."""
    if names := sorted(value.keys() - known):
        yield Problem(f"{where} has members that are not read: {', '.join(names)}", line, thread)


FORMAT = Format("thread-json", "threads as tui-reader export --format json writes them", (".json", ".jsonl"), probe, read)
