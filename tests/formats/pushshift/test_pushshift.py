"""Dumps by Pushshift and Arctic Shift are read in all their generations, line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES, assert_cuts_are_told, assert_golden, counted, document, items
from tui_reader.formats import moments, pushshift, reddit
from tui_reader.formats.base import Document
from tui_reader.formats.pushshift import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Article, Comment

HERE = Path(__file__).parent


def dump(*records: object) -> Document:
    """Return a dump of these records."""
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    return Document.of("RC.ndjson", "RC.ndjson", data)


@pytest.mark.parametrize("name", ["generations.ndjson", "damaged.ndjson", "list.json", "answer.json"])
def test_a_dump_is_read_as_before(name: str, update: bool) -> None:
    """Moments and scores of every kind are understood; what is damaged is named by its line."""
    source = document(HERE / name)
    assert recognise(source).format is FORMAT
    assert_golden(HERE / f"{name.partition('.')[0]}.golden.json", items(FORMAT, source), update=update)


def test_a_dump_cut_short_says_so() -> None:
    """All but the last line is kept."""
    assert_cuts_are_told(FORMAT, "RC.ndjson", (HERE / "generations.ndjson").read_bytes(), lines=True)
    assert_cuts_are_told(FORMAT, "answer.json", (HERE / "answer.json").read_bytes())


def test_a_thread_is_named_once() -> None:
    """Its comments may lie anywhere in the dump."""
    said = [{"id": f"c{n}", "link_id": f"t3_{n % 2}", "parent_id": f"t3_{n % 2}", "body": "b"} for n in range(6)]
    found = items(FORMAT, dump(*said))
    assert [item.ref for item in found if isinstance(item, Article)] == ["t3_0", "t3_1"]


def test_a_dump_of_posts_is_known_and_a_downloaders_thread_is_not() -> None:
    """The same members stand in both; only a thread holds its comments."""
    post = {"id": "t9", "title": "Nets", "subreddit": "nets", "created_utc": 1600000000, "num_comments": 3, "selftext": ""}
    assert recognise(dump(post)).format is FORMAT
    assert recognise(dump(post | {"comments": []})).format is not FORMAT


def test_a_comment_may_name_its_thread_in_its_address_alone() -> None:
    """Tools that ask for few members ask for that one."""
    said = {"id": "c1", "body": "b", "created_utc": 1600000000, "permalink": "/r/nets/comments/t9/mending/c1/"}
    source = dump(said)
    assert recognise(source).format is FORMAT
    assert [item.ref for item in items(FORMAT, source)[:1] if isinstance(item, Article)] == ["t3_t9"]


def test_texts_that_are_not_escaped_are_left_as_they_are() -> None:
    """One `<` in the first lines tells that `&amp;lt;` was typed so."""
    common = {"link_id": "t3_a", "parent_id": "t3_a"}
    told = [{"id": "a", "body": "x < y"} | common, {"id": "b", "body": "&amp;lt;"} | common]
    escaped, plain = items(FORMAT, dump(told[1])), items(FORMAT, dump(*told))
    assert [item.body for item in escaped if isinstance(item, Comment)] == ["<"]
    assert [item.body for item in plain if isinstance(item, Comment)] == ["x < y", "&lt;"]


@pytest.mark.parametrize(
    "seconds", [0, 1, 59, 3599, 86_399, 86_400, 951_782_399, 1_706_745_600, 99_999_999_999, 10**11, -1, 10**18]
)
def test_moments_are_those_of_every_other_format(seconds: int) -> None:
    """The fast way says what the common one says."""
    comment = reddit.comment_of({"id": "a", "body": "b", "created_utc": seconds}, "t3_a", escaped=True)
    assert comment.posted == moments.of_epoch(str(seconds))


def test_a_line_beyond_all_measure_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines around it are read."""
    monkeypatch.setattr(pushshift, "LARGEST_RECORD", 1000)
    line = b'{"id": "c1", "link_id": "t3_a", "parent_id": "t3_a", "body": "b"}\n'
    data = line + b'{"id": "' + b"x" * 2500 + b'"}\n' + line.replace(b"c1", b"c2")
    found = items(FORMAT, Document.of("RC.ndjson", "RC.ndjson", data))
    assert [type(item).__name__ for item in found] == ["Article", "Comment", "Rejection", "Comment"]


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
@pytest.mark.parametrize(
    ("name", "figures"), [("test_comments.json", (27, 27, 22, 0)), ("test_submissions.json", (0, 0, 0, 0))]
)
def test_real_dumps_hold_what_they_hold(name: str, figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by hand."""
    assert counted(items(FORMAT, document(ARCHIVES / "pushshift" / name))) == figures
