"""What the tests of Reddit's formats and of the corpora beside them share: records in short, goldens, and files cut short."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tui_reader.errors import SourceError
from tui_reader.formats.base import Bundle, Document, Format, Item, PlainText, Rejection
from tui_reader.model import Article, Comment, Problem

ARCHIVES = Path(__file__).parents[3] / "shared" / "archives"
"""Real files; they lie outside the project, where there are any."""


def document(path: Path) -> Document:
    """Return a file as the pipeline hands it to a format."""
    return Document.of(path.name, path.name, path.read_bytes())


def bundle(folder: Path) -> Bundle:
    """Return a folder as the pipeline hands it to a format."""
    members = {path.name: partial(document, path) for path in sorted(folder.iterdir())}
    return Bundle(folder.name, folder.name, members)


def items(form: Format, source: Document) -> list[Item]:
    """Return all that a format makes of a document."""
    read = form.read(source)
    assert not isinstance(read, PlainText)
    return list(read)


def told_of(item: Article | Comment | Problem | Rejection) -> dict[str, object]:
    """Return the members of a record by name."""
    return item._asdict() if isinstance(item, Comment) else asdict(item)


def in_short(item: Item) -> dict[str, object]:
    """Return what a record says, without what it leaves open."""
    assert isinstance(item, Article | Comment | Problem | Rejection)
    said = {name: value for name, value in told_of(item).items() if value not in (None, (), [], False)}
    said.pop("reply_confidence", None)
    return {"record": type(item).__name__.lower()} | said


def assert_golden(golden: Path, found: list[Item], *, update: bool) -> None:
    """Compare records with those that were right before."""
    told = json.dumps([in_short(item) for item in found], indent=1, ensure_ascii=False) + "\n"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told


def assert_cuts_are_told(form: Format, name: str, data: bytes, *, lines: bool = False) -> None:
    """Read a file cut short at every byte but the first: what is lost is told, except where whole `lines` are gone."""
    whole = items(form, Document.of(name, name, data))
    for end in range(1, len(data)):
        try:
            found = items(form, Document.of(name, name, data[:end]))
        except SourceError:
            continue
        is_told = any(isinstance(item, Rejection | Problem) for item in found)
        assert is_told or found == whole or (lines and b"\n" in data[end - 1 : end + 1]), data[:end]


def counted(found: list[Item]) -> tuple[int, int, int, int]:
    """Return how many threads, comments and authors there are, and how deep the tree is."""
    comments = {(item.thread, item.ref): item for item in found if isinstance(item, Comment)}
    depths: dict[tuple[str, str | None], int] = {}
    for place in comments:
        path: list[tuple[str, str | None]] = []
        at: tuple[str, str | None] = place
        while at in comments and at not in depths:
            path.append(at)
            at = (at[0], comments[at[0], str(at[1])].parent)
        depths |= {passed: depth for depth, passed in enumerate(reversed(path), depths.get(at, -1) + 1)}
    authors = {comment.author for comment in comments.values() if comment.author}
    return len({thread for thread, _ in comments}), len(comments), len(authors), max(depths.values(), default=0)
