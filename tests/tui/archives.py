"""Small real archives to read in tests, written by the writer that imports use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.archives import facts
from tests.builders import thread
from tests.tui.hosting import HOSTILE
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article, Block, BlockKind, Comment, Names
from tui_reader.structure.quotations import find_quotations

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = "The harbour clock"
SHAPE = "ada1(ben1(cy1(ada2 lost1)) dee1) eve1(ben2(ada3(fay1))) lost2 gus1(ada4)"
"""Who answers whom under the clock; the number tells comments of one person apart, `lost` has no name."""

REFS = SHAPE.replace("(", " ").replace(")", " ").split()
"""The comments in preorder."""

PARAGRAPHS = (
    "The harbour clock has stood still since the great storm of eighteen ninety-four, and nobody in town agrees why.",
    "Some blame rust. Others blame the pigeons, who have held the upper gallery for longer than any mayor.",
    "Nobody has yet climbed up to look.",
)
QUOTED = "has stood still since the great storm of eighteen ninety-four"
BODIES = {
    "ada1": "The tide was late again this morning, as always.",
    "ben1": f"“{QUOTED}” is what they say. I say rust.",
    "cy1": "See https://example.org/clock and http://user:secret@example.org/x for the drawings.",
    "ada2": "Rust, rain and pigeons.",
    "lost1": "-50 degrees (really) on the 12:30 ferry.",
    "dee1": "> The tide was late again this morning\n\nNot on my side of the harbour.",
    "eve1": "Rain is nothing. Pigeons are everything.",
    "ben2": "No rain here.",
    "ada3": "Then come and see.\n\n" + "\n\n".join(f"Point {number} of many." for number in range(1, 30)),
    "fay1": "done\x1b]52;c;cHduZWQ=\x07 and \u202edusted",
    "lost2": "Somebody said this.",
    "gus1": "Look at file:///etc/passwd and javascript:alert(1) first.",
    "ada4": "Good night.",
}


def at(ref: str) -> int:
    """Return the position of a comment under the clock."""
    return REFS.index(ref)


def spoken(shape: str, bodies: dict[str, str]) -> list[Comment]:
    """Return comments whose authors are their references without the number."""
    return [
        comment._replace(
            author=None if comment.ref.startswith("lost") else comment.ref.rstrip("0123456789"),
            author_lost="the line is empty" if comment.ref.startswith("lost") else None,
            body=bodies.get(comment.ref, comment.body),
        )
        for comment in thread(shape)
    ]


def add(path: Path, title: str, comments: list[Comment], paragraphs: tuple[str, ...] = PARAGRAPHS) -> Path:
    """Add a thread to an archive."""
    blocks = (Block(BlockKind.TITLE, title), *(Block(BlockKind.PARAGRAPH, text) for text in paragraphs))
    article = Article(ref="1", title=title, site="example.org", names=Names.SOME_LOST, blocks=blocks)
    with ArchiveWriter(path) as writer:
        writer.add(facts(f"{title}.txt"), [article, *comments], find_quotations)
    return path


def clock(folder: Path) -> Path:
    """Return an archive of one thread, the clock."""
    return add(folder / "clock.db", CLOCK, spoken(SHAPE, BODIES))


def town(folder: Path) -> Path:
    """Return an archive of three threads."""
    path = add(folder / "town.db", CLOCK, spoken(SHAPE, BODIES))
    add(path, "A bridge of sighs", spoken("hal1(ida1) hal2", {}))
    return add(path, "Zinc roofs", spoken("kim1", {}))


def empty(folder: Path) -> Path:
    """Return an archive that was made and never filled."""
    path = folder / "empty.db"
    with ArchiveWriter(path) as writer:
        writer.add(facts("nothing.txt"), [])
    return path


def hostile(folder: Path) -> Path:
    """Return an archive of text that wants to be more than text, deep, wide and long."""
    deep = [
        Comment("1", f"d{depth}", f"level {depth}", parent=f"d{depth - 1}" if depth else None, author=HOSTILE[depth % 9])
        for depth in range(1200)
    ]
    texts = [*HOSTILE, "", " \n\t\n", "x" * 20_000, "\n" * 5_000, "a\u0301" + "\u0301" * 500, "漢字" * 300, "\ud800\u2028"]
    wide = [Comment("1", f"w{place}", text, author=text[:200] or None) for place, text in enumerate(texts)]
    return add(folder / "hostile.db", "\x1b]0;pwned\x07[/foo] [@click=app.bell]x", [*wide, *deep], tuple(texts))
