"""Documents to export: small ones by hand, any at all by chance, and those that thread JSON holds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from hypothesis import strategies as st

from tests.builders import thread as thread_of
from tui_reader.model import (
    Block,
    BlockKind,
    Names,
    Origin,
    Problem,
    ReplyBasis,
    Span,
    Status,
    StoredComment,
    StoredThread,
    ThreadDocument,
)

ORIGIN = Origin(name="dump.txt", format="plain-text", sha256="ab" * 32, bytes=14_265, lines=180)

THREAD = StoredThread(
    id=1,
    key="t",
    title="A title",
    site=None,
    url=None,
    author=None,
    posted=None,
    names=Names.COMPLETE,
    comments=0,
    people=0,
    lost=0,
    unnamed=0,
    first_posted=None,
    last_posted=None,
    origin=ORIGIN,
)

COMMENT = StoredComment(
    id=1,
    key="k",
    position=0,
    depth=0,
    descendants=0,
    parent_key=None,
    author=None,
    author_lost=None,
    posted=None,
    posted_text=None,
    score=None,
    status=Status.PRESENT,
    body="words",
    reply_basis=None,
    reply_confidence=None,
    source_id=None,
    span=None,
)
"""A comment of which nothing more is known; tests replace what they speak of."""

HOSTILE = (
    "<script>alert(1)</script>",
    "</article></details><img src=x onerror=alert(1)>",
    "\x1b]52;c;cHduZWQ=\x07 \x9b31m \x00 \x7f",
    "\u202egpj.exe \U000e0041 \u2028# heading",
    "# heading\n===\n---\n***\n> quote\n- item\n1. one\n| a | b |\n|---|---|",
    "```\ncode that nothing closes\n~~~",
    "[x](javascript:alert(1)) ![[note]] [[#^k]] <https://u:p@e.com/> ==m== %%c%% $x$ ~~s~~ ^id",
    "javascript:alert(1) data:text/html,x http://e.com/\"onclick='x' https://e.com/<b>",
    "&lt;b&gt; &#60; &amp;",
    "[/b] [link=file:///etc/passwd] ]]> --> */ </style>",
    "---\ntitle: x\n---",
    "words\n\n    <i onclick=x>code</i> ```` ${x}",
)
"""Strings that want to be more than words."""


def document(*comments: StoredComment, thread: StoredThread = THREAD) -> ThreadDocument:
    """Return a document of these comments, with a head that counts them."""
    said = [comment for comment in comments if comment.status is not Status.LOST]
    counted = replace(
        thread,
        comments=len(said),
        people=len({comment.author for comment in said} - {None}),
        lost=len(comments) - len(said),
        unnamed=sum(comment.author is None for comment in said),
    )
    return ThreadDocument(counted, (), comments)


def tree(shape: str) -> ThreadDocument:
    """Return the document of a tree: `tree("a(b) c")` says that b answers a, each word a comment's key, author and body."""
    depths: dict[str, int] = {}
    comments = []
    for position, said in enumerate(thread_of(shape)):
        depths[said.ref] = depths[said.parent] + 1 if said.parent else 0
        facts: dict[str, Any] = {"key": said.ref, "body": said.body, "author": said.author, "parent_key": said.parent}
        comments.append(replace(COMMENT, position=position, depth=depths[said.ref], **facts))
    return document(*comments)


def chain(length: int) -> ThreadDocument:
    """Return a thread in which every comment answers the one before."""
    first = replace(COMMENT, key="k0", body="body 0")
    rest = (
        replace(COMMENT, key=f"k{n}", body=f"body {n}", position=n, depth=n, parent_key=f"k{n - 1}") for n in range(1, length)
    )
    return document(first, *rest)


def from_json(value: dict[str, Any]) -> ThreadDocument:
    """Return the document that a thread JSON holds."""
    head = {name: value[name] for name in ("site", "title", "url", "author", "posted")}
    thread = replace(
        THREAD, key=value.get("key", "part"), names=Names(value["names"]), origin=Origin(**value["source"]), **head
    )
    return replace(
        document(*(_comment(position, held) for position, held in enumerate(value["comments"])), thread=thread),
        blocks=tuple(Block(BlockKind(held["kind"]), held["text"], _span(held["lines"])) for held in value["article"]),
        meta=tuple(Span(*lines) for lines in value["meta"]),
        problems=tuple(Problem(held["message"], held["line"]) for held in value["problems"]),
        selection=value.get("selection"),
        left_out=value.get("left_out", 0),
        context=frozenset(n for n, held in enumerate(value["comments"]) if held.get("context")),
    )


def _comment(position: int, held: dict[str, Any]) -> StoredComment:
    plain = ("key", "body", "depth", "reply_confidence", "author", "author_lost", "posted", "posted_text", "score", "source_id")
    basis = held["reply_basis"]
    return replace(
        COMMENT,
        id=1,
        position=position,
        parent_key=held["parent"] or held.get("left_out_parent"),
        reply_basis=ReplyBasis(basis) if basis else None,
        status=Status(held["status"]),
        span=_span(held["lines"]),
        **{name: held[name] for name in plain},
    )


def _span(lines: list[int] | None) -> Span | None:
    return Span(*lines) if lines else None


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(HOSTILE)
"""Any text that can be stored, hostile ones often."""

_NAMES = st.none() | WORDS.filter(lambda name: bool(name.strip()))
_SPANS = st.none() | st.builds(lambda first, more: Span(first, first + more), st.integers(1, 10**6), st.integers(0, 50))
_MOMENTS = st.none() | st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='seconds')}Z")
_SHARES = st.none() | st.floats(0, 1)


@st.composite
def documents(draw: st.DrawFn) -> ThreadDocument:
    """Any whole thread."""
    count = draw(st.integers(0, 8))
    comments: list[StoredComment] = []
    path: list[str] = []
    for position in range(count):
        depth = draw(st.integers(0, len(path)))
        del path[depth:]
        comments.append(draw(_comments(position, depth, path[-1] if path else None)))
        path.append(comments[-1].key)
    words: dict[str, Any] = {name: draw(st.none() | WORDS) for name in ("site", "title", "url")}
    words["author"] = draw(_NAMES)
    origin = replace(ORIGIN, name=draw(WORDS), layout=draw(st.none() | WORDS), confidence=draw(_SHARES))
    return replace(
        document(
            *comments, thread=replace(THREAD, names=draw(st.sampled_from(Names)), posted=draw(_MOMENTS), origin=origin, **words)
        ),
        blocks=tuple(draw(st.lists(st.builds(Block, st.sampled_from(BlockKind), WORDS, _SPANS), max_size=4))),
        problems=tuple(draw(st.lists(st.builds(Problem, WORDS, st.none() | st.integers(1, 10**6)), max_size=2))),
        meta=tuple(span for span in draw(st.lists(_SPANS, max_size=2)) if span),
    )


def _comments(position: int, depth: int, parent: str | None) -> st.SearchStrategy[StoredComment]:
    facts = {name: st.none() | WORDS for name in ("author_lost", "posted_text", "source_id")}
    return st.builds(
        partial(replace, COMMENT),
        key=st.just(f"k{position}"),
        author=_NAMES,
        posted=_MOMENTS,
        body=WORDS,
        position=st.just(position),
        depth=st.just(depth),
        parent_key=st.just(parent),
        score=st.none() | st.integers(-(10**6), 10**6),
        status=st.sampled_from(Status),
        reply_basis=st.none() | st.sampled_from(ReplyBasis) if parent else st.none(),
        reply_confidence=_SHARES if parent else st.none(),
        span=_SPANS,
        **facts,
    )
