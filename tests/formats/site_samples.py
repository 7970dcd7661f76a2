"""What the tests of sites' formats share: goldens beside fixtures, cuts at every byte, real samples where they are at hand."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Format, Item, PlainText, Rejection
from tui_reader.formats.registry import recognise
from tui_reader.model import Article, Comment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def items_of(form: Format, data: bytes, name: str = "sample") -> list[Item]:
    """Return what a format reads from bytes."""
    found = form.read(Document.of(name, name, data))
    assert not isinstance(found, PlainText)
    return list(found)


def check_golden(form: Format, fixture: Path, *, update: bool) -> None:
    """Compare what a format reads from a fixture with the golden beside it; the fixture goes to that format by itself."""
    data = fixture.read_bytes()
    assert recognise(Document.of(fixture.name, str(fixture), data)).format.name == form.name
    told = [short(item) for item in items_of(form, data, fixture.name)]
    golden = fixture.with_name(f"{fixture.name}.golden.json")
    if update:
        golden.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert told == json.loads(golden.read_text(encoding="utf-8"))


def short(item: Item) -> dict[str, Any]:
    """Return a record as JSON, without what it does not say."""
    told: dict[str, Any] = {"record": type(item).__name__.lower()}
    for name in item.__match_args__:
        value = getattr(item, name)
        if value not in (None, "", (), False) or (name == "edited" and value is not None):
            told[name] = value
    told.pop("reply_confidence", None)
    if isinstance(item, Article):
        told["blocks"] = [f"{block.kind}: {block.text}" for block in item.blocks]
    return told


def check_cuts(form: Format, data: bytes, ends: Iterable[bytes]) -> None:
    """Cut bytes everywhere before the last of what may be missing unseen: every cut is told, none is anything but an error."""
    told = data.rstrip()
    for end in ends:
        told = told.removesuffix(end).rstrip()
    for length in range(len(told)):
        try:
            items = items_of(form, data[:length])
        except SourceError:
            continue
        assert any(isinstance(item, Rejection) for item in items), length


def check_expected(form: Format, shared: Path, folder: str) -> None:
    """Compare a format's figures for the real samples of a folder with those that were counted by other means."""
    archives = shared / "archives"
    cases = json.loads((archives / "expected.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        if case["format"] == folder:
            comments = []
            for name in case["files"]:
                data = (archives / name).read_bytes()
                items = items_of(form, gzip.decompress(data) if name.endswith(".gz") else data, name)
                comments += [item for item in items if isinstance(item, Comment)]
            found = figures(comments)
            right = {key: case[key] if isinstance(case[key], list) else [case[key]] for key in found}
            assert all(found[key] in right[key] for key in found), (case["files"], found)


def figures(comments: list[Comment]) -> dict[str, int]:
    """Count threads, comments and authors, and measure the deepest comment, 0 for one without a parent that is there."""
    parents = {(comment.thread, comment.ref): comment.parent for comment in comments}
    depths: dict[tuple[str, str], int] = {}
    for thread, ref in parents:
        chain = [(thread, ref)]
        while chain[-1] not in depths and (above := (thread, parents[chain[-1]] or "")) in parents:
            chain.append(above)
        depth = depths.get(chain[-1], 0)
        for place in reversed(chain):
            depths.setdefault(place, depth)
            depth = depths[place] + 1
    return {
        "threads": len({comment.thread for comment in comments}),
        "comments": len(parents),
        "authors": len({comment.author for comment in comments if comment.author}),
        "max_depth": max(depths.values(), default=0),
    }
