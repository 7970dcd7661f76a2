"""What the tests of forums' and networks' formats share: records in short, goldens, and files cut short."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Format, Item, PlainText, Rejection
from tui_reader.formats.registry import recognise
from tui_reader.model import Article, Comment, Problem

ARCHIVES = Path(__file__).parents[3] / "shared" / "archives"
"""Real files; they lie outside the project, where there are any."""

needs_archives = pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")


def document(path: Path) -> Document:
    """Return a file as the pipeline hands it to a format."""
    data = path.read_bytes()
    name = path.name.removesuffix(".gz")
    return Document.of(name, name, gzip.decompress(data) if path.suffix == ".gz" else data)


def holding(*values: object, name: str = "saved.json") -> Document:
    """Return a document of one JSON value, or of several, one a line."""
    return Document.of(name, name, "".join(f"{json.dumps(value)}\n" for value in values).encode())


def items(form: Format, source: Document) -> list[Item]:
    """Return all that a format makes of a document that is its own."""
    assert recognise(source).format is form
    read = form.read(source)
    assert not isinstance(read, PlainText)
    return list(read)


def articles(found: list[Item]) -> list[Article]:
    """Return the heads among records."""
    return [item for item in found if isinstance(item, Article)]


def comments(found: list[Item]) -> list[Comment]:
    """Return the comments among records."""
    return [item for item in found if isinstance(item, Comment)]


def messages(found: list[Item]) -> list[str]:
    """Return what is said of what could not be read."""
    return [item.message for item in found if isinstance(item, Problem | Rejection)]


def in_short(item: Item) -> dict[str, object]:
    """Return what a record says, without what it leaves open."""
    assert isinstance(item, Article | Comment | Problem | Rejection)
    told = item._asdict() if isinstance(item, Comment) else asdict(item)
    said = {name: value for name, value in told.items() if value not in (None, (), False)}
    for usual in ("reply_confidence", "names", "status", "reply_basis"):
        if said.get(usual) in {1.0, "complete", "present", "stated"}:
            del said[usual]
    return {"record": type(item).__name__.lower()} | said


def assert_golden(form: Format, path: Path, *, update: bool) -> None:
    """Compare the records of a file with those that were right before."""
    golden = path.with_name(f"{path.stem}.golden.json")
    told = json.dumps([in_short(item) for item in items(form, document(path))], indent=1, ensure_ascii=False) + "\n"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told


def assert_cuts_are_told(form: Format, path: Path) -> None:
    """Read a file cut short at every byte: whatever is lost is told."""
    data, name = path.read_bytes(), path.name
    whole = list(_read(form, Document.of(name, name, data)))
    for end in range(1, len(data)):
        try:
            found = _read(form, Document.of(name, name, data[:end]))
        except SourceError:
            continue
        is_told = any(isinstance(item, Rejection) for item in found)
        assert is_told or found == whole or (b"\n" in data[end - 1 : end + 1] and b"\n{" in data), data[:end]


def _read(form: Format, source: Document) -> list[Item]:
    read = form.read(source)
    assert not isinstance(read, PlainText)
    return list(read)


def counted(found: list[Item]) -> tuple[int, int, int, int]:
    """Return how many threads, comments and authors there are, and how deep the tree is."""
    said = {(item.thread, item.ref): item for item in comments(found)}
    depths: dict[tuple[str, str | None], int] = {}
    for place in said:
        path: list[tuple[str, str | None]] = []
        at: tuple[str, str | None] = place
        while at in said and at not in depths and at not in path:
            path.append(at)
            at = (at[0], said[at[0], str(at[1])].parent)
        depths |= {passed: depth for depth, passed in enumerate(reversed(path), depths.get(at, -1) + 1)}
    authors = {comment.author for comment in said.values() if comment.author}
    return len({thread for thread, _ in said}), len(said), len(authors), max(depths.values(), default=0)
