"""Thread JSON from anybody: damaged at any byte, cut anywhere, with anything in any member, it is read or told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.export.thread_json import thread_value
from tui_reader.formats.base import Document, Item, PlainText, Rejection
from tui_reader.formats.thread_json import FORMAT
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.intake import take_in
from tui_reader.model import Article, Comment, Problem

if TYPE_CHECKING:
    from pathlib import Path

COMMENT = {
    "key": "k1",
    "source_id": "c1",
    "parent": None,
    "depth": 0,
    "reply_basis": None,
    "reply_confidence": None,
    "author": "Ada",
    "author_lost": None,
    "posted": "2019-03-01T08:00:00Z",
    "posted_text": "1 March",
    "score": 3,
    "status": "present",
    "body": "Words é 🦦",
    "lines": [3, 4],
}
REPLY = COMMENT | {"key": "k2", "parent": "k1", "reply_basis": "linked", "reply_confidence": 0.5, "body": "More."}
THREAD: dict[str, Any] = {
    "schema": "tui-reader/thread/1",
    "key": "t1",
    "site": "river.example",
    "title": "Otters",
    "url": "https://river.example/1",
    "author": "Ida",
    "posted": "2019-03-01",
    "names": "complete",
    "source": {
        "name": "d.txt",
        "format": "plain-text",
        "layout": "bare-names",
        "confidence": 0.9,
        "sha256": "ab",
        "bytes": 9,
        "lines": 3,
    },
    "article": [{"kind": "title", "text": "Otters", "lines": [1, 1]}],
    "comments": [COMMENT, REPLY],
    "meta": [[2, 2]],
    "problems": [{"line": 3, "message": "odd"}],
}
TEXT = json.dumps(THREAD, ensure_ascii=False, indent=1)
DATA = TEXT.encode()
NEXT = json.dumps(THREAD | {"key": "t2"}).encode()
ANYTHING: list[object] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    1e300,
    "",
    "x",
    "\x1b[2J",
    "\ud800",
    "9" * 5_000,
    [],
    [1],
    [2, 1],
    [True, True],
    [1.0, 2.0],
    [1, 10**30],
    ["1", "2"],
    {},
    {"a": {}},
    [[]],
    [None],
    [{}],
]
"""Values that a member may hold in a file that somebody wrote by hand, or to hurt."""
WHERE: dict[str, list[str | int]] = {
    "thread": [],
    "source": ["source"],
    "block": ["article", 0],
    "comment": ["comments", 0],
    "reply": ["comments", 1],
    "problem": ["problems", 0],
}


def items_of(data: bytes) -> list[Item]:
    """Return what the format reads from bytes."""
    found = FORMAT.read(Document.of("t.jsonl", "t.jsonl", data))
    assert not isinstance(found, PlainText)
    return list(found)


def told(items: list[Item]) -> list[Rejection | Problem]:
    """Return what is said of records that are not as they should be, beside the problem that the thread itself holds."""
    return [item for item in items if isinstance(item, (Rejection, Problem)) and item.message != "odd"]


def with_member(where: str, member: str, value: object) -> dict[str, Any]:
    """Return the thread with another value in one place."""
    copied: dict[str, Any] = json.loads(TEXT)
    place: Any = copied
    for step in WHERE[where]:
        place = place[step]
    place[member] = value
    return copied


def variants() -> list[dict[str, Any]]:
    """Return threads that have anything in any member, one at a time."""
    members = {
        "thread": list(THREAD),
        "source": list(THREAD["source"]),
        "block": ["kind", "text", "lines"],
        "comment": list(COMMENT),
        "reply": ["parent", "key", "reply_basis", "reply_confidence"],
        "problem": ["line", "message"],
    }
    return [with_member(where, member, value) for where, names in members.items() for member in names for value in ANYTHING]


def test_the_whole_file_has_nothing_to_tell() -> None:
    """What the tests below damage is sound."""
    items = items_of(DATA)
    assert told(items) == []
    assert [type(item) for item in items] == [Article, Comment, Comment, Problem]


@pytest.mark.parametrize("put", [b"", b"\xff", b"\0", b'"', b"}", b"\n", b"9"], ids=repr)
def test_a_byte_exchanged_anywhere_is_read_or_told(put: bytes) -> None:
    """At every place of a small file: no traceback, a place for whatever is left out, and the next thread is not touched."""
    for place in range(len(DATA)):
        items = items_of(DATA[:place] + put + DATA[place + 1 :] + b"\n" + NEXT)
        lines = DATA.count(b"\n") + 4
        assert all(1 <= item.line <= lines for item in items if isinstance(item, Rejection) and item.line), place
        assert all(item.line for item in items if isinstance(item, Rejection)), place
        articles = [item.key for item in items if isinstance(item, Article)]
        assert "t2" in articles or any(isinstance(item, Rejection) for item in items), place


def test_a_file_cut_anywhere_is_told() -> None:
    """No end that is missing passes for the whole, and no record of half a thread goes in."""
    for length in range(1, len(DATA)):
        items = items_of(DATA[:length])
        assert any(isinstance(item, Rejection) for item in items), length
        assert not any(isinstance(item, (Article, Comment)) for item in items), length


def test_anything_in_any_member_is_read_or_told() -> None:
    """A record with a member of the wrong kind is left out with a reason in one line; the next thread is read."""
    for value in variants():
        items = items_of(json.dumps(value).encode() + b"\n" + NEXT)
        assert [item.key for item in items if isinstance(item, Article)][-1] == "t2"
        rejected = [item for item in items if isinstance(item, Rejection)]
        assert all(item.line == 1 and "\n" not in item.message and len(item.message) < 300 for item in rejected), value
        comments = sum(isinstance(item, Comment) and item.thread == "1" for item in items)
        assert comments == 2 or rejected or told(items) or value["comments"] != THREAD["comments"], value


def test_whatever_is_read_can_be_stored_and_exported(tmp_path: Path) -> None:
    """All of them in one file make a sound archive, every thread of which can be exported and imported again."""
    data = "\n".join(json.dumps(value | {"key": f"t{number}"}) for number, value in enumerate(variants())).encode()
    for name in ("a.db", "b.db"):
        intake = take_in(Document.of("t.jsonl", "t.jsonl", data), Choices())
        with ArchiveWriter(tmp_path / name) as writer:
            writer.add(intake.facts, intake.records)
        assert check(tmp_path / name) == []
        with Archive.open(tmp_path / name) as archive:
            values = [thread_value(archive.document(stored.id)) for stored in archive.threads()]
        assert len(values) > 200
        again = "\n".join(map(json.dumps, values)).encode()
        if name == "b.db":
            assert again == data
        data = again


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(list(THREAD)), inner),
    )
)
def test_any_json_at_all_is_a_stream_of_items(value: object) -> None:
    """What is no thread is one rejection."""
    items = items_of(json.dumps(value).encode())
    assert all(isinstance(item, Rejection) for item in items)
    assert len(items) == 1
