"""A long thread that is the same every time, as an archive or in memory."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tui_reader.archive.writer import ArchiveWriter, SourceFacts
from tui_reader.model import Article, Block, BlockKind, Comment, Origin, StoredComment
from tui_reader.outline import Outline, build_columns, reading_length

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

TITLE = "The bridge that nobody promised"
"""The title of the thread: once it is painted, the program is up."""

FIRST_WORDS = "Firstly, about the harbour"
"""How the first comment begins."""

_WORDS = (
    *("the", "of", "and", "a", "to", "in", "is", "that", "we", "old", "new", "tide", "vote"),
    *("bridge", "harbour", "council", "ferry", "people", "water", "engineers", "river", "budget"),
)
_PEOPLE = 400
_TOP_LEVEL = 0.12
_REACH = 40


def comments(count: int) -> list[Comment]:
    """Return a thread of some depth, a few people saying much and many saying little."""
    dice = random.Random(count)
    made: list[Comment] = []
    for number in range(count):
        parent = None if not number or dice.random() < _TOP_LEVEL else dice.randrange(max(0, number - _REACH), number)
        person = min(_PEOPLE, int(dice.paretovariate(0.6)))
        made.append(
            Comment(
                thread="1",
                ref=str(number),
                parent=None if parent is None else str(parent),
                author=f"person {person}",
                body=FIRST_WORDS if not number else "\n\n".join(_sentence(dice) for _ in range(dice.choice([1, 1, 1, 2, 3]))),
                posted=f"2012-{1 + number % 12:02}-{1 + number % 28:02}T10:{number % 60:02}:00Z",
                score=dice.randrange(-5, 60),
            )
        )
    return made


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randrange(5, 60))).capitalize() + "."


def archive(path: Path, count: int) -> None:
    """Write an archive of one article and its comments."""
    paragraphs = tuple(Block(BlockKind.PARAGRAPH, comment.body) for comment in comments(30)[1:])
    head = Article(ref="1", title=TITLE, blocks=(Block(BlockKind.TITLE, TITLE), *paragraphs))
    origin = Origin(name="synthetic", format="thread-json", sha256=f"{count:064x}", bytes=0)
    with ArchiveWriter(path) as writer:
        writer.add(SourceFacts(origin), [head, *comments(count)])


def in_memory(count: int) -> tuple[Outline, Callable[[Sequence[int]], Mapping[int, StoredComment]]]:
    """Return a thread as a pane takes it; row ids are places in preorder, counted from 1."""
    said = comments(count)
    columns = build_columns(
        range(count),
        [-1 if comment.parent is None else int(comment.parent) for comment in said],
        [int((comment.author or "0").split()[-1]) for comment in said],
        [reading_length(comment.body) for comment in said],
        [1_330_000_000 + number * 600 for number in range(count)],
    )
    outline = Outline(columns)
    return outline, lambda places: {place: _stored(said[place], place) for place in places}


def _stored(comment: Comment, number: int) -> StoredComment:
    return StoredComment(
        id=number,
        key=comment.ref,
        position=number,
        depth=0,
        descendants=0,
        parent_key=comment.parent,
        author=comment.author,
        author_lost=None,
        posted=comment.posted,
        posted_text=None,
        score=comment.score,
        status=comment.status,
        body=comment.body,
        reply_basis=None,
        reply_confidence=None,
        source_id=None,
        span=None,
    )
